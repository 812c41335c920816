/**
 * The error function and its complement on balls, as functions of the square of their argument, so that both erf(x)
 * and the normal distribution, whose argument is x / sqrt 2, rest on a number that is exact whenever x is.
 *
 * A convergent series of positive terms, and an asymptotic one where it is precise enough (S. Chevillard, "The
 * functions erf and erfc computed with arbitrary precision and explicit error bounds", Information and Computation
 * 216, 2012). 1 - erf is formed only with as many more bits as it cancels.
 */

import { exponentOf } from '../bits';
import {
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
/** Beyond this many bits of e^-q past those asked for, the asymptotic series is precise enough. */
const ASYMPTOTIC_MARGIN = 32;

/** e^-q and all that is proportional to it lie below 2^-(2^44) for q beyond the range of exp. */
const VANISHING: Ball = { mid: 0n, rad: 1n, exp: -(2 ** MAX_ARGUMENT_EXPONENT) };

function isBeyondRange(q: Ball): boolean {
  return magnitude(q) > MAX_ARGUMENT_EXPONENT;
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
 * erfc(sqrt q) for q >= 0, of about `bits` bits relative to the result; only bounded by 2^-(2^44) for q of 2^44
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
 * Each term is the last one times z / (2n+1), floored: less than a unit is lost. A unit lost at the k-th term takes
 * Sum_(n >= k) t_n / t_k from the sum, and that is at most S, because the ratios of terms fall. Nothing is lost
 * any more once a term is 0. So N terms leave an error, the tail included, below N S, or 2 N times the sum found as
 * long as 2 N is small against 2^wp. Where z is cut by a d <= 1: S' <= S / 2 for positive z, so it weighs less than
 * d S.
 */
function positiveSeries(q: Ball, bits: number): Ball {
  const wp = bits + SERIES_GUARD;
  const z = rounded(q.mid, 0n, q.exp + 1, wp);
  const factor = z.exp > 0 ? z.mid << BigInt(z.exp) : z.mid;
  const drop = BigInt(Math.max(0, -z.exp));
  let term = 1n << BigInt(wp);
  let sum = term;
  let odd = 1n;
  while (term !== 0n) {
    odd += 2n;
    term = ((term * factor) >> drop) / odd;
    sum += term;
  }
  const cut = z.rad === 0n ? 0n : ((2n * sum) >> drop) + 1n;
  return rounded(sum, ((odd * sum) >> BigInt(wp)) + 1n + cut, -wp, bits);
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
 * Terms are taken while they fall, so that losses of a unit do not grow: the n-th term is off by n units, and one
 * for the cut of z, which weighs n 2^-31 units relatively. N terms are off by N (N + 3) / 2; the term left out
 * is known as well as those.
 */
function asymptoticSeries(q: Ball, bits: number): Ball {
  const wp = bits + 2 * exponentOf(bits + 1) + 8;
  const z = rounded(q.mid, 0n, q.exp + 1, wp + 32);
  const divisor = z.exp > 0 ? z.mid << BigInt(z.exp) : z.mid;
  const lift = BigInt(Math.max(0, -z.exp));
  const one = 1n << BigInt(wp);
  let term = one;
  let sum = one;
  let terms = 0n;
  let leftOut = 0n;
  while (term !== 0n) {
    const numerator = (2n * terms + 1n) << lift;
    const next = (term * numerator) / divisor;
    if (numerator > divisor) {
      leftOut = next;
      break;
    }
    terms += 1n;
    term = next;
    sum += terms % 2n === 1n ? -term : term;
  }
  return rounded(sum, (terms + 2n) * (terms + 2n) + leftOut, -wp, bits);
}
