/** Labels: the oracle's values at given points, in the form every evaluator consumes. */

import { type Ball, fromNumber, relativeBits, signOf, subtract, toNumber } from '../numerics/ball/ball';
import { exponentOf, powerOfTwo } from '../numerics/bits';
import { FORMAT_PARAMETERS, type FiniteFormat, isFiniteFormat } from '../numerics/format';
import { exactFromNumber, exactToFormat } from '../numerics/number-text';
import { nextDown } from '../numerics/ordinals';
import { roundDyadic } from '../numerics/rounding';
import { ulpOf } from '../numerics/ulp';
import { findFunction } from '../targets/catalogue';
import type { RealFunction } from '../targets/catalogue-function';
import type { ErrorNorm, Target } from '../targets/target';
import type { LabelTable } from './labels';
import { functionOf } from './oracle';
import { OracleRangeError, OracleUnderflowError } from './oracle-error';
import { ballOf, resolve } from './ziv';

/** Relative precision of a label: a double-double holds 106 bits. */
const LABEL_BITS = 116;

/**
 * A function of the catalogue that leaves the oracle's range at a larger |x| has left every format's at this one, on the
 * same side. No integer: there gamma has poles.
 */
const FAR_OUT = powerOfTwo(20) + 0.5;

/** Smaller values have remainders that binary64 cannot hold, so that a pair is no double-double. */
const SMALLEST_PAIR = powerOfTwo(-968);

const LARGEST_SCALE = powerOfTwo(1023);

const SMALLEST_NUMBER = powerOfTwo(-1074);

export interface Label {
  readonly hi: number;
  readonly lo: number;
}

/**
 * f(x) as (hi, lo): hi is f(x) correctly rounded to the format (to binary64 for `real`), lo the binary64
 * nearest to f(x) - hi: to 53 bits, but where |f(x)| < 2^-968 in f64 and `real` only to a multiple of 2^-1074. hi is
 * infinite where f(x) overflows the format, and lo then 0; both are 0 where f(x) is less than half of 2^-1074. Where hi is
 * a power of two of at least 2^-968, lo has the sign of f(x) - hi, which tells the binade of f(x), however small that is.
 * OracleError where f has no value.
 */
export function labelAt(f: RealFunction, x: number, format: FiniteFormat): Label {
  try {
    return resolvedLabel(f, x, format);
  } catch (error) {
    if (error instanceof OracleUnderflowError) return { hi: 0, lo: 0 };
    const isFarOut = Math.abs(x) > FAR_OUT && findFunction(f.id) === f;
    if (!(error instanceof OracleRangeError) || !isFarOut) throw error;
    const nearer = resolvedLabel(f, x < 0 ? -FAR_OUT : FAR_OUT, 'f64');
    if (nearer.hi !== 0 && Number.isFinite(nearer.hi)) throw error;
    return nearer;
  }
}

function resolvedLabel(f: RealFunction, x: number, format: FiniteFormat): Label {
  let precision = 0;
  return resolve(f, exactFromNumber(x), LABEL_BITS, {
    fromBall: (ball) => {
      const hi = roundDyadic(ball.mid - ball.rad, ball.exp, format);
      if (roundDyadic(ball.mid + ball.rad, ball.exp, format) !== hi) return undefined;
      if (!Number.isFinite(hi)) return { hi, lo: 0 };
      const rest = subtract(ball, fromNumber(hi), LABEL_BITS);
      if (!isPowerOfTwo(hi) || ball.rad === 0n || hasSign(rest)) return { hi, lo: remainderOf(hi, rest) };
      // On which side of a power of two f(x) lies decides its ulp.
      precision = Math.max(precision + 1, relativeBits(ball));
      if (precision < sideBits(format)) return undefined;
      return { hi, lo: approachesFromBelow(f, x) ? -signOfNumber(hi) * SMALLEST_NUMBER : 0 };
    },
    fromExact: (value) => {
      const hi = exactToFormat(value, format);
      if (!Number.isFinite(hi)) return { hi, lo: 0 };
      const rest = subtract(ballOf(value, 2 * LABEL_BITS), fromNumber(hi), LABEL_BITS);
      return { hi, lo: remainderOf(hi, rest) };
    },
  });
}

