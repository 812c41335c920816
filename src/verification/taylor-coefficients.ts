/**
 * Taylor coefficients f^(k)(x) / k! of the catalogue's functions, for k below a count, as enclosures over a ball of x
 * of any width: narrow ones make the polynomial of a Taylor model, one over the whole piece bounds its remainder
 * (Lagrange). They come from the differential equations that the functions satisfy (Knuth, The Art of Computer
 * Programming 2, section 4.7), or from their series term by term.
 */

import {
  add,
  type Ball,
  divide,
  fromInteger,
  isExact,
  isZero,
  multiply,
  negate,
  ONE,
  relativeBits,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
  UndefinedValue,
  ZERO,
} from '../numerics/ball/ball';
import { constantBall, ln2, ln10, pi } from '../numerics/ball/constants';
import { cubeRoot } from '../numerics/ball/cube-root';
import { ballFromExact, exactFromBall } from '../numerics/ball/exact';
import { exp } from '../numerics/ball/exponential';
import { holdsZero, hull, lowerEnd, upperEnd } from '../numerics/ball/interval';
import { log } from '../numerics/ball/logarithm';
import { bitLength } from '../numerics/bits';
import { cos, sin } from '../numerics/ball/trigonometric';
import { findFunction } from '../targets/catalogue';
import type { CatalogueFunction } from '../targets/catalogue-function';
import {
  addSeries,
  constantSeries,
  divideSeries,
  integrateProduct,
  multiplySeries,
  realPowerOfSeries,
  scaleSeries,
  type Series,
  subtractSeries,
} from '../targets/expression/power-series';
import { sineOfPi } from '../targets/turns';
import { airyCoefficients, besselI0Coefficients, besselJ0Coefficients } from './taylor-bessel';
import { gammaCoefficients, logGammaCoefficients } from './taylor-gamma';

/** `count` coefficients at x, to about `bits` bits where x is known so well. Errors as CatalogueFunction.enclose. */
export type Coefficients = (x: Ball, count: number, bits: number) => Series;

/** Balls known so well may be handed to the enclosures of the catalogue, whose bounds are of first order. */
const NARROW_BITS = 80;
/** Points of so few bits are asked for exact values. */
const SHORT = 64;
const HALF: Ball = { mid: 1n, rad: 0n, exp: -1 };

function entryOf(id: string): CatalogueFunction {
  const entry = findFunction(id);
  if (entry === undefined) throw new RangeError(`there is no function ${id}`);
  return entry;
}

/** f over a ball of any width, for f that rises or falls throughout its domain. */
function monotone(id: string): (x: Ball, bits: number) => Ball {
  return (x, bits) => enclosure(entryOf(id), x, bits);
}

/**
 * The values of a monotone f over a ball of any width, and at narrow balls those of any f. UndefinedValue where the ball
 * reaches beyond the domain.
 */
export function enclosure(entry: CatalogueFunction, x: Ball, bits: number): Ball {
  if (isExact(x)) return valueAt(entry, x, bits);
  if (relativeBits(x) >= NARROW_BITS && isInDomain(entry, x)) return entry.enclose(x, bits);
  return hull(valueAt(entry, lowerEnd(x), bits), valueAt(entry, upperEnd(x), bits));
}

/** At an exact point; an exact ball where the value is known as a short fraction. */
function valueAt(entry: CatalogueFunction, x: Ball, bits: number): Ball {
  if (!isInDomain(entry, x)) throw new UndefinedValue(`${entry.id} is not defined there`);
  const isShort = bitLength(x.mid) < SHORT && Math.abs(x.exp) < SHORT;
  const known = isShort ? entry.exact(exactFromBall(x)) : undefined;
  return known === undefined ? entry.enclose(x, bits) : ballFromExact(known, bits);
}

/** Whether all of the ball lies in the domain, whose finite ends are whole numbers. */
function isInDomain({ domain }: CatalogueFunction, x: Ball): boolean {
  const { lower, upper, lowerOpen, upperOpen } = domain;
  const inside = (end: Ball, bound: number, side: 1 | -1, open: boolean): boolean => {
    if (!Number.isFinite(bound)) return true;
    const beyond = subtract(end, fromInteger(bound), Infinity).mid * BigInt(side);
    return open ? beyond > 0n : beyond >= 0n;
  };
  return inside(lowerEnd(x), lower, 1, lowerOpen) && inside(upperEnd(x), upper, -1, upperOpen);
}

/** x + t. */
function line(x: Ball, count: number): Series {
  return Array.from({ length: count }, (_, k) => (k === 0 ? x : k === 1 ? ONE : ZERO));
}

function one(count: number): Series {
  return constantSeries(ONE, count);
}

