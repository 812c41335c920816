/**
 * The minimax rational function of a target: of all quotients of polynomials of two degrees, without poles on the
 * interval, the one whose maximum error is smallest.
 */

import { decimalArithmetic, type Decimal, type DecimalConstructor } from '../oracle/decimal';
import type { ErrorNorm, Target } from '../targets/target';
import { ERROR_DIGITS } from './baseline';
import { BaselineError } from './baseline-error';
import { conversionDigits } from './coefficient-texts';
import { errorWeight, TooManyJumps, type ErrorWeight } from './error-weight';
import { functionOnInterval, type FunctionOnInterval, type SharedRoots } from './function-on-interval';
import { monomialCoefficients } from './newton-form';

import {
  rationalText,
  trimmedText,
  type RationalCoefficients,
  type RationalText,
} from './rational-coefficients';
import { type RationalDegrees, type RationalFunction } from './rational-level';
import {
  ExchangeFailed,
  FINAL_GAP,
  rationalExchange,
  RationalPrecisionExhausted,
  type RationalExchangeProblem,
  type RationalExchangeResult,
} from './rational-exchange';
import { findStart, type PromisingStart } from './rational-search';
import { SamplePool } from './sample-pool';
import {
  halved,
  halvedDegrees,
  symmetryOf,
  unfolded,
  unfoldedPlaces,
  type Symmetry,
} from './rational-symmetry';

export type { RationalDegrees } from './rational-level';

/** Bound on either degree. */
export const MAX_RATIONAL_DEGREE = 16;

export interface MinimaxRational extends RationalText {
  /** What was asked for. */
  readonly degree: RationalDegrees;
  /** The target's, or `relative` for an ulp norm whose ulp changes too often; see MinimaxPolynomial. */
  readonly norm: ErrorNorm;
  /** The maximum error in that norm, ERROR_DIGITS digits. */
  readonly error: string;
  /** The binary64 nearest to it. */
  readonly errorNumber: number;
  /** The error as an absolute one where the weight is largest, positive: the programs must be finer than that. */
  readonly finestError: string;
  /** De la Vallée Poussin's bound: no rational function of these degrees has a smaller maximum error. */
  readonly lowerBound: string;
  /** Ascending; where the error takes its maximum with alternating signs. */
  readonly alternation: readonly string[];
  /**
   * Points of alternation that prove it the best (Achieser): m + n + 2 - d, where d, the defect, is by how much both
   * of its degrees fall short of what was asked for.
   */
  readonly alternationNeeded: number;
  readonly iterations: number;
  /** Points at which the function was evaluated. */
  readonly points: number;
}

/** A target whose error is below 10^-MAX_DIGITS of the function is a rational function, as far as anyone will see. */
const MAX_DIGITS = 320;
/** Beyond those by which the error lies below the function: the bounds meet to 31. */
const FINAL_DIGITS = 37;
const SHAPE_DIGITS = 60;
/** The part of the function to which a rational function that is f itself is written. */
const EXACT = '1e-40';

/**
 * The minimax rational function on the closure of the target's interval, in exact real arithmetic whatever the format.
 *
 * Weights and zeros of f are treated as minimaxPolynomial does. Deterministic. BaselineError with the reason where
 * there is no answer (zeros that cannot be shared, a singularity), where none is found, and for degrees other than
 * integers from 0 to MAX_RATIONAL_DEGREE.
 */
