/**
 * The minimax polynomial of a target: of all polynomials of a degree, the one whose maximum error is smallest.
 */

import { decimalArithmetic, type Decimal } from '../oracle/decimal';
import { MAX_CONSTANT_DIGITS } from '../program/constant';
import type { ErrorNorm, Target } from '../targets/target';
import { BaselineError } from './baseline-error';
import { errorWeight, TooManyJumps } from './error-weight';
import { exchange, PrecisionExhausted } from './exchange';
import { functionOnInterval, type SharedRoots } from './function-on-interval';
import { monomialCoefficients, type NewtonPolynomial } from './newton-form';

export const MAX_DEGREE = 40;

export interface MinimaxPolynomial {
  readonly degree: number;
  /** Of 1, x, x^2, ...: decimal text with COEFFICIENT_DIGITS digits or more; '0' where symmetry makes it vanish. */
  readonly coefficients: readonly string[];
  /**
   * Present where the polynomial shares zeros of f other than 0: it is the quotient times the product of x - root, and
   * only in this form does it vanish there with rounded coefficients too.
   */
  readonly factored?: { readonly roots: readonly string[]; readonly quotient: readonly string[] };
  /**
   * The norm in which the error is smallest: the target's, or `relative` for an ulp norm whose ulp changes too often.
   * As an ulp is 2^-p to 2^(1-p) of the value, the error in ulps is then at most twice the smallest possible.
   */
  readonly norm: ErrorNorm;
  /** The maximum error in that norm, ERROR_DIGITS digits. */
  readonly error: string;
  /** The binary64 nearest to it. */
  readonly errorNumber: number;
  /** De la Vallée Poussin's bound: no polynomial of this degree has a smaller maximum error. */
  readonly lowerBound: string;
  /** Ascending; where the error takes its maximum with alternating signs: degree + 2 points or more. */
  readonly alternation: readonly string[];
  readonly iterations: number;
  /** Points at which the function was evaluated. */
  readonly points: number;
}

const COEFFICIENT_DIGITS = 36;
const ERROR_DIGITS = 20;
/** A target whose error is below 10^-MAX_DIGITS of the function is a polynomial, as far as anyone will see. */
const MAX_DIGITS = 320;
/** A term smaller than this part of the error is the remains of a coefficient that is 0. */
const NEGLIGIBLE_TERM = '1e-12';

/**
 * The minimax polynomial on the closure of the target's interval, in exact real arithmetic whatever the format.
 *
 * The weight is 1/|f|, 1 or 1/ulp(f) for the norms relative, absolute and ulp. In the relative norm the polynomial
 * shares the zeros that f has at 0 or at an open end, where the error is understood as its limit. Deterministic.
 * BaselineError with the reason where there is no answer (other zeros in the relative norm, a singularity), where the
 * exchange does not converge, and for degrees other than the integers from 0 to MAX_DEGREE.
 */
export function minimaxPolynomial(target: Target, degree: number): MinimaxPolynomial {
  if (!Number.isInteger(degree) || degree < 0 || degree > MAX_DEGREE) {
    throw new BaselineError(`the degree must be an integer from 0 to ${String(MAX_DEGREE)}`);
  }
  try {
    return withEnoughDigits(target, degree, 'at 0 or an open end');
  } catch (error) {
    if (!(error instanceof TooManyJumps)) throw error;
    return withEnoughDigits({ ...target, norm: 'relative' }, degree, 'any');
  }
}

function withEnoughDigits(target: Target, degree: number, shared: SharedRoots): MinimaxPolynomial {
  // The error shrinks by about two digits a degree, and must stay well above the rounding of f.
  for (let digits = 48 + 2 * degree; ; digits = Math.min(2 * digits, MAX_DIGITS)) {
    try {
      return solve(target, degree, digits, shared);
    } catch (error) {
      if (!(error instanceof PrecisionExhausted)) throw error;
      if (digits >= MAX_DIGITS) return polynomialItself(error, target, degree);
    }
  }
}

