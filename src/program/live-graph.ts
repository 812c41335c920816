/** A structure as flat arrays, reduced to what its result depends on, each value computed once. */

import { OPCODE } from './opcode';
import { constantIndex, constantOperand, isConstantOperand } from './program';
import type { Operand, Structure } from './program';

/** In place of the operands an opcode does not take. Not an operand of any program. */
export const ABSENT = 0x7fffffff;

export interface LiveGraph {
  /** Number of instructions, all different and all needed for the result. */
  readonly count: number;
  /** The opcode number of each instruction. */
  readonly codes: readonly number[];
  /** 1 for the instructions whose first two operands commute. */
  readonly commutes: readonly number[];
  /** Three an instruction, ABSENT where there are fewer. Constants are numbered anew. */
  readonly operands: readonly Operand[];
  readonly result: Operand;
  /** The number in the structure of each constant that is used. */
  readonly constants: readonly number[];
}

/** Which instructions the result depends on: 1, or 0 for dead code. */
export function liveInstructions(structure: Structure): number[] {
  const { instructions, result } = structure;
  const live: number[] = [];
  for (let i = 0; i < instructions.length; i++) live.push(0);
  if (result >= 0) live[result] = 1;
  for (let i = result; i >= 0; i--) {
    if (live[i] === 0) continue;
    const { operands } = instructions[i]!;
    for (let k = 0; k < operands.length; k++) {
      const operand = operands[k]!;
      if (operand >= 0) live[operand] = 1;
    }
  }
  return live;
}

/** The live instructions of a structure with common subexpressions merged, seen through commutativity. */
export function liveGraph(structure: Structure): LiveGraph {
  const { instructions } = structure;
  const live = liveInstructions(structure);
  const codes: number[] = [];
  const commutes: number[] = [];
  const operands: Operand[] = [];
  const constants: number[] = [];
  const newNumber: number[] = [];

  const rename = (operand: Operand): Operand => {
    if (operand >= 0) return newNumber[operand]!;
    if (!isConstantOperand(operand)) return operand;
    const original = constantIndex(operand);
    let number = constants.indexOf(original);
    if (number < 0) number = constants.push(original) - 1;
    return constantOperand(number);
  };

  for (let i = 0; i < instructions.length; i++) {
    if (live[i] === 0) {
      newNumber.push(ABSENT);
      continue;
    }
    const instruction = instructions[i]!;
    const { code, arity, commutative } = OPCODE[instruction.opcode];
    let a = rename(instruction.operands[0]!);
    let b = arity > 1 ? rename(instruction.operands[1]!) : ABSENT;
    const c = arity > 2 ? rename(instruction.operands[2]!) : ABSENT;
    if (commutative && a > b) {
      const swapped = a;
      a = b;
      b = swapped;
    }
    let same = 0;
    while (
      same < codes.length &&
      (codes[same] !== code ||
        operands[3 * same] !== a ||
        operands[3 * same + 1] !== b ||
        operands[3 * same + 2] !== c)
    ) {
      same++;
    }
    newNumber.push(same);
    if (same < codes.length) continue;
    codes.push(code);
    commutes.push(commutative ? 1 : 0);
    operands.push(a, b, c);
  }
  const result = rename(structure.result);
  return { count: codes.length, codes, commutes, operands, result, constants };
}
