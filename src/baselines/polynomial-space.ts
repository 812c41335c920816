/** The linear spaces of polynomials from which the exchange chooses, and the levelling of the error on a reference. */

import type { Decimal } from '../oracle/decimal';
import { BaselineError } from './baseline-error';
import {
  dividedDifferences,
  evaluateNewton,
  lejaOrder,
  monomialCoefficients,
  type NewtonPolynomial,
} from './newton-form';
import type { Approximant, WeightedValue } from './sample-pool';

export interface SpacePolynomial {
  readonly evaluate: Approximant;
  /** Of 1, x, x^2, ... */
  readonly coefficients: () => Decimal[];
}

/** The polynomial whose weighted error on a reference is level, -level, level, ... */
export interface Levelled {
  readonly polynomial: SpacePolynomial;
  readonly level: Decimal;
}

export interface ReferencePoint extends WeightedValue {
  readonly x: Decimal;
}

export interface PolynomialSpace {
  readonly dimension: number;
  /** Levels the error on dimension + 1 ascending points. */
  readonly level: (reference: readonly ReferencePoint[]) => Levelled;
  /** Whether all polynomials of the space are 0 at x. */
  readonly vanishesAt: (x: Decimal) => boolean;
}

/** The polynomials of a degree or less, in Newton's form. */
export function fullSpace(degree: number): PolynomialSpace {
  return { dimension: degree + 1, level: levelNewton, vanishesAt: () => false };
}

export function newtonPolynomial(polynomial: NewtonPolynomial): SpacePolynomial {
  return {
    evaluate: (x) => evaluateNewton(polynomial, x),
    coefficients: () => monomialCoefficients(polynomial),
  };
}

/**
 * Since the divided difference of order n + 1 annihilates polynomials of degree n, the level is the quotient of those of
 * f and of the signs over the weights.
 */
function levelNewton(reference: readonly ReferencePoint[]): Levelled {
  const last = reference.length - 1;
  const [lower, upper] = [reference[0]!.x, reference[last]!.x];
  const half = upper.minus(lower).div(2);
  const middle = lower.plus(half);
  const order = lejaOrder(reference.map((s) => s.x.minus(middle).div(half).toNumber()));
  const ordered = order.map((i) => reference[i]!);
  const nodes = ordered.map((s) => s.x);
  const signs = ordered.map((s, k) => signOver(s.weight, order[k]!));
  const ofFunction = dividedDifferences(
    nodes,
    ordered.map((s) => s.value),
  );
  const ofSigns = dividedDifferences(nodes, signs);
  const level = ofFunction[last]!.div(ofSigns[last]!);
  const divided = ofFunction.slice(0, last).map((c, k) => c.minus(level.times(ofSigns[k]!)));
  return { polynomial: newtonPolynomial({ nodes: nodes.slice(0, last), divided }), level };
}

/**
 * The polynomials in the monomials with these exponents (ascending, distinct, not negative). Haar's condition holds for
 * x > 0, for x < 0, and at 0 where 1 is among them: such intervals alone may be asked for.
 */
export function monomialSpace(exponents: readonly number[]): PolynomialSpace {
  return {
    dimension: exponents.length,
    level: (reference) => levelMonomials(exponents, reference),
    vanishesAt: (x) => x.isZero() && exponents[0] !== 0,
  };
}

/** Solves sum of a_j x_i^(e_j) + (-1)^i level / w_i = f_i, the columns scaled to the largest |x|. */
function levelMonomials(exponents: readonly number[], reference: readonly ReferencePoint[]): Levelled {
  const reach = reference.map(({ x }) => x.abs()).reduce((a, b) => (b.gt(a) ? b : a));
  const rows = reference.map(({ x, value, weight }, i) => [
    ...exponents.map((e) => power(x.div(reach), e)),
    signOver(weight, i),
    value,
  ]);
  const solution = solve(rows);
  const level = solution.pop()!;
  const terms = solution.map((a, j) => a.div(power(reach, exponents[j]!)));
  const zero = reach.times(0);
  const coefficients = Array.from({ length: exponents.at(-1)! + 1 }, (_, k) => {
    const place = exponents.indexOf(k);
    return place < 0 ? zero : terms[place]!;
  });
  const evaluate = (x: Decimal): Decimal => {
    let [sum, previous] = [zero, exponents.at(-1)!];
    for (let j = exponents.length - 1; j >= 0; j--) {
      sum = sum.times(power(x, previous - exponents[j]!)).plus(terms[j]!);
      previous = exponents[j]!;
    }
    return sum.times(power(x, previous));
  };
  return { polynomial: { evaluate, coefficients: () => coefficients }, level };
}

/** x^exponent by multiplications alone, for exponents from 0. */
function power(x: Decimal, exponent: number): Decimal {
  if (exponent === 0) return x.times(0).plus(1);
  const half = power(x, Math.floor(exponent / 2));
  return exponent % 2 === 0 ? half.times(half) : half.times(half).times(x);
}

function signOver(weight: Decimal, place: number): Decimal {
  const inverse = weight.times(0).plus(1).div(weight);
  return place % 2 === 0 ? inverse : inverse.neg();
}

/** Gaussian elimination with partial pivoting; the last column is the right-hand side. The rows are used up. */
function solve(rows: Decimal[][]): Decimal[] {
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (rows[i]![k]!.abs().gt(rows[pivot]![k]!.abs())) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    if (rows[k]![k]!.isZero()) {
      throw new BaselineError('the monomials do not determine a polynomial on the interval');
    }
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]!.div(rows[k]![k]!);
      for (let j = k; j <= n; j++) rows[i]![j] = rows[i]![j]!.minus(factor.times(rows[k]![j]!));
    }
  }
  const solution: Decimal[] = [];
  for (let k = n - 1; k >= 0; k--) {
    let sum = rows[k]![n]!;
    for (let j = k + 1; j < n; j++) sum = sum.minus(rows[k]![j]!.times(solution[j - k - 1]!));
    solution.unshift(sum.div(rows[k]![k]!));
  }
  return solution;
}
