import { applyOpcode } from '../program/apply';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Structure } from '../program/program';

/**
 * Whether every instruction has a finite value at x. A binary64 evaluation may pass through infinity to a finite result
 * where exact arithmetic divides by zero, as d / (c / x + e) does at 0.
 */
export function isDefinedAt({ instructions }: Structure, constants: ArrayLike<number>, x: number): boolean {
  const values: number[] = [];
  const valueOf = (operand: Operand | undefined): number => {
    if (operand === undefined || operand === INPUT) return x;
    return isConstantOperand(operand) ? constants[constantIndex(operand)]! : values[operand]!;
  };
  return instructions.every(({ opcode, operands: [a, b, c] }) => {
    const value = applyOpcode(opcode, valueOf(a), valueOf(b), valueOf(c));
    values.push(value);
    return Number.isFinite(value);
  });
}
