/** Taylor coefficients of gamma and ln |gamma|, from Stirling's series at a shifted argument. */

import {
  absolute,
  add,
  type Ball,
  divide,
  fromInteger,
  isExact,
  magnitude,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  relativeBits,
  scaleByPowerOfTwo,
  subtract,
  UndefinedValue,
  widened,
  ZERO,
} from '../numerics/ball/ball';
import { constantBall, pi } from '../numerics/ball/constants';
import { exp } from '../numerics/ball/exponential';
import { exactFromBall } from '../numerics/ball/exact';
import { gamma } from '../numerics/ball/gamma';
import { holdsZero, hull, lowerEnd, sizeBelow, symmetric, upperEnd } from '../numerics/ball/interval';
import { log } from '../numerics/ball/logarithm';
import { tangentNumbers } from '../numerics/ball/stirling';
import { findFunction } from '../targets/catalogue';
import {
  addSeries,
  constantSeries,
  coupledSeries,
  divideSeries,
  multiplySeries,
  scaleSeries,
  type Series,
  subtractSeries,
} from '../targets/expression/power-series';

/** Stirling's series at z gives about 9 z bits; so many times fewer are asked of it. */
const BITS_PER_UNIT = 7;
const LEAST = 12;
/** Balls known less well are treated as intervals. */
const WIDE_BITS = 80;

function line(x: Ball, count: number): Series {
  return Array.from({ length: count }, (_, k) => (k === 0 ? x : k === 1 ? ONE : ZERO));
}

/** ln(z + t) for z > 0. */
function logarithm(z: Ball, count: number, bits: number): Series {
  const terms: Ball[] = [hull(log(lowerEnd(z), bits), log(upperEnd(z), bits))];
  let power = ONE;
  for (let k = 1; k < count; k++) {
    power = divide(power, z, bits);
    terms.push(divide(k % 2 === 1 ? power : negate(power), fromInteger(k), bits));
  }
  return terms;
}

/**
 * ln gamma(z + t) for z >= LEAST (DLMF 5.11.1). The remainder R after the term of z^(1-2m) obeys |R| <= |next term|
 * sec(arg / 2)^(2m+2) in the right half plane (5.11(ii)); on the disc of radius 1 around z the argument is below 1/10, so
 * that the secant to the 2m+2 is below 1.002^(2m+2), and by Cauchy's bound no coefficient of R exceeds its maximum.
 */
function stirlingSeries(z: Ball, count: number, bits: number): Series {
  const ln = logarithm(z, count, bits);
  const z1 = line(z, count);
  const half: Ball = { mid: 1n, rad: 0n, exp: -1 };
  const twoPi = scaleByPowerOfTwo(constantBall(pi, bits + 4), 1);
  let sum = multiplySeries(subtractSeries(z1, constantSeries(half, count), bits), ln, bits);
  sum = subtractSeries(sum, z1, bits);
  sum = addSeries(sum, constantSeries(scaleByPowerOfTwo(log(twoPi, bits), -1), count), bits);
  const inverse = divideSeries(constantSeries(ONE, count), z1, bits);
  const inverseSquare = multiplySeries(inverse, inverse, bits);
  const closest = sizeBelow(z) - 1;
  let power = inverse;
  for (let m = 1; m < 400; m++) {
    const tangent = tangentNumbers(m)[m - 1]!;
    const fourth = 1n << BigInt(2 * m);
    const factor = divide(
      fromInteger(m % 2 === 1 ? tangent : -tangent),
      fromInteger((fourth - 1n) * BigInt(2 * m - 1), 2 * m),
      bits,
    );
    // ln2 of the term's size on the disc, with 2 bits for the secant.
    const size = magnitude(factor) - ((2 * m - 1) * Math.floor(16 * binaryLogarithmBelow(closest))) / 16 + 2;
    if (size < -bits) return sum.map((term) => widened(term, Math.ceil(size), bits));
    sum = addSeries(sum, scaleSeries(power, factor, bits), bits);
    power = multiplySeries(power, inverseSquare, bits);
  }
  throw new PrecisionTooLow("Stirling's series does not reach so far");
}

/** A lower bound of log2 x for x >= 1, to about 1/16. */
function binaryLogarithmBelow(x: number): number {
  let k = 0;
  let rest = x;
  while (rest >= 2) {
    rest /= 2;
    k += 1;
  }
  // 2^(j/16) <= rest
  let step = 0;
  for (let bound = 1.0442737824274138; bound <= rest && step < 15; bound *= 1.0442737824274139) step++;
  return k + step / 16;
}

/** The product (x + t)(x + 1 + t) ... (x + n - 1 + t). */
function risingFactorial(x: Ball, n: number, count: number, bits: number): Series {
  let product = constantSeries(ONE, count);
  for (let i = 0; i < n; i++)
    product = multiplySeries(product, line(add(x, fromInteger(i), bits), count), bits);
  return product;
}

