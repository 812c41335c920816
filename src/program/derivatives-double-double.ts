/** Derivatives of a program with respect to its constants, by one reverse pass, in double-double. */

import {
  ddAdd,
  ddDiv,
  ddFrom,
  ddMul,
  ddMulNumber,
  ddNeg,
  type DoubleDouble,
} from '../numerics/double-double';
import { applyDoubleDouble } from './interpret-double-double';
import type { Instruction, Operand, Structure } from './program';
import { INPUT, constantIndex, isConstantOperand } from './program';

const ZERO = ddFrom(0);

/**
 * d value / d constant k at one point, for each constant, to about 2^-100 of the terms that each is a sum of. fma is
 * differentiated as a b + c. Where a value or a derivative is not finite, those that depend on it have a head that is
 * infinite or NaN.
 */
export function gradientDoubleDouble(
  { instructions, result }: Structure,
  constants: readonly DoubleDouble[],
  x: number,
): DoubleDouble[] {
  const input = ddFrom(x);
  const values: DoubleDouble[] = [];
  const valueOf = (operand: Operand): DoubleDouble => {
    if (operand === INPUT) return input;
    return isConstantOperand(operand) ? constants[constantIndex(operand)]! : values[operand]!;
  };
  for (const { opcode, operands } of instructions) {
    const [a, b = a, c = a] = operands as [Operand, Operand?, Operand?];
    values.push(applyDoubleDouble(opcode, valueOf(a), valueOf(b), valueOf(c)));
  }
  const adjoints = instructions.map(() => ZERO);
  const derivatives = constants.map(() => ZERO);
  const add = (operand: Operand, amount: DoubleDouble): void => {
    if (operand === INPUT) return;
    const [sums, place] = isConstantOperand(operand)
      ? [derivatives, constantIndex(operand)]
      : [adjoints, operand];
    sums[place] = ddAdd(sums[place]!, amount);
  };
  add(result, ddFrom(1));
  for (let i = instructions.length - 1; i >= 0; i--) {
    const s = adjoints[i]!;
    if (s.hi !== 0) spread(instructions[i]!, s, values[i]!, valueOf, add);
  }
  return derivatives;
}

function spread(
  { opcode, operands }: Instruction,
  s: DoubleDouble,
  value: DoubleDouble,
  valueOf: (operand: Operand) => DoubleDouble,
  add: (operand: Operand, amount: DoubleDouble) => void,
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
      add(b, ddNeg(s));
      return;
    case 'mul':
      add(a, ddMul(s, valueOf(b)));
      add(b, ddMul(s, valueOf(a)));
      return;
    case 'div': {
      const g = ddDiv(s, valueOf(b));
      add(a, g);
      add(b, ddNeg(ddMul(g, value)));
      return;
    }
    case 'fma':
      add(a, ddMul(s, valueOf(b)));
      add(b, ddMul(s, valueOf(a)));
      add(operands[2]!, s);
      return;
    case 'sqrt':
      add(a, ddDiv(ddMulNumber(s, 0.5), value));
      return;
    case 'neg':
      add(a, ddNeg(s));
  }
}
