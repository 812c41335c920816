/**
 * Values at removable singularities, such as sin(x)/x at 0: the expression as a power series around the point. Where the
 * leading terms of a divisor are exact zeros, and those of the dividend too, they cancel, and the constant term
 * of the result is the limit. Nothing is guessed: a term that is not known to be zero is an error.
 *
 * The Taylor series of functions come from the differential equations they satisfy (Knuth, The Art of Computer
 * Programming 2, section 4.7).
 */

import {
  type Ball,
  divide,
  fromInteger,
  isZero,
  multiply,
  negate,
  ONE,
  squareRoot,
  ZERO,
} from '../../numerics/ball/ball';
import { constantBall, ln2, ln10, pi } from '../../numerics/ball/constants';
import { ballFromExact } from '../../numerics/ball/exact';
import { exp } from '../../numerics/ball/exponential';
import { cos, sin } from '../../numerics/ball/trigonometric';
import type { ExactNumber } from '../../numerics/number-text';
import { findFunction } from '../catalogue';
import { sineOfPi } from '../turns';
import { NoValue } from './errors';
import { callEnclosure, evaluate, type Point } from './evaluate';
import { exactCall, exactConstant, exactValue } from './exact';
import {
  addSeries,
  constantSeries,
  coupledSeries,
  divideSeries,
  integrateProduct,
  multiplySeries,
  negateSeries,
  PoleOfSeries,
  powerOfSeries,
  realPowerOfSeries,
  type Series,
  scaleSeries,
  subtractSeries,
  TooFewTerms,
} from './power-series';
import type { Call, Expression, Power } from './tree';

/** Terms of the first attempt and the most that are tried. */
const FIRST_TERMS = 8;
const MOST_TERMS = 64;

interface Setting extends Point {
  readonly exact: ExactNumber;
  readonly terms: number;
  readonly bits: number;
}

/**
 * The limit of the expression at the exact x. Throws NoValue where there is a pole or the limit is not found,
 * PrecisionTooLow where more bits may help.
 */
export function limitAt(e: Expression, x: Ball, exact: ExactNumber, bits: number, column: number): Ball {
  for (let terms = FIRST_TERMS; terms <= MOST_TERMS; terms *= 2) {
    try {
      const [value] = seriesOf(e, { x, exact, terms, bits });
      if (value !== undefined) return value;
    } catch (error) {
      if (error instanceof PoleOfSeries) throw new NoValue('division by zero', column);
      if (!(error instanceof TooFewTerms)) throw error;
    }
  }
  throw new NoValue('0/0: its limit is not found here; leave the point out with an open end', column);
}

function seriesOf(e: Expression, s: Setting): Series {
  const series = expand(e, s);
  const [first] = series;
  if (first === undefined || first.rad === 0n) return series;
  const known = exactValue(e, s.exact);
  return known === undefined ? series : [ballFromExact(known, s.bits), ...series.slice(1)];
}

function expand(e: Expression, s: Setting): Series {
  const { terms, bits } = s;
  switch (e.kind) {
    case 'x':
      return Array.from({ length: terms }, (_, k) => (k === 0 ? s.x : k === 1 ? ONE : ZERO));
    case 'number':
    case 'constant':
      return constantSeries(evaluate(e, s, bits), terms);
    case 'negate':
      return negateSeries(seriesOf(e.of, s));
    case 'abs':
      return branch(seriesOf(e.of, s), (a) => a, negateSeries);
    case 'add':
      return addSeries(seriesOf(e.left, s), seriesOf(e.right, s), bits);
    case 'subtract':
      return subtractSeries(seriesOf(e.left, s), seriesOf(e.right, s), bits);
    case 'multiply':
      return multiplySeries(seriesOf(e.left, s), seriesOf(e.right, s), bits);
    case 'divide':
      return divideSeries(seriesOf(e.left, s), seriesOf(e.right, s), bits);
    case 'min':
    case 'max': {
      const [a, b] = [seriesOf(e.left, s), seriesOf(e.right, s)];
      const [larger, smaller] = e.kind === 'max' ? [a, b] : [b, a];
      return branch(
        subtractSeries(a, b, bits),
        () => larger,
        () => smaller,
      );
    }
    case 'power':
      return powerSeries(e, s);
    case 'call':
      return callSeries(e, s);
  }
}

/** One of two series, by the sign of the constant term of `by`. */
function branch(by: Series, positive: (a: Series) => Series, negative: (a: Series) => Series): Series {
  const first = by[0] ?? ZERO;
  if (first.mid > first.rad) return positive(by);
  if (-first.mid > first.rad) return negative(by);
  throw new TooFewTerms('there is no power series at a kink');
}

