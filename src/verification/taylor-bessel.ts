/** Taylor coefficients of the Bessel functions J0 and I0 and of the Airy function Ai, from their everywhere convergent series. */

import {
  add,
  type Ball,
  divide,
  ExponentOutOfRange,
  fromInteger,
  isZero,
  magnitude,
  multiply,
  ONE,
  scaleByPowerOfTwo,
  subtract,
  widened,
  ZERO,
} from '../numerics/ball/ball';
import { airyAi } from '../numerics/ball/airy';
import { besselI0 } from '../numerics/ball/bessel';
import { sizeAbove, symmetric } from '../numerics/ball/interval';
import type { Series } from '../targets/expression/power-series';

/** Beyond it the series cancel too much to be of use. */
const LARGEST_ARGUMENT = 256;
/** Balls narrower than this, absolutely, are treated as points that are known so well. */
const NARROW = -24;

function requireModerate(x: Ball, name: string): void {
  if (sizeAbove(x) > LARGEST_ARGUMENT)
    throw new ExponentOutOfRange(`there is no Taylor series of ${name} beyond ${LARGEST_ARGUMENT}`);
}

function isNarrow(x: Ball): boolean {
  return magnitude({ mid: 0n, rad: x.rad, exp: x.exp }) < NARROW;
}

function factorials(count: number): bigint[] {
  const result = [1n];
  for (let k = 1; k < count; k++) result.push(result[k - 1]! * BigInt(k));
  return result;
}

/** bound / k!, with both signs. */
function bounded(bound: Ball, count: number, bits: number): Series {
  const size = symmetric(bound);
  return factorials(count).map((factorial) => divide(size, fromInteger(factorial), bits));
}

/**
 * sum over m of c_m binomial(2m, k) x^(2m-k), c_m = c_(m-1) sign / (4 m^2), c_0 = 1. Summed until the terms of all k fall
 * by half at each step and are below 2^-working: the tail is then at most the last term.
 */
function besselSeries(x: Ball, sign: 1 | -1, count: number, bits: number): Series {
  const size = sizeAbove(x);
  const working = bits + Math.ceil(3 * size) + 2 * count + 16;
  const square = multiply(x, x, working);
  const terms: Ball[] = Array<Ball>(count).fill(ZERO);
  for (let k = 0; k < count; k++) {
    const first = Math.ceil(k / 2);
    // (sign / 4)^m / m!^2 binomial(2m, k) x^(2m - k) for m = first
    let divisor = 1n;
    for (let m = 1n; m <= BigInt(first); m++) divisor *= 4n * m * m;
    const odd = k % 2 === 1;
    const binomial = odd ? BigInt(k + 1) : 1n;
    let term = divide(
      fromInteger(sign < 0 && first % 2 === 1 ? -binomial : binomial),
      fromInteger(divisor),
      working,
    );
    if (odd) term = multiply(term, x, working);
    let total = term;
    for (let m = first + 1; ; m++) {
      const top = BigInt(2 * m) * BigInt(2 * m - 1);
      const bottom = BigInt(2 * m - k) * BigInt(2 * m - k - 1) * BigInt(4 * m * m);
      term = divide(
        multiply(multiply(term, square, working), fromInteger(sign < 0 ? -top : top), working),
        fromInteger(bottom),
        working,
      );
      total = add(total, term, working);
      // The ratio of terms, x^2 (2m)(2m-1) / ((2m-k)(2m-k-1) 4 m^2), falls with m.
      const ratio = (size * size * Number(top)) / Number(bottom);
      if (ratio < 0.4 && magnitude(term) < -working) break;
      if (isZero(term)) break;
    }
    terms[k] = isZero(term) ? total : widened(total, Math.ceil(magnitude(term)), working);
  }
  return terms;
}

/** |J0^(k)| <= 1 on the line, as J0(x) is the mean of cos(x sin u) (DLMF 10.9.1). */
export function besselJ0Coefficients(x: Ball, count: number, bits: number): Series {
  if (!isNarrow(x)) return bounded(ONE, count, bits);
  requireModerate(x, 'besselJ0');
  return besselSeries(x, -1, count, bits);
}

/** |I0^(k)(x)| <= I0(|x|), as I0(x) is the mean of e^(x cos u) (DLMF 10.32.1). */
export function besselI0Coefficients(x: Ball, count: number, bits: number): Series {
  requireModerate(x, 'besselI0');
  if (!isNarrow(x)) {
    const { rad: size, exp } = symmetric(x);
    return bounded(besselI0({ mid: size, rad: 0n, exp }, 64), count, bits);
  }
  return besselSeries(x, 1, count, bits);
}

