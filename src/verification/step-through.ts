/** A program at one argument, line by line: what the format computes, what exact arithmetic would, and the difference. */

import { ddFrom, ddSub, ddToText } from '../numerics/double-double';
import type { FORMAT_PARAMETERS } from '../numerics/format';
import { isFiniteFormat } from '../numerics/format';
import { roundToFormat } from '../numerics/rounding';
import { ulpOf } from '../numerics/ulp';
import { oracleText } from '../oracle/oracle';
import { isInside } from '../oracle/sampling';
import { labelTable } from '../oracle/tables';
import { constantText } from '../program/constant';
import { compileLaw, interpretInstructions } from '../program/interpret';
import { createLineValues } from '../program/line-values';
import { isConstantOperand, constantIndex, type Program } from '../program/program';
import { shortestText } from '../program/shortest-text';
import { printInterval } from '../targets/interval';
import { inArithmeticOf, isFiniteTarget, type Target } from '../targets/target';
import { createRealError, createRealReference } from './real-error';

export interface StepLine {
  /** The line's value in the format, as the shortest decimal that names it; for `real` to EXACT_DIGITS digits. */
  readonly value: string;
  /** The value with all lines exact, to EXACT_DIGITS digits; the same as `value` for `real`. */
  readonly exact: string;
  /** value - exact in ulps of the format (Goldberg's, of the exact value). Null for `real`. NaN where one has no value. */
  readonly ulps: number | null;
}

export interface StepThrough {
  /** The argument, a number of the format. */
  readonly x: number;
  readonly lines: readonly StepLine[];
  /** What the program gives, as the value of a line. */
  readonly result: string;
  /** The target's function at x to FUNCTION_DIGITS digits. */
  readonly function: string;
  /** Signed error of the result in the norm's unit; NaN where the norm has no meaning, Infinity without a value. */
  readonly error: number;
}

export const EXACT_DIGITS = 24;
export const FUNCTION_DIGITS = 24;
/** Bits to which the error is resolved. */
const ACCURACY = 40;

/**
 * @param x any binary64; it is rounded to the format
 * @throws RangeError for an argument outside the target's interval, OracleError where the function has no value
 */
export function stepThrough(target: Target, given: Program, x: number): StepThrough {
  const { format, interval } = target;
  const at = isFiniteFormat(format) ? roundToFormat(x, format) : x;
  if (!isInside(at, interval)) throw new RangeError(`x = ${at} lies outside ${printInterval(interval)}`);
  const program = inArithmeticOf(target, given);
  const exactLines = createLineValues(program);
  exactLines.at(at);
  const computed = isFiniteTarget(target) ? interpretInstructions(program, at, target) : null;
  const lines = program.instructions.map((_, i): StepLine => {
    const exactValue = exactLines.value(i);
    const exact = Number.isFinite(exactValue.hi) ? ddToText(exactValue, EXACT_DIGITS) : String(exactValue.hi);
    const value = computed?.[i];
    if (value === undefined || !isFiniteFormat(format)) return { value: exact, exact, ulps: null };
    const { hi, lo } = ddSub(ddFrom(value), exactValue);
    return { value: numberText(value, format), exact, ulps: (hi + lo) / ulpOf(exactValue.hi, format) };
  });
  return {
    x: at,
    lines,
    result: lines[program.result]?.value ?? operandText(program, at),
    function: oracleText(target.function, at, FUNCTION_DIGITS),
    error: errorAt(target, program, at),
  };
}

function numberText(value: number, format: keyof typeof FORMAT_PARAMETERS): string {
  return Number.isFinite(value) ? shortestText(value, format) : String(value);
}

/** The result of a program without instructions. */
function operandText({ result, constants }: Program, x: number): string {
  const constant = isConstantOperand(result) ? constants[constantIndex(result)] : undefined;
  return constant === undefined ? String(x) : constantText(constant);
}

function errorAt(target: Target, program: Program, x: number): number {
  if (!isFiniteTarget(target)) {
    return createRealError(createRealReference(target), program).at(x, ACCURACY).value;
  }
  const { hi, lo, scale } = labelTable(target, Float64Array.of(x));
  const value = compileLaw(program, target)(x);
  if (hi.length === 0) return NaN;
  const error = (value - hi[0]! - lo[0]!) * scale[0]!;
  return Number.isNaN(error) ? Infinity : error;
}
