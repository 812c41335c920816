/**
 * The minimax polynomial of a target: of all polynomials of a degree, the one whose maximum error is smallest.
 */

import { decimalArithmetic, type Decimal, type DecimalConstructor } from '../oracle/decimal';
import type { ErrorNorm, Target, TargetFunction } from '../targets/target';
import { ERROR_DIGITS } from './baseline';
import { BaselineError } from './baseline-error';
import { coefficientTexts, conversionDigits, timesRoots } from './coefficient-texts';
import { errorWeight, TooManyJumps } from './error-weight';
import { exchange, PrecisionExhausted } from './exchange';
import {
  evaluator,
  functionOnInterval,
  type FunctionOnInterval,
  type SharedRoots,
} from './function-on-interval';
import { exponentsOf, haarInterval, type Monomials } from './monomials';
import { fullSpace, monomialSpace, type PolynomialSpace } from './polynomial-space';
import type { Evaluate } from './roots';

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
  /** Ascending; where the error takes its maximum with alternating signs. */
  readonly alternation: readonly string[];
  /** How many of them prove that no other polynomial does better: one more than there are coefficients to choose. */
  readonly alternationNeeded: number;
  readonly iterations: number;
  /** Points at which the function was evaluated. */
  readonly points: number;
}

export interface MinimaxOptions {
  /** The monomials the polynomial may have: `all` up to the degree, unless told. */
  readonly monomials?: Monomials;
  /** Multiplies the norm's own weight; positive and finite on the interval. The error is then the weighted one. */
  readonly weight?: TargetFunction;
}

/** A target whose error is below 10^-MAX_DIGITS of the function is a polynomial, as far as anyone will see. */
const MAX_DIGITS = 320;
/** Where zeros are divided out, f is known there as a limit, to so many digits. */
const LIMIT_DIGITS = 190;

/**
 * The minimax polynomial on the closure of the target's interval, in exact real arithmetic whatever the format.
 *
 * The weight is 1/|f|, 1 or 1/ulp(f) for the norms relative, absolute and ulp, times the one of the options. In the
 * relative norm the polynomial shares the zeros that f has at 0 or at an open end, where the error is understood as its
 * limit. Of odd, even or chosen monomials, those below the order of f's zero at 0 are left out in that norm; around 0
 * they need a function and an interval of their own symmetry, and the alternation is that of the right half.
 * Deterministic.
 *
 * BaselineError with the reason where there is no answer (other zeros in the relative norm, a singularity, monomials
 * that do not determine one), where the exchange does not converge, and for degrees other than the integers from 0 to
 * MAX_DEGREE.
 */
export function minimaxPolynomial(
  target: Target,
  degree: number,
  options: MinimaxOptions = {},
): MinimaxPolynomial {
  if (!Number.isInteger(degree) || degree < 0 || degree > MAX_DEGREE) {
    throw new BaselineError(`the degree must be an integer from 0 to ${String(MAX_DEGREE)}`);
  }
  try {
    return withEnoughDigits({ target, degree, options, shared: 'at 0 or an open end' });
  } catch (error) {
    if (!(error instanceof TooManyJumps)) throw error;
    return withEnoughDigits({ target: { ...target, norm: 'relative' }, degree, options, shared: 'any' });
  }
}

interface Request {
  readonly target: Target;
  readonly degree: number;
  readonly options: MinimaxOptions;
  readonly shared: SharedRoots;
}

function withEnoughDigits(request: Request): MinimaxPolynomial {
  // The error shrinks by about two digits a degree, and must stay well above the rounding of f.
  for (let digits = 48 + 2 * request.degree; ; digits = Math.min(2 * digits, MAX_DIGITS)) {
    try {
      return solve(request, digits);
    } catch (error) {
      if (!(error instanceof PrecisionExhausted)) throw error;
      if (digits >= MAX_DIGITS) return polynomialItself(error, request);
    }
  }
}

