/** Programs and labels in the layout that shaders/evaluate-batch.wgsl reads. */

import { constantToNumber, roundConstant } from '../../program/constant';
import { OPCODE } from '../../program/opcode';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import { TINY, type ScoreTable } from '../score';
import type { ShortFormat } from './arithmetic';

export const MAX_PACKED_INSTRUCTIONS = 64;
export const MAX_PACKED_CONSTANTS = 32;
/** x, the constants and, where all of them are needed to the end, the values of the instructions. */
export const MAX_SLOTS = 1 + MAX_PACKED_CONSTANTS + MAX_PACKED_INSTRUCTIONS;
export const MAX_PROGRAM_WORDS = MAX_PACKED_CONSTANTS + MAX_PACKED_INSTRUCTIONS;

/** Points that go through a program together. */
export const BLOCK = 4;
export const HEADER_WORDS = 4;

/** Where an instruction word holds the slot of its value, and those of its operands. */
const VALUE_SHIFT = 3;
const OPERAND_SHIFTS = [10, 17, 24] as const;

export interface PackedProgram {
  readonly constantCount: number;
  readonly instructionCount: number;
  readonly resultSlot: number;
  /** How many slots the program needs. */
  readonly slots: number;
  /** The bits of the constants, then the instructions. */
  readonly words: Uint32Array;
}

/**
 * Why a GPU cannot be given this binary32 constant, or undefined: it is not finite, or may be flushed to zero.
 */
export function refusedConstant(value: number): string | undefined {
  if (!Number.isFinite(value)) return 'a constant that is not finite';
  return value !== 0 && Math.abs(value) < TINY ? 'a constant near the underflow threshold' : undefined;
}

/**
 * The program for the kernel, its constants rounded to the format; or why the kernel cannot take it: it is too
 * long, or has a constant that is not finite or that a GPU may flush to zero.
 */
export function packProgram(
  program: Program,
  format: ShortFormat = 'f32',
): PackedProgram | { readonly refused: string } {
  const instructionCount = program.instructions.length;
  const constantCount = program.constants.length;
  if (instructionCount > MAX_PACKED_INSTRUCTIONS)
    return { refused: `more than ${MAX_PACKED_INSTRUCTIONS} instructions` };
  if (constantCount > MAX_PACKED_CONSTANTS) return { refused: `more than ${MAX_PACKED_CONSTANTS} constants` };
  const words = new Uint32Array(constantCount + instructionCount);
  const constants = new Float32Array(words.buffer, 0, constantCount);
  for (const [k, constant] of program.constants.entries()) {
    const value = constantToNumber(roundConstant(constant, format));
    const refused = refusedConstant(value);
    if (refused !== undefined) return { refused };
    constants[k] = value;
  }
  const { slotOfValue, slots } = allocateSlots(program);
  const slotOf = (operand: Operand): number => {
    if (operand === INPUT) return 0;
    return isConstantOperand(operand) ? 1 + constantIndex(operand) : slotOfValue[operand]!;
  };
  for (const [i, { opcode, operands }] of program.instructions.entries()) {
    let word = OPCODE[opcode].code | (slotOfValue[i]! << VALUE_SHIFT);
    for (const [position, operand] of operands.entries())
      word |= slotOf(operand) << OPERAND_SHIFTS[position]!;
    words[constantCount + i] = word;
  }
  return { constantCount, instructionCount, resultSlot: slotOf(program.result), slots, words };
}

/**
 * Slots for the values of the instructions: one is free again after the last use of what it holds, and the value of
 * that very instruction may go there.
 */
function allocateSlots({ instructions, constantCount, result }: Program): {
  readonly slotOfValue: Uint8Array;
  readonly slots: number;
} {
  const lastUse = Int32Array.from(instructions.keys());
  for (const [i, { operands }] of instructions.entries()) {
    for (const operand of operands) if (operand >= 0) lastUse[operand] = i;
  }
  if (result >= 0) lastUse[result] = instructions.length;
  const slotOfValue = new Uint8Array(instructions.length);
  const free: number[] = [];
  let slots = 1 + constantCount;
  for (const [i, { operands }] of instructions.entries()) {
    for (const operand of new Set(operands)) {
      if (operand >= 0 && lastUse[operand] === i) free.push(slotOfValue[operand]!);
    }
    slotOfValue[i] = free.pop() ?? slots++;
    if (lastUse[i] === i) free.push(slotOfValue[i]);
  }
  return { slotOfValue, slots };
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
