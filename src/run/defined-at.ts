import { constantFromNumber } from '../program/constant';
import { interpretInstructions } from '../program/interpret';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Structure } from '../program/program';

/**
 * Whether every instruction has a finite value at x, in binary64. A binary64 evaluation may pass through infinity to a
 * finite result where exact arithmetic divides by zero, as d / (c / x + e) does at 0.
 */
export function isDefinedAt(structure: Structure, constants: Float64Array, x: number): boolean {
  return valuesAt(structure, constants, x).every(Number.isFinite);
}

/**
 * Whether the program has a finite limit at x by the arithmetic of the projective line, in binary64: it may divide by
 * zero on the way, but no form is indeterminate, nor is the root of an infinity taken.
 */
export function hasLimitAt(structure: Structure, constants: Float64Array, x: number): boolean {
  const values = valuesAt(structure, constants, x);
  const isInfinite = (operand: Operand | undefined): boolean =>
    operand !== undefined && Math.abs(valueOf(operand)) === Infinity;
  const valueOf = (operand: Operand): number => {
    if (operand === INPUT) return x;
    return isConstantOperand(operand) ? constants[constantIndex(operand)]! : values[operand]!;
  };
  const isDeterminate = structure.instructions.every(({ opcode, operands: [a, b, c] }, i) => {
    if (Number.isNaN(values[i]!)) return false;
    if (opcode === 'sqrt') return !isInfinite(a);
    if (opcode === 'add' || opcode === 'sub') return !(isInfinite(a) && isInfinite(b));
    return opcode !== 'fma' || !(isInfinite(c) && (isInfinite(a) || isInfinite(b)));
  });
  return isDeterminate && Number.isFinite(valueOf(structure.result));
}

function valuesAt(structure: Structure, constants: Float64Array, x: number): number[] {
  return interpretInstructions(
    { ...structure, constants: Array.from(constants, constantFromNumber) },
    x,
    'f64',
  );
}
