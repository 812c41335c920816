/**
 * The refined maximum error in exact real arithmetic: a dense grid, every extremum that matters maximised locally,
 * open ends approached far below the spacing of binary64, poles of the program told from peaks.
 */

import { add, type Ball, fromNumber, multiply, scaleByPowerOfTwo, subtract } from '../numerics/ball/ball';
import { nextDown, nextUp } from '../numerics/ordinals';
import { formatSignificant } from '../numerics/number-text';
import { textFromBall } from '../oracle/decimal-text';
import { chebyshevPoints, gradedPoints, isInside, mergePoints } from '../oracle/sampling';
import type { Program } from '../program/program';
import type { Interval, MeasuredError } from '../targets/target';
import { findHiddenPole } from './hidden-pole';
import { localMaximum, type Maximum } from './local-maximum';
import { createRealError, type RealError, type RealReference, signOfTarget } from './real-error';

const GRID_POINTS = 1400;
/** Bits to which errors on the grid are resolved, and those that are reported. */
const GRID_ACCURACY = 24;
const FINAL_ACCURACY = 64;
const DIGITS = 15;
/** Local maxima of the grid below this part of the largest are not looked at further. */
const WORTH_REFINING = 0.6;
const MAX_PEAKS = 96;
/** Distances from an open end, as powers of two of the width, at which the limit is taken. */
const APPROACH = [64, 1024, 4096] as const;
/** Enough to hold every such point exactly. */
const APPROACH_BITS = 8192;
/** A power of the distance grows by more than this between the last two of them, however small the power. */
const DIVERGENCE = 2;
/** Bisections towards a zero of the target, and the growth of the relative error that shows it has no bound there. */
const ZERO_STEPS = 48;
const UNBOUNDED = 1e3;
/** Bisections after which a change of sign has shown itself as a zero or a pole. */
const SIGN_STEPS = 14;

/** The points of the grid, ascending. */
export function gridPoints(interval: Interval): Float64Array {
  const ends = [interval.lower, interval.upper].filter((x) => isInside(x, interval));
  const zero = isInside(0, interval) ? [0] : [];
  return mergePoints(ends, zero, gradedPoints(interval, 12, 60, 1), chebyshevPoints(interval, GRID_POINTS));
}

/** The maximum error, and where the error has its extrema, ascending: at least all that come near the maximum. */
export interface RefinedReal {
  readonly error: MeasuredError;
  readonly extrema: readonly number[];
}

export function measureReal(reference: RealReference, program: Program): RefinedReal {
  const { interval } = reference.target;
  const error = createRealError(reference, program);
  const xs = gridPoints(interval);
  const values = new Float64Array(xs.length);
  let top: Maximum = { x: xs[0] ?? interval.lower, value: -1 };
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!;
    const { value } = error.at(x, GRID_ACCURACY, top.value / 4);
    values[i] = value;
    if (Math.abs(value) > top.value) top = { x, value: Math.abs(value) };
    if (top.value === Infinity) return failed(x, error);
  }
  if (top.value === 0) {
    const none = { kind: 'refined', value: 0, text: '0', argmax: top.x, points: error.points } as const;
    return { error: none, extrema: [] };
  }
  const pole =
    findPole(error, xs, values, top.value) ??
    findZeroOfTarget(reference, error, xs, top.value) ??
    findHiddenPole(program, error, xs, top.value);
  if (pole !== undefined) return failed(pole, error);

  const sizes = values.map((value) => (Number.isNaN(value) ? -1 : Math.abs(value)));
  const size = (x: number): number => {
    const { value } = error.at(x, FINAL_ACCURACY, top.value / 4);
    return Number.isNaN(value) ? -1 : Math.abs(value);
  };
  const extrema: number[] = [];
  for (const i of peaks(sizes, WORTH_REFINING * top.value)) {
    const start = { x: xs[i]!, value: sizes[i]! };
    const best = localMaximum(size, xs[i - 1] ?? start.x, start, xs[i + 1] ?? start.x);
    extrema.push(best.x);
    if (best.value > top.value) top = best;
    if (top.value === Infinity) return failed(top.x, error);
  }

  let place: number | Ball = top.x;
  for (const { at, last } of limits(interval, values, xs)) {
    const [, before = 0, limit = 0] = at.map((x) =>
      Math.abs(error.at(x, FINAL_ACCURACY, top.value / 4).value),
    );
    if (limit === Infinity || limit > DIVERGENCE * Math.max(before, top.value)) return failed(last, error);
    if (limit > top.value) {
      top = { x: last, value: limit };
      place = at[at.length - 1] ?? last;
    }
  }
  const { value, ball } = error.at(place, FINAL_ACCURACY);
  const text = ball === null ? undefined : textFromBall(absoluteBall(ball), DIGITS);
  return {
    error: {
      kind: 'refined',
      value: Math.abs(value),
      text: text ?? formatSignificant(Math.abs(value), DIGITS),
      argmax: top.x,
      points: error.points,
    },
    extrema,
  };
}

