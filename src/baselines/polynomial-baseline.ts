/** Baselines that are polynomials: their coefficients, their error, and the programs that compute them. */

import type { Decimal, DecimalConstructor } from '../oracle/decimal';
import type { Target } from '../targets/target';
import { ERROR_DIGITS, type BaselineFamily, type BaselineResult } from './baseline';
import { coefficientTexts, reachOf, timesRoots } from './coefficient-texts';
import { errorWeight } from './error-weight';
import type { FunctionOnInterval } from './function-on-interval';
import { maximumError } from './maximum-error';
import { factoredTexts, minimaxPolynomial, type MinimaxOptions } from './minimax-polynomial';
import { polynomialSchemes } from './scheme';

/** The minimax polynomial (minimaxPolynomial) with its programs. Errors as there and as polynomialSchemes. */
export function minimaxPolynomialBaseline(
  target: Target,
  degree: number,
  opcodes: readonly string[],
  options: MinimaxOptions = {},
): BaselineResult {
  const found = minimaxPolynomial(target, degree, options);
  const { schemes, refused } = polynomialSchemes(found, opcodes, reachOf(target.interval));
  const { norm, error, errorNumber, alternation, alternationNeeded, lowerBound, iterations, points } = found;
  return {
    family: 'minimax-polynomial',
    degree: { numerator: degree, denominator: 0 },
    coefficients: { numerator: found.coefficients, denominator: ['1'] },
    norm,
    error,
    errorNumber,
    errorKind: 'refined',
    alternation,
    alternationNeeded,
    lowerBound,
    schemes,
    schemesRefused: refused,
    iterations,
    points,
  };
}

export interface PolynomialParts {
  readonly family: BaselineFamily;
  readonly target: Target;
  readonly degree: number;
  readonly arithmetic: DecimalConstructor;
  /** The target's function, divided by its zeros. */
  readonly f: FunctionOnInterval;
  /** The polynomial divided by the same zeros: coefficients of 1, x, x^2, ... */
  readonly quotient: readonly Decimal[];
  readonly centre?: string;
  readonly opcodes: readonly string[];
}

/** A polynomial that was found without regard to its maximum error, with that error. */
export function polynomialBaseline(parts: PolynomialParts): BaselineResult {
  const { family, target, degree, arithmetic: D, f, quotient, centre, opcodes } = parts;
  const weight = errorWeight(target, f, D);
  const evaluate = (x: Decimal): Decimal => quotient.reduceRight((sum, c) => sum.times(x).plus(c));
  const measured = maximumError(
    {
      arithmetic: D,
      lower: f.lower,
      upper: f.upper,
      jumps: weight.jumps,
      evaluate: (x) => {
        const value = f.value(x);
        return { value, weight: weight.of(value) };
      },
    },
    evaluate,
    degree + 2,
  );
  const { maximum } = measured;
  const heaviest = f.scan.map(({ value }) => weight.of(value)).reduce((a, b) => (b.gt(a) ? b : a));
  const size = f.scan.map(({ value }) => value.abs()).reduce((a, b) => (b.gt(a) ? b : a));
  // Where the polynomial is the function itself, what is left is rounding.
  const isExact = maximum.lte(size.times(heaviest).times('1e-40'));
  const error = isExact ? size.times('1e-40') : maximum.div(heaviest);
  const texts = (coefficients: readonly Decimal[]): string[] =>
    coefficientTexts(coefficients, target.interval, error, true);
  const numerator = texts(timesRoots(quotient, f.roots));
  const text = { coefficients: numerator, ...factoredTexts(quotient, f.roots, texts) };
  const { schemes, refused } = polynomialSchemes(text, opcodes, reachOf(target.interval));
  return {
    family,
    degree: { numerator: degree, denominator: 0 },
    coefficients: { numerator, denominator: ['1'] },
    norm: target.norm,
    error: isExact ? '0' : maximum.toExponential(ERROR_DIGITS - 1),
    errorNumber: isExact ? 0 : maximum.toNumber(),
    errorKind: 'refined',
    alternation: isExact
      ? []
      : measured.alternation.map((x) => x.toSignificantDigits(ERROR_DIGITS).toString()),
    ...(centre === undefined ? {} : { centre }),
    schemes,
    schemesRefused: refused,
    iterations: 0,
    points: measured.points,
  };
}
