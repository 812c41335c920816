/** Programs and labels in the layout that shaders/evaluate-batch.wgsl reads. */

import { constantToNumber, roundConstant } from '../../program/constant';
import { OPCODE } from '../../program/opcode';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import { TINY, type ScoreTable } from '../score';

export const MAX_PACKED_INSTRUCTIONS = 64;
export const MAX_PACKED_CONSTANTS = 32;
/** x, the constants and the instructions of one program. */
export const MAX_SLOTS = 1 + MAX_PACKED_CONSTANTS + MAX_PACKED_INSTRUCTIONS;
export const MAX_PROGRAM_WORDS = MAX_PACKED_CONSTANTS + MAX_PACKED_INSTRUCTIONS;

/** Points that go through a program together. */
export const BLOCK = 4;
export const HEADER_WORDS = 4;

export interface PackedProgram {
  readonly constantCount: number;
  readonly instructionCount: number;
  readonly resultSlot: number;
  readonly slots: number;
  /** The bits of the constants, then the instructions. */
  readonly words: Uint32Array;
}

/**
 * The program for the kernel, its constants rounded to binary32; or why the kernel cannot take it: it is too
 * long, or has a constant that is not finite or that a GPU may flush to zero.
 */
export function packProgram(program: Program): PackedProgram | { readonly refused: string } {
  const instructionCount = program.instructions.length;
  const constantCount = program.constants.length;
  if (instructionCount > MAX_PACKED_INSTRUCTIONS)
    return { refused: `more than ${MAX_PACKED_INSTRUCTIONS} instructions` };
  if (constantCount > MAX_PACKED_CONSTANTS) return { refused: `more than ${MAX_PACKED_CONSTANTS} constants` };
  const words = new Uint32Array(constantCount + instructionCount);
  const constants = new Float32Array(words.buffer, 0, constantCount);
  for (const [k, constant] of program.constants.entries()) {
    const value = constantToNumber(roundConstant(constant, 'f32'));
    if (!Number.isFinite(value)) return { refused: 'a constant that is not finite' };
    if (value !== 0 && Math.abs(value) < TINY) return { refused: 'a constant near the underflow threshold' };
    constants[k] = value;
  }
  const slotOf = (operand: Operand): number => {
    if (operand === INPUT) return 0;
    return isConstantOperand(operand) ? 1 + constantIndex(operand) : 1 + constantCount + operand;
  };
  for (const [i, { opcode, operands }] of program.instructions.entries()) {
    let word = OPCODE[opcode].code;
    for (const [position, operand] of operands.entries()) word |= slotOf(operand) << (8 * (position + 1));
    words[constantCount + i] = word;
  }
  return {
    constantCount,
    instructionCount,
    resultSlot: slotOf(program.result),
    slots: 1 + constantCount + instructionCount,
    words,
  };
}

/** Writes the programs' headers and words to the two arrays; returns the number of words written to `words`. */
export function writePrograms(
  programs: readonly PackedProgram[],
  headers: Uint32Array,
  words: Uint32Array,
): number {
  let offset = 0;
  for (const [p, program] of programs.entries()) {
    headers[HEADER_WORDS * p] = offset;
    headers[HEADER_WORDS * p + 1] = program.constantCount;
    headers[HEADER_WORDS * p + 2] = program.instructionCount;
    headers[HEADER_WORDS * p + 3] = program.resultSlot;
    words.set(program.words, offset);
    offset += program.words.length;
  }
  return offset;
}

export function blockCount(table: ScoreTable): number {
  return Math.ceil(table.length / BLOCK);
}

/**
 * The five planes of the table, each padded to whole blocks with copies of the last point: these tie with it and
 * come after it, so they are never the argmax.
 */
export function packTable(table: ScoreTable): Float32Array<ArrayBuffer> {
  const padded = BLOCK * blockCount(table);
  const planes = [table.x, table.scaledValue, table.firstScale, table.secondScale, table.tail];
  const packed = new Float32Array(planes.length * padded);
  for (const [position, plane] of planes.entries()) {
    packed.set(plane, position * padded);
    packed.fill(plane[table.length - 1]!, position * padded + table.length, (position + 1) * padded);
  }
  return packed;
}