/** The square of x + t, not negative. */
function square(x: Ball, count: number, bits: number): Series {
  const product = multiply(x, x, bits);
  const first = holdsZero(product) && !isZero(product) ? positivePart(product) : product;
  return [first, scaleByPowerOfTwo(x, 1), ONE, ...Array<Ball>(count).fill(ZERO)].slice(0, count);
}

function positivePart(a: Ball): Ball {
  const upper = a.mid + a.rad;
  return { mid: upper, rad: upper, exp: a.exp - 1 };
}

/** first, first rate, first rate^2 / 2, ... */
function exponential(first: Ball, rate: Ball, count: number, bits: number): Series {
  const terms: Ball[] = [first];
  for (let k = 1; k < count; k++) {
    terms.push(divide(multiply(terms[k - 1]!, rate, bits), fromInteger(k), bits));
  }
  return terms;
}

/** e^(scale (x + t)) and its like. */
function exponentialOf(value: (x: Ball, bits: number) => Ball, rate: (bits: number) => Ball): Coefficients {
  return (x, count, bits) => exponential(value(x, bits), rate(bits + 8), count, bits);
}

/** The antiderivative of 1 / (scale u) from the value at u, for u = x + shift. */
function logarithmic(id: string, shift: Ball, scale: (bits: number) => Ball): Coefficients {
  return (x, count, bits) => {
    const u = add(x, shift, bits + 64);
    if (!(u.mid > u.rad)) throw new UndefinedValue(`${id} is not defined there`);
    const terms: Ball[] = [monotone(id)(x, bits)];
    let power = divide(ONE, scale(bits + 8), bits);
    for (let k = 1; k < count; k++) {
      power = divide(power, u, bits);
      terms.push(divide(k % 2 === 1 ? power : negate(power), fromInteger(k), bits));
    }
    return terms;
  };
}

/** sin and cos over a ball of any width: both change by no more than their argument. */
function sineAndCosine(x: Ball, bits: number): readonly [Ball, Ball] {
  const middle: Ball = { mid: x.mid, rad: 0n, exp: x.exp };
  const spread: Ball = { mid: 0n, rad: x.rad, exp: x.exp };
  return [add(sin(middle, bits), spread, bits), add(cos(middle, bits), spread, bits)];
}

function sineAndCosineOfPi(x: Ball, bits: number): readonly [Ball, Ball] {
  const middle: Ball = { mid: x.mid, rad: 0n, exp: x.exp };
  const spread: Ball = { mid: 0n, rad: 4n * x.rad, exp: x.exp };
  return [add(sineOfPi(middle, 0, bits), spread, bits), add(sineOfPi(middle, 1, bits), spread, bits)];
}

/** The terms of the one from its value and that of its derivative / rate, each second one with the other sign if asked. */
function alternate(
  value: Ball,
  other: Ball,
  rate: Ball,
  sign: (k: number) => 1 | -1,
  count: number,
  bits: number,
): Series {
  const terms: Ball[] = [];
  let weight = ONE;
  for (let k = 0; k < count; k++) {
    if (k > 0) weight = divide(multiply(weight, rate, bits), fromInteger(k), bits);
    const term = multiply(k % 2 === 0 ? value : other, weight, bits);
    terms.push(sign(k) < 0 ? negate(term) : term);
  }
  return terms;
}

const SINE_SIGNS = (k: number): 1 | -1 => (k % 4 < 2 ? 1 : -1);
const COSINE_SIGNS = (k: number): 1 | -1 => (k % 4 === 0 || k % 4 === 3 ? 1 : -1);
const PLUS = (): 1 => 1;

function sineSeries(x: Ball, count: number, bits: number): Series {
  const [s, c] = sineAndCosine(x, bits);
  return alternate(s, c, ONE, SINE_SIGNS, count, bits);
}

function cosineSeries(x: Ball, count: number, bits: number): Series {
  const [s, c] = sineAndCosine(x, bits);
  return alternate(c, s, ONE, COSINE_SIGNS, count, bits);
}

/** sinh and cosh over a ball of any width. */
function hyperbolic(x: Ball, bits: number): readonly [Ball, Ball] {
  const sinh = monotone('sinh')(x, bits);
  if (isZero(x)) return [ZERO, ONE];
  const [up, down] = [exp(x, bits), exp(negate(x), bits)];
  return [sinh, scaleByPowerOfTwo(add(up, down, bits), -1)];
}

function sinhSeries(x: Ball, count: number, bits: number): Series {
  const [s, c] = hyperbolic(x, bits);
  return alternate(s, c, ONE, PLUS, count, bits);
}

function coshSeries(x: Ball, count: number, bits: number): Series {
  const [s, c] = hyperbolic(x, bits);
  return alternate(c, s, ONE, PLUS, count, bits);
}

