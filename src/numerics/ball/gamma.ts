/** The gamma function and the logarithm of its absolute value on balls. */

import { bitLength } from '../bits';
import {
  absolute,
  add,
  type Ball,
  divide,
  ExponentOutOfRange,
  fromInteger,
  isZero,
  magnitude,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  subtract,
  toFixedPoint,
  UndefinedValue,
  widened,
} from './ball';
import { constantBall, pi } from './constants';
import { exp, MAX_ARGUMENT_EXPONENT } from './exponential';
import { log } from './logarithm';
import { stirling } from './stirling';
import { sin } from './trigonometric';

/** Above this many times the bits Stirling's series needs few enough coefficients to be the quicker way. */
const STIRLING_FACTOR = 2;

/**
 * gamma(p/q) for 1 <= p/q <= 2, integers p, q > 0, with an error of about 2^-bits; quickest where p, q are short.
 *
 * gamma(z) = N^z e^-N S + R, S = sum over k >= 0 of N^k / (z (z+1) ... (z+k)), R = gamma(z, N) the upper incomplete
 * function (DLMF 8.2.3, 8.7.1; Brent and Zimmermann, Modern Computer Arithmetic, 4.7). All terms are positive.
 * As z <= 2, R is at most the integral of t e^-t above N, (N + 1) e^-N. S is cut after k = K >= e N, where
 * r = N / (z + K + 1) < 1/e: the tail is at most N^K / (K + 1)! r / (1 - r) < (e N / K)^K / K < 1, which weighs at
 * most N^2 e^-N. Both together stay below 2 N^2 e^-N.
 *
 * S is evaluated from the inside, h <- 1 + h N / (z + k): what h has as relative error is not amplified, and
 * each step adds at most 3 units of 2^-wp to it, as h >= 1 is kept to wp bits.
 */
export function gammaOfFraction(p: bigint, q: bigint, bits: number): Ball {
  const wp = bits + 8 + 2 * bitLength(BigInt(bits));
  // 2 N^2 e^-N <= 2^-wp, as N < 2 wp; 0.6932 > ln 2.
  const n = Math.ceil(0.6932 * (wp + 1 + 2 * bitLength(BigInt(2 * wp))));
  const count = Math.ceil(2.72 * n);
  const step = BigInt(n) * q;
  const scale = BigInt(wp);
  let divisor = p + BigInt(count) * q;
  let value = 1n << scale;
  let one = value;
  let exponent = -wp;
  for (let k = count; k > 0; k--) {
    value = (value * step) / divisor + one;
    divisor -= q;
    if ((k & 15) === 0) {
      const excess = bitLength(value) - wp - 8;
      if (excess > 0) {
        value >>= BigInt(excess);
        one >>= BigInt(excess);
        exponent += excess;
      }
    }
  }
  const error = (value >> BigInt(wp - bitLength(BigInt(4 * count)))) + 1n;
  const sum: Ball = { mid: value * q, rad: error * q, exp: exponent };
  const z = divide(fromInteger(p), fromInteger(q), wp);
  const weight = subtract(multiply(z, log(fromInteger(n), wp + 8), wp + 16), fromInteger(n), wp + 16);
  const product = multiply(divide(sum, fromInteger(p), wp), exp(weight, wp), wp);
  return widened(product, -wp, bits + 4);
}

/**
 * gamma(x) for 0 < x < STIRLING_FACTOR bits: the value on [1, 2] and a product, gamma(z + n) = z (z+1) ...
 * (z + n - 1) gamma(z), or gamma(x + 1) / x. |gamma'| < 1 on [15/16, 33/16] carries the error of x.
 */
