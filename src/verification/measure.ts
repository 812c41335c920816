/** The refined maximum error of a program for a target: what fronts, exports and links state. */

import { isFiniteFormat } from '../numerics/format';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';
import { createFiniteReference, measureFinite } from './measure-finite';
import { measureReal } from './measure-real';
import { createRealReference } from './real-error';

/** What refining found: the error, and for `real` the places of its extrema, ascending. */
export interface Refined {
  readonly error: MeasuredError;
  readonly extrema: readonly number[];
}

/** Programs of one target share the oracle's values: a measure is made once and applied to many. */
export type Measure = (program: Program) => Refined;

export function createMeasure(target: Target): Measure {
  const { format } = target;
  if (isFiniteFormat(format)) {
    const reference = createFiniteReference({ ...target, format });
    return (program) => ({ error: measureFinite(reference, program), extrema: [] });
  }
  const reference = createRealReference(target);
  return (program) => measureReal(reference, program);
}

/**
 * The maximum error of the program over the target's interval, refined around every extremum, in the norm's unit.
 *
 * `real`: in exact real arithmetic; the supremum, open ends included as limits; Infinity where the program has a
 * pole or no value. The text has 15 correct digits. Finite formats: in the format's arithmetic (the law), over a
 * sample of numbers and those around the worst; `exhaustive` when the interval holds few enough. OracleError where the
 * target's function has no value.
 */
export function measureRefined(target: Target, program: Program): MeasuredError {
  return createMeasure(target)(program).error;
}
