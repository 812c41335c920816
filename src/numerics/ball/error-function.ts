/**
 * The error function and its complement on balls, as functions of the square of their argument, so that both erf(x)
 * and the normal distribution, whose argument is x / sqrt 2, rest on a number that is exact whenever x is.
 *
 * A convergent series of positive terms, and an asymptotic one where it is precise enough (S. Chevillard, "The
 * functions erf and erfc computed with arbitrary precision and explicit error bounds", Information and Computation
 * 216, 2012). 1 - erf is formed only with as many more bits as it cancels.
 */

import { bitLength, exponentOf } from '../bits';
import {
  add,
  type Ball,
  divide,
  magnitude,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  isZero,
  rounded,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
  toNumber,
  UndefinedValue,
  widened,
  ZERO,
} from './ball';
import { constantBall, pi } from './constants';
import { exp, MAX_ARGUMENT_EXPONENT } from './exponential';

const LOG2_E = 1.4426950408889634;
/** Covers the factor of the number of terms in the error of the convergent series: below 2^24 of them. */
const SERIES_GUARD = 32;
/** Multiplying by an integer of so many bits costs about as much as the other steps of a term. */
const SHORT_LENGTH = 512;
/** Beyond this many bits of e^-q past those asked for, the asymptotic series is precise enough. */
const ASYMPTOTIC_MARGIN = 32;

/** Encloses erfc(sqrt q) <= e^-q < 2^-(2^43) for q beyond the range of exp. */
const VANISHING: Ball = { mid: 0n, rad: 1n, exp: -(2 ** (MAX_ARGUMENT_EXPONENT - 1)) };

/** Whether q reaches 2^43; then all of it exceeds 7/9 of that, and e^(7/9) > 2. */
function isBeyondRange(q: Ball): boolean {
  if (magnitude(q) <= MAX_ARGUMENT_EXPONENT) return false;
  if (q.mid > 8n * q.rad) return true;
  throw new PrecisionTooLow('the argument of an error function is known too coarsely');
}

/** erf(sqrt q) for q >= 0, of about `bits` bits relative to the result. */
export function erfOfRoot(q: Ball, bits: number): Ball {
  if (isZero(q)) return ZERO;
  if (isBeyondRange(q)) return subtract(ONE, VANISHING, bits);
  const centre = midpoint(q);
  const decay = Math.floor(toNumber(centre) * LOG2_E);
  const value =
    decay > bits / 2 + ASYMPTOTIC_MARGIN
      ? subtract(ONE, complementBySeries(centre, Math.max(bits - decay, 0) + 8), bits + 2)
      : erfBySeries(centre, bits + 2);
  return spread(value, q, bits);
}

/**
 * erfc(sqrt q) for q >= 0, of about `bits` bits relative to the result; only bounded by 2^-(2^43) for q of 2^44
 * and more.
 */
export function erfcOfRoot(q: Ball, bits: number): Ball {
  if (isZero(q)) return ONE;
  if (isBeyondRange(q)) return VANISHING;
  const centre = midpoint(q);
  const decay = Math.floor(toNumber(centre) * LOG2_E);
  if (decay > bits + ASYMPTOTIC_MARGIN) return spread(complementBySeries(centre, bits + 2), q, bits);
  // erfc(t) > 2 e^(-t^2) / (sqrt pi (t + sqrt(t^2 + 2))), DLMF 7.8.2: it has no more leading zeros than these.
  const zeros = decay + exponentOf(decay + 1) + 4;
  return spread(subtract(ONE, erfBySeries(centre, bits + zeros), bits + 2), q, bits);
}

/** The exact midpoint, of which q may not hold more than the positive numbers around it. */
function midpoint(q: Ball): Ball {
  if (q.mid > q.rad) return { mid: q.mid, rad: 0n, exp: q.exp };
  if (q.mid + q.rad < 0n) throw new UndefinedValue('the square root of a negative number');
  throw new PrecisionTooLow('the argument of an error function is not told from zero at this precision');
}

/**
 * `value`, right at the midpoint of q, widened to hold for all of q: both functions have a derivative of absolute
 * value e^-q / sqrt(pi q), which is largest at the lower end.
 */
function spread(value: Ball, q: Ball, bits: number): Ball {
  if (q.rad === 0n) return rounded(value.mid, value.rad, value.exp, bits);
  const lower: Ball = { mid: q.mid - q.rad, rad: 0n, exp: q.exp };
  const slope = divide(exp(negate(lower), 16), squareRoot(lower, 16), 16);
  return widened(value, magnitude(multiply(slope, { mid: q.rad, rad: 0n, exp: q.exp }, 16)), bits);
}

/** erf(sqrt q) = sqrt(4 q / pi) e^-q S(2 q) for an exact q > 0. */
function erfBySeries(q: Ball, bits: number): Ball {
  const working = bits + 8;
  const root = squareRoot(divide(scaleByPowerOfTwo(q, 2), constantBall(pi, working), working), working);
  const factor = multiply(root, exp(negate(q), working), working);
  return multiply(factor, positiveSeries(q, working), bits);
}

