/** Derivatives of a program with respect to its constants, by one reverse pass, in binary64. */

import { applyOpcode } from './apply';
import type { Instruction, Operand, Structure } from './program';
import { INPUT, constantIndex, isConstantOperand } from './program';

export interface Gradient {
  readonly value: number;
  /** d value / d constant k, for each constant. */
  readonly derivatives: Float64Array;
}

/**
 * Value and gradient at one point. fma is differentiated as a b + c and evaluated with two roundings; NaN and
 * infinities propagate as the chain rule's arithmetic gives them.
 */
export function gradientAt(structure: Structure, constants: Float64Array, x: number): Gradient {
  const { instructions, result } = structure;
  const values = new Float64Array(instructions.length);
  const valueOf = (operand: Operand): number => {
    if (operand === INPUT) return x;
    return isConstantOperand(operand) ? constants[constantIndex(operand)]! : values[operand]!;
  };
  instructions.forEach((instruction, i) => {
    const [a, b = a, c = a] = instruction.operands as [Operand, Operand?, Operand?];
    values[i] = applyOpcode(instruction.opcode, valueOf(a), valueOf(b), valueOf(c));
  });
  const adjoints = new Float64Array(instructions.length);
  const derivatives = new Float64Array(constants.length);
  const add = (operand: Operand, amount: number): void => {
    if (operand === INPUT) return;
    if (isConstantOperand(operand)) {
      const k = constantIndex(operand);
      derivatives[k] = derivatives[k]! + amount;
    } else {
      adjoints[operand] = adjoints[operand]! + amount;
    }
  };
  add(result, 1);
  for (let i = instructions.length - 1; i >= 0; i--) {
    const s = adjoints[i]!;
    if (s !== 0) spread(instructions[i]!, s, values[i]!, valueOf, add);
  }
  return { value: valueOf(result), derivatives };
}

function spread(
  { opcode, operands }: Instruction,
  s: number,
  value: number,
  valueOf: (operand: Operand) => number,
  add: (operand: Operand, amount: number) => void,
): void {
  const a = operands[0]!;
  const b = operands[1] ?? a;
  switch (opcode) {
    case 'add':
      add(a, s);
      add(b, s);
      return;
    case 'sub':
      add(a, s);
      add(b, -s);
      return;
    case 'mul':
      add(a, s * valueOf(b));
      add(b, s * valueOf(a));
      return;
    case 'div': {
      const g = s / valueOf(b);
      add(a, g);
      add(b, -g * value);
      return;
    }
    case 'fma':
      add(a, s * valueOf(b));
      add(b, s * valueOf(a));
      add(operands[2]!, s);
      return;
    case 'sqrt':
      add(a, (0.5 * s) / value);
      return;
    case 'neg':
      add(a, -s);
  }
}
