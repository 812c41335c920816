/** The coefficients of a polynomial as text. */

import type { Decimal } from '../oracle/decimal';
import { MAX_CONSTANT_DIGITS } from '../program/constant';
import type { Interval } from '../targets/target';
import { COEFFICIENT_DIGITS } from './baseline';
import { BaselineError } from './baseline-error';

/** A term smaller than this part of the error is the remains of a coefficient that is 0. */
const NEGLIGIBLE_TERM = '1e-12';
/** Of a series the small terms count too: what is smaller than this part of the largest is rounding. */
const ROUNDING = '1e-45';

/** The largest |x| of the interval. */
export function reachOf({ lower, upper }: Interval): number {
  return Math.max(Math.abs(lower), Math.abs(upper));
}

/** Digits that the change from a form around the interval's middle to powers of x may cost. */
export function conversionDigits(interval: Interval, degree: number): number {
  const half = interval.upper / 2 - interval.lower / 2;
  const ratio = Math.max(1, reachOf(interval) / half);
  return Math.ceil((degree + 1) * Math.log10(ratio));
}

/** The product of the polynomial and x - r for each of the roots r. */
export function timesRoots(coefficients: readonly Decimal[], roots: readonly Decimal[]): Decimal[] {
  return roots.reduce<Decimal[]>(
    (p, root) => {
      const shifted = [root.times(0), ...p];
      return shifted.map((c, k) => (k < p.length ? c.minus(p[k]!.times(root)) : c));
    },
    [...coefficients],
  );
}

/**
 * The coefficients as text, with as many digits as it takes for the polynomial to have, as printed, an error that
 * deviates from `error` (absolute, positive) in its 17th digit at most; '0' for terms far below the error, or with
 * `keepSmall` for those alone that are far below the working precision too.
 */
export function coefficientTexts(
  coefficients: readonly Decimal[],
  interval: Interval,
  error: Decimal,
  keepSmall = false,
): string[] {
  const reach = reachOf(interval);
  let power = error.times(0).plus(1);
  const terms = coefficients.map((c) => {
    const term = c.abs().times(power);
    power = power.times(reach);
    return term;
  });
  const largest = terms.reduce((a, b) => (b.gt(a) ? b : a));
  const magnitude = largest.div(error).toExponential(0).split('e')[1] ?? '0';
  const digits = Math.max(COEFFICIENT_DIGITS, Number(magnitude) + 19);
  if (digits > MAX_CONSTANT_DIGITS) {
    throw new BaselineError(
      `the coefficients need ${String(digits)} digits, more than the ${String(MAX_CONSTANT_DIGITS)} a constant may have: the interval lies too far from 0`,
    );
  }
  const belowError = error.times(NEGLIGIBLE_TERM);
  const belowLargest = largest.times(ROUNDING);
  const negligible = keepSmall && belowLargest.lt(belowError) ? belowLargest : belowError;
  return coefficients.map((c, k) =>
    terms[k]!.lte(negligible) ? '0' : c.toSignificantDigits(digits).toString(),
  );
}
