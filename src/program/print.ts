/** Writes programs as text that `parseProgram` reads back to the same operations and the same constants. */

import { fromBinary64Bits } from '../numerics/bits';
import { isFiniteFormat } from '../numerics/format';
import type { Format } from '../numerics/format';
import { constantFromText, constantKey, constantText, isNanBits } from './constant';
import { OPCODE } from './opcode';
import type { Opcode } from './opcode';
import { constantIndex, INPUT, isConstantOperand } from './program';
import type { Constant, Operand, Program, Structure } from './program';
import { shortestText } from './shortest-text';

export interface PrintStyle {
  /** `listing` (the default): one instruction a line. `inlined`: values used once stand where they are used. */
  readonly layout?: 'listing' | 'inlined';
  /**
   * `hexadecimal` (the default), or `decimal`: the shortest decimal that reads back to the same bits in
   * `format`, where there is one; in `real`, where decimals are exact, only one of at most 17 digits.
   */
  readonly constants?: 'hexadecimal' | 'decimal';
  /** The format the text will be read in; `real` unless told. */
  readonly format?: Format;
  /** Between assignments: a line end unless told. */
  readonly separator?: '\n' | '; ';
}

const LETTERS = 'abcdefghijklmnopqrstuvwz';

/** Inlined expressions are cut into assignments at this height, well below what the parser takes. */
const MAX_INLINED_HEIGHT = 24;

/** The name of the n-th named value: a to z without x and y, then a1, b1, ... Never a name with a meaning of its own. */
export function valueName(n: number): string {
  const round = Math.floor(n / LETTERS.length);
  return LETTERS.charAt(n % LETTERS.length) + (round === 0 ? '' : String(round));
}

function printConstant(constant: Constant, style: PrintStyle): string {
  if (constant.kind === 'decimal' || style.constants !== 'decimal' || isNanBits(constant.bits)) {
    return constantText(constant);
  }
  const format = style.format ?? 'real';
  const value = fromBinary64Bits(constant.bits);
  if (!Number.isFinite(value)) return constantText(constant);
  const text = isFiniteFormat(format) ? shortestText(value, format) : String(value);
  return constantKey(constantFromText(text, format)) === constantKey(constant)
    ? text
    : constantText(constant);
}

/** How tightly the text of a value binds: sums 1, products 2, a leading minus 3, everything else 4. */
type Binding = 1 | 2 | 3 | 4;

interface Expression {
  readonly text: string;
  readonly binding: Binding;
  readonly height: number;
  /** Whether a minus sign directly before it would be read as part of it. */
  readonly isNumber: boolean;
}

const INFIX_BINDING: Readonly<Partial<Record<Opcode, Binding>>> = { add: 1, sub: 1, mul: 2, div: 2 };

function enclose(expression: Expression, least: Binding): string {
  return expression.binding < least ? `(${expression.text})` : expression.text;
}

function compose(opcode: Opcode, operands: readonly Expression[]): Expression {
  const height = 1 + operands.reduce((highest, operand) => Math.max(highest, operand.height), 0);
  const [left, right] = operands;
  const binding = INFIX_BINDING[opcode];
  const symbol = OPCODE[opcode].symbol;
  if (binding !== undefined && symbol !== undefined && left !== undefined && right !== undefined) {
    const tighter: Binding = binding === 1 ? 2 : 3;
    const text = `${enclose(left, binding)} ${symbol} ${enclose(right, tighter)}`;
    return { text, binding, height, isNumber: false };
  }
  if (opcode === 'neg' && left !== undefined && !left.isNumber) {
    return { text: `-${enclose(left, 4)}`, binding: 3, height, isNumber: false };
  }
  const list = operands.map((operand) => operand.text).join(', ');
  return { text: `${opcode}(${list})`, binding: 4, height, isNumber: false };
}

/** How often each instruction is used by instructions that the result depends on; 0 for dead ones. */
function countUses(structure: Structure): Uint32Array {
  const { instructions, result } = structure;
  const uses = new Uint32Array(instructions.length);
  if (result >= 0) uses[result] = 1;
  for (let i = instructions.length - 1; i >= 0; i--) {
    if (uses[i] === 0) continue;
    for (const operand of instructions[i]?.operands ?? []) {
      if (operand >= 0) uses[operand] = (uses[operand] ?? 0) + 1;
    }
  }
  return uses;
}

/**
 * The program as text. `parseProgram` of it, in a format that its constants are numbers of, gives the same
 * operations on the same bits: the same program up to the numbering of constants, with equal constants merged,
 * and, for the inlined layout, up to the order of independent instructions and without dead ones. Negative
 * constants are written with their sign, the `neg` instruction as unary minus. The result is named `y`.
 */
export function printProgram(program: Program, style: PrintStyle = {}): string {
  const { instructions, result } = program;
  const inlined = style.layout === 'inlined';
  const uses = inlined ? countUses(program) : new Uint32Array(0);
  const constants = program.constants.map((constant) => printConstant(constant, style));
  const values: Expression[] = [];
  const lines: string[] = [];
  let named = 0;

  const expressionOf = (operand: Operand): Expression => {
    if (isConstantOperand(operand)) {
      const text = constants[constantIndex(operand)] ?? '';
      return { text, binding: 4, height: 0, isNumber: true };
    }
    const value = operand === INPUT ? undefined : values[operand];
    return value ?? { text: 'x', binding: 4, height: 0, isNumber: false };
  };

  instructions.forEach(({ opcode, operands }, i) => {
    if (inlined && uses[i] === 0) {
      values.push(expressionOf(INPUT)); // Nothing that is printed uses it.
      return;
    }
    const expression = compose(opcode, operands.map(expressionOf));
    const isResult = i === result;
    if (inlined && !isResult && uses[i] === 1 && expression.height < MAX_INLINED_HEIGHT) {
      values.push(expression);
      return;
    }
    const name = isResult ? 'y' : valueName(named++);
    lines.push(`${name} = ${expression.text}`);
    values.push({ text: name, binding: 4, height: 0, isNumber: false });
  });
  if (result < 0) lines.push(`y = ${expressionOf(result).text}`);
  return lines.join(style.separator ?? '\n');
}
