/** Which monomials a polynomial may have, and on which intervals they make a best approximation unique. */

import type { Decimal } from '../oracle/decimal';
import type { Interval, Target } from '../targets/target';
import { BaselineError } from './baseline-error';

/** A list holds the exponents. */
export type Monomials = 'all' | 'odd' | 'even' | readonly number[];

/** Points at which the symmetry of the function is looked at, as parts of the interval's half. */
const SYMMETRY_POINTS: readonly string[] = ['0.131', '0.377', '0.618', '0.893'];
const SYMMETRY_TOLERANCE = '1e-20';

/** The exponents up to `degree`, ascending; BaselineError for an empty or improper list. */
export function exponentsOf(monomials: Monomials, degree: number): number[] {
  const every = Array.from({ length: degree + 1 }, (_, k) => k);
  if (monomials === 'all') return every;
  if (monomials === 'odd' || monomials === 'even') {
    const parity = monomials === 'odd' ? 1 : 0;
    const some = every.filter((k) => k % 2 === parity);
    if (some.length === 0) throw new BaselineError('an odd polynomial has degree 1 or more');
    return some;
  }
  const wanted = [...new Set(monomials)].sort((a, b) => a - b);
  if (wanted.length === 0) throw new BaselineError('the list of monomials is empty');
  const bad = wanted.find((k) => !Number.isInteger(k) || k < 0 || k > degree);
  if (bad !== undefined) {
    throw new BaselineError(
      `a monomial's exponent is an integer from 0 to ${String(degree)}, not ${String(bad)}`,
    );
  }
  return wanted;
}

/**
 * The interval on which the monomials satisfy Haar's condition: all of it, or the half right of 0 where monomials,
 * function and interval share a symmetry. BaselineError with the reason where there is none, since then no
 * alternation tells the best polynomial.
 */
export function haarInterval(
  { interval }: Target,
  exponents: readonly number[],
  f: (x: Decimal) => Decimal,
  number: (text: string) => Decimal,
): Interval {
  const { lower, upper } = interval;
  if (!(lower < 0 && upper > 0)) return interval;
  if (exponents.every((e, k) => e === k)) return interval;
  const parity = exponents[0]! % 2;
  const kind = parity === 0 ? 'even' : 'odd';
  if (exponents.some((e) => e % 2 !== parity)) {
    throw new BaselineError(
      'with 0 inside the interval the monomials must be all up to a degree, all even or all odd: others have no unique best polynomial',
    );
  }
  if (lower !== -upper) {
    throw new BaselineError(`${kind} monomials on an interval around 0 need one that is symmetric`);
  }
  const isSymmetric = SYMMETRY_POINTS.every((part) => {
    const x = number(part).times(upper);
    const [right, left] = [f(x), f(x.neg())];
    const sum = parity === 0 ? right.minus(left) : right.plus(left);
    return sum.abs().lte(right.abs().times(SYMMETRY_TOLERANCE));
  });
  if (!isSymmetric) {
    throw new BaselineError(`${kind} monomials on an interval around 0 need an ${kind} function`);
  }
  return { lower: 0, upper, lowerOpen: true, upperOpen: interval.lowerOpen && interval.upperOpen };
}
