/** Points at which an emitted function is compared with the law. */

import type { FiniteFormat } from '../numerics/format';
import { fromOrdinal, ordinalRange } from '../numerics/ordinals';
import { largestFinite, roundToFormat } from '../numerics/rounding';
import { roundConstants } from '../program/constant';
import { compileLaw } from '../program/interpret';
import type { Program } from '../program/program';
import type { Interval } from '../targets/target';
import type { TestPoint } from './language';

/**
 * Up to 2 * count numbers of the format in the interval, ascending and without repetition: half of them equally
 * spaced by value, half by ordinal; empty where the interval holds no number of the format.
 */
export function spreadPoints(interval: Interval, format: FiniteFormat, count: number): number[] {
  const { first, last } = ordinalRange(interval, format);
  if (last < first) return [];
  const largest = largestFinite(format);
  const lower = Math.max(interval.lower, -largest);
  const upper = Math.min(interval.upper, largest);
  const points: number[] = [];
  for (let i = 0; i < count; i++) {
    const t = count === 1 ? 0 : i / (count - 1);
    points.push(roundToFormat(lower * (1 - t) + upper * t, format));
    points.push(fromOrdinal(first + ((last - first) * BigInt(i)) / BigInt(Math.max(count - 1, 1)), format));
  }
  const inside = points.filter(
    (x) =>
      (interval.lowerOpen ? x > interval.lower : x >= interval.lower) &&
      x <= largest &&
      (interval.upperOpen ? x < interval.upper : x <= interval.upper),
  );
  return [...new Set(inside)].sort((a, b) => a - b);
}

/** The law's values of the program, with constants rounded to the format, at spread points of the interval. */
export function testPoints(
  program: Program,
  interval: Interval,
  format: FiniteFormat,
  count: number,
): TestPoint[] {
  const law = compileLaw(roundConstants(program, format), format);
  return spreadPoints(interval, format, count).map((x) => ({ x, value: law(x) }));
}