/** (x + t)^a from the value at x > 0. */
function powerTerms(first: Ball, a: Ball, x: Ball, count: number, bits: number): Series {
  if (!(x.mid > x.rad)) throw new UndefinedValue('a root has no Taylor series at the end of its domain');
  const terms: Ball[] = [first];
  for (let k = 1; k < count; k++) {
    const factor = divide(subtract(a, fromInteger(k - 1), bits), fromInteger(k), bits);
    terms.push(divide(multiply(terms[k - 1]!, factor, bits), x, bits));
  }
  return terms;
}

/** The coefficients of (x + t)^a for real a and x > 0. */
export function powerCoefficients(a: Ball): Coefficients {
  return (x, count, bits) => {
    if (!(x.mid > x.rad)) throw new UndefinedValue('a power of a number that is not positive');
    const logarithm = hull(log(lowerEnd(x), bits + 16), log(upperEnd(x), bits + 16));
    return powerTerms(exp(multiply(a, logarithm, bits + 16), bits), a, x, count, bits);
  };
}

export const squareRootCoefficients: Coefficients = (x, count, bits) =>
  powerTerms(squareRoot(x, bits), HALF, x, count, bits);

function cubeRootSeries(x: Ball, count: number, bits: number): Series {
  if (x.mid < 0n) {
    // cbrt is odd: the coefficient of t^k changes its sign with even k.
    return cubeRootSeries(negate(x), count, bits).map((c, k) => (k % 2 === 0 ? negate(c) : c));
  }
  const root = (u: Ball): Ball => cubeRoot(u, bits);
  if (!(x.mid > x.rad)) throw new UndefinedValue('cbrt has no Taylor series at 0');
  const third = divide(ONE, fromInteger(3), bits);
  return powerTerms(hull(root(lowerEnd(x)), root(upperEnd(x))), third, x, count, bits);
}

/** value + the integral of g. */
function integral(value: Ball, g: Series, count: number, bits: number): Series {
  return integrateProduct(value, g, line(ZERO, count), bits);
}

/** value + the integral of 1 / sqrt(radicand). */
function overRoot(
  id: string,
  radicand: (x: Ball, count: number, bits: number) => Series,
  sign: 1 | -1 = 1,
): Coefficients {
  return (x, count, bits) => {
    const series = radicand(x, count, bits);
    const [first = ZERO] = series;
    if (!(first.mid > first.rad))
      throw new UndefinedValue(`${id} has no Taylor series at the end of its domain`);
    const start = divide(ONE, squareRoot(first, bits), bits);
    const slope = realPowerOfSeries(series, negate(HALF), start, bits);
    return integral(monotone(id)(x, bits), sign < 0 ? slope.map(negate) : slope, count, bits);
  };
}

/** value + the integral of 1 / divisor. */
function over(id: string, divisor: (x: Ball, count: number, bits: number) => Series): Coefficients {
  return (x, count, bits) => {
    const slope = divideSeries(one(count), divisor(x, count, bits), bits);
    return integral(monotone(id)(x, bits), slope, count, bits);
  };
}

/** value + factor times the integral of e^(-scale x^2). */
function gaussian(id: string, factor: (bits: number) => Ball, scale: Ball): Coefficients {
  return (x, count, bits) => {
    const [first = ZERO] = square(x, 1, bits);
    const rate = scaleByPowerOfTwo(scale, 1);
    const terms: Ball[] = [exp(negate(multiply(first, scale, bits)), bits)];
    // y' = -rate (x + t) y
    for (let k = 1; k < count; k++) {
      const before = k >= 2 ? terms[k - 2]! : ZERO;
      const sum = add(multiply(x, terms[k - 1]!, bits), before, bits);
      terms.push(divide(negate(multiply(rate, sum, bits)), fromInteger(k), bits));
    }
    return integral(monotone(id)(x, bits), scaleSeries(terms, factor(bits), bits), count, bits);
  };
}

/** sqrt(n / pi). */
function rootOverPi(n: Ball, bits: number): Ball {
  return squareRoot(divide(n, constantBall(pi, bits + 8), bits + 4), bits);
}

const normalSeries = gaussian('normcdf', (bits) => rootOverPi(HALF, bits), HALF);

/** 1 / (1 + e^-x). */
function logisticSeries(x: Ball, count: number, bits: number): Series {
  const decay = exponential(exp(negate(x), bits), negate(ONE), count, bits);
  return divideSeries(one(count), addSeries(one(count), decay, bits), bits);
}

/** |sinc^(k)| <= 1 / (k + 1), since sinc(x) is the integral of cos(x u) over [0, 1]. */
function sincSeries(x: Ball, count: number, bits: number): Series {
  if (!holdsZero(x)) return divideSeries(sineSeries(x, count, bits), line(x, count), bits);
  if (isZero(x)) return divideSeries(sineSeries(x, count + 1, bits), line(x, count + 1), bits);
  let factorial = 1n;
  return Array.from({ length: count }, (_, k) => {
    factorial *= BigInt(k + 1);
    return divide({ mid: 0n, rad: 1n, exp: 0 }, fromInteger(factorial), bits);
  });
}