export function minimaxRational(target: Target, degree: RationalDegrees): MinimaxRational {
  const steps = minimaxRationalSteps(target, degree);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** minimaxRational in steps of a few milliseconds to a tenth of a second, for who wants to give up in between. */
export function* minimaxRationalSteps(
  target: Target,
  degree: RationalDegrees,
): Generator<undefined, MinimaxRational, undefined> {
  for (const d of [degree.numerator, degree.denominator]) {
    if (!Number.isInteger(d) || d < 0 || d > MAX_RATIONAL_DEGREE) {
      throw new BaselineError(`the degrees must be integers from 0 to ${String(MAX_RATIONAL_DEGREE)}`);
    }
  }
  try {
    return yield* withEnoughDigits(target, degree, 'at 0 or an open end');
  } catch (error) {
    if (!(error instanceof TooManyJumps)) throw error;
    return yield* withEnoughDigits({ ...target, norm: 'relative' }, degree, 'any');
  }
}

function* withEnoughDigits(
  target: Target,
  degree: RationalDegrees,
  shared: SharedRoots,
): Generator<undefined, MinimaxRational, undefined> {
  // The error shrinks by about two digits a degree, and must stay above the rounding of f.
  const first = 36 + degree.numerator + degree.denominator;
  for (let digits = first; ; digits = Math.min(2 * digits, MAX_DIGITS)) {
    const rough = pose(target, degree, digits, shared);
    try {
      const start = yield* findStart(rough.exchange, rough.reduced);
      const needed = FINAL_DIGITS + Math.max(0, start.scale.e - start.maximum.e);
      return yield* finish(target, pose(target, degree, needed, shared), start);
    } catch (error) {
      if (!(error instanceof RationalPrecisionExhausted)) throw error;
      if (digits >= MAX_DIGITS) return rationalItself(error, target, rough);
    }
  }
}

function* finish(
  target: Target,
  problem: PosedProblem,
  start: PromisingStart,
): Generator<undefined, MinimaxRational, undefined> {
  const pool = new SamplePool(problem.exchange);
  try {
    const found = yield* rationalExchange(problem.exchange, pool, start.degrees, start.reference, FINAL_GAP);
    return statement(target, problem, {
      ...found,
      degrees: start.degrees,
      iterations: found.iterations + start.iterations,
      points: pool.evaluations + start.points,
    });
  } catch (error) {
    if (!(error instanceof ExchangeFailed)) throw error;
    throw new BaselineError(
      `${error.message}, near the best rational function: the function may not be smooth on the interval`,
    );
  }
}

interface BestRational extends RationalExchangeResult {
  readonly degrees: RationalDegrees;
  readonly points: number;
}

/** The problem the exchange solves, and what leads back from it to the one that was asked. */
interface PosedProblem {
  readonly degree: RationalDegrees;
  readonly arithmetic: DecimalConstructor;
  readonly f: FunctionOnInterval;
  readonly weight: ErrorWeight;
  readonly symmetry: Symmetry;
  readonly exchange: RationalExchangeProblem;
  /** Degrees of the function that the exchange finds. */
  readonly reduced: RationalDegrees;
}

function pose(target: Target, degree: RationalDegrees, digits: number, shared: SharedRoots): PosedProblem {
  const larger = Math.max(degree.numerator, degree.denominator);
  const D = decimalArithmetic(digits + 12 + larger + conversionDigits(target.interval, larger));
  const f = functionOnInterval(target, D, digits + 5, shared);
  const weight = errorWeight(target, f, D);
  if (degree.numerator < f.roots.length) {
    throw new BaselineError(
      `in the relative norm the numerator must be zero where the function is: its degree must be at least ${String(f.roots.length)}`,
    );
  }
  const symmetry = symmetryOf(f.scan);
  const divided = { ...degree, numerator: degree.numerator - f.roots.length };
  const exchange = {
    arithmetic: D,
    lower: f.lower,
    upper: f.upper,
    jumps: weight.jumps,
    noise: new D(`1e-${String(digits)}`),
    evaluate: (x: Decimal) => {
      const value = f.value(x);
      return { value, weight: weight.of(value) };
    },
  };
  const posed = { degree, arithmetic: D, f, weight, symmetry };
  return symmetry === 'none'
    ? { ...posed, exchange, reduced: divided }
    : { ...posed, exchange: halved(exchange, symmetry), reduced: halvedDegrees(divided, symmetry) };
}

/** What is known of the best rational functions of a target before any is computed. */
export interface RationalShape {
  readonly symmetry: Symmetry;
  /** How many zeros all of them share with f, at 0 and elsewhere; counted with multiplicity. */
  readonly zerosAtOrigin: number;
  readonly otherZeros: number;
}

/** The shape of a target's rational functions. Errors as minimaxRational. */
export function rationalShape(target: Target): RationalShape {
  const D = decimalArithmetic(SHAPE_DIGITS);
  const f = functionOnInterval(target, D, SHAPE_DIGITS, 'at 0 or an open end');
  const zerosAtOrigin = f.roots.filter((root) => root.isZero()).length;
  return { symmetry: symmetryOf(f.scan), zerosAtOrigin, otherZeros: f.roots.length - zerosAtOrigin };
}

function statement(target: Target, problem: PosedProblem, found: BestRational): MinimaxRational {
  const { degree, f, weight, symmetry } = problem;
  const heaviest = largestOf(f.scan.map((p) => weight.of(p.value)));
  const size = largestOf(f.scan.map((p) => weight.of(p.value).times(p.value.abs())));
  if (found.maximum.gt(size.times('1e3'))) {
    throw new BaselineError('the function does not seem to be bounded on the interval');
  }
  const finestError = found.maximum.div(heaviest);
  const text = textOf(problem, found.rational, found.degrees, finestError);
  const places = symmetry === 'none' ? found.alternation : unfoldedPlaces(found.alternation, symmetry);
  return {
    ...text,
    degree,
    norm: target.norm,
    error: found.maximum.toExponential(ERROR_DIGITS - 1),
    errorNumber: found.maximum.toNumber(),
    finestError: finestError.toExponential(5),
    lowerBound: found.lowerBound.toExponential(ERROR_DIGITS - 1),
    alternation: places.map((x) => x.toSignificantDigits(ERROR_DIGITS).toString()),
    alternationNeeded: alternationNeeded(problem, text),
    iterations: found.iterations,
    points: found.points,
  };
}

/** The answer for a function that is a rational one of these degrees: itself, with error 0. */
function rationalItself(
  found: RationalPrecisionExhausted,
  target: Target,
  problem: PosedProblem,
): MinimaxRational {
  const digits = String(MAX_DIGITS);
  if (found.maximum.gt(found.scale.times('1e-200'))) {
    throw new BaselineError(`${digits} digits do not suffice: the function varies too widely for this norm`);
  }
  if (target.function.kind === 'catalogue' && target.function.id !== 'recip') {
    throw new BaselineError(`the error is too small to be computed with ${digits} digits`);
  }
  const finestError = found.scale.times(EXACT);
  return {
    ...textOf(problem, found.rational, problem.reduced, finestError),
    degree: problem.degree,
    norm: target.norm,
    error: '0',
    errorNumber: 0,
    finestError: finestError.toExponential(5),
    lowerBound: '0',
    alternation: [],
    alternationNeeded: 0,
    iterations: 0,
    points: 0,
  };
}

function textOf(
  { degree, f, symmetry, arithmetic: D }: PosedProblem,
  rational: RationalFunction,
  degrees: RationalDegrees,
  error: Decimal,
): RationalText {
  const found: RationalCoefficients = {
    numerator: monomialCoefficients(rational.numerator),
    denominator: monomialCoefficients(rational.denominator),
  };
  const shift = symmetry === 'odd' ? 1 : 0;
  const own =
    symmetry === 'none'
      ? found
      : {
          numerator: unfolded(found.numerator, shift, shift + 2 * degrees.numerator),
          denominator: unfolded(found.denominator, 0, 2 * degrees.denominator),
        };
  const places = f.scan.map((p) => new D(p.x));
  const text = rationalText(own, f.roots, { error, places });
  const full = (coefficients: readonly string[], degree: number): string[] =>
    Array.from({ length: degree + 1 }, (_, k) => coefficients[k] ?? '0');
  return {
    ...text,
    numerator: full(text.numerator, degree.numerator),
    denominator: full(text.denominator, degree.denominator),
  };
}

function alternationNeeded({ degree, f }: PosedProblem, text: RationalText): number {
  const missing = Math.min(
    degree.numerator - trimmedText(text.numerator).length + 1,
    degree.denominator - trimmedText(text.denominator).length + 1,
  );
  return degree.numerator - f.roots.length + degree.denominator + 2 - missing;
}

function largestOf(values: readonly Decimal[]): Decimal {
  return values.reduce((a, b) => (b.gt(a) ? b : a));
}