function solve(target: Target, degree: number, digits: number, shared: SharedRoots): MinimaxPolynomial {
  const D = decimalArithmetic(digits + 10 + degree + conversionDigits(target, degree));
  const f = functionOnInterval(target, D, digits + 5, shared);
  const weight = errorWeight(target, f, D);
  const { roots } = f;
  if (degree < roots.length) {
    throw new BaselineError(
      `in the relative norm the polynomial must be zero where the function is: the degree must be at least ${String(roots.length)}`,
    );
  }
  const result = exchange({
    arithmetic: D,
    degree: degree - roots.length,
    lower: f.lower,
    upper: f.upper,
    jumps: weight.jumps,
    noise: new D(`1e-${String(digits)}`),
    evaluate: (x) => {
      const value = f.value(x);
      return { value, weight: weight.of(value) };
    },
  });
  const heaviest = largestOf(f.scan.map((p) => weight.of(p.value)));
  const size = largestOf(f.scan.map((p) => weight.of(p.value).times(p.value.abs())));
  if (result.maximum.gt(size.times('1e3'))) {
    throw new BaselineError('the function does not seem to be bounded on the interval');
  }
  const error = result.maximum.div(heaviest);
  const isFactored = roots.some((root) => !root.isZero());
  return {
    degree,
    norm: target.norm,
    coefficients: coefficientTexts(withRoots(result.polynomial, roots), target, error),
    ...(isFactored
      ? {
          factored: {
            roots: roots.map((root) => root.toString()),
            quotient: coefficientTexts(result.polynomial, target, error),
          },
        }
      : {}),
    error: result.maximum.toExponential(ERROR_DIGITS - 1),
    errorNumber: result.maximum.toNumber(),
    lowerBound: result.lowerBound.toExponential(ERROR_DIGITS - 1),
    alternation: result.alternation.map((x) => x.toSignificantDigits(ERROR_DIGITS).toString()),
    iterations: result.iterations,
    points: result.points,
  };
}

/** The answer for a function that is a polynomial of this degree: itself, with error 0. */
function polynomialItself(found: PrecisionExhausted, target: Target, degree: number): MinimaxPolynomial {
  const digits = String(MAX_DIGITS);
  if (found.maximum.gt(found.scale.times('1e-200'))) {
    throw new BaselineError(`${digits} digits do not suffice: the function varies too widely for this norm`);
  }
  if (target.function.kind === 'catalogue') {
    throw new BaselineError(`the error is too small to be computed with ${digits} digits`);
  }
  return {
    degree,
    norm: target.norm,
    coefficients: coefficientTexts(found.polynomial, target, found.scale.times('1e-40')),
    error: '0',
    errorNumber: 0,
    lowerBound: '0',
    alternation: [],
    iterations: 0,
    points: found.points,
  };
}

function largestOf(values: readonly Decimal[]): Decimal {
  return values.reduce((a, b) => (b.gt(a) ? b : a));
}

/** Digits that the change from Newton's form to powers of x may cost: those of (|x| / half the width)^degree. */
function conversionDigits({ interval }: Target, degree: number): number {
  const reach = Math.max(Math.abs(interval.lower), Math.abs(interval.upper));
  const half = interval.upper / 2 - interval.lower / 2;
  return Math.ceil(degree * Math.log10(Math.max(1, reach / half)) + Math.log10(Math.max(1, reach / half)));
}

/** The polynomial multiplied by x - r for each of the roots r. */
function withRoots(polynomial: NewtonPolynomial, roots: readonly Decimal[]): NewtonPolynomial {
  return {
    nodes: [...roots, ...polynomial.nodes],
    divided: [...roots.map((x) => x.times(0)), ...polynomial.divided],
  };
}

/**
 * The coefficients as text, with as many digits as it takes for the polynomial to have, as printed, an absolute error
 * that deviates from `error` in its 17th digit at most; '0' for terms far below the error.
 */
function coefficientTexts(polynomial: NewtonPolynomial, { interval }: Target, error: Decimal): string[] {
  const reach = Math.max(Math.abs(interval.lower), Math.abs(interval.upper));
  const coefficients = monomialCoefficients(polynomial);
  let power = error.times(0).plus(1);
  const terms = coefficients.map((c) => {
    const term = c.abs().times(power);
    power = power.times(reach);
    return term;
  });
  const magnitude = largestOf(terms).div(error).toExponential(0).split('e')[1] ?? '0';
  const digits = Math.max(COEFFICIENT_DIGITS, Number(magnitude) + 19);
  if (digits > MAX_CONSTANT_DIGITS) {
    throw new BaselineError(
      `the coefficients need ${String(digits)} digits, more than the ${String(MAX_CONSTANT_DIGITS)} a constant may have: the interval lies too far from 0`,
    );
  }
  const negligible = error.times(NEGLIGIBLE_TERM);
  return coefficients.map((c, k) =>
    terms[k]!.lte(negligible) ? '0' : c.toSignificantDigits(digits).toString(),
  );
}