/**
 * S(z) = sum of z^n / (1 3 5 ... (2n+1)) at z = 2 q (DLMF 7.6.2), for an exact q > 0.
 *
 * The terms t_n are kept without the last factors z^i, i = n mod m, and summed apart for each i, so that only every
 * m-th step multiplies by a long number, z^m (D. M. Smith, "Efficient multiple-precision evaluation of elementary
 * functions", Math. Comp. 52, 1989). Horner's rule in balls puts the sums together.
 *
 * Error: each term is the last one divided by 2n+1, floored, so that less than a unit is lost; that is z^i
 * units of t_n, which (m-1) log2 z more bits make up for. A unit lost at t_k takes Sum_(n >= k) t_n / t_k from the
 * sum, and that is at most S, because the ratios of terms fall. Nothing is lost any more once a term is 0. So N terms
 * leave an error, the tail included, below N S units. z^m is off by 4 m units relatively, and used N/m times:
 * 4 N S. Both are below 16 N times the sum found. Where z is cut by a d <= 1: S' <= S / 2 for positive z, so that it
 * weighs less than d S.
 */
function positiveSeries(q: Ball, bits: number): Ball {
  const z = rounded(q.mid, 0n, q.exp + 1, bits + SERIES_GUARD);
  const exactZ: Ball = { mid: z.mid, rad: 0n, exp: z.exp };
  const parts = splitting(z, bits);
  const wp = bits + SERIES_GUARD + (parts - 1) * Math.max(0, magnitude(exactZ));
  const factor = integerAndShift(power(exactZ, parts, wp));
  const sums = Array.from({ length: parts }, () => 0n);
  let term = 1n << BigInt(wp);
  let odd = 1n;
  for (let i = 0; term !== 0n;) {
    sums[i] = (sums[i] ?? 0n) + term;
    odd += 2n;
    i += 1;
    if (i === parts) {
      i = 0;
      term = (term * factor.integer) >> factor.shift;
    }
    term /= odd;
  }
  const sum = horner(sums, wp, bits + SERIES_GUARD, (value) => multiply(value, exactZ, bits + SERIES_GUARD));
  const size = magnitude(sum);
  const series = widened(sum, size + bitLength(16n * odd) - bits - SERIES_GUARD, bits + 4);
  return z.rad === 0n ? series : widened(series, size + z.exp + 1, bits + 4);
}

/** Into how many sums a series in z is split: one when z is short, and multiplying by it costs little. */
function splitting(z: Ball, bits: number): number {
  return bitLength(z.mid) <= SHORT_LENGTH ? 1 : 1 + Math.floor(Math.sqrt(bits) / 4);
}

/** x^n for n >= 0, relative error below 4 n 2^-bits; exact for n = 1 when x has no more bits. */
function power(x: Ball, n: number, bits: number): Ball {
  let result = ONE;
  for (let i = 0; i < n; i++) result = multiply(result, x, bits);
  return result;
}

/** The midpoint as integer / 2^shift. */
function integerAndShift({ mid, exp: exponent }: Ball): { readonly integer: bigint; readonly shift: bigint } {
  return exponent > 0
    ? { integer: mid << BigInt(exponent), shift: 0n }
    : { integer: mid, shift: BigInt(-exponent) };
}

/** sums_0 + y (sums_1 + y (sums_2 + ...)), the sums in units of 2^-wp; `timesY` multiplies by y. */
function horner(sums: readonly bigint[], wp: number, bits: number, timesY: (value: Ball) => Ball): Ball {
  return sums.reduceRight<Ball>(
    (value, sum) => add(timesY(value), { mid: sum, rad: 0n, exp: -wp }, bits),
    ZERO,
  );
}

/** erfc(sqrt q) = e^-q / sqrt(pi q) A(2 q), for an exact q of at least about bits * ln 2. */
function complementBySeries(q: Ball, bits: number): Ball {
  const working = bits + 8;
  const root = squareRoot(multiply(q, constantBall(pi, working), working), working);
  return multiply(divide(exp(negate(q), working), root, working), asymptoticSeries(q, working), bits);
}

/**
 * A(z) = sum of (-1)^n 1 3 5 ... (2n-1) / z^n at z = 2 q, an asymptotic series: its remainder is smaller than the
 * first term left out (DLMF 7.12(i)).
 *
 * Split like the other series: the terms are kept with z^i more, and every m-th step multiplies by z^-m.
 *
 * Error: terms are taken while they fall, so that what is lost does not grow. Each multiplication by z^-m loses
 * less than a unit to the floor, and less than one to its own error of 8 m 2^-(wp + 32) relatively, and so does the
 * cut of z: the n-th term is off by less than n + 1 units. N terms are off by less than N (N + 3) / 2, and the
 * term left out is known as well as those.
 */
function asymptoticSeries(q: Ball, bits: number): Ball {
  const wp = bits + 2 * exponentOf(bits + 1) + 8;
  const z = rounded(q.mid, 0n, q.exp + 1, wp + 32);
  const exactZ: Ball = { mid: z.mid, rad: 0n, exp: z.exp };
  const parts = 1 + Math.floor(Math.sqrt(bits) / 4);
  const inverse = divide(ONE, exactZ, wp + 32);
  const factor = integerAndShift(power(inverse, parts, wp + 32));
  const last = toNumber(q) - 1;
  const sums = Array.from({ length: parts }, () => 0n);
  let term = 1n << BigInt(wp);
  let n = 0;
  let i = 0;
  while (term !== 0n && n < last) {
    sums[i] = (sums[i] ?? 0n) + (n % 2 === 0 ? term : -term);
    term *= BigInt(2 * n + 1);
    n += 1;
    i += 1;
    if (i === parts) {
      i = 0;
      term = (term * factor.integer) >> factor.shift;
    }
  }
  const sum = horner(sums, wp, wp, (value) => multiply(value, inverse, wp));
  const leftOut = multiply({ mid: term, rad: 0n, exp: -wp }, power(inverse, i, 64), 64);
  const error = add(leftOut, { mid: BigInt(n + 2) ** 2n, rad: 0n, exp: -wp }, 64);
  return widened(sum, magnitude(error), bits);
}
