import type { ErrorCurve } from '../../protocol/oracle-service';

/** A column counts as an extremum of the minimax error when it comes this near to the maximum. */
const NEARNESS = 0.97;

/**
 * How often the error touches the level of its maximum with alternating sign. By Chebyshev's alternation theorem a
 * minimax fit with n free constants touches at least n + 1 times.
 */
export function countAlternations(curve: ErrorCurve): number {
  const level = NEARNESS * curve.maximum;
  if (!(level > 0) || !Number.isFinite(level)) return 0;
  let count = 0;
  let last = 0;
  for (let i = 0; i < curve.x.length; i++) {
    const high = curve.high[i] ?? 0;
    const low = curve.low[i] ?? 0;
    const sign = high >= level ? 1 : low <= -level ? -1 : 0;
    if (sign !== 0 && sign !== last) {
      count += 1;
      last = sign;
    }
  }
  return count;
}
