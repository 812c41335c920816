/** What can be counted of a program. */

import { constantIndex, isConstantOperand, type Structure } from '../program/program';
import { OPCODES, type Opcode } from '../program/opcode';

/** How many constants the program makes use of. */
export function constantUse(program: Structure): number {
  const used = new Set<number>();
  const note = (operand: number) => {
    if (isConstantOperand(operand)) used.add(constantIndex(operand));
  };
  for (const { operands } of program.instructions) operands.forEach(note);
  note(program.result);
  return used.size;
}

/** How often each opcode occurs, in the order of the instruction set. */
export function opcodeUse(program: Structure): readonly (readonly [Opcode, number])[] {
  const counts = OPCODES.map(
    (opcode) => [opcode, program.instructions.filter((i) => i.opcode === opcode).length] as const,
  );
  return counts.filter(([, count]) => count > 0);
}
