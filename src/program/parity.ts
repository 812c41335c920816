/**
 * Parity by construction. Rounding to nearest is symmetric about 0, and so are all opcodes, in every format and every
 * arithmetic of numerics/arithmetic.ts: RN(-a) = -RN(a), (-a) + (-b) = -(a + b), (-a) b = -(a b), and so on. Hence the parity
 * of a value follows from that of its operands, and a program that has one has it in each format, whatever its constants.
 *
 * What is meant, for every x at which no operation divides by 0: the values at x and -x are equal, bit for bit, where the
 * program is even; where it is odd they differ in the sign bit alone. One zero is the exception: a sum of odd values that
 * cancels exactly is +0 at both.
 */

import type { Opcode } from './opcode';
import { INPUT, isConstantOperand, type Operand, type Structure } from './program';

export type Parity = 'even' | 'odd' | 'neither';

/** The parity of x or of a constant, given those of the instructions. */
export function parityOfOperand(operand: Operand | undefined, parities: readonly Parity[]): Parity {
  if (operand === INPUT) return 'odd';
  if (operand === undefined) return 'neither';
  return isConstantOperand(operand) ? 'even' : (parities[operand] ?? 'neither');
}

/** The parity of an instruction's value, given those of its operands. */
export function combinedParity(opcode: Opcode, a: Parity, b: Parity = a, c: Parity = a): Parity {
  switch (opcode) {
    case 'add':
    case 'sub':
      return sum(a, b);
    case 'mul':
    case 'div':
      return product(a, b);
    case 'fma':
      return sum(product(a, b), c);
    case 'sqrt':
      return a === 'even' ? 'even' : 'neither';
    case 'neg':
      return a;
  }
}

/** The parity of the program's result; `neither` where its form tells none, though its values may have one. */
export function parityOf({ instructions, result }: Structure): Parity {
  const parities: Parity[] = [];
  for (const { opcode, operands } of instructions) {
    const [a, b, c] = operands.map((operand) => parityOfOperand(operand, parities));
    parities.push(combinedParity(opcode, a ?? 'neither', b, c));
  }
  return parityOfOperand(result, parities);
}

function sum(a: Parity, b: Parity): Parity {
  return a === b ? a : 'neither';
}

function product(a: Parity, b: Parity): Parity {
  if (a === 'neither' || b === 'neither') return 'neither';
  return a === b ? 'even' : 'odd';
}
