/**
 * The symmetry of an even or odd function on an interval around 0. Its best approximation, being unique, has the same
 * symmetry: it is s(x^2) or x s(x^2), s the best for f(sqrt t) or f(sqrt t) / sqrt t on half of the interval. On that
 * problem the exchange has no defect to meet, whatever the degrees asked for.
 */

import type { Decimal } from '../oracle/decimal';
import { BaselineError } from './baseline-error';
import type { Point } from './roots';
import type { RationalDegrees } from './rational-level';
import type { RationalExchangeProblem } from './rational-exchange';

export type Symmetry = 'even' | 'odd' | 'none';

/** Values of the scan have 25 digits. */
const SAME = '1e-22';

/** The symmetry that the values of an evenly spaced scan show. */
export function symmetryOf(scan: readonly Point[]): Symmetry {
  const [first, last] = [scan[0]!, scan.at(-1)!];
  if (!first.x.eq(last.x.neg())) return 'none';
  const size = scan.map((p) => p.value.abs()).reduce((a, b) => (b.gt(a) ? b : a));
  const allow = (sign: 1 | -1): boolean =>
    scan.every(({ value }, i) => {
      const mirrored = scan[scan.length - 1 - i]!.value;
      const larger = value.abs().gt(mirrored.abs()) ? value.abs() : mirrored.abs();
      const tolerance = larger.isZero() ? size : larger;
      return mirrored.minus(value.times(sign)).abs().lte(tolerance.times(SAME));
    });
  if (allow(1)) return 'even';
  return allow(-1) ? 'odd' : 'none';
}

/** The problem for s. */
export function halved(problem: RationalExchangeProblem, symmetry: 'even' | 'odd'): RationalExchangeProblem {
  const zero = problem.upper.times(0);
  return {
    ...problem,
    lower: zero,
    upper: problem.upper.times(problem.upper),
    jumps: problem.jumps.filter((x) => x.gt(0)).map((x) => x.times(x)),
    evaluate: (t) => {
      const x = t.eq(problem.upper.times(problem.upper)) ? problem.upper : t.sqrt();
      if (symmetry === 'even') return problem.evaluate(x);
      // The error of an odd function is 0 there, whatever s is.
      if (x.isZero()) return { value: zero, weight: zero };
      const { value, weight } = problem.evaluate(x);
      return { value: value.div(x), weight: weight.times(x) };
    },
  };
}

export function halvedDegrees(
  { numerator, denominator }: RationalDegrees,
  symmetry: 'even' | 'odd',
): RationalDegrees {
  if (symmetry === 'odd' && numerator === 0) {
    throw new BaselineError('the function is odd: the best rational function with a constant numerator is 0');
  }
  const odd = symmetry === 'odd' ? 1 : 0;
  return { numerator: Math.floor((numerator - odd) / 2), denominator: Math.floor(denominator / 2) };
}

/** The coefficients in x of p(x^2), or of x p(x^2), from those of p; of length degree + 1. */
export function unfolded(coefficients: readonly Decimal[], shift: 0 | 1, degree: number): Decimal[] {
  const zero = coefficients[0]!.times(0);
  return Array.from({ length: degree + 1 }, (_, k) =>
    (k - shift) % 2 === 0 && k >= shift ? (coefficients[(k - shift) / 2] ?? zero) : zero,
  );
}

/** The alternation in x, ascending, from that in t = x^2. */
export function unfoldedPlaces(places: readonly Decimal[], symmetry: 'even' | 'odd'): Decimal[] {
  const positive = places.map((t) => t.sqrt());
  const negative = positive.map((x) => x.neg()).reverse();
  // The two next to 0 have the same sign where the error is even.
  return [...(symmetry === 'even' ? negative.slice(0, -1) : negative), ...positive];
}
