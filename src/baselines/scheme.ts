/** Evaluation schemes: the straight-line programs by which a polynomial is computed. */

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

/** A polynomial by its coefficients, or better, where it has zeros other than 0 to keep, by its factors. */
export interface PolynomialText {
  /** Of 1, x, x^2, ...: decimal text. */
  readonly coefficients: readonly string[];
  readonly factored?: { readonly roots: readonly string[]; readonly quotient: readonly string[] };
}

/**
 * The polynomial by Horner's rule, as a program in real arithmetic.
 *
 * A polynomial of degree n takes 2n instructions, or n with fma. Terms whose coefficient is 0 cost no addition, and a
 * polynomial in x^2, with or without a factor x, is computed from x^2 where that is shorter. A factored one is
 * the quotient multiplied by the differences from the roots: 2n instructions, or n + 1 for one root with fma.
 * BaselineError where the opcodes allow none: neither fma, nor mul with add or sub.
 */
export function polynomialProgram(
  { coefficients, factored }: PolynomialText,
  opcodes: readonly string[],
): Program {
  const terms = factored?.quotient ?? coefficients;
  const roots = factored?.roots ?? [];
  const degree = terms.findLastIndex((c) => !isZeroText(c));
  const trimmed = terms.slice(0, degree + 1);
  const schemes = [horner(trimmed, 1, 0, roots, opcodes)];
  const parity = degree % 2;
  if (degree >= 2 && trimmed.every((c, k) => k % 2 === parity || isZeroText(c))) {
    const every = trimmed.filter((_, k) => k % 2 === parity);
    schemes.push(horner(every, 2, parity, roots, opcodes));
  }
  return schemes.reduce((a, b) => (b.instructions.length < a.instructions.length ? b : a));
}

/** x^factor * q(x^power) * product of (x - root), q given by its coefficients. */
function horner(
  coefficients: readonly string[],
  power: 1 | 2,
  factor: number,
  roots: readonly string[],
  opcodes: readonly string[],
): Program {
  const builder = new ProgramBuilder(opcodes);
  const variable = power === 1 ? INPUT : builder.multiply(INPUT, INPUT);
  let sum: Operand | null = null;
  for (const text of [...coefficients].reverse()) {
    if (sum === null) sum = builder.constant(text);
    else if (isZeroText(text)) sum = builder.multiply(sum, variable);
    else sum = builder.multiplyAdd(sum, variable, text);
  }
  sum ??= builder.constant('0');
  if (factor !== 0) sum = builder.multiply(sum, INPUT);
  for (const root of roots) sum = builder.multiply(sum, builder.differenceFrom(root));
  return builder.finish(sum);
}

function isZeroText(text: string): boolean {
  return /^[+-]?0*\.?0*(e[+-]?\d+)?$/i.test(text);
}

function negated(text: string): string {
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

class ProgramBuilder {
  private readonly opcodes: readonly string[];
  private readonly instructions: Instruction[] = [];
  private readonly constants: Constant[] = [];

  constructor(opcodes: readonly string[]) {
    this.opcodes = opcodes;
  }

  constant(text: string): Operand {
    return constantOperand(this.constants.push(constantFromText(text, 'real')) - 1);
  }

  multiply(a: Operand, b: Operand): Operand {
    if (this.allows('mul')) return this.emit('mul', a, b);
    if (this.allows('fma')) return this.emit('fma', a, b, this.constant('0'));
    throw new BaselineError('a polynomial needs the opcode fma, or mul with add or sub');
  }

  /** a * b + c. */
  multiplyAdd(a: Operand, b: Operand, c: string): Operand {
    if (this.allows('fma')) return this.emit('fma', a, b, this.constant(c));
    const product = this.multiply(a, b);
    if (this.allows('add')) return this.emit('add', product, this.constant(c));
    if (this.allows('sub')) return this.emit('sub', product, this.constant(negated(c)));
    throw new BaselineError('a polynomial needs the opcode fma, or mul with add or sub');
  }

  /** x - root. */
  differenceFrom(root: string): Operand {
    if (isZeroText(root)) return INPUT;
    if (this.allows('sub')) return this.emit('sub', INPUT, this.constant(root));
    if (this.allows('add')) return this.emit('add', INPUT, this.constant(negated(root)));
    return this.multiplyAdd(INPUT, this.constant('1'), negated(root));
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
    return this.instructions.push({ opcode, operands }) - 1;
  }
}