function absoluteBall(ball: Ball): Ball {
  return ball.mid < 0n ? { ...ball, mid: -ball.mid } : ball;
}

function failed(x: number, { points }: RealError): RefinedReal {
  return { error: { kind: 'refined', value: Infinity, text: 'Infinity', argmax: x, points }, extrema: [] };
}

/** Indices of the local maxima that reach the threshold, ascending; of a plateau its first point. */
function peaks(sizes: Float64Array, threshold: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i]!;
    if (size >= threshold && size > (sizes[i - 1] ?? -1) && size >= (sizes[i + 1] ?? -1)) found.push(i);
  }
  // A program of that many oscillations is noise: the largest will do.
  return found.length <= MAX_PEAKS
    ? found
    : found
        .sort((i, j) => sizes[j]! - sizes[i]!)
        .slice(0, MAX_PEAKS)
        .sort((i, j) => i - j);
}

/**
 * A pole between grid points, or undefined. Where the error changes sign it is bisected: towards a zero both sides
 * shrink, towards a pole both grow.
 */
function findPole(error: RealError, xs: Float64Array, values: Float64Array, top: number): number | undefined {
  for (let i = 0; i + 1 < xs.length; i++) {
    let left = { x: xs[i]!, value: values[i]! };
    let right = { x: xs[i + 1]!, value: values[i + 1]! };
    const before = Math.max(Math.abs(left.value), Math.abs(right.value));
    if (!(left.value * right.value < 0) || before < 1e-3 * top) continue;
    for (let step = 0; step < SIGN_STEPS; step++) {
      const x = left.x / 2 + right.x / 2;
      if (x <= left.x || x >= right.x) break;
      const { value } = error.at(x, GRID_ACCURACY, before / 1024);
      if (value === Infinity) return x;
      if (value > 0 === left.value > 0) left = { x, value };
      else right = { x, value };
      const now = Math.min(Math.abs(left.value), Math.abs(right.value));
      if (now > 4 * before) return x;
      if (Math.max(Math.abs(left.value), Math.abs(right.value)) < before / 4) break;
    }
  }
  return undefined;
}

/**
 * A zero of the target's function between grid points, where the relative error has no bound, or undefined. The
 * zero is bisected: a program that vanishes at the same place keeps a small error.
 */
function findZeroOfTarget(
  reference: RealReference,
  error: RealError,
  xs: Float64Array,
  top: number,
): number | undefined {
  if (reference.target.norm !== 'relative') return undefined;
  for (let i = 0; i + 1 < xs.length; i++) {
    let left = xs[i]!;
    let right = xs[i + 1]!;
    const sign = signOfTarget(reference, left);
    if (sign * signOfTarget(reference, right) >= 0) continue;
    for (let step = 0; step < ZERO_STEPS; step++) {
      const x = left / 2 + right / 2;
      if (signOfTarget(reference, x) === sign) left = x;
      else right = x;
    }
    if (Math.abs(error.at(left, GRID_ACCURACY).value) > UNBOUNDED * top) return left;
  }
  return undefined;
}

interface Approach {
  /** Points ever nearer to the end. */
  readonly at: readonly Ball[];
  /** The binary64 number of the interval next to the end. */
  readonly last: number;
}

/** Ends that do not belong to the interval or where the norm has no meaning, and points of the same kind inside. */
function limits(interval: Interval, values: Float64Array, xs: Float64Array): Approach[] {
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const width = subtract(fromNumber(upper), fromNumber(lower), APPROACH_BITS);
  const towards = (x: number, side: 1 | -1): Approach => ({
    at: APPROACH.map((k) =>
      add(
        fromNumber(x),
        multiply(fromNumber(side), scaleByPowerOfTwo(width, -k), APPROACH_BITS),
        APPROACH_BITS,
      ),
    ),
    last: side > 0 ? nextUp(x, 'f64') : nextDown(x, 'f64'),
  });
  const found: Approach[] = [];
  if (lowerOpen) found.push(towards(lower, 1));
  if (upperOpen) found.push(towards(upper, -1));
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isNaN(values[i]!)) continue;
    const x = xs[i]!;
    if (x > lower) found.push(towards(x, -1));
    if (x < upper) found.push(towards(x, 1));
  }
  return found;
}