function powerSeries({ left, right, integer, column }: Power, s: Setting): Series {
  const { terms, bits } = s;
  const base = seriesOf(left, s);
  if (integer !== undefined) {
    const power = powerOfSeries(base, Math.abs(integer), bits);
    return integer < 0 ? divideSeries(constantSeries(ONE, terms), power, bits) : power;
  }
  const start = base[0] ?? ZERO;
  if (!(start.mid > start.rad)) throw new NoValue('there is no power series of a power of zero', column);
  const constant = exactConstant(right);
  if (constant !== undefined) {
    const value = evaluate({ kind: 'power', left, right, column }, s, bits);
    return realPowerOfSeries(base, ballFromExact(constant, bits), value, bits);
  }
  const exponent = seriesOf(right, s);
  const logarithm = integrateProduct(
    callEnclosureById(left, 'log', s, column),
    divideSeries(constantSeries(ONE, terms), base, bits),
    base,
    bits,
  );
  return exponentialSeries(multiplySeries(exponent, logarithm, bits), ONE, undefined, bits);
}

function callEnclosureById(e: Expression, id: 'log', s: Setting, column: number): Ball {
  const entry = findFunction(id);
  if (entry === undefined) throw new NoValue(`there is no ${id}`, column);
  return evaluate({ kind: 'call', entry, of: e, column }, s, s.bits);
}

/** e^(k h). */
function exponentialSeries(h: Series, k: Ball, start: Ball | undefined, bits: number): Series {
  const first = start ?? exp(multiply(k, h[0] ?? ZERO, bits), bits);
  return coupledSeries([first, first], [k, k], h, bits)[0];
}

function callSeries(e: Call, s: Setting): Series {
  const { bits } = s;
  const h = seriesOf(e.of, s);
  const known = exactCall(e.entry.id, e.of, s.exact);
  if (e.entry.id === 'sinc') return divideSeries(sineAndCosine(h, e.of, s)[0], h, bits);
  const start =
    known === undefined ? callEnclosure(e.entry, h[0] ?? ZERO, bits, e.column) : ballFromExact(known, bits);
  const series = TAYLOR[e.entry.id]?.(h, start, e.of, s);
  if (series === undefined) {
    throw new NoValue(`0/0, and the power series of ${e.entry.id} is not available`, e.column);
  }
  return series;
}

type Taylor = (h: Series, start: Ball, argument: Expression, s: Setting) => Series;

function one(h: Series): Series {
  return constantSeries(ONE, h.length);
}

function sineAndCosine(h: Series, argument: Expression, s: Setting): readonly [Series, Series] {
  const first = h[0] ?? ZERO;
  const [sine, cosine] = (['sin', 'cos'] as const).map((id) => {
    const known = exactCall(id, argument, s.exact);
    if (known !== undefined) return ballFromExact(known, s.bits);
    return id === 'sin' ? sin(first, s.bits) : cos(first, s.bits);
  });
  return coupledSeries([sine ?? ZERO, cosine ?? ONE], [ONE, negate(ONE)], h, s.bits);
}

/** sin and cos of pi h. */
function sineAndCosineOfPi(h: Series, bits: number): readonly [Series, Series] {
  const first = h[0] ?? ZERO;
  const factor = constantBall(pi, bits + 8);
  const starts = [sineOfPi(first, 0, bits), sineOfPi(first, 1, bits)] as const;
  return coupledSeries(starts, [factor, negate(factor)], h, bits);
}

/** sinh and cosh of h, sinh from the start given. */
function hyperbolic(h: Series, bits: number): readonly [Series, Series] {
  const enclosure = (id: string): Ball => {
    const entry = findFunction(id);
    return entry === undefined ? ZERO : callEnclosure(entry, h[0] ?? ZERO, bits, 1);
  };
  return coupledSeries([enclosure('sinh'), enclosure('cosh')], [ONE, ONE], h, bits);
}

/** start + the integral of h' / radicand^(1/2). */
function overRoot(start: Ball, radicand: Series, h: Series, bits: number): Series {
  const [first = ZERO] = radicand;
  if (!(first.mid > first.rad)) throw new TooFewTerms('there is no power series at the end of a domain');
  const minusHalf: Ball = { mid: -1n, rad: 0n, exp: -1 };
  const root = divide(ONE, squareRoot(first, bits), bits);
  return integrateProduct(start, realPowerOfSeries(radicand, minusHalf, root, bits), h, bits);
}

/** start + the integral of h' / divisor. */
function over(start: Ball, divisor: Series, h: Series, bits: number): Series {
  return integrateProduct(start, divideSeries(one(divisor), divisor, bits), h, bits);
}

/** h^(numerator / denominator), from the start given. */
function root(numerator: number, denominator: number): Taylor {
  return (h, start, _, { bits }) => {
    if (isZero(h[0] ?? ZERO)) throw new TooFewTerms('there is no power series of a root of zero');
    return realPowerOfSeries(h, divide(fromInteger(numerator), fromInteger(denominator), bits), start, bits);
  };
}

function withStart(start: Ball, series: Series): Series {
  return [start, ...series.slice(1)];
}

