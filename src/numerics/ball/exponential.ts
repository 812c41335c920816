/**
 * e^x and e^x - 1 on balls. Reduction by ln 2 and by halving, Taylor series in fixed point, squaring back.
 */

import {
  add,
  type Ball,
  ExponentOutOfRange,
  multiply,
  ONE,
  PrecisionTooLow,
  rounded,
  scaleByPowerOfTwo,
  signOf,
  subtract,
  toFixedPoint,
  magnitude,
  widened,
} from './ball';
import { constantBall, ln2 } from './constants';

/** Arguments of at least 2^MAX_ARGUMENT_EXPONENT overflow the range of exponents. */
export const MAX_ARGUMENT_EXPONENT = 44;

/**
 * e^x, of about `bits` bits relative to the result when x is known well enough.
 *
 * Below -2^44 the result is the ball of radius 2^-(2^44) around zero; above 2^44 ExponentOutOfRange is thrown.
 *
 * Error, in units of 2^-wp: let T be the reduced argument t = r / 2^s with error Et. Each Taylor term
 * is (previous * T) floored and divided by its index: with |t| <= 1/2 its error stays at 2 units or less. The
 * series stops at a term of 0, so the tail is below 2 units. Squaring y with error E leaves
 * at most (2 y + E) E + 1.
 */
export function exp(x: Ball, bits: number): Ball {
  const size = magnitude(x);
  if (size === -Infinity) return ONE;
  if (size < -bits) return { mid: 1n << BigInt(bits), rad: 1n, exp: -bits };
  if (size > MAX_ARGUMENT_EXPONENT) {
    if (signOf(x) < 0 && magnitude(add(x, { mid: 1n, rad: 0n, exp: MAX_ARGUMENT_EXPONENT }, 64)) >= 0) {
      return { mid: 0n, rad: 1n, exp: -(2 ** (MAX_ARGUMENT_EXPONENT - 1)) };
    }
    throw new ExponentOutOfRange('the exponential of a number beyond 2^44');
  }
  const halvings = Math.floor(Math.sqrt(bits / 2));
  const wp = bits + 2 * halvings + 16;
  const lift = Math.max(size, 0);
  const one = 1n << BigInt(wp);
  const { value: argument, error: argumentError } = toFixedPoint(x, wp + lift);
  const log2 = ln2(wp + lift);
  const count = (argument + (argument < 0n ? -log2 : log2) / 2n) / log2;
  const shift = BigInt(lift + halvings);
  // |count| <= 2^(lift + 1), so that twice the error of ln 2 weighs at most 4 units, halved, in t.
  const t = (argument - count * log2) >> shift;
  const tError = (argumentError >> shift) + 6n;
  if (tError >= one >> 3n) throw new PrecisionTooLow('an exponent is known too coarsely');

  let sum = one + t;
  let term = t;
  let index = 1n;
  const scale = BigInt(wp);
  while (term !== 0n) {
    index += 1n;
    term = ((term * t) >> scale) / index;
    sum += term;
  }
  let error = 2n * index + 2n + 2n * tError;
  for (let i = 0; i < halvings; i++) {
    error = ((error * (2n * sum + error)) >> scale) + 2n;
    sum = (sum * sum) >> scale;
  }
  return rounded(sum, error, Number(count) - wp, bits);
}

/** e^x - 1 with `bits` bits relative to the result: exp with as many more bits as cancel near 0. */
export function expm1(x: Ball, bits: number): Ball {
  const size = magnitude(x);
  if (size === -Infinity) return x;
  if (size < -bits / 2) {
    // |e^x - 1 - x - x^2/2| <= |x|^3 / 4 for |x| <= 1.
    const series = multiply(x, add(ONE, scaleByPowerOfTwo(x, -1), bits + 4), bits + 4);
    return widened(series, 3 * size - 2, bits);
  }
  return subtract(exp(x, bits + Math.max(0, -size) + 4), ONE, bits);
}

/** 2^x. The integer part goes to the exponent exactly. */
export function exp2(x: Ball, bits: number): Ball {
  if (magnitude(x) > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('a power of 2 beyond 2^44');
  const { value } = toFixedPoint(x, 1);
  const integer = (value + 1n) >> 1n;
  const fraction = subtract(x, { mid: integer, rad: 0n, exp: 0 }, bits + 64);
  const exponent = multiply(fraction, constantBall(ln2, bits + 8), bits + 8);
  return scaleByPowerOfTwo(exp(exponent, bits), Number(integer));
}
