/** Points at which an emitted full-range function is compared with its law. */

import { fromOrdinal, infinityOrdinal, ordinalRange } from '../../numerics/ordinals';
import { largestFinite } from '../../numerics/rounding';
import type { TestPoint } from '../language';
import { spreadPoints } from '../test-points';
import type { FullRangeFunction } from './full-range';

/** Points of all binades, and as many of moderate size. */
const STRATA = 64;
const MODERATE = { lower: -20, upper: 20, lowerOpen: false, upperOpen: false };

/**
 * NaN, infinities, zeros, the least and the largest numbers of both signs, numbers of all binades and numbers of moderate
 * size, each with the value of the law; of a function without special cases those inside its interval.
 */
export function fullRangePoints({ choice, interval, law }: FullRangeFunction): TestPoint[] {
  const { variant, specialCases } = choice;
  const { format } = variant;
  const largest = largestFinite(format);
  const everywhere = { lower: -largest, upper: largest, lowerOpen: false, upperOpen: false };
  const last = infinityOrdinal(format) - 1n;
  const { first } = ordinalRange({ ...everywhere, lower: 0, lowerOpen: true }, format);
  const special = [
    ...[NaN, Infinity, -Infinity, 0, -0, 1, -1],
    ...[first, -first, last, -last].map((ordinal) => fromOrdinal(ordinal, format)),
  ];
  const spread = [...spreadPoints(everywhere, format, STRATA), ...spreadPoints(MODERATE, format, STRATA)];
  const points = specialCases
    ? [...special, ...spread]
    : spreadPoints(interval, format, 2 * STRATA).filter((x) => x !== 0);
  const values = new Float64Array(points.length);
  law(Float64Array.from(points), values);
  return points.map((x, i) => ({ x, value: values[i] ?? NaN }));
}
