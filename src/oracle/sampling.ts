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

/**
 * Where zero lies strictly inside: points at +-largest 2^-j, j = 1, 1 + `step`, ... up to `to`, largest being the larger
 * |end|, or further where that does not reach below 2^-20. The function may do there all that it does.
 */
export function pointsAroundZero(interval: Interval, to: number, step: number): Float64Array {
  const { lower, upper } = interval;
  if (lower >= 0 || upper <= 0) return new Float64Array(0);
  const largest = Math.max(-lower, upper);
  const furthest = Math.max(to, exponentOf(largest) + 20);
  const points: number[] = [];
  for (let j = 1; j <= furthest; j += step) {
    // Scaled in two halves: 2^-j alone may be no number.
    const distance = largest * powerOfTwo(-(j >> 1)) * powerOfTwo((j >> 1) - j);
    points.push(-distance, distance);
  }
  return ascending(points, (x) => isInside(x, interval));
}

/** 2^32 / golden ratio: the multiples of an irrational number fill an interval evenly (Weyl). */
const GOLDEN = 0x9e3779b1;

/**
 * At most n numbers of the format, even by ordinal, hence in each binade as many as its share of numbers is; the
 * first and the last number of the interval are among them. The others are one from each of n - 2 strata of
 * equal count, at places that differ from stratum to stratum: at equal steps every binade would show the same few
 * significands.
 */
export function ordinalPoints(interval: Interval, format: FiniteFormat, n: number): Float64Array {
  const { first, last } = ordinalRange(interval, format);
  if (last < first || n < 1) return new Float64Array(0);
  const count = last - first + 1n;
  if (count <= BigInt(n)) {
    return Float64Array.from({ length: Number(count) }, (_, i) => fromOrdinal(first + BigInt(i), format));
  }
  if (n === 1) return Float64Array.of(fromOrdinal(first, format));
  const strata = BigInt(n - 2);
  return Float64Array.from({ length: n }, (_, i) => {
    if (i === 0) return fromOrdinal(first, format);
    if (i === n - 1) return fromOrdinal(last, format);
    const start = ((count - 2n) * BigInt(i - 1)) / strata;
    const end = ((count - 2n) * BigInt(i)) / strata;
    const offset = ((end - start) * BigInt(Math.imul(i, GOLDEN) >>> 0)) >> 32n;
    return fromOrdinal(first + 1n + start + offset, format);
  });
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
