/** The refined maximum error of a program for a target: what fronts, exports and links state. */

import { hasWasmSimd } from '../evaluation/wasm/simd';
import { isFiniteFormat } from '../numerics/format';
import { countNumbers } from '../numerics/ordinals';
import { labelTable, validationPoints } from '../oracle/tables';
import type { Program } from '../program/program';
import { inArithmeticOf, type MeasuredError, type Target } from '../targets/target';
import { checkExhaustively } from './exhaustive';
import { planExhaustive } from './exhaustive-plan';
import { createFiniteReference, measureFinite } from './measure-finite';
import { measureReal } from './measure-real';
import { createRealReference } from './real-error';

/** In f32, intervals of at most so many numbers are gone through completely, where there is a fast reference. */
const MOST_NUMBERS = 2 ** 24;
const PROBES = 16;

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
    if (isSoonExhausted(target)) {
      return (program) => {
        const { kind, value, text, argmax, points, misrounded } = checkExhaustively(
          target,
          inArithmeticOf(target, program),
        );
        return { error: { kind, value, text, argmax, points, misrounded }, extrema: [] };
      };
    }
    const reference = createFiniteReference({ ...target, format });
    return (program) => ({ error: measureFinite(reference, program), extrema: [] });
  }
  const reference = createRealReference(target);
  return (program) => measureReal(reference, program);
}

/** Whether all binary32 numbers of the interval can be gone through in about half a second. */
function isSoonExhausted(target: Target): boolean {
  const { format, interval } = target;
  if (format !== 'f32' || !hasWasmSimd()) return false;
  const count = countNumbers(interval, format);
  if (count === 0n || count > BigInt(MOST_NUMBERS) || !planExhaustive(target).fast) return false;
  // Where the function has no value that the format holds, the sample says so.
  return labelTable(target, validationPoints(target, PROBES)).x.length > 0;
}

/**
 * The maximum error of the program over the target's interval, refined around every extremum, in the norm's unit.
 *
 * `real`: in exact real arithmetic; the supremum, open ends included as limits; Infinity where the program has a
 * pole or no value. The text has 15 correct digits. Finite formats: in the format's arithmetic (the law), over a
 * sample of numbers and those around the worst; `exhaustive` when the interval holds at most 2^16 numbers, or 2^24 where
 * there is a fast reference. OracleError where the
 * target's function has no value.
 */
export function measureRefined(target: Target, program: Program): MeasuredError {
  return createMeasure(target)(program).error;
}