function gammaOfModerate(x: Ball, bits: number): Ball {
  const wp = bits + 16;
  const n = Number(toFixedPoint(x, 0).value) - 1;
  const z = subtract(x, fromInteger(n), wp + 16);
  let p: bigint;
  let fractionBits: number;
  let error: bigint;
  if (z.rad === 0n && z.exp > -wp) {
    fractionBits = Math.max(0, -z.exp);
    p = z.mid << BigInt(z.exp + fractionBits);
    error = 0n;
  } else {
    fractionBits = wp;
    ({ value: p, error } = toFixedPoint(z, wp));
    if (error >> BigInt(wp - 5) !== 0n)
      throw new PrecisionTooLow('an argument of gamma is known too coarsely');
  }
  const q = 1n << BigInt(fractionBits);
  let product: Ball = { mid: 1n, rad: 0n, exp: 0 };
  for (let j = 0; j < n; j++) {
    product = multiply(product, { mid: p + BigInt(j) * q, rad: error, exp: -fractionBits }, wp);
  }
  const value = gammaOfFraction(p, q, wp);
  const around = add(value, { mid: 0n, rad: error, exp: -fractionBits }, wp);
  return n < 0 ? divide(around, x, bits + 4) : multiply(around, product, bits + 4);
}

function isLarge(x: Ball, bits: number): boolean {
  return magnitude(x) > 40 || toFixedPoint(x, 0).value >= BigInt(STIRLING_FACTOR * bits);
}

/** gamma(x) for x with a midpoint above 0. */
function gammaOfPositive(x: Ball, bits: number): Ball {
  if (!isLarge(x, bits)) return gammaOfModerate(x, bits);
  const size = magnitude(x);
  // ln gamma(x) < x^2: its relative precision has to make up for its size.
  if (size <= MAX_ARGUMENT_EXPONENT) {
    const logarithm = stirling(x, bits + size + bitLength(BigInt(size)) + 4);
    if (magnitude(logarithm) <= MAX_ARGUMENT_EXPONENT) return exp(logarithm, bits);
  }
  throw new ExponentOutOfRange('the logarithm of the result exceeds 2^43');
}

/** sin(pi x) from the exact distance to the nearest integer; UndefinedValue at integers. */
function sineOfPi(x: Ball, bits: number): Ball {
  const nearest = (toFixedPoint(x, 1).value + 1n) >> 1n;
  const rest = subtract(x, fromInteger(nearest), bits + 8);
  if (isZero(rest)) throw new UndefinedValue('the gamma function has poles at 0, -1, -2, ...');
  const sine = sin(multiply(rest, constantBall(pi, bits + 8), bits + 8), bits + 8);
  return nearest % 2n === 0n ? sine : negate(sine);
}

/**
 * gamma(x), of about `bits` bits relative to the result; x <= 0 by the reflection formula
 * gamma(x) gamma(1 - x) = pi / sin(pi x) (DLMF 5.5.3). UndefinedValue at the poles.
 */
export function gamma(x: Ball, bits: number): Ball {
  if (x.mid > 0n) return gammaOfPositive(x, bits);
  const wp = bits + 20;
  const sine = sineOfPi(x, wp);
  const reflected = gammaOfPositive(subtract(ONE, x, wp + Math.max(0, magnitude(x))), wp);
  return divide(constantBall(pi, wp), multiply(sine, reflected, wp), bits);
}

/** Bits by which ln gamma(x) is smaller than 1 near its zeros 1 and 2; Infinity at them. */
function nearness(x: Ball, bits: number): number {
  let most = 0;
  for (const zero of [1, 2]) {
    most = Math.max(most, -magnitude(subtract(x, fromInteger(zero), bits)));
  }
  return most;
}

/**
 * ln |gamma(x)|, of about `bits` bits relative to the result for x > 0, the zeros 1 and 2 not excepted. For x < 0 that
 * holds but near its irrational zeros, which are left to a call at a higher precision. UndefinedValue at the poles.
 */
export function logGamma(x: Ball, bits: number): Ball {
  if (x.mid > 0n) {
    if (isLarge(x, bits)) return stirling(x, bits + 4);
    const lost = nearness(x, bits);
    if (lost === Infinity) return fromInteger(0);
    return log(gammaOfModerate(x, bits + lost + 8), bits);
  }
  const positive = subtract(ONE, x, bits + Math.max(0, magnitude(x)) + 8);
  if (!isLarge(positive, bits)) return log(absolute(gamma(x, bits + 8)), bits);
  const wp = bits + 20;
  const sine = sineOfPi(x, wp);
  const quotient = divide(constantBall(pi, wp), absolute(sine), wp);
  return subtract(log(quotient, wp), stirling(positive, wp), bits);
}
