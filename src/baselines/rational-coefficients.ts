/** Coefficients of a rational function as text: normalised, and with as many digits as its error needs. */

import type { Decimal } from '../oracle/decimal';
import { MAX_CONSTANT_DIGITS } from '../program/constant';
import { COEFFICIENT_DIGITS } from './baseline';
import { BaselineError } from './baseline-error';
import { timesRoots } from './coefficient-texts';

export interface RationalText {
  /** Of 1, x, x^2, ...: decimal text; '0' where symmetry makes the term vanish. */
  readonly numerator: readonly string[];
  /** Normalised: its constant term is '1', or its highest where that vanishes. */
  readonly denominator: readonly string[];
  /**
   * Present where the numerator has zeros other than 0 to keep: it is the quotient times the product of x - root, and
   * only in this form does it vanish there with rounded coefficients too.
   */
  readonly factored?: { readonly roots: readonly string[]; readonly quotient: readonly string[] };
}

export interface RationalCoefficients {
  readonly numerator: readonly Decimal[];
  readonly denominator: readonly Decimal[];
}

export interface TextAccuracy {
  /** The smallest absolute error of the rational function that matters. */
  readonly error: Decimal;
  /** Places of the interval at which sizes are taken. */
  readonly places: readonly Decimal[];
}

/** A term smaller than this part of the error is the remains of a coefficient that is 0. */
const NEGLIGIBLE_TERM = '1e-12';

/**
 * The text of the coefficients, with which the rational function, as printed, deviates from itself by 1e-17 of the
 * error at most. BaselineError where that takes more digits than a constant may have.
 */
export function rationalText(
  { numerator, denominator }: RationalCoefficients,
  roots: readonly Decimal[],
  { error, places }: TextAccuracy,
): RationalText {
  const reach = largestOf(places.map((x) => x.abs()));
  const product = timesRoots(numerator, roots);
  const divisors = places.map((x) => valueAt(denominator, x).abs());
  const values = places.map((x, i) => valueAt(product, x).abs().div(divisors[i]!));
  const allowedAbove = error.times(divisors.reduce((a, b) => (b.lt(a) ? b : a)));
  const largestValue = largestOf(values);
  const allowedBelow = largestValue.isZero() ? allowedAbove : allowedAbove.div(largestValue);

  const negligible = allowedBelow.times(NEGLIGIBLE_TERM);
  const terms = termsOf(denominator, reach);
  const kept = terms.map((term) => term.gt(negligible));
  const unit = kept[0] === true ? denominator[0]! : denominator[kept.lastIndexOf(true)]!;
  const scale = unit.abs();
  const text = (coefficients: readonly Decimal[], allowed: Decimal): string[] =>
    textsOf(
      coefficients.map((c) => c.div(unit)),
      reach,
      allowed.div(scale),
    );
  const quotientShare = largestOf(places.map((x) => distance(x, roots)));
  return {
    numerator: text(product, allowedAbove),
    denominator: text(denominator, allowedBelow),
    ...(roots.some((root) => !root.isZero())
      ? {
          factored: {
            roots: roots.map((root) => root.toString()),
            quotient: text(numerator, allowedAbove.div(quotientShare)),
          },
        }
      : {}),
  };
}

function textsOf(coefficients: readonly Decimal[], reach: Decimal, allowed: Decimal): string[] {
  const terms = termsOf(coefficients, reach);
  const magnitude = Math.max(0, largestOf(terms).div(allowed).e);
  const digits = Math.max(COEFFICIENT_DIGITS, magnitude + 19);
  if (digits > MAX_CONSTANT_DIGITS) {
    throw new BaselineError(
      `the coefficients need ${String(digits)} digits, more than the ${String(MAX_CONSTANT_DIGITS)} a constant may have: the interval lies too far from 0`,
    );
  }
  const negligible = allowed.times(NEGLIGIBLE_TERM);
  return coefficients.map((c, k) =>
    terms[k]!.lte(negligible) ? '0' : c.toSignificantDigits(digits).toString(),
  );
}

/** Without the leading coefficients that are '0'; at least one coefficient. */
export function trimmedText(coefficients: readonly string[]): readonly string[] {
  const last = coefficients.findLastIndex((c) => c !== '0');
  return coefficients.slice(0, Math.max(last, 0) + 1);
}

function distance(x: Decimal, roots: readonly Decimal[]): Decimal {
  return roots.reduce((product, root) => product.times(x.minus(root)), x.times(0).plus(1)).abs();
}

function termsOf(coefficients: readonly Decimal[], reach: Decimal): Decimal[] {
  let power = reach.times(0).plus(1);
  return coefficients.map((c) => {
    const term = c.abs().times(power);
    power = power.times(reach);
    return term;
  });
}

function valueAt(coefficients: readonly Decimal[], x: Decimal): Decimal {
  return coefficients.reduceRight((sum, c) => sum.times(x).plus(c));
}

function largestOf(values: readonly Decimal[]): Decimal {
  return values.reduce((a, b) => (b.gt(a) ? b : a));
}
