/**
 * Truncated power series in t with ball coefficients: c[0] + c[1] t + ... The coefficients enclose those of the exact
 * series. Operations keep as many terms as their shortest operand determines; a difference of equal leading terms
 * is an exact zero only where the terms are exact.
 */

import {
  add,
  type Ball,
  divide,
  fromInteger,
  isZero,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  subtract,
  ZERO,
} from '../../numerics/ball/ball';

export type Series = readonly Ball[];

/** All known terms are zero: more terms are needed to divide by the series. */
export class TooFewTerms extends Error {
  override readonly name = 'TooFewTerms';
}

/** A quotient has a pole at t = 0. */
export class PoleOfSeries extends Error {
  override readonly name = 'PoleOfSeries';
}

export function constantSeries(value: Ball, length: number): Series {
  return Array.from({ length }, (_, k) => (k === 0 ? value : ZERO));
}

function at(a: Series, k: number): Ball {
  return a[k] ?? ZERO;
}

function build(length: number, term: (k: number) => Ball): Ball[] {
  return Array.from({ length }, (_, k) => term(k));
}

export function addSeries(a: Series, b: Series, bits: number): Series {
  return build(Math.min(a.length, b.length), (k) => add(at(a, k), at(b, k), bits));
}

export function subtractSeries(a: Series, b: Series, bits: number): Series {
  return build(Math.min(a.length, b.length), (k) => subtract(at(a, k), at(b, k), bits));
}

export function negateSeries(a: Series): Series {
  return a.map(negate);
}

export function scaleSeries(a: Series, factor: Ball, bits: number): Series {
  return a.map((c) => multiply(c, factor, bits));
}

/** sum of a[i] b[k-i] over from <= i <= to. */
function convolve(a: Series, b: Series, k: number, from: number, to: number, bits: number): Ball {
  let total = ZERO;
  for (let i = from; i <= to; i++) {
    const left = at(a, i);
    const right = at(b, k - i);
    if (!isZero(left) && !isZero(right)) total = add(total, multiply(left, right, bits), bits);
  }
  return total;
}

export function multiplySeries(a: Series, b: Series, bits: number): Series {
  return build(Math.min(a.length, b.length), (k) => convolve(a, b, k, 0, k, bits));
}

/** Leading zeros that both have in common cancel. */
export function divideSeries(a: Series, b: Series, bits: number): Series {
  const zeros = b.findIndex((c) => !isZero(c));
  if (zeros < 0) throw new TooFewTerms('every known term of a divisor is zero');
  for (const c of a.slice(0, zeros)) {
    if (isZero(c)) continue;
    if (c.mid > c.rad || -c.mid > c.rad) throw new PoleOfSeries('a divisor has a zero of higher order');
    throw new PrecisionTooLow('a term of a dividend is not told from zero');
  }
  const divisor = b.slice(zeros);
  const quotient: Ball[] = [];
  const length = Math.min(a.length, b.length) - zeros;
  for (let k = 0; k < length; k++) {
    const rest = subtract(at(a, k + zeros), convolve(divisor, quotient, k, 1, k, bits), bits);
    quotient.push(isZero(rest) ? ZERO : divide(rest, at(divisor, 0), bits));
  }
  return quotient;
}

/** a^n for whole n >= 0. */
export function powerOfSeries(a: Series, n: number, bits: number): Series {
  let result = constantSeries(ONE, a.length);
  let square = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplySeries(result, square, bits);
    if (rest > 1) square = multiplySeries(square, square, bits);
  }
  return result;
}

/** The y with y(0) = start and y' = g h'. One term more than g has, if h has it. */
export function integrateProduct(start: Ball, g: Series, h: Series, bits: number): Series {
  return build(Math.min(g.length + 1, h.length), (k) => {
    if (k === 0) return start;
    let total = ZERO;
    for (let i = 1; i <= k; i++) {
      if (isZero(at(h, i))) continue;
      const slope = multiply(at(h, i), fromInteger(i), bits);
      total = add(total, multiply(slope, at(g, k - i), bits), bits);
    }
    return isZero(total) ? ZERO : divide(total, fromInteger(k), bits);
  });
}

/**
 * The y and z with y' = a z h', z' = b y h' from their values at t = 0: e^h for a = b = 1 and equal starts, sine and
 * cosine for a = 1, b = -1.
 */
export function coupledSeries(
  starts: readonly [y: Ball, z: Ball],
  factors: readonly [a: Ball, b: Ball],
  h: Series,
  bits: number,
): readonly [y: Series, z: Series] {
  const y: Ball[] = [starts[0]];
  const z: Ball[] = [starts[1]];
  for (let k = 1; k < h.length; k++) {
    let sumY = ZERO;
    let sumZ = ZERO;
    for (let i = 1; i <= k; i++) {
      if (isZero(at(h, i))) continue;
      const slope = multiply(at(h, i), fromInteger(i), bits);
      sumY = add(sumY, multiply(slope, at(z, k - i), bits), bits);
      sumZ = add(sumZ, multiply(slope, at(y, k - i), bits), bits);
    }
    y.push(divide(multiply(sumY, factors[0], bits), fromInteger(k), bits));
    z.push(divide(multiply(sumZ, factors[1], bits), fromInteger(k), bits));
  }
  return [y, z];
}

/** h^a for a real a, from start = h(0)^a and h(0) != 0: y' h = a h' y. */
export function realPowerOfSeries(h: Series, a: Ball, start: Ball, bits: number): Series {
  const y: Ball[] = [start];
  for (let k = 1; k < h.length; k++) {
    let total = ZERO;
    for (let i = 1; i <= k; i++) {
      if (isZero(at(h, i))) continue;
      // (a i - (k - i)) h[i] y[k-i]
      const factor = subtract(multiply(a, fromInteger(i), bits), fromInteger(k - i), bits);
      total = add(total, multiply(factor, multiply(at(h, i), at(y, k - i), bits), bits), bits);
    }
    y.push(divide(total, multiply(at(h, 0), fromInteger(k), bits), bits));
  }
  return y;
}
