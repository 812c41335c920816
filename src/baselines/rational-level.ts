/**
 * Levelling the error of a rational function on a reference, the heart of the rational exchange.
 *
 * On m + n + 2 ascending points, p/q of degrees (m, n) with w_i (f_i - p_i/q_i) = (-1)^i h satisfies
 * p_i = q_i (f_i - (-1)^i h / w_i). The divided difference over all points annihilates p times any g of degree n, so
 *
 *   sum D_i g_i f_i q_i = h sum D_i (-1)^i g_i q_i / w_i   for all g of degree n or less,
 *
 * with D_i = 1 / product of (x_i - x_j). The D_i alternate in sign, so the right side is an inner product: with the
 * polynomials orthonormal in it this is a symmetric eigenvalue problem of size n + 1, whose eigenvalues are the levels h
 * and whose eigenvectors the denominators. At most one of them has no change of sign on the reference.
 *
 * Sources: M. J. D. Powell, Approximation Theory and Methods, section 10.3; S. Filip, Y. Nakatsukasa, L. N. Trefethen,
 * B. Beckermann, "Rational minimax approximation via adaptive barycentric representations", SIAM J. Sci. Comput. 40,
 * 2018, section 3.
 */

import type { Decimal, DecimalConstructor } from '../oracle/decimal';
import { dividedDifferences, evaluateNewton, lejaOrder, type NewtonPolynomial } from './newton-form';
import type { WeightedValue } from './sample-pool';
import { smallestEigenpair, symmetricEigenvectors, type Eigenpair } from './symmetric-eigenvectors';

export interface RationalFunction {
  readonly numerator: NewtonPolynomial;
  readonly denominator: NewtonPolynomial;
}

export interface LevelledRational extends RationalFunction {
  /** h: the weighted error f - p/q at the first point of the reference. */
  readonly level: Decimal;
}

export interface ReferencePoint extends WeightedValue {
  readonly x: Decimal;
}

export interface RationalDegrees {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The rational function levelled on the reference (ascending, numerator + denominator + 2 points) without a change of
 * sign of its denominator there; null where there is none.
 */
export function levelRational(
  reference: readonly ReferencePoint[],
  degrees: RationalDegrees,
  D: DecimalConstructor,
): LevelledRational | null {
  const first = reference[0]!.x;
  const half = reference[reference.length - 1]!.x.minus(first).div(2);
  const places = reference.map(({ x }) => x.minus(first).div(half).minus(1));
  const differences = places.map((t, i) =>
    places.reduce((product, u, j) => (j === i ? product : product.times(t.minus(u))), new D(1)),
  );
  const masses = reference.map(({ weight }, i) => new D(1).div(differences[i]!.abs().times(weight)));
  const basis = orthonormalPolynomials(places, masses, degrees.denominator);
  // The sign of D_i is (-1)^i times that of D_0.
  const factors = reference.map(({ value }, i) => value.times(differences[0]!.s).div(differences[i]!));
  const matrix = basis.map((a, r) =>
    basis.map((b, c) =>
      c > r ? new D(0) : a.reduce((sum, v, i) => sum.plus(v.times(b[i]!).times(factors[i]!)), new D(0)),
    ),
  );
  matrix.forEach((row, r) => {
    for (let c = r + 1; c < row.length; c++) row[c] = matrix[c]![r]!;
  });
  const attempt = ({ value: level, vector }: Eigenpair): LevelledRational | null => {
    const values = places.map((_, i) =>
      vector.reduce((sum, v, k) => sum.plus(v.times(basis[k]![i]!)), new D(0)),
    );
    const sign = values[0]!.s;
    if (values.some((v) => v.isZero() || v.s !== sign)) return null;
    const numerators = reference.map(({ value, weight }, i) =>
      values[i]!.times(i % 2 === 0 ? value.minus(level.div(weight)) : value.plus(level.div(weight))),
    );
    const order = lejaOrder(places.map((t) => t.toNumber()));
    return {
      numerator: through(reference, numerators, order, degrees.numerator),
      denominator: through(reference, values, order, degrees.denominator),
      level,
    };
  };
  // It is the smallest eigenvalue more often than not.
  const smallest = smallestEigenpair(matrix, D);
  const found = smallest === null ? null : attempt(smallest);
  if (found !== null) return found;
  for (const pair of symmetricEigenvectors(matrix, D)) {
    const levelled = attempt(pair);
    if (levelled !== null) return levelled;
  }
  return null;
}

/** The polynomial of a degree through as many of the points as determine it. */
function through(
  reference: readonly ReferencePoint[],
  values: readonly Decimal[],
  order: readonly number[],
  degree: number,
): NewtonPolynomial {
  const chosen = order.slice(0, degree + 1);
  const nodes = chosen.map((i) => reference[i]!.x);
  return {
    nodes,
    divided: dividedDifferences(
      nodes,
      chosen.map((i) => values[i]!),
    ),
  };
}

/** The values at the places of the polynomials of degree 0 to `degree`, orthonormal with the masses (Stieltjes). */
function orthonormalPolynomials(
  places: readonly Decimal[],
  masses: readonly Decimal[],
  degree: number,
): Decimal[][] {
  const zero = places[0]!.times(0);
  const product = (a: readonly Decimal[], b: readonly Decimal[]): Decimal =>
    a.reduce((sum, v, i) => sum.plus(v.times(b[i]!).times(masses[i]!)), zero);
  const basis: Decimal[][] = [];
  let next = places.map(() => zero.plus(1));
  for (let k = 0; k <= degree; k++) {
    for (const known of basis.slice(-2)) {
      const part = product(next, known);
      next = next.map((v, i) => v.minus(part.times(known[i]!)));
    }
    const length = product(next, next).sqrt();
    const unit = next.map((v) => v.div(length));
    basis.push(unit);
    next = unit.map((v, i) => v.times(places[i]!));
  }
  return basis;
}

export function evaluateRational({ numerator, denominator }: RationalFunction, x: Decimal): Decimal {
  return evaluateNewton(numerator, x).div(evaluateNewton(denominator, x));
}