/** 1 / (1 + e^-h). */
function logisticSeries(h: Series, bits: number): Series {
  const decay = exponentialSeries(negateSeries(h), ONE, undefined, bits);
  return divideSeries(one(h), addSeries(one(h), decay, bits), bits);
}

/** start + factor times the integral of e^(-h^2 scale) h'. */
function gaussian(start: Ball, factor: Ball, scale: Ball, h: Series, bits: number): Series {
  const square = scaleSeries(multiplySeries(h, h, bits), negate(scale), bits);
  const density = exponentialSeries(square, ONE, undefined, bits);
  return integrateProduct(start, scaleSeries(density, factor, bits), h, bits);
}

const HALF: Ball = { mid: 1n, rad: 0n, exp: -1 };

/** sqrt(n / pi). */
function rootOverPi(n: Ball, bits: number): Ball {
  return squareRoot(divide(n, constantBall(pi, bits + 8), bits + 4), bits);
}

const TAYLOR: Readonly<Record<string, Taylor>> = {
  exp: (h, start, _, { bits }) => exponentialSeries(h, ONE, start, bits),
  exp2: (h, start, _, { bits }) => exponentialSeries(h, constantBall(ln2, bits + 8), start, bits),
  exp10: (h, start, _, { bits }) => exponentialSeries(h, constantBall(ln10, bits + 8), start, bits),
  expm1: (h, start, _, { bits }) => withStart(start, exponentialSeries(h, ONE, undefined, bits)),
  log: (h, start, _, { bits }) => over(start, h, h, bits),
  log2: (h, start, _, { bits }) => over(start, scaleSeries(h, constantBall(ln2, bits + 8), bits), h, bits),
  log10: (h, start, _, { bits }) => over(start, scaleSeries(h, constantBall(ln10, bits + 8), bits), h, bits),
  log1p: (h, start, _, { bits }) => over(start, addSeries(one(h), h, bits), h, bits),
  sin: (h, _, argument, s) => sineAndCosine(h, argument, s)[0],
  cos: (h, _, argument, s) => sineAndCosine(h, argument, s)[1],
  tan: (h, _, argument, s) => divideSeries(...sineAndCosine(h, argument, s), s.bits),
  sinpi: (h, _, __, { bits }) => sineAndCosineOfPi(h, bits)[0],
  cospi: (h, _, __, { bits }) => sineAndCosineOfPi(h, bits)[1],
  sinh: (h, _, __, { bits }) => hyperbolic(h, bits)[0],
  cosh: (h, _, __, { bits }) => hyperbolic(h, bits)[1],
  tanh: (h, _, __, { bits }) => divideSeries(...hyperbolic(h, bits), bits),
  asin: (h, start, _, { bits }) =>
    overRoot(start, subtractSeries(one(h), multiplySeries(h, h, bits), bits), h, bits),
  acos: (h, start, _, { bits }) =>
    overRoot(start, subtractSeries(one(h), multiplySeries(h, h, bits), bits), negateSeries(h), bits),
  atan: (h, start, _, { bits }) => over(start, addSeries(one(h), multiplySeries(h, h, bits), bits), h, bits),
  asinh: (h, start, _, { bits }) =>
    overRoot(start, addSeries(one(h), multiplySeries(h, h, bits), bits), h, bits),
  acosh: (h, start, _, { bits }) =>
    overRoot(start, subtractSeries(multiplySeries(h, h, bits), one(h), bits), h, bits),
  atanh: (h, start, _, { bits }) =>
    over(start, subtractSeries(one(h), multiplySeries(h, h, bits), bits), h, bits),
  sqrt: root(1, 2),
  rsqrt: root(-1, 2),
  cbrt: root(1, 3),
  recip: (h, _, __, { bits }) => divideSeries(one(h), h, bits),
  sigmoid: (h, _, __, { bits }) => logisticSeries(h, bits),
  silu: (h, _, __, { bits }) => multiplySeries(h, logisticSeries(h, bits), bits),
  softplus: (h, start, _, { bits }) => integrateProduct(start, logisticSeries(h, bits), h, bits),
  erf: (h, start, _, { bits }) => gaussian(start, rootOverPi(fromInteger(4), bits), ONE, h, bits),
  erfc: (h, start, _, { bits }) => gaussian(start, negate(rootOverPi(fromInteger(4), bits)), ONE, h, bits),
  normcdf: (h, start, _, { bits }) => gaussian(start, rootOverPi(HALF, bits), HALF, h, bits),
  gelu: (h, _, __, s) => {
    const entry = findFunction('normcdf');
    const first = entry === undefined ? HALF : callEnclosure(entry, h[0] ?? ZERO, s.bits, 1);
    const distribution = gaussian(first, rootOverPi(HALF, s.bits), HALF, h, s.bits);
    return multiplySeries(h, distribution, s.bits);
  },
};
