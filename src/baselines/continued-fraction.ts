/**
 * Continued fractions of rational functions: p/q = b0 + a1 / (b1 + a2 / (b2 + ...)), the b polynomials, all but b0 monic.
 *
 * Euclid's algorithm on p and q yields them. Where each division leaves a remainder of the next lower degree, the b are
 * x + const: the J-fraction, which needs 3 operations for each degree of q.
 *
 * Source: D. E. Knuth, The Art of Computer Programming 2, section 4.6.4, "Rational functions".
 */

import type { Decimal } from '../oracle/decimal';

export interface Stage {
  /** a; 1 before b0. */
  readonly numerator: Decimal;
  /** b: coefficients of 1, x, x^2, ... */
  readonly term: readonly Decimal[];
  /** The polynomial whose zeros are those of b + a / (b + ...) from here on; of no use for b0. */
  readonly zeros: readonly Decimal[];
}

/** A coefficient below this part of its polynomial's largest is rounding. */
const ROUNDING = '1e-30';

/** The stages for p/q, p and q given by coefficients of which the last are not 0; q not 0. */
export function continuedFraction(p: readonly Decimal[], q: readonly Decimal[]): Stage[] {
  const one = q[0]!.times(0).plus(1);
  const stages: Stage[] = [];
  let [dividend, divisor] = [[...p], [...q]];
  let numerator = one;
  for (;;) {
    const { quotient, rest } = divide(dividend, divisor);
    // a / (b + r/d) with b = lead * monic: numerator / lead, and what follows is divided by lead too.
    const lead = stages.length === 0 ? one : quotient.at(-1)!;
    stages.push({
      numerator: numerator.div(lead),
      term: quotient.map((c) => c.div(lead)),
      zeros: dividend,
    });
    if (rest.length === 0) return stages;
    // rest / divisor = 1 / (divisor / rest).
    numerator = one.div(lead);
    [dividend, divisor] = [divisor, rest];
  }
}

/** The quotient may be empty, which is 0; the rest is empty where the division is exact. */
function divide(
  dividend: readonly Decimal[],
  divisor: readonly Decimal[],
): { readonly quotient: Decimal[]; readonly rest: Decimal[] } {
  const rest = [...dividend];
  const lead = divisor.at(-1)!;
  const quotient: Decimal[] = [];
  while (rest.length >= divisor.length) {
    const factor = rest.at(-1)!.div(lead);
    const shift = rest.length - divisor.length;
    divisor.forEach((c, k) => (rest[k + shift] = rest[k + shift]!.minus(factor.times(c))));
    rest.pop();
    quotient.unshift(factor);
  }
  const size = dividend.map((c) => c.abs()).reduce((a, b) => (b.gt(a) ? b : a));
  const kept = rest.findLastIndex((c) => c.abs().gt(size.times(ROUNDING)));
  return { quotient, rest: rest.slice(0, kept + 1) };
}

type Evaluated = readonly Omit<Stage, 'zeros'>[];

/** The value at x; where a partial denominator is 0, the limit. */
export function evaluateStages(stages: Evaluated, x: Decimal): Decimal {
  return tails(stages, x)[0]!;
}

/** Whether a division by 0 occurs at x. */
export function dividesByZeroAt(stages: Evaluated, x: Decimal): boolean {
  return tails(stages, x)
    .slice(1)
    .some((divisor) => divisor.isZero());
}

/** The values of b_k + a_k+1 / (b_k+1 + ...) for all k. */
function tails(stages: Evaluated, x: Decimal): Decimal[] {
  const values: Decimal[] = [];
  for (const [k, { term }] of [...stages.entries()].reverse()) {
    const own = term.reduceRight((sum, c) => sum.times(x).plus(c), x.times(0));
    const next = stages[k + 1];
    values.unshift(next === undefined ? own : own.plus(next.numerator.div(values[0]!)));
  }
  return values;
}
