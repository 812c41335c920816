/**
 * Arc tangent, arc sine and arc cosine on balls. The arc tangent: reciprocal above 1, a tabulated arc tangent of
 * c / 64 taken off, power series in fixed point; the others by half-angle and right-triangle formulas.
 */

import {
  add,
  type Ball,
  divide,
  fromInteger,
  isZero,
  magnitude,
  multiply,
  negate,
  ONE,
  rounded,
  scaleByPowerOfTwo,
  signOf,
  squareRoot,
  subtract,
  toFixedPoint,
  UndefinedValue,
  widened,
  ZERO,
} from './ball';
import { constantBall, pi } from './constants';

/** Arc tangents of c / 2^TABLE_BITS are tabulated, which leaves an argument of at most 2^-(TABLE_BITS + 1). */
const TABLE_BITS = 6;
const TABLE_ONE = 1n << BigInt(TABLE_BITS);
const GUARD = 24;
const GRAIN = 64;

const arcTangents = new Map<string, bigint>();

/**
 * atan(c / 64) in fixed point, 0 < c <= 64, error below 2 units. Euler's series (Abramowitz and Stegun 4.4.42):
 * y (1 + 2/3 s + (2 4)/(3 5) s^2 + ...) with y = 64 c / (64^2 + c^2) and s = c^2 / (64^2 + c^2) <= 1/2.
 *
 * Each term is the last one times less than 1/2, floored. A unit lost at one term takes less than 2 units off the
 * sum, and once a term is 0 nothing more is lost: the error, with the tail, is below 2 units for each term, of
 * which there are about as many as bits. 24 guard bits cover it.
 */
function tabulated(c: bigint, bits: number): bigint {
  if (c === TABLE_ONE) return pi(bits) >> 2n;
  const step = Math.ceil(bits / GRAIN) * GRAIN;
  const key = `${c}:${step}`;
  let value = arcTangents.get(key);
  if (value === undefined) {
    const square = c * c;
    const denominator = TABLE_ONE * TABLE_ONE + square;
    let term = ((TABLE_ONE * c) << BigInt(step + GUARD)) / denominator;
    let sum = term;
    for (let n = 2n; term !== 0n; n += 2n) {
      term = (term * (n * square)) / ((n + 1n) * denominator);
      sum += term;
    }
    value = sum >> BigInt(GUARD);
    if (arcTangents.size >= 4096) arcTangents.clear();
    arcTangents.set(key, value);
  }
  return value >> BigInt(step - bits);
}

/** atan x, of about `bits` bits relative to the result. */
export function atan(x: Ball, bits: number): Ball {
  if (isZero(x)) return ZERO;
  if (x.mid < 0n) return negate(atan(negate(x), bits));
  if (subtract(x, ONE, 32).mid <= 0n) return atanUpToOne(x, bits);
  const complement = atanUpToOne(divide(ONE, x, bits + 8), bits + 4);
  return subtract(constantBall(halfPi, bits + 8), complement, bits);
}

/** pi / 2 * 2^bits, error below 2 units. */
function halfPi(bits: number): bigint {
  return pi(bits) >> 1n;
}

/**
 * atan of a ball whose midpoint lies in [0, 1] or a rounding beyond.
 *
 * Error in units of 2^-wp: the derivative is at most 1, so that of t passes on as it is. The table takes off
 * atan(c / 64) by atan t = atan(c / 64) + atan w, w = (64 t - c) / (64 + c t), truncated: one unit. With
 * |w| < 2^-6 each power of w has an error of 2 units or less, each term again. The series alternates and ends at a
 * power of 0, so the tail is below 2 units. The table adds 2.
 */
function atanUpToOne(x: Ball, bits: number): Ball {
  const size = magnitude(x);
  if (size < -bits / 4 - 2) {
    // |atan x - x (1 - x^2/3)| <= |x|^5 / 5.
    const third = divide(multiply(x, x, bits + 4), fromInteger(3), bits + 4);
    return widened(multiply(x, subtract(ONE, third, bits + 4), bits + 4), 5 * size - 2, bits);
  }
  const wp = bits + Math.max(0, -size) + GUARD;
  const scale = BigInt(wp);
  const { value: t, error: tError } = toFixedPoint(x, wp);
  const c = (t + (1n << BigInt(wp - TABLE_BITS - 1))) >> BigInt(wp - TABLE_BITS);
  const remainder = c === 0n ? t : ((TABLE_ONE * t - (c << scale)) << scale) / ((TABLE_ONE << scale) + c * t);
  const w = remainder < 0n ? -remainder : remainder;
  const square = (w * w) >> scale;
  let power = w;
  let sum = w;
  let index = 1n;
  while (power !== 0n) {
    power = (power * square) >> scale;
    index += 2n;
    const term = power / index;
    sum += index % 4n === 3n ? -term : term;
  }
  const base = c === 0n ? 0n : tabulated(c, wp);
  return rounded(base + (remainder < 0n ? -sum : sum), tError + 2n * index + 8n, -wp, bits);
}

/** asin x for |x| <= 1, of about `bits` bits relative to the result: atan(x / sqrt((1 - x) (1 + x))). */
export function asin(x: Ball, bits: number): Ball {
  const working = bits + 8;
  const square = multiply(subtract(ONE, x, working), add(ONE, x, working), working);
  const side = signOf(square);
  if (side < 0) throw new UndefinedValue('the arc sine of a number beyond 1 in absolute value');
  if (side === 0) {
    const right = constantBall(halfPi, bits + 4);
    return signOf(x) < 0 ? negate(right) : right;
  }
  return atan(divide(x, squareRoot(square, working), working), bits);
}

/**
 * acos x for |x| <= 1, of about `bits` bits relative to the result: twice the arc tangent of the square root of
 * (1 - x) / (1 + x), the half-angle formula for the tangent. Nothing cancels, next to x = 1 neither.
 */
export function acos(x: Ball, bits: number): Ball {
  const working = bits + 8;
  const above = subtract(ONE, x, working);
  const below = add(ONE, x, working);
  if (isZero(below)) return constantBall(pi, bits + 4);
  if (isZero(above)) return ZERO;
  if (signOf(above) < 0 || signOf(below) < 0) {
    throw new UndefinedValue('the arc cosine of a number beyond 1 in absolute value');
  }
  return scaleByPowerOfTwo(atan(squareRoot(divide(above, below, working), working), bits), 1);
}
