/** The Bessel functions J0 and I0 on balls. */

import { bitLength } from '../bits';
import {
  absolute,
  add,
  type Ball,
  divide,
  ExponentOutOfRange,
  fromInteger,
  isExact,
  magnitude,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  scaleByPowerOfTwo,
  squareRoot,
  toNumber,
  widened,
} from './ball';
import { type CoefficientRatio, reachesBits, waveExpansion } from './asymptotic';
import { constantBall, pi } from './constants';
import { exp, MAX_ARGUMENT_EXPONENT } from './exponential';
import { factorialSeries } from './factorial-series';

/** |a(k)| / |a(k-1)| = (2k - 1)^2 / (8 k) of DLMF 10.17.1 for order 0. */
const hankelRatio: CoefficientRatio = (k) => [BigInt(2 * k - 1) ** 2n, BigInt(8 * k)];

/** |m| for the midpoint m, exactly. */
function midpoint(x: Ball): Ball {
  return { mid: x.mid < 0n ? -x.mid : x.mid, rad: 0n, exp: x.exp };
}

/** sum of (s x^2 / 4)^k / k!^2: I0(x) for s = 1, J0(x) for s = -1; x exact. No term exceeds I0(x) <= e^x. */
function powerSeries(x: Ball, alternating: boolean, bits: number): Ball {
  const size = toNumber(x);
  const q = { mid: x.mid * x.mid, rad: 0n, exp: 2 * x.exp - 2 };
  const lift = Math.floor(1.4427 * size) + 1;
  // The number of terms stays below bits + 3 lift; half of lift covers what it weighs squared, and more.
  const guard = 2 * bitLength(BigInt(bits + 3 * lift)) + 4;
  const kept = alternating ? bits + lift + guard : bits + guard + bitLength(BigInt(lift));
  return factorialSeries({ q, alternating, divisor: (k) => k * k, lift }, kept);
}

/**
 * J0(x) with an absolute error of about 2^-bits for moderate, 2^-bits / sqrt(x) for large x, so of `bits` bits
 * relative to the result but near its zeros.
 *
 * Small |x|: the power series (DLMF 10.2.2) at the midpoint; |J0'| = |J1| < 1 (10.14.1) carries the error of x.
 * Large |x|: Hankel's expansion, the remainders at most the first neglected terms (DLMF 10.17.3 and 10.17(iii)).
 */
export function besselJ0(x: Ball, bits: number): Ball {
  const exact = midpoint(x);
  const size = toNumber(exact);
  if (!reachesBits(size, bits)) {
    const value = powerSeries(exact, true, bits + 4);
    return add(value, { mid: 0n, rad: x.rad, exp: x.exp }, bits + 8);
  }
  const wp = bits + 8 + 2 * bitLength(BigInt(bits));
  const t = absolute(x);
  const wave = waveExpansion(t, hankelRatio, wp);
  const half = scaleByPowerOfTwo(multiply(t, constantBall(pi, wp), wp), -1);
  return divide(wave, squareRoot(half, wp), bits + 4);
}

/**
 * I0(x), of about `bits` bits relative to the result.
 *
 * Small |x|: the power series (DLMF 10.25.2), all of whose terms are positive. Large |x|: see largeI0. The error r of x
 * weighs at most e^r - 1 <= 2 r for r <= 1, relatively, as I0' = I1 < I0.
 */
export function besselI0(x: Ball, bits: number): Ball {
  const exact = midpoint(x);
  if (magnitude(exact) > MAX_ARGUMENT_EXPONENT) throw new ExponentOutOfRange('I0 of a number beyond 2^44');
  const size = toNumber(exact);
  const value = 1.44 * size > bits + 24 ? largeI0(exact, bits + 8) : powerSeries(exact, false, bits + 4);
  if (isExact(x)) return value;
  const error = magnitude({ mid: x.rad, rad: 0n, exp: x.exp });
  if (error > 0) throw new PrecisionTooLow('an argument of I0 is known too coarsely');
  return widened(value, magnitude(value) + error + 1, bits + 8);
}

/**
 * I0(x) = e^x / sqrt(2 pi x) (sum over k < n of a(k) / x^k + R), a(k) = ((2k-1)!!)^2 / (k! 8^k), for x >= 16, n <= x / 2.
 *
 * pi e^-x I0(x) is the integral of e^(-x t) / sqrt(t (2 - t)) over [0, 2] (DLMF 10.32.1, t = 1 - cos). The root is
 * expanded, (2 - t)^(-1/2) = 2^(-1/2) sum of c(k) (t/2)^k, 0 < c(k) <= 1 falling. On [0, 1] the neglected terms are
 * at most twice the first of them, which integrated to infinity gives the next term of the sum. On [1, 2] the integral
 * is at most e^-x pi / 2. The terms kept, integrated above 1, give at most 2^-k e^-x / (x - k) each, as
 * t^(k - 1/2) <= e^(k (t - 1)), together 4 e^-x / x. So |R| <= 2 a(n) / x^n + sqrt(2 pi x) e^-x.
 */
function largeI0(x: Ball, bits: number): Ball {
  const wp = bits + 8 + 2 * bitLength(BigInt(bits));
  const size = toNumber(x);
  let sum = ONE;
  let term = ONE;
  for (let k = 1; ; k++) {
    const [numerator, denominator] = hankelRatio(k);
    const factor = multiply(x, fromInteger(denominator), wp);
    term = divide(multiply(term, fromInteger(numerator), wp), factor, wp);
    if (magnitude(term) < -wp || k > size / 2 - 1) break;
    sum = add(sum, term, wp);
  }
  const root = squareRoot(scaleByPowerOfTwo(multiply(x, constantBall(pi, wp), wp), 1), wp);
  sum = widened(sum, magnitude(term) + 1, wp);
  sum = widened(sum, magnitude(multiply(root, exp(negate(x), 32), 32)), wp);
  return divide(multiply(exp(x, wp), sum, wp), root, bits);
}