/** From Ai and Ai' at x, by (k + 2)(k + 1) a_(k+2) = x a_k + a_(k-1). */
function airyRecurrence(x: Ball, value: Ball, slope: Ball, count: number, bits: number): Series {
  const terms: Ball[] = [value, slope];
  for (let k = 2; k < count; k++) {
    const before = k >= 3 ? terms[k - 3]! : ZERO;
    const sum = add(multiply(x, terms[k - 2]!, bits), before, bits);
    terms.push(divide(sum, fromInteger(k * (k - 1)), bits));
  }
  return terms.slice(0, count);
}

/**
 * |Ai| < 0.54, and |Ai'| < 0.6 sqrt(max(1, |x|)): for x < 0, (Ai'^2 - x Ai^2)' = -Ai^2, and Ai'^2 - x Ai^2 < 0.36 at -1;
 * for x > 0 |Ai'| falls from 0.26.
 */
function airyBounds(x: Ball, count: number, bits: number): Series {
  const value: Ball = { mid: 0n, rad: 9n, exp: -4 };
  const slope: Ball = {
    mid: 0n,
    rad: BigInt(Math.ceil(0.6 * 16 * Math.sqrt(Math.max(1, sizeAbove(x))) + 1)),
    exp: -4,
  };
  return airyRecurrence(x, value, slope, count, bits);
}

/** The slope is resolved from the value at the distance h = 2^-STEP. */
const STEP = 3;

/**
 * Ai' at an exact x from Ai(x) and Ai(x + h), h = 2^-3: Ai(x + h) = Ai(x) A(h) + Ai'(x) B(h), where A and B solve the
 * equation from A = 1, A' = 0 and B = 0, B' = 1.
 */
function airySlope(x: Ball, value: Ball, bits: number): Ball {
  const neighbour = airyAi(add(x, { mid: 1n, rad: 0n, exp: -STEP }, Infinity), bits);
  const a = airySum(x, ONE, ZERO, bits);
  const b = airySum(x, ZERO, ONE, bits);
  return divide(subtract(neighbour, multiply(value, a, bits), bits), b, bits);
}

/** The solution at x + h with these values at x, from a_k = (x a_(k-2) + a_(k-3)) / (k (k - 1)). */
function airySum(x: Ball, value: Ball, slope: Ball, bits: number): Ball {
  const size = Math.max(1, sizeAbove(x));
  let [c, b, a] = [ZERO, value, slope];
  let power = -STEP;
  let total = add(value, scaleByPowerOfTwo(slope, power), bits);
  for (let k = 2; ; k++) {
    const next = divide(add(multiply(x, b, bits), c, bits), fromInteger(k * (k - 1)), bits);
    [c, b, a] = [b, a, next];
    power -= STEP;
    total = add(total, scaleByPowerOfTwo(next, power), bits);
    // Once |x| + 1 <= k (k - 1) / 2 no later coefficient exceeds half the largest of the three before it, and 2^-3 for
    // each power: the tail is below that largest term.
    const largest = Math.max(magnitude(a), magnitude(b), magnitude(c)) + power + 2 * STEP;
    if (k * (k - 1) > 2 * (size + 1) && largest < -bits) return widened(total, Math.ceil(largest) + 1, bits);
  }
}

export function airyCoefficients(x: Ball, count: number, bits: number): Series {
  if (!isNarrow(x)) return airyBounds(x, count, bits);
  requireModerate(x, 'airyAi');
  // Where Ai is small the difference of the slope cancels, and the values themselves are small.
  const working = bits + 32 + Math.ceil(2 * sizeAbove(x));
  const middle: Ball = { mid: x.mid, rad: 0n, exp: x.exp };
  const value = airyAi(middle, working);
  const terms = airyRecurrence(middle, value, airySlope(middle, value, working), count, working);
  if (x.rad === 0n) return terms;
  // The k-th coefficient changes by at most (k + 1) times the bound of the next one.
  const bounds = airyBounds(x, count + 1, 64);
  return terms.map((term, k) =>
    add(
      term,
      multiply(multiply(bounds[k + 1]!, fromInteger(k + 1), 64), { mid: 0n, rad: x.rad, exp: x.exp }, 64),
      working,
    ),
  );
}
