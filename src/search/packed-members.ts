/** Programs in a few flat arrays: what thousands of them are as messages and in stores. */

import { hashOfCanonical } from '../program/hash';
import { OPCODE, OPCODES, type Opcode } from '../program/opcode';
import {
  INPUT,
  MAX_CONSTANTS,
  MAX_INSTRUCTIONS,
  type Instruction,
  type Operand,
  type Structure,
} from '../program/program';
import type { Member } from './niche';

export interface PackedMembers {
  /**
   * For each program the numbers of its instructions and of its constants, 1 if its constants have tails, else 0, its
   * result, and for each instruction the opcode's code and its operands.
   */
  readonly code: Int16Array;
  /** Those of all programs in order. */
  readonly constants: Float64Array;
  /** Of the programs that have any. */
  readonly tails: Float64Array;
  /** One per program. */
  readonly scores: Float64Array;
}

const OPCODE_OF_CODE = new Map<number, Opcode>(OPCODES.map((opcode) => [OPCODE[opcode].code, opcode]));

export function packMembers(members: readonly Omit<Member, 'hash'>[]): PackedMembers {
  const code: number[] = [];
  const constants: number[] = [];
  const tails: number[] = [];
  for (const member of members) {
    const { instructions, constantCount, result } = member.structure;
    code.push(instructions.length, constantCount, member.tails === undefined ? 0 : 1, result);
    for (const { opcode, operands } of instructions) code.push(OPCODE[opcode].code, ...operands);
    for (const constant of member.constants) constants.push(constant);
    for (const tail of member.tails ?? []) tails.push(tail);
  }
  return {
    code: Int16Array.from(code),
    constants: Float64Array.from(constants),
    tails: Float64Array.from(tails),
    scores: Float64Array.from(members, ({ score }) => score),
  };
}

/**
 * The programs again, with the same bits.
 * @throws RangeError for arrays that do not hold programs of the program form, or that hold more than these
 */
export function unpackMembers(packed: PackedMembers): Member[] {
  const reader = new Reader(packed);
  const members = Array.from(packed.scores, (score) => reader.next(score));
  reader.end();
  return members;
}

class Reader {
  private readonly packed: PackedMembers;
  private atCode = 0;
  private atConstant = 0;
  private atTail = 0;

  constructor(packed: PackedMembers) {
    this.packed = packed;
  }

  next(score: number): Member {
    const length = this.within(0, MAX_INSTRUCTIONS);
    const constantCount = this.within(0, MAX_CONSTANTS);
    const hasTails = this.within(0, 1) === 1;
    const result = this.operand(length, constantCount);
    if (length > 0 && result !== length - 1) throw new RangeError('the result is not the last instruction');
    const instructions = Array.from({ length }, (_, i) => this.instruction(i, constantCount));
    const structure: Structure = { instructions, constantCount, result };
    const constants = this.packed.constants.slice(this.atConstant, (this.atConstant += constantCount));
    if (constants.length < constantCount || constants.some(Number.isNaN))
      throw new RangeError('constants are missing or no numbers');
    const member = { structure, constants, hash: hashOfCanonical(structure), score };
    if (!hasTails) return member;
    const tails = this.packed.tails.slice(this.atTail, (this.atTail += constantCount));
    if (tails.length < constantCount || tails.some(Number.isNaN))
      throw new RangeError('tails of constants are missing or no numbers');
    return { ...member, tails };
  }

  end(): void {
    const { code, constants, tails } = this.packed;
    if (this.atCode !== code.length || this.atConstant !== constants.length || this.atTail !== tails.length)
      throw new RangeError('there is more than the programs');
  }

  private instruction(index: number, constantCount: number): Instruction {
    const opcode = OPCODE_OF_CODE.get(this.within(0, OPCODES.length - 1));
    if (opcode === undefined) throw new RangeError('an unknown opcode');
    const { arity } = OPCODE[opcode];
    return { opcode, operands: Array.from({ length: arity }, () => this.operand(index, constantCount)) };
  }

  /** One of the values before `limit`, the input, or one of the constants. */
  private operand(limit: number, constantCount: number): Operand {
    return this.within(INPUT - constantCount, Math.max(limit - 1, INPUT));
  }

  private within(least: number, most: number): number {
    const value = this.packed.code[this.atCode++];
    if (value === undefined || value < least || value > most)
      throw new RangeError(`damaged program code at ${String(this.atCode - 1)}`);
    return value;
  }
}
