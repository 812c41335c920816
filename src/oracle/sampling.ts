/** Where a function is sampled: points of an interval by value and by ordinal. Every list ascends, without repeats. */

import { fromRational, toNumber } from '../numerics/ball/ball';
import { exponentOf, powerOfTwo } from '../numerics/bits';
import { FORMAT_PARAMETERS, type FiniteFormat } from '../numerics/format';
import { fromOrdinal, ordinalRange } from '../numerics/ordinals';
import { roundToFormat } from '../numerics/rounding';
import type { Interval } from '../targets/target';
import { sineOfPi } from '../targets/turns';

const NODE_BITS = 80;
const nodesByCount = new Map<number, Float64Array>();

/** The zeros of the Chebyshev polynomial T_n on [-1,1], ascending, to the last bit or the one before. */
function chebyshevNodes(n: number): Float64Array {
  let nodes = nodesByCount.get(n);
  if (nodes === undefined) {
    nodes = Float64Array.from({ length: n }, (_, k) =>
      toNumber(sineOfPi(fromRational(BigInt(2 * k + 1 - n), BigInt(2 * n), NODE_BITS), 0, NODE_BITS)),
    );
    if (nodesByCount.size >= 16) nodesByCount.clear();
    nodesByCount.set(n, nodes);
  }
  return nodes;
}

/** Whether x lies in the interval, open ends left out. */
export function isInside(x: number, { lower, upper, lowerOpen, upperOpen }: Interval): boolean {
  return (lowerOpen ? x > lower : x >= lower) && (upperOpen ? x < upper : x <= upper);
}

/** The Chebyshev points of the interval, as binary64 numbers strictly between its ends: at most n, n >= 1. */
export function chebyshevPoints({ lower, upper }: Interval, n: number): Float64Array {
  const middle = lower / 2 + upper / 2;
  const half = upper / 2 - lower / 2;
  const open = { lower, upper, lowerOpen: true, upperOpen: true };
  return ascending(
    Array.from(chebyshevNodes(n), (node) => middle + half * node),
    (x) => isInside(x, open),
  );
}

/**
 * Points at distances width 2^-j, `from` <= j <= `to` in steps of `step`, from both ends: they show a program that
 * fails close to an end.
 */
export function gradedPoints(interval: Interval, from: number, to: number, step: number): Float64Array {
  const { lower, upper } = interval;
  const width = upper - lower;
  const points: number[] = [];
  for (let j = from; j <= to; j += step) {
    const distance = width * powerOfTwo(-j);
    points.push(lower + distance, upper - distance);
  }
  return ascending(points, (x) => isInside(x, interval));
}

/** At most n numbers of the format, evenly spaced by ordinal, the first and the last of the interval among them. */
export function ordinalPoints(interval: Interval, format: FiniteFormat, n: number): Float64Array {
  const { first, last } = ordinalRange(interval, format);
  if (last < first) return new Float64Array(0);
  const span = last - first;
  const count = span < BigInt(n) ? Number(span) + 1 : n;
  if (count === 1) return Float64Array.of(fromOrdinal(first, format));
  return ascending(
    Array.from({ length: count }, (_, i) =>
      fromOrdinal(first + (span * BigInt(i)) / BigInt(count - 1), format),
    ),
    () => true,
  );
}

/**
 * Powers of two of the interval with their neighbour on the side of zero, where ulp and rounding change. Of more
 * than `limit` points, evenly chosen pairs.
 */
export function binadeEdges(interval: Interval, format: FiniteFormat, limit: number): Float64Array {
  const { precision, minExponent, maxExponent } = FORMAT_PARAMETERS[format];
  const largest = Math.max(Math.abs(interval.lower), Math.abs(interval.upper));
  const highest = Math.min(exponentOf(largest), maxExponent);
  const pairs: number[][] = [];
  for (let e = minExponent - precision + 1; e <= highest; e++) {
    const edge = powerOfTwo(e);
    const below = edge - powerOfTwo(Math.max(e - precision, minExponent - precision + 1));
    for (const sign of [-1, 1]) {
      const pair = [sign * edge, sign * below].filter((x) => isInside(x, interval));
      if (pair.length > 0) pairs.push(pair);
    }
  }
  const step = Math.max(1, Math.ceil((2 * pairs.length) / limit));
  return ascending(
    // From the largest downwards, so that those next to the large end are kept.
    pairs.filter((_, i) => (pairs.length - 1 - i) % step === 0).flat(),
    () => true,
  );
}

/** The points rounded to the format, those that leave the interval dropped. */
export function roundedPoints(points: Float64Array, interval: Interval, format: FiniteFormat): Float64Array {
  return ascending(
    Array.from(points, (x) => roundToFormat(x, format)),
    (x) => isInside(x, interval),
  );
}

/** All points of the lists, ascending, each once. */
export function mergePoints(...lists: readonly Iterable<number>[]): Float64Array {
  return ascending(
    lists.flatMap((list) => [...list]),
    () => true,
  );
}

function ascending(points: readonly number[], keep: (x: number) => boolean): Float64Array {
  // + 0 turns -0 into 0: both zeros are one point.
  const sorted = Float64Array.from(points.filter(keep), (x) => x + 0).sort();
  return sorted.filter((x, i) => i === 0 || x !== sorted[i - 1]);
}
