/** The part of a program that is emitted: the instructions on which the result depends. */

import type { Opcode } from '../program/opcode';
import { OPCODES } from '../program/opcode';
import { constantIndex, INPUT, isConstantOperand } from '../program/program';
import type { Instruction, Structure } from '../program/program';

/** Indices of the instructions on which the result depends, in order. */
export function liveInstructions(structure: Structure): number[] {
  const live = new Set<number>();
  if (structure.result >= 0) live.add(structure.result);
  for (let index = structure.instructions.length - 1; index >= 0; index--) {
    if (!live.has(index)) continue;
    for (const operand of instructionAt(structure, index).operands) if (operand >= 0) live.add(operand);
  }
  return [...live].sort((a, b) => a - b);
}

export function instructionAt(structure: Structure, index: number): Instruction {
  const instruction = structure.instructions[index];
  if (instruction === undefined) throw new RangeError(`no instruction ${index}`);
  return instruction;
}

/** Live instructions by opcode, in the order of the opcodes. */
export function countOpcodes(structure: Structure): Map<Opcode, number> {
  const live = liveInstructions(structure).map((index) => instructionAt(structure, index).opcode);
  return new Map(
    OPCODES.map((opcode) => [opcode, live.filter((o) => o === opcode).length] as const).filter(
      ([, n]) => n > 0,
    ),
  );
}

/** Constants of the instructions that have no other operands: compilers fold these, with a rounding of their own. */
export function constantsOfConstantInstructions({ instructions }: Structure): Set<number> {
  return new Set(
    instructions
      .filter(({ operands }) => operands.every(isConstantOperand))
      .flatMap(({ operands }) => operands.map(constantIndex)),
  );
}

/** Whether the result depends on x. */
export function usesInput(structure: Structure): boolean {
  if (structure.result === INPUT) return true;
  return liveInstructions(structure).some((index) =>
    instructionAt(structure, index).operands.includes(INPUT),
  );
}
