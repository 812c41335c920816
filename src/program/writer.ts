/** Puts programs together instruction by instruction, within the bounds of the program form. */

import { constantKey } from './constant';
import { ProgramError } from './errors';
import type { Opcode } from './opcode';
import {
  constantIndex,
  constantOperand,
  isConstantOperand,
  MAX_CONSTANTS,
  MAX_INSTRUCTIONS,
} from './program';
import type { Constant, Instruction, Operand, Program } from './program';

export class ProgramWriter {
  readonly #instructions: Instruction[] = [];
  readonly #constants: Constant[] = [];
  readonly #numbers = new Map<string, number>();

  /** The operand of a constant; equal ones (the same bits, or the same decimal number) are one. ProgramError. */
  constant(constant: Constant): Operand {
    const key = constantKey(constant);
    let index = this.#numbers.get(key);
    if (index === undefined) {
      if (this.#constants.length === MAX_CONSTANTS) {
        throw new ProgramError(`the program has more than ${MAX_CONSTANTS} constants`);
      }
      index = this.#constants.push(constant) - 1;
      this.#numbers.set(key, index);
    }
    return constantOperand(index);
  }

  /** The value of a new instruction. ProgramError. */
  emit(opcode: Opcode, operands: readonly Operand[]): Operand {
    if (this.#instructions.length === MAX_INSTRUCTIONS) {
      throw new ProgramError(`the program has more than ${MAX_INSTRUCTIONS} instructions`);
    }
    return this.#instructions.push({ opcode, operands }) - 1;
  }

  /** The program up to its result, constants numbered by first use. */
  finish(result: Operand): Program {
    const used: Constant[] = [];
    const numbers = new Map<number, number>();
    const rename = (operand: Operand): Operand => {
      if (!isConstantOperand(operand)) return operand;
      const index = constantIndex(operand);
      let number = numbers.get(index);
      const constant = this.#constants[index];
      if (number === undefined && constant !== undefined) {
        number = used.push(constant) - 1;
        numbers.set(index, number);
      }
      return number === undefined ? operand : constantOperand(number);
    };
    const kept = this.#instructions.slice(0, Math.max(result + 1, 0));
    const instructions = kept.map(({ opcode, operands }) => ({ opcode, operands: operands.map(rename) }));
    const renamedResult = rename(result);
    return { instructions, constantCount: used.length, result: renamedResult, constants: used };
  }
}