/**
 * Whether a value that so many bits do not tell from a power of two is smaller in size: then it is near a limit, as that
 * of erf, far out; softplus alone stays above its asymptote. An expression is taken to be that power.
 */
function approachesFromBelow(f: RealFunction, x: number): boolean {
  const known = findFunction(f.id) === f && f.exact(exactFromNumber(x)) === undefined;
  return known && f.id !== 'softplus';
}

function signOfNumber(y: number): number {
  return y < 0 ? -1 : 1;
}

/**
 * Bits that tell a function of the catalogue, of a number of the format, from a power of two, unless they are the same:
 * with odd ones as with even ones, the leading term's relative distance is about x^2.
 */
function sideBits(format: FiniteFormat): number {
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  return LABEL_BITS + 2 * (precision - minExponent);
}

function isPowerOfTwo(y: number): boolean {
  return y !== 0 && Math.abs(y) === powerOfTwo(exponentOf(y));
}

/** Whether all numbers of the ball lie on one side of 0. */
function hasSign({ mid, rad }: Ball): boolean {
  return mid > rad || -mid > rad;
}

function remainderOf(hi: number, rest: Ball): number {
  const lo = toNumber(rest);
  if (lo !== 0 || Math.abs(hi) < SMALLEST_PAIR || !hasSign(rest)) return lo;
  return signOf(rest) * SMALLEST_NUMBER;
}

/**
 * The factor that turns |p - f(x)| into the unit of the norm; infinite where the relative error has no meaning. 1 / ulp
 * is at most 2^1023: ulps smaller than its inverse, those of f64 below 2^-970, count as that.
 */
export function scaleOf({ hi, lo }: Label, norm: ErrorNorm, format: FiniteFormat, ulpAt?: number): number {
  if (norm === 'absolute') return 1;
  if (norm === 'relative') return 1 / Math.abs(hi + lo);
  if (ulpAt !== undefined) return inverseUlp(ulpAt, format);
  // RN(f) may be a power of two that f itself stays below.
  const opposed = hi > 0 ? lo < 0 : lo > 0;
  const value = hi === 0 ? lo : opposed ? nextDown(Math.abs(hi), 'f64') : hi;
  return inverseUlp(value, format);
}

function inverseUlp(value: number, format: FiniteFormat): number {
  return Math.min(1 / ulpOf(value, format), LARGEST_SCALE);
}

/**
 * The labels of the target's function at the points, which must lie in its domain. Left out are points where f(x)
 * exceeds the format's largest number, and in the relative norm those where f(x) = 0 or, for `real`, where it is too small
 * (below 2^-968) for a pair to hold its digits. OracleError where f has no value at a point.
 */
export function labelTable(target: Target, xs: Float64Array): LabelTable {
  return completed(labelSteps(target, xs));
}

/** Work that is done step by step, so that who runs it can look up in between, or give it up. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** labelTable, a label for each step. */
export function* labelSteps(target: Target, xs: Float64Array): Steps<LabelTable> {
  const f = functionOf(target.function);
  const format = isFiniteFormat(target.format) ? target.format : 'f64';
  const smallest = target.format === 'real' && target.norm === 'relative' ? SMALLEST_PAIR : 0;
  const x = new Float64Array(xs.length);
  const hi = new Float64Array(xs.length);
  const lo = new Float64Array(xs.length);
  const scale = new Float64Array(xs.length);
  let count = 0;
  for (const point of xs) {
    const label = labelAt(f, point, format);
    const factor = scaleOf(label, target.norm, format, target.ulpAt);
    yield;
    if (!Number.isFinite(label.hi) || !Number.isFinite(factor) || Math.abs(label.hi) < smallest) continue;
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

/** Does all steps at once. */
export function completed<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
