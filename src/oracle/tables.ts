/** Label tables: the oracle's values at sample points, in the form every evaluator consumes. */

import { type Ball, fromNumber, subtract, toNumber } from '../numerics/ball/ball';
import { type FiniteFormat, isFiniteFormat } from '../numerics/format';
import { exactFromNumber, exactToFormat } from '../numerics/number-text';
import { nextDown } from '../numerics/ordinals';
import { roundDyadic } from '../numerics/rounding';
import { ulpOf } from '../numerics/ulp';
import type { CatalogueFunction } from '../targets/catalogue-function';
import { printInterval } from '../targets/parse';
import type { ErrorNorm, Target } from '../targets/target';
import type { LabelTable, SearchTables } from './labels';
import { functionOf, OracleError } from './oracle';
import {
  binadeEdges,
  chebyshevPoints,
  gradedPoints,
  isInside,
  mergePoints,
  ordinalPoints,
  roundedPoints,
} from './sampling';
import { ballOf, resolve } from './ziv';

export { chebyshevPoints, ordinalPoints } from './sampling';

/** Relative precision of a label: a double-double holds 106 bits. */
const LABEL_BITS = 116;

export interface Label {
  readonly hi: number;
  readonly lo: number;
}

/**
 * f(x) as (hi, lo): hi is f(x) correctly rounded to the format (to binary64 for `real`), lo the binary64
 * nearest to f(x) - hi. hi is infinite where f(x) overflows the format, and lo then 0. OracleError where f has no value.
 */
export function labelAt(f: CatalogueFunction, x: number, format: FiniteFormat): Label {
  return resolve(f, exactFromNumber(x), LABEL_BITS, {
    fromBall: (ball) => {
      const hi = roundDyadic(ball.mid - ball.rad, ball.exp, format);
      if (roundDyadic(ball.mid + ball.rad, ball.exp, format) !== hi) return undefined;
      return withRemainder(hi, ball);
    },
    fromExact: (value) => withRemainder(exactToFormat(value, format), ballOf(value, 2 * LABEL_BITS)),
  });
}

function withRemainder(hi: number, value: Ball): Label {
  if (!Number.isFinite(hi)) return { hi, lo: 0 };
  return { hi, lo: toNumber(subtract(value, fromNumber(hi), LABEL_BITS)) };
}

/** The factor that turns |p - f(x)| into the unit of the norm; infinite where the relative error has no meaning. */
export function scaleOf({ hi, lo }: Label, norm: ErrorNorm, format: FiniteFormat, ulpAt?: number): number {
  if (norm === 'absolute') return 1;
  if (norm === 'relative') return 1 / Math.abs(hi + lo);
  if (ulpAt !== undefined) return 1 / ulpOf(ulpAt, format);
  // RN(f) may be a power of two that f itself stays below.
  const opposed = hi > 0 ? lo < 0 : lo > 0;
  const value = hi === 0 ? lo : opposed ? nextDown(Math.abs(hi), 'f64') : hi;
  return 1 / ulpOf(value, format);
}

/**
 * The labels of the target's function at the points, which must lie in its domain. Left out are points where the
 * norm has no meaning (f(x) = 0 in the relative one) or f(x) exceeds the format's largest number. OracleError where f
 * has no value at a point.
 */
export function labelTable(target: Target, xs: Float64Array): LabelTable {
  const f = functionOf(target.function);
  const format = isFiniteFormat(target.format) ? target.format : 'f64';
  const x = new Float64Array(xs.length);
  const hi = new Float64Array(xs.length);
  const lo = new Float64Array(xs.length);
  const scale = new Float64Array(xs.length);
  let count = 0;
  for (const point of xs) {
    const label = labelAt(f, point, format);
    const factor = scaleOf(label, target.norm, format, target.ulpAt);
    if (!Number.isFinite(label.hi) || !Number.isFinite(factor)) continue;
    x[count] = point;
    hi[count] = label.hi;
    lo[count] = label.lo;
    scale[count] = factor;
    count++;
  }
  return {
    x: x.slice(0, count),
    hi: hi.slice(0, count),
    lo: lo.slice(0, count),
    scale: scale.slice(0, count),
  };
}

export interface TableSizes {
  /** Chebyshev points for fitting. */
  readonly training: number;
  /** About so many points for judging. */
  readonly validation: number;
}

export const DEFAULT_TABLE_SIZES: TableSizes = { training: 64, validation: 1024 };

/**
 * The tables of a search. Training: Chebyshev points of the open interval. Validation, for `real`: a denser set of
 * them, points near to both ends (2^-22 to 2^-60 of the width) and closed ends; for finite formats numbers
 * of the format spread by value and by ordinal, binade edges, the first and the last number of the interval.
 *
 * OracleError when no usable point is left.
 */
export function searchTables(target: Target, sizes: TableSizes = DEFAULT_TABLE_SIZES): SearchTables {
  const training = labelTable(target, trainingPoints(target, sizes.training));
  const validation = labelTable(target, validationPoints(target, sizes.validation));
  if (training.x.length === 0 || validation.x.length === 0) {
    throw new OracleError(
      `on ${printInterval(target.interval)} the function has no value that the format and the norm can hold`,
    );
  }
  return { training, validation };
}

function trainingPoints({ interval, format }: Target, n: number): Float64Array {
  const points = chebyshevPoints(interval, n);
  if (!isFiniteFormat(format)) return points;
  const numbers = roundedPoints(points, interval, format);
  // A narrow interval of a small format may hold few numbers: then all that there are.
  return numbers.length >= n / 2 ? numbers : mergePoints(numbers, ordinalPoints(interval, format, n));
}

/** The points on which programs are judged. */
export function validationPoints({ interval, format }: Target, n: number): Float64Array {
  if (!isFiniteFormat(format)) {
    const graded = gradedPoints(interval, 22, 60, 2);
    const ends = [interval.lower, interval.upper].filter((x) => isInside(x, interval));
    return mergePoints(ends, graded, chebyshevPoints(interval, Math.max(n - graded.length - ends.length, 2)));
  }
  const edges = binadeEdges(interval, format, Math.floor(n / 4));
  const byValue = roundedPoints(chebyshevPoints(interval, Math.floor((3 * n) / 8)), interval, format);
  const rest = n - edges.length - byValue.length;
  return mergePoints(edges, byValue, ordinalPoints(interval, format, rest));
}
