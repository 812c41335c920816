/** A baseline as one program with its measured error: which of its evaluation schemes counts. */

import type { BaselineResult } from '../baselines/baseline';
import { isFiniteFormat } from '../numerics/format';
import type { Program } from '../program/program';
import { inArithmeticOf, type MeasuredError, type Target } from '../targets/target';
import type { Measure } from '../verification/measure';
import type { FinitePolish } from './finite-polish';

/** One way to evaluate a baseline in the target's arithmetic. */
export interface MeasuredScheme {
  readonly name: string;
  readonly ops: number;
  readonly program: Program;
  readonly error: MeasuredError;
}

/** Rounding may cost a cheaper scheme this much more error than the first plain one before it no longer counts. */
const TOLERATED = 1.1;
/** Rounding spoils adapted coefficients where the terms cancel; plain schemes are what others are held against. */
const PLAIN = /^(horner|quotient)/;

/**
 * The schemes in the target's arithmetic, in the order of their cost. In `real` all have the error of the baseline; in a
 * finite format the constants are rounded to it and each program is measured in it.
 */
export function measuredSchemes(
  target: Target,
  result: BaselineResult,
  measure: Measure,
  schemes = result.schemes,
): MeasuredScheme[] {
  const { format } = target;
  if (isFiniteFormat(format)) {
    return schemes.map(({ name, ops, program }) => {
      const rounded = inArithmeticOf(target, program);
      return { name, ops, program: rounded, error: measure(rounded).error };
    });
  }
  const error = errorOf(result);
  return schemes.map((scheme) => ({ ...scheme, error }));
}

/**
 * A scheme in a finite format with constants that are good ones there: rounding those of the real optimum one by one
 * leaves more error than need be, and a baseline should be the best of its kind. Taylor's and Chebyshev's coefficients
 * are what defines them, and only rounded.
 */
export function withGoodConstants(
  { family }: Pick<BaselineResult, 'family'>,
  scheme: MeasuredScheme,
  measure: Measure,
  polish: FinitePolish | undefined,
): MeasuredScheme {
  if (!family.startsWith('minimax') || polish === undefined) return scheme;
  const program = polish(scheme.program, scheme.error.value);
  if (program === undefined) return scheme;
  const error = measure(program).error;
  return error.value < scheme.error.value ? { ...scheme, program, error } : scheme;
}

/** The scheme that counts (countingScheme), for who has no use for the others: those that cannot count are not measured. */
export function measuredBaseline(target: Target, result: BaselineResult, measure: Measure): MeasuredScheme {
  const plain = result.schemes.findIndex(({ name }) => PLAIN.test(name));
  return countingScheme(measuredSchemes(target, result, measure, result.schemes.slice(0, plain + 1)));
}

/** The error as the baseline itself states it: in real arithmetic, in its own norm. */
export function errorOf({
  errorKind,
  errorNumber,
  error,
  alternation,
  points,
}: BaselineResult): MeasuredError {
  return {
    kind: errorKind,
    value: errorNumber,
    text: error,
    argmax: Number(alternation[0] ?? NaN),
    points,
  };
}

/**
 * The scheme that counts as the baseline: the cheapest; in a finite format the cheapest whose error is not much larger
 * than that of the cheapest plain scheme.
 */
export function countingScheme(schemes: readonly MeasuredScheme[]): MeasuredScheme {
  const plain = schemes.find(({ name }) => PLAIN.test(name)) ?? schemes[0];
  if (plain === undefined) throw new RangeError('a baseline has at least one scheme');
  return schemes.find(({ error }) => error.value <= plain.error.value * TOLERATED) ?? plain;
}

/** The scheme of that name, `cheapest` or the one that counts; undefined where there is none of the name. */
export function schemeNamed(schemes: readonly MeasuredScheme[], name: string): MeasuredScheme | undefined {
  if (name === 'cheapest') return schemes[0];
  return schemes.find((scheme) => scheme.name === name) ?? schemes.find((s) => s.name === `${name} in x^2`);
}
