/** How a structure is told to the kernel. */

import { OPCODE } from '../../program/opcode';
import { INPUT, constantIndex, isConstantOperand, type Operand, type Structure } from '../../program/program';

export const KERNEL_MAX_INSTRUCTIONS = 64;
export const KERNEL_MAX_CONSTANTS = 32;
/** 32-bit words per instruction: opcode and three operand slots. */
export const WORDS_PER_INSTRUCTION = 4;

/** Whether the kernel has room for it; longer programs are left to the law. */
export function fitsKernel({ instructions, constantCount }: Structure): boolean {
  return instructions.length <= KERNEL_MAX_INSTRUCTIONS && constantCount <= KERNEL_MAX_CONSTANTS;
}

/** Writes the code of a structure that fits; returns the slot of its result. */
export function storeCode(code: Int32Array, structure: Structure): number {
  if (!fitsKernel(structure))
    throw new RangeError(
      `the kernel takes at most ${KERNEL_MAX_INSTRUCTIONS} instructions and ${KERNEL_MAX_CONSTANTS} constants`,
    );
  const { instructions, constantCount } = structure;
  let at = 0;
  for (const { opcode, operands } of instructions) {
    const a = operands[0]!;
    code[at] = OPCODE[opcode].code;
    code[at + 1] = slotOf(a, constantCount);
    code[at + 2] = slotOf(operands[1] ?? a, constantCount);
    code[at + 3] = slotOf(operands[2] ?? a, constantCount);
    at += WORDS_PER_INSTRUCTION;
  }
  return slotOf(structure.result, constantCount);
}

/** Slot 0 is x, then the constants, then the instructions. */
function slotOf(operand: Operand, constantCount: number): number {
  if (operand === INPUT) return 0;
  return isConstantOperand(operand) ? 1 + constantIndex(operand) : 1 + constantCount + operand;
}