function shiftFor(x: Ball, bits: number): number {
  const least = Math.max(LEAST, Math.ceil(bits / BITS_PER_UNIT)) + 2;
  const low = Number(lowerEnd(x).mid >> BigInt(Math.max(0, -x.exp))) * (x.exp > 0 ? 2 ** x.exp : 1);
  return Math.max(0, Math.ceil(least - low));
}

/** gamma(x + t) = gamma(z + t) / ((x + t) ... (z - 1 + t)); UndefinedValue where the ball holds a pole. */
export function gammaCoefficients(x: Ball, count: number, bits: number): Series {
  requireNoPole(x);
  if (isWide(x) && lowerEnd(x).mid > 0n) return gammaBounds(x, count, bits);
  const working = bits + 64;
  const n = shiftFor(x, working);
  const ln = stirlingSeries(add(x, fromInteger(n), Infinity), count, working);
  const first = exp(ln[0]!, working);
  const [top] = coupledSeries([first, first], [ONE, ONE], ln, working);
  return divideSeries(top, risingFactorial(x, n, count, working), working);
}

export function logGammaCoefficients(x: Ball, count: number, bits: number): Series {
  requireNoPole(x);
  if (isWide(x) && lowerEnd(x).mid > 0n) return logGammaBounds(x, count, bits);
  const working = bits + 64;
  const n = shiftFor(x, working);
  let sum = stirlingSeries(add(x, fromInteger(n), Infinity), count, working);
  for (let i = 0; i < n; i++) {
    const factor = add(x, fromInteger(i), Infinity);
    // ln |u + t|: the coefficients of ln(-u - t) are those of ln at -u with t reversed.
    const negative = factor.mid < 0n;
    const terms = logarithm(absolute(factor), count, working);
    sum = subtractSeries(sum, negative ? terms.map((c, k) => (k % 2 === 1 ? negate(c) : c)) : terms, working);
  }
  const known = isExact(x) ? findFunction('lgamma')?.exact(exactFromBall(x)) : undefined;
  return known?.numerator === 0n ? [ZERO, ...sum.slice(1)] : sum;
}

function isWide(x: Ball): boolean {
  return relativeBits(x) < WIDE_BITS;
}

/**
 * |gamma(z)| <= gamma(Re z) for Re z > 0 (DLMF 5.6.6), and gamma is convex there: by Cauchy's bound on discs of half the
 * distance to 0 the k-th coefficient is at most the largest value at the ends of [lower / 2, 3 upper / 2] over radius^k.
 */
function gammaBounds(x: Ball, count: number, bits: number): Series {
  const radius = scaleByPowerOfTwo(lowerEnd(x), -1);
  const [least, most] = [radius, add(upperEnd(x), radius, Infinity)].map((end) =>
    symmetric(gamma(end, bits)),
  );
  const terms: Ball[] = [hull(least!, most!)];
  for (let k = 1; k < count; k++) terms.push(divide(terms[k - 1]!, radius, bits));
  return terms;
}

/**
 * For k >= 2 the coefficient is +- sum over j >= 0 of 1 / (k (x + j)^k) (DLMF 5.15.1), at most 1 / (k x^k) + 1 / (k (k - 1)
 * x^(k-1)). The derivative, digamma, rises.
 */
function logGammaBounds(x: Ball, count: number, bits: number): Series {
  const least = lowerEnd(x);
  let power = divide(ONE, least, bits);
  const ends = [lowerEnd(x), upperEnd(x)].map((end) => logGammaCoefficients(end, 2, bits));
  return Array.from({ length: count }, (_, k) => {
    if (k === 1) return hull(ends[0]![1]!, ends[1]![1]!);
    if (k === 0) {
      const slope = hull(ends[0]![1]!, ends[1]![1]!);
      return add(ends[0]![0]!, multiply(slope, subtract(x, least, bits), bits), bits);
    }
    const before = power;
    power = divide(power, least, bits);
    const first = divide(power, fromInteger(k), bits);
    return symmetric(add(first, divide(before, fromInteger(k * (k - 1)), bits), bits));
  });
}

function requireNoPole(x: Ball): void {
  if (upperEnd(x).mid > 0n && lowerEnd(x).mid > 0n) return;
  const lower = lowerEnd(x);
  for (let k = 0n; k <= 1000n; k++) {
    const shifted = add(x, fromInteger(k), Infinity);
    if (holdsZero(shifted)) throw new UndefinedValue('gamma has a pole there');
    if (lowerEnd(shifted).mid > 0n) return;
  }
  if (lower.mid < 0n) throw new UndefinedValue('gamma is not expanded so far to the left');
}
