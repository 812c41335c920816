/**
 * sin x and cos x on balls. Reduction by pi/2 with as many digits of pi as the size of x needs, Taylor series
 * in fixed point, above some precision with halvings undone by the duplication formulas.
 */

import { bitLength } from '../bits';
import {
  type Ball,
  ExponentOutOfRange,
  fromInteger,
  isZero,
  magnitude,
  multiply,
  divide,
  ONE,
  rounded,
  scaleByPowerOfTwo,
  subtract,
  toFixedPoint,
  widened,
  ZERO,
} from './ball';
import { pi } from './constants';

/** Arguments of 2^MAX_ARGUMENT_EXPONENT and more are refused: the reduction would need that many bits of pi. */
const MAX_ARGUMENT_EXPONENT = 100_000;
const GUARD = 16;

interface Reduced {
  /** x - quadrant pi/2 in fixed point, |value| 2^-wp <= pi/4 and a little. */
  readonly value: bigint;
  readonly error: bigint;
  readonly quadrant: 0 | 1 | 2 | 3;
}

/** Error in units: that of x, two for each multiple of pi/2 taken off before the lift is dropped, one floor. */
function reduce(x: Ball, wp: number): Reduced {
  const lift = Math.max(magnitude(x), 0);
  if (lift > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('a trigonometric argument beyond 2^100000');
  const { value, error } = toFixedPoint(x, wp + lift);
  const halfPi = pi(wp + lift) >> 1n;
  const count = (value + (value < 0n ? -halfPi : halfPi) / 2n) / halfPi;
  const shift = BigInt(lift);
  const quadrant = Number(BigInt.asUintN(2, count));
  return {
    value: (value - count * halfPi) >> shift,
    error: (error >> shift) + 6n,
    quadrant: quadrant === 0 ? 0 : quadrant === 1 ? 1 : quadrant === 2 ? 2 : 3,
  };
}

interface SineCosine {
  readonly sine: bigint;
  readonly cosine: bigint;
  readonly error: bigint;
}

/**
 * Both functions of a reduced argument. Error: the square of t has one unit, each term is the last times
 * the square, floored and divided: at most 3 units each. The series stops at a term of 0, so the tail is below
 * 5 units. A duplication (s, c) -> (2 s c, 1 - 2 s^2) with |s|, |c| <= 1 leaves at most 4 E + E^2 2^(1 - wp) + 2.
 */
function series(argument: bigint, argumentError: bigint, wp: number, halvings: number): SineCosine {
  const scale = BigInt(wp);
  const one = 1n << scale;
  const t = argument >> BigInt(halvings);
  const square = (t * t) >> scale;
  let sine = t;
  let cosine = one;
  let term = one;
  let sineTerm = t;
  let index = 0n;
  while (term !== 0n || sineTerm !== 0n) {
    term = -(((term * square) >> scale) / ((index + 1n) * (index + 2n)));
    sineTerm = -(((sineTerm * square) >> scale) / ((index + 2n) * (index + 3n)));
    cosine += term;
    sine += sineTerm;
    index += 2n;
  }
  let error = 2n * index + 8n + argumentError + 1n;
  for (let i = 0; i < halvings; i++) {
    const doubled = (sine * cosine) >> (scale - 1n);
    cosine = one - ((sine * sine) >> (scale - 1n));
    sine = doubled;
    error = 4n * error + ((error * error) >> (scale - 1n)) + 2n;
  }
  return { sine, cosine, error };
}

/**
 * sin(x + shift pi/2) with `bits` bits relative to the result, except that an argument within 2^-bits of a zero
 * (relative to its own size) is left to a second call at a higher precision.
 */
function sineOfQuadrant(x: Ball, shift: 0 | 1, bits: number): Ball {
  const halvings = bits < 600 ? 0 : Math.floor(Math.sqrt(bits) / 4);
  const base = bits + 2 * halvings + GUARD;
  let wp = base + (shift === 0 ? Math.max(0, -magnitude(x)) : 0);
  let reduced = reduce(x, wp);
  const isSine = (reduced.quadrant + shift) % 2 === 0;
  if (isSine) {
    const lost = wp - bitLength(reduced.value);
    if (lost > wp - base + GUARD && lost < wp) {
      wp = base + lost;
      reduced = reduce(x, wp);
    }
  }
  const { sine, cosine, error } = series(reduced.value, reduced.error, wp, halvings);
  const value = isSine ? sine : cosine;
  const quadrant = (reduced.quadrant + shift) % 4;
  return rounded(quadrant >= 2 ? -value : value, error, -wp, bits);
}

/** sin x, of about `bits` bits relative to the result. */
export function sin(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  const size = magnitude(x);
  if (size < -bits / 4) {
    // |sin x - x (1 - x^2/6)| <= |x|^5 / 120.
    const square = multiply(x, x, bits + 4);
    const factor = subtract(ONE, divide(square, fromInteger(6), bits + 4), bits + 4);
    return widened(multiply(x, factor, bits + 4), 5 * size - 6, bits);
  }
  return sineOfQuadrant(x, 0, bits);
}

/** cos x, of about `bits` bits relative to the result. */
export function cos(x: Ball, bits: number): Ball {
  if (isZero(x)) return ONE;
  const size = magnitude(x);
  if (size < -bits / 4) {
    // |cos x - (1 - x^2/2)| <= x^4 / 24.
    const square = multiply(x, x, bits + 4);
    return widened(subtract(ONE, scaleByPowerOfTwo(square, -1), bits + 4), 4 * size - 4, bits);
  }
  return sineOfQuadrant(x, 1, bits);
}

/** Whether some n pi + pi/2 lies in [lower, upper], decided to 2^-200 of a unit. */
export function holdsPoleOfTangent(lower: Ball, upper: Ball): boolean {
  const a = reduceToHalfTurns(lower);
  const b = reduceToHalfTurns(upper);
  return a !== b;
}

/** floor(x / pi + 1/2). */
function reduceToHalfTurns(x: Ball): bigint {
  const lift = Math.max(magnitude(x), 0) + 200;
  if (lift > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('a trigonometric argument beyond 2^100000');
  const { value } = toFixedPoint(x, lift);
  const full = pi(lift);
  const shiftedValue = 2n * value + full;
  const quotient = shiftedValue / (2n * full);
  return shiftedValue < 0n && quotient * 2n * full !== shiftedValue ? quotient - 1n : quotient;
}
