/** Edited programs as rows, and the small changes of constants that an editor makes. */

import { isFiniteFormat, type Format } from '../numerics/format';
import { fromOrdinal, infinityOrdinal, ordinalOf } from '../numerics/ordinals';
import { roundToFormat } from '../numerics/rounding';
import { operationCount } from '../program/canonicalize';
import { constantFromNumber, constantToNumber, roundConstant } from '../program/constant';
import type { Constant, Program } from '../program/program';
import type { ErrorCurve } from '../protocol/oracle-service';
import type { FrontRow } from '../search/front';
import type { MeasuredError } from '../targets/target';

/** The error of what has just been edited. */
const UNKNOWN: MeasuredError = { kind: 'sampled', value: NaN, text: 'nan', argmax: NaN, points: 0 };

/** The program as a row: nobody found it, and its error is unknown unless given. */
export function modifiedRow(program: Program, error: MeasuredError = UNKNOWN): FrontRow {
  const ops = operationCount(program);
  return { ops, cost: ops, program, error, foundAt: { evaluation: 0, seconds: 0, island: 0 } };
}

/** The maximum of a curve over the whole interval: a lower bound. */
export function sampledError({ maximum, argmax, points }: ErrorCurve): MeasuredError {
  return { kind: 'sampled', value: maximum, text: maximum.toExponential(11), argmax, points };
}

export function withConstant(program: Program, index: number, constant: Constant): Program {
  return { ...program, constants: program.constants.with(index, constant) };
}

/**
 * The constant times 1 + change, or `change` itself where it is 0, as a number of the format (of binary64 for `real`);
 * null where that is not finite.
 */
export function scaledConstant(constant: Constant, change: number, format: Format): Constant | null {
  const value = constantToNumber(constant);
  const next = roundToFormat(
    value === 0 ? change : value * (1 + change),
    isFiniteFormat(format) ? format : 'f64',
  );
  return Number.isFinite(next) ? constantFromNumber(next) : null;
}

/** The number of the format (of binary64 for `real`) so many places further; null beyond the largest. */
export function steppedConstant(constant: Constant, steps: number, format: Format): Constant | null {
  const finite = isFiniteFormat(format) ? format : 'f64';
  const rounded = constantToNumber(roundConstant(constant, finite));
  if (!Number.isFinite(rounded)) return null;
  const ordinal = ordinalOf(rounded, finite) + BigInt(steps);
  const limit = infinityOrdinal(finite);
  return ordinal < limit && ordinal > -limit ? constantFromNumber(fromOrdinal(ordinal, finite)) : null;
}
