/** Writes straight-line programs in real arithmetic with the opcodes that are allowed. */

import { constantFromText } from '../program/constant';
import type { Opcode } from '../program/opcode';
import {
  constantOperand,
  INPUT,
  type Constant,
  type Instruction,
  type Operand,
  type Program,
} from '../program/program';
import { BaselineError } from './baseline-error';

/** Whether the number text stands for 0. */
export function isZeroText(text: string): boolean {
  return /^[+-]?0*\.?0*(e[+-]?\d+)?$/i.test(text);
}

/** The text of the opposite number. */
export function negatedText(text: string): string {
  return text.startsWith('-') ? text.slice(1) : `-${text.replace(/^\+/, '')}`;
}

/**
 * Each method emits as few instructions as the allowed opcodes permit: fma does a product and a sum in one, and
 * stands in for mul and add; sub stands in for add. What was computed before is not computed again.
 * BaselineError where the opcodes allow neither fma, nor mul with add or sub.
 */
export class ProgramBuilder {
  private readonly opcodes: readonly string[];
  private readonly instructions: Instruction[] = [];
  private readonly constants: Constant[] = [];
  private readonly known = new Map<string, Operand>();

  constructor(opcodes: readonly string[]) {
    this.opcodes = opcodes;
  }

  constant(text: string): Operand {
    return this.once(`constant ${text}`, () =>
      constantOperand(this.constants.push(constantFromText(text, 'real')) - 1),
    );
  }

  multiply(a: Operand, b: Operand): Operand {
    if (this.allows('mul')) return this.emit('mul', a, b);
    if (this.allows('fma')) return this.emit('fma', a, b, this.constant('0'));
    throw new BaselineError('a polynomial needs the opcode fma, or mul with add or sub');
  }

  /** a * b + c, c a number. */
  multiplyAdd(a: Operand, b: Operand, c: string): Operand {
    if (isZeroText(c)) return this.multiply(a, b);
    if (this.allows('fma')) return this.emit('fma', a, b, this.constant(c));
    return this.addNumber(this.multiply(a, b), c);
  }

  /** a * b + c, c a value. */
  multiplyAddValue(a: Operand, b: Operand, c: Operand): Operand {
    if (this.allows('fma')) return this.emit('fma', a, b, c);
    return this.add(this.multiply(a, b), c);
  }

  /** a + b. */
  add(a: Operand, b: Operand): Operand {
    if (this.allows('add')) return this.emit('add', a, b);
    if (this.allows('fma')) return this.emit('fma', a, this.constant('1'), b);
    if (this.allows('sub')) return this.emit('sub', a, this.emit('sub', this.constant('0'), b));
    throw new BaselineError('a polynomial needs the opcode fma, or mul with add or sub');
  }

  /** a + c, c a number: a alone where that is 0. */
  addNumber(a: Operand, c: string): Operand {
    if (isZeroText(c)) return a;
    if (this.allows('add')) return this.emit('add', a, this.constant(c));
    if (this.allows('sub')) return this.emit('sub', a, this.constant(negatedText(c)));
    if (this.allows('fma')) return this.emit('fma', a, this.constant('1'), this.constant(c));
    throw new BaselineError('a polynomial needs the opcode fma, or mul with add or sub');
  }

  /** a / b. */
  divide(a: Operand, b: Operand): Operand {
    if (this.allows('div')) return this.emit('div', a, b);
    throw new BaselineError('a rational function needs the opcode div');
  }

  /** x - root. */
  differenceFrom(root: string): Operand {
    if (isZeroText(root)) return INPUT;
    if (this.allows('sub')) return this.emit('sub', INPUT, this.constant(root));
    return this.addNumber(INPUT, negatedText(root));
  }

  finish(result: Operand): Program {
    return {
      instructions: this.instructions,
      constants: this.constants,
      constantCount: this.constants.length,
      result,
    };
  }

  private allows(opcode: Opcode): boolean {
    return this.opcodes.includes(opcode);
  }

  private emit(opcode: Opcode, ...operands: Operand[]): Operand {
    return this.once(
      `${opcode} ${operands.join(' ')}`,
      () => this.instructions.push({ opcode, operands }) - 1,
    );
  }

  private once(key: string, make: () => Operand): Operand {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.known.set(key, made);
    return made;
  }
}
