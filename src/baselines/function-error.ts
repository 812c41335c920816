/** The largest error of a function given as code, against the oracle. */

import type { FiniteFormat } from '../numerics/format';
import { formatSignificant } from '../numerics/number-text';
import { fromOrdinal, ordinalOf, ordinalRange } from '../numerics/ordinals';
import { functionOf } from '../oracle/oracle';
import { labelAt, labelTable, scaleOf, validationPoints } from '../oracle/tables';
import type { MeasuredError, Target } from '../targets/target';
import { BaselineError } from './baseline-error';

const SAMPLE_POINTS = 4096;
/** Worst points whose neighbours are looked at, how far on both sides, and how often again around what is worse. */
const FINALISTS = 12;
const NEIGHBOURS = 12;
const ROUNDS = 6;
const DIGITS = 15;

interface Candidate {
  readonly x: number;
  readonly error: number;
}

/**
 * The maximum error over numbers of `format` in the target's interval, in the target's norm (ulp: of `format`), refined:
 * a stratified sample, then every number around the worst, as long as that finds worse ones. Infinity where the
 * function gives no number. BaselineError where the interval holds no number at which the norm has a meaning.
 */
export function functionError(
  target: Target,
  format: FiniteFormat,
  evaluate: (x: number) => number,
): MeasuredError {
  const own = { ...target, format };
  const f = functionOf(target.function);
  const { x: xs, hi, lo, scale } = labelTable(own, validationPoints(own, SAMPLE_POINTS));
  if (xs.length === 0) {
    throw new BaselineError(
      'on the interval the function has no value that the format and the norm can hold',
    );
  }
  const tried = new Set<number>();
  const errorOf = (x: number, high: number, low: number, unit: number): Candidate => {
    const error = Math.abs(evaluate(x) - high - low) * unit;
    tried.add(x);
    return { x, error: Number.isNaN(error) ? Infinity : error };
  };
  const worst = (candidates: readonly Candidate[]): Candidate[] =>
    [...candidates].sort((a, b) => b.error - a.error || a.x - b.x).slice(0, FINALISTS);
  let best = worst(Array.from(xs, (x, i) => errorOf(x, hi[i]!, lo[i]!, scale[i]!)));
  const { first, last } = ordinalRange(target.interval, format);
  let frontier: readonly Candidate[] = best;
  for (let round = 0; round < ROUNDS && frontier.length > 0; round++) {
    const top = best[0]!.error;
    const found: Candidate[] = [];
    for (const { x } of frontier) {
      const centre = ordinalOf(x, format);
      for (let d = -BigInt(NEIGHBOURS); d <= BigInt(NEIGHBOURS); d++) {
        const ordinal = centre + d;
        if (ordinal < first || ordinal > last) continue;
        const near = fromOrdinal(ordinal, format);
        if (tried.has(near)) continue;
        const label = labelAt(f, near, format);
        const unit = scaleOf(label, target.norm, format, target.ulpAt);
        if (Number.isFinite(label.hi) && Number.isFinite(unit)) {
          found.push(errorOf(near, label.hi, label.lo, unit));
        }
      }
    }
    best = worst([...best, ...found]);
    frontier = found.filter(({ error }) => error > top);
  }
  const { x, error } = best[0]!;
  return {
    kind: 'refined',
    value: error,
    text: formatSignificant(error, DIGITS),
    argmax: x,
    points: tried.size,
  };
}