function unit(): Ball {
  return ONE;
}

/**
 * By the function's name. besselIHalf has no Taylor series at 0, nor have roots, logarithms and inverse functions at
 * the ends of their domains: UndefinedValue there.
 */
export const COEFFICIENTS: Readonly<Record<string, Coefficients>> = {
  exp: exponentialOf(exp, unit),
  exp2: exponentialOf(monotone('exp2'), (bits) => constantBall(ln2, bits)),
  exp10: exponentialOf(monotone('exp10'), (bits) => constantBall(ln10, bits)),
  expm1: (x, count, bits) => [
    monotone('expm1')(x, bits),
    ...exponential(exp(x, bits), ONE, count, bits).slice(1),
  ],
  log: logarithmic('log', ZERO, unit),
  log2: logarithmic('log2', ZERO, (bits) => constantBall(ln2, bits)),
  log10: logarithmic('log10', ZERO, (bits) => constantBall(ln10, bits)),
  log1p: logarithmic('log1p', ONE, unit),
  sin: sineSeries,
  cos: cosineSeries,
  tan: (x, count, bits) => divideSeries(sineSeries(x, count, bits), cosineSeries(x, count, bits), bits),
  sinpi: (x, count, bits) => {
    const [s, c] = sineAndCosineOfPi(x, bits);
    return alternate(s, c, constantBall(pi, bits + 8), SINE_SIGNS, count, bits);
  },
  cospi: (x, count, bits) => {
    const [s, c] = sineAndCosineOfPi(x, bits);
    return alternate(c, s, constantBall(pi, bits + 8), COSINE_SIGNS, count, bits);
  },
  sinc: sincSeries,
  asin: overRoot('asin', (x, count, bits) => subtractSeries(one(count), square(x, count, bits), bits)),
  acos: overRoot('acos', (x, count, bits) => subtractSeries(one(count), square(x, count, bits), bits), -1),
  atan: over('atan', (x, count, bits) => addSeries(one(count), square(x, count, bits), bits)),
  sinh: sinhSeries,
  cosh: coshSeries,
  tanh: (x, count, bits) => divideSeries(sinhSeries(x, count, bits), coshSeries(x, count, bits), bits),
  asinh: overRoot('asinh', (x, count, bits) => addSeries(one(count), square(x, count, bits), bits)),
  acosh: overRoot('acosh', (x, count, bits) => subtractSeries(square(x, count, bits), one(count), bits)),
  atanh: over('atanh', (x, count, bits) => {
    const divisor = subtractSeries(one(count), square(x, count, bits), bits);
    if (!(divisor[0]!.mid > divisor[0]!.rad)) throw new UndefinedValue('atanh has poles at -1 and 1');
    return divisor;
  }),
  sqrt: squareRootCoefficients,
  rsqrt: (x, count, bits) =>
    powerTerms(divide(ONE, squareRoot(x, bits + 4), bits), negate(HALF), x, count, bits),
  cbrt: cubeRootSeries,
  recip: (x, count, bits) => divideSeries(one(count), line(x, count), bits),
  erf: gaussian('erf', (bits) => rootOverPi(fromInteger(4), bits), ONE),
  erfc: gaussian('erfc', (bits) => negate(rootOverPi(fromInteger(4), bits)), ONE),
  normcdf: normalSeries,
  gelu: (x, count, bits) => multiplySeries(line(x, count), normalSeries(x, count, bits), bits),
  sigmoid: logisticSeries,
  silu: (x, count, bits) => multiplySeries(line(x, count), logisticSeries(x, count, bits), bits),
  softplus: (x, count, bits) =>
    integral(monotone('softplus')(x, bits), logisticSeries(x, count, bits), count, bits),
  gamma: gammaCoefficients,
  lgamma: logGammaCoefficients,
  airyAi: airyCoefficients,
  besselJ0: besselJ0Coefficients,
  besselI0: besselI0Coefficients,
  besselIHalf: (x, count, bits) => {
    const factor = divide(fromInteger(2), constantBall(pi, bits + 8), bits + 4);
    if (!(x.mid > x.rad)) throw new UndefinedValue('besselIHalf has no Taylor series at 0');
    const root = powerTerms(divide(ONE, squareRoot(x, bits + 4), bits), negate(HALF), x, count, bits);
    const scaled = scaleSeries(root, squareRoot(factor, bits), bits);
    return multiplySeries(scaled, sinhSeries(x, count, bits), bits);
  },
};
