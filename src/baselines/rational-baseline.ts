/** Minimax rational functions as baselines: with their programs, one by one or in the order of their cost. */

import type { Target } from '../targets/target';
import type { BaselineResult } from './baseline';
import { BaselineError } from './baseline-error';
import {
  minimaxRationalSteps,
  MAX_RATIONAL_DEGREE,
  rationalShape,
  type MinimaxRational,
  type RationalDegrees,
} from './minimax-rational';
import { rationalSchemes } from './rational-scheme';

/** The part of the error by which a scheme may deviate from the function it computes. */
const SCHEME_DEVIATION = 1e-14;

/** The minimax rational function (minimaxRational) with its programs. Errors as there and as rationalSchemes. */
export function minimaxRationalBaseline(
  target: Target,
  degree: RationalDegrees,
  opcodes: readonly string[],
): BaselineResult {
  return toEnd(minimaxRationalBaselineSteps(target, degree, opcodes));
}

/** minimaxRationalBaseline in steps, for who wants to give up in between. */
export function* minimaxRationalBaselineSteps(
  target: Target,
  degree: RationalDegrees,
  opcodes: readonly string[],
): Generator<undefined, BaselineResult, undefined> {
  const found = yield* minimaxRationalSteps(target, degree);
  return withSchemes(target, found, opcodes);
}

function withSchemes(target: Target, found: MinimaxRational, opcodes: readonly string[]): BaselineResult {
  const { degree, norm, error, errorNumber, alternation, alternationNeeded, lowerBound } = found;
  const { schemes, refused } = rationalSchemes(found, opcodes, {
    interval: target.interval,
    tolerance: deviation(found.finestError),
  });
  return {
    family: 'minimax-rational',
    degree,
    coefficients: { numerator: found.numerator, denominator: found.denominator },
    norm,
    error,
    errorNumber,
    errorKind: 'refined',
    alternation,
    alternationNeeded,
    lowerBound,
    schemes,
    schemesRefused: refused,
    iterations: found.iterations,
    points: found.points,
  };
}

/** SCHEME_DEVIATION of a positive decimal text, which may lie below the range of binary64. */
export function deviation(finestError: string): string {
  const [mantissa = '1', exponent = '0'] = finestError.split('e');
  return `${mantissa}e${String(Number(exponent) + Math.round(Math.log10(SCHEME_DEVIATION)))}`;
}

export interface RationalRow {
  readonly ops: number;
  /** The most accurate of those that cost so much, by its cheapest scheme; more accurate than all rows before it. */
  readonly best: BaselineResult;
}

export interface RationalSkipped {
  readonly degree: RationalDegrees;
  /** Why there is none of these degrees. */
  readonly reason: string;
}

export interface RationalFront {
  /** Ascending in ops, descending in error. */
  readonly rows: readonly RationalRow[];
  readonly skipped: readonly RationalSkipped[];
}

/**
 * The best minimax rational function for each operation count up to maxOps, of all degrees whose programs can be that
 * short; `maxDegree` bounds either degree. Yields each as it is computed, and undefined between steps of the work, so
 * that a caller may draw them and may give up; the result is the front. Functions that do not exist are passed over
 * with their reasons. BaselineError where the opcodes allow no rational function.
 */
export function* rationalsByOps(
  target: Target,
  maxOps: number,
  opcodes: readonly string[],
  maxDegree: number = MAX_RATIONAL_DEGREE,
): Generator<BaselineResult | undefined, RationalFront, undefined> {
  const computed: BaselineResult[] = [];
  const skipped: RationalSkipped[] = [];
  for (const degree of candidates(target, maxOps, opcodes, maxDegree)) {
    try {
      const found = yield* minimaxRationalBaselineSteps(target, degree, opcodes);
      if ((found.schemes[0]?.ops ?? Infinity) > maxOps) continue;
      computed.push(found);
      yield found;
    } catch (error) {
      if (!(error instanceof BaselineError)) throw error;
      skipped.push({ degree, reason: error.message });
    }
  }
  return { rows: frontOf(computed), skipped };
}

/** The result of rationalsByOps, in one go. */
export function bestRationalsByOps(
  target: Target,
  maxOps: number,
  opcodes: readonly string[],
  maxDegree?: number,
): RationalFront {
  return toEnd(rationalsByOps(target, maxOps, opcodes, maxDegree));
}

/** Degrees with a denominator whose cheapest program may be within maxOps, the cheaper first. */
function candidates(
  target: Target,
  maxOps: number,
  opcodes: readonly string[],
  maxDegree: number,
): RationalDegrees[] {
  if (!opcodes.includes('div')) throw new BaselineError('a rational function needs the opcode div');
  const { symmetry, zerosAtOrigin, otherZeros } = rationalShape(target);
  // Of an even or odd function, r is x^k s(x^2).
  const step = symmetry === 'none' ? 1 : 2;
  const atOrigin = zerosAtOrigin + (symmetry === 'odd' ? 1 : 0);
  const around = (step === 2 ? 1 : 0) + (atOrigin > 0 ? 1 : 0) + 2 * otherZeros;
  const found: (RationalDegrees & { readonly cost: number })[] = [];
  for (let m = 0; m <= maxDegree; m++) {
    for (let n = 1; n <= maxDegree; n++) {
      const numerator = step * m + atOrigin + otherZeros;
      const denominator = step * n;
      const cost = leastOps(m, n, opcodes.includes('fma')) + around;
      // A numerator x takes the place of a constant one.
      if (cost - (atOrigin > 0 ? 1 : 0) > maxOps) continue;
      if (numerator <= maxDegree && denominator <= maxDegree) found.push({ numerator, denominator, cost });
    }
  }
  return found
    .sort((a, b) => a.cost - b.cost || a.numerator + a.denominator - b.numerator - b.denominator)
    .map(({ numerator, denominator }) => ({ numerator, denominator }));
}

/** The fewest operations of any scheme for a function without symmetry. */
function leastOps(m: number, n: number, fma: boolean): number {
  const fraction = 3 * Math.min(m, n) + 2 * Math.abs(m - n);
  return fma ? Math.min(fraction, m + n + 1) : fraction;
}

function frontOf(results: readonly BaselineResult[]): RationalRow[] {
  const rows: RationalRow[] = [];
  const byCost = results
    .map((best) => ({ ops: best.schemes[0]?.ops ?? Infinity, best }))
    .sort((a, b) => a.ops - b.ops || a.best.errorNumber - b.best.errorNumber);
  for (const row of byCost) {
    const last = rows.at(-1);
    if (last === undefined || (row.ops > last.ops && row.best.errorNumber < last.best.errorNumber)) {
      rows.push(row);
    }
  }
  return rows;
}

function toEnd<T>(steps: Generator<unknown, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