function solve({ target: asked, degree, options, shared }: Request, digits: number): MinimaxPolynomial {
  const { monomials = 'all' } = options;
  const extra = monomials === 'all' ? degree : 3 * degree;
  const D = decimalArithmetic(digits + 10 + extra + conversionDigits(asked.interval, degree));
  const exponents = exponentsOf(monomials, degree);
  const interval = haarInterval(asked, exponents, evaluator(asked.function, D, 25), (text) => new D(text));
  const target: Target = { ...asked, interval };
  const f = functionOnInterval(target, D, digits + 5, shared);
  const { roots } = f;
  const space = spaceOf(exponents, monomials === 'all', f, target);
  const norm = errorWeight(target, f, D);
  const factor = weightFactor(options.weight, D, digits);
  const weightAt = (x: Decimal, value: Decimal): Decimal => norm.of(value).times(factor(x));
  const result = exchange({
    arithmetic: D,
    space,
    lower: f.lower,
    upper: f.upper,
    jumps: norm.jumps,
    noise: new D(`1e-${String(roots.length > 0 ? Math.min(digits, LIMIT_DIGITS) : digits)}`),
    evaluate: (x) => {
      const value = f.value(x);
      return { value, weight: weightAt(x, value) };
    },
  });
  const heaviest = largestOf(f.scan.map(({ x, value }) => weightAt(x, value)));
  const size = largestOf(f.scan.map(({ x, value }) => weightAt(x, value).times(value.abs())));
  if (result.maximum.gt(size.times('1e3'))) {
    throw new BaselineError('the function does not seem to be bounded on the interval');
  }
  const error = result.maximum.div(heaviest);
  const quotient = result.polynomial.coefficients();
  const texts = (coefficients: readonly Decimal[]): string[] =>
    coefficientTexts(coefficients, interval, error);
  return {
    degree,
    norm: target.norm,
    coefficients: texts(padded(timesRoots(quotient, roots), degree)),
    ...factoredTexts(quotient, roots, texts),
    error: result.maximum.toExponential(ERROR_DIGITS - 1),
    errorNumber: result.maximum.toNumber(),
    lowerBound: result.lowerBound.toExponential(ERROR_DIGITS - 1),
    alternation: result.alternation.map((x) => x.toSignificantDigits(ERROR_DIGITS).toString()),
    alternationNeeded: space.dimension + 1,
    iterations: result.iterations,
    points: result.points,
  };
}

/** The space from which p / product of (x - root) is chosen. */
function spaceOf(
  exponents: readonly number[],
  isFull: boolean,
  { roots, scan }: FunctionOnInterval,
  { norm, interval }: Target,
): PolynomialSpace {
  const degree = exponents.at(-1)!;
  const order = roots.length;
  if (degree < order) {
    throw new BaselineError(
      `in the relative norm the polynomial must be zero where the function is: the degree must be at least ${String(order)}`,
    );
  }
  if (isFull) return fullSpace(degree - order);
  if (roots.some((root) => !root.isZero())) {
    throw new BaselineError('chosen monomials cannot share a zero of the function other than 0');
  }
  const lowered = exponents.filter((e) => e >= order).map((e) => e - order);
  const touchesZero = interval.lower === 0 || interval.upper === 0;
  const atZero = scan.find(({ x }) => x.isZero());
  const vanishes = atZero?.value.isZero() === true;
  if (touchesZero && lowered[0]! > 0 && !vanishes) {
    throw new BaselineError(
      norm === 'absolute'
        ? 'every polynomial in these monomials is 0 at x = 0, where the function is not: they determine no best one'
        : 'every polynomial in these monomials has a relative error of 1 or more at x = 0',
    );
  }
  return monomialSpace(lowered);
}

function weightFactor(weight: TargetFunction | undefined, D: DecimalConstructor, digits: number): Evaluate {
  if (weight === undefined) return () => new D(1);
  const w = evaluator(weight, D, digits);
  return (x) => {
    const value = w(x);
    if (!value.gt(0)) {
      throw new BaselineError(`the weight is not positive at x = ${x.toSignificantDigits(6).toString()}`);
    }
    return value;
  };
}

/** The factors, where roots other than 0 are among them. */
export function factoredTexts(
  quotient: readonly Decimal[],
  roots: readonly Decimal[],
  texts: (coefficients: readonly Decimal[]) => string[],
): Pick<MinimaxPolynomial, 'factored'> {
  if (roots.every((root) => root.isZero())) return {};
  return { factored: { roots: roots.map((root) => root.toString()), quotient: texts(quotient) } };
}

/** With zeros up to the degree. */
function padded(coefficients: readonly Decimal[], degree: number): Decimal[] {
  const zero = coefficients[0]!.times(0);
  return Array.from({ length: degree + 1 }, (_, k) => coefficients[k] ?? zero);
}

/** The answer for a function that is a polynomial of this degree: itself, with error 0. */
function polynomialItself(found: PrecisionExhausted, { target, degree, shared }: Request): MinimaxPolynomial {
  const digits = String(MAX_DIGITS);
  const D = decimalArithmetic(MAX_DIGITS);
  const { roots } = functionOnInterval(target, D, MAX_DIGITS, shared);
  if (found.maximum.gt(found.scale.times(roots.length > 0 ? '1e-180' : '1e-200'))) {
    throw new BaselineError(`${digits} digits do not suffice: the function varies too widely for this norm`);
  }
  if (target.function.kind === 'catalogue') {
    throw new BaselineError(`the error is too small to be computed with ${digits} digits`);
  }
  const quotient = found.polynomial.coefficients();
  const texts = (coefficients: readonly Decimal[]): string[] =>
    coefficientTexts(coefficients, target.interval, found.scale.times('1e-40'));
  return {
    degree,
    norm: target.norm,
    coefficients: texts(padded(timesRoots(quotient, roots), degree)),
    ...factoredTexts(quotient, roots, texts),
    error: '0',
    errorNumber: 0,
    lowerBound: '0',
    alternation: [],
    alternationNeeded: 0,
    iterations: 0,
    points: found.points,
  };
}

function largestOf(values: readonly Decimal[]): Decimal {
  return values.reduce((a, b) => (b.gt(a) ? b : a));
}
