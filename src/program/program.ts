/**
 * The program: a straight-line list of instructions in SSA form over one input `x` and constants.
 *
 * An operand is a small integer, so that structures can be copied, hashed and sent without translation:
 *   operand >= 0   the value of that instruction (always an earlier one),
 *   INPUT (-1)     the input x,
 *   -2 - k         constant k.
 */

import type { Opcode } from './opcode';

export type Operand = number;

export const INPUT: Operand = -1;

export function constantOperand(index: number): Operand {
  return -2 - index;
}

export function isConstantOperand(operand: Operand): boolean {
  return operand <= -2;
}

export function constantIndex(operand: Operand): number {
  return -2 - operand;
}

export interface Instruction {
  readonly opcode: Opcode;
  /** As many operands as the opcode's arity. */
  readonly operands: readonly Operand[];
}

/** A program without the values of its constants. */
export interface Structure {
  readonly instructions: readonly Instruction[];
  readonly constantCount: number;
  /** The value returned: the last instruction, or x or a constant when there is no instruction. */
  readonly result: Operand;
}

/**
 * A constant, kept exactly. `binary64` holds the bit pattern (every number of f32, f16 and bf16 is also a
 * binary64 number, NaN payloads and signs included); `decimal` holds decimal text of any length and exists
 * for the `real` format only.
 */
export type Constant =
  { readonly kind: 'binary64'; readonly bits: bigint } | { readonly kind: 'decimal'; readonly text: string };

export interface Program extends Structure {
  readonly constants: readonly Constant[];
}

/** Bounds that every program from outside must respect. */
export const MAX_INSTRUCTIONS = 256;
export const MAX_CONSTANTS = 256;
