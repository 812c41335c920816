/** Whether a polynomial has a zero in an interval, by Sturm's theorem. */

import type { Decimal, DecimalConstructor } from '../oracle/decimal';
import { monomialCoefficients, type NewtonPolynomial } from './newton-form';

/** A remainder smaller than this part of its dividend's largest coefficient, in units of rounding, is 0. */
const ROUNDING_UNITS = '1e6';

/**
 * Whether the polynomial vanishes in [lower, upper]; a multiple zero counts. Coefficients are rounded, so zeros nearer
 * to an end, to each other or to the real line than half of the digits tell may be missed or be seen.
 */
export function hasZeroBetween(
  { nodes, divided }: NewtonPolynomial,
  lower: Decimal,
  upper: Decimal,
  D: DecimalConstructor,
): boolean {
  const half = upper.minus(lower).div(2);
  // In t = (x - lower) / half - 1 the coefficients are of like size.
  const places = nodes.map((x) => x.minus(lower).div(half).minus(1));
  let factor = new D(1);
  const scaled = divided.map((c) => {
    const term = c.times(factor);
    factor = factor.times(half);
    return term;
  });
  return vanishes(monomialCoefficients({ nodes: places, divided: scaled }), D);
}

/** The same for a polynomial given by its coefficients of 1, x, x^2, ... */
export function hasZeroOn(
  coefficients: readonly Decimal[],
  lower: Decimal,
  upper: Decimal,
  D: DecimalConstructor,
): boolean {
  const half = upper.minus(lower).div(2);
  const middle = lower.plus(half);
  // p(middle + half t), by Horner's rule on polynomials in t.
  const moved = coefficients.reduceRight<Decimal[]>((sum, c) => {
    const next = [...sum.map((s) => s.times(middle)), new D(0)];
    sum.forEach((s, k) => (next[k + 1] = next[k + 1]!.plus(s.times(half))));
    next[0] = next[0]!.plus(c);
    return next;
  }, []);
  return vanishes(moved.slice(0, Math.max(1, coefficients.length)), D);
}

/** On [-1, 1]. */
function vanishes(coefficients: readonly Decimal[], D: DecimalConstructor): boolean {
  const rounding = new D(`1e-${String(D.precision)}`).times(ROUNDING_UNITS);
  const chain = sturmChain(coefficients, rounding);
  const ends = ([-1, 1] as const).map((t) => chain.map((p) => valueAt(p, t)));
  if (ends.some((values) => values[0]!.isZero())) return true;
  const [below, above] = ends.map(signChanges);
  return below !== above;
}

function sturmChain(polynomial: readonly Decimal[], rounding: Decimal): Decimal[][] {
  const first = trimmed(polynomial, largestOf(polynomial).times(rounding));
  const chain = [first];
  if (first.length > 1) chain.push(first.slice(1).map((c, k) => c.times(k + 1)));
  while (chain.at(-1)!.length > 1) {
    const [dividend, divisor] = [chain.at(-2)!, chain.at(-1)!];
    const rest = remainder(dividend, divisor, rounding);
    if (rest.length === 0) break;
    const size = largestOf(rest);
    chain.push(rest.map((c) => c.neg().div(size)));
  }
  return chain;
}

function remainder(dividend: readonly Decimal[], divisor: readonly Decimal[], rounding: Decimal): Decimal[] {
  const rest = [...dividend];
  const lead = divisor.at(-1)!;
  while (rest.length >= divisor.length) {
    const quotient = rest.at(-1)!.div(lead);
    const shift = rest.length - divisor.length;
    divisor.forEach((c, k) => (rest[k + shift] = rest[k + shift]!.minus(quotient.times(c))));
    rest.pop();
  }
  return trimmed(rest, largestOf(dividend).times(rounding));
}

/** Without the leading coefficients that are nothing but rounding. */
function trimmed(polynomial: readonly Decimal[], negligible: Decimal): Decimal[] {
  return polynomial.slice(0, polynomial.findLastIndex((c) => c.abs().gt(negligible)) + 1);
}

function largestOf(values: readonly Decimal[]): Decimal {
  return values.map((v) => v.abs()).reduce((a, b) => (b.gt(a) ? b : a));
}

function valueAt(polynomial: readonly Decimal[], t: 1 | -1): Decimal {
  return polynomial.reduceRight((sum, c) => sum.times(t).plus(c));
}

function signChanges(values: readonly Decimal[]): number {
  const signs = values.filter((v) => !v.isZero()).map((v) => v.s);
  return signs.filter((s, i) => i > 0 && s !== signs[i - 1]).length;
}
