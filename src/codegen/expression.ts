/**
 * The body of a function in a language with infix operators: live instructions in order, each either a named
 * value or, where the dialect allows and it is used once, part of the expression that uses it.
 *
 * Operations and their association are exactly the program's: parentheses are left out only where precedence and
 * left association say the same, and the only rewriting is a + (-c) = a - c for a constant c, an identity of
 * IEEE 754 arithmetic.
 */

import type { Instruction, Operand, Structure } from '../program/program';
import { constantIndex, INPUT, isConstantOperand } from '../program/program';
import type { NameScope } from './identifier';
import { instructionAt, liveInstructions } from './live';

export interface Dialect {
  /** The text of a constant that is not negative: finite, or Infinity or NaN where the language has them. */
  literal(magnitude: number): string;
  /**
   * A call around the result of an operation, where it needs one: to round it, or to keep it from being merged into
   * its use. Negation is exact and is not asked about.
   */
  enclose?(expression: string, instruction: number): string | undefined;
  sqrt(argument: string): string;
  fma(a: string, b: string, c: string): string;
  /** Longest expression to be merged into its only use; 0 gives every instruction a line of its own. */
  readonly inlineWidth: number;
  /** Constants that must have a name of their own, beside those used more than once. */
  bindsConstant?(index: number): boolean;
  /** The name wished for the n-th constant that has one; c and its number unless told. */
  constantName?(n: number): string;
}

export interface Statement {
  readonly name: string;
  readonly expression: string;
  /** The constants written in the expression, by index, in the order of their instructions. */
  readonly constants: readonly number[];
  /** Whether it only gives a constant a name; such statements come first. */
  readonly isConstant: boolean;
}

export interface Body {
  readonly statements: readonly Statement[];
  /** The value to return; its name is empty. */
  readonly result: Statement;
}

/** How tightly an expression's outermost operator binds. */
const SUM = 1;
const PRODUCT = 2;
const PREFIX = 3;
const ATOM = 4;

interface Expression {
  readonly text: string;
  readonly strength: number;
  readonly constants: readonly number[];
}

function operandAt(instruction: Instruction, position: number): Operand {
  const operand = instruction.operands[position];
  if (operand === undefined) throw new RangeError(`${instruction.opcode} has no operand ${position}`);
  return operand;
}

export function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/**
 * Renders the program. `constants[k]` is the value of constant k in the arithmetic of the language; names for
 * values and constants are claimed from `scope`, and `input` is the name of the parameter.
 */
export function renderBody(
  structure: Structure,
  constants: readonly number[],
  dialect: Dialect,
  scope: NameScope,
  input: string,
): Body {
  const live = liveInstructions(structure);
  const uses = new Map<Operand, number>();
  const use = (operand: Operand): void => void uses.set(operand, (uses.get(operand) ?? 0) + 1);
  for (const index of live) instructionAt(structure, index).operands.forEach(use);
  use(structure.result);

  const statements: Statement[] = [];
  const rendered = new Map<Operand, Expression>([[INPUT, { text: input, strength: ATOM, constants: [] }]]);

  const bind = (operand: Operand, wish: string, value: Expression): void => {
    const name = scope.claim(wish);
    statements.push({
      name,
      expression: value.text,
      constants: value.constants,
      isConstant: isConstantOperand(operand),
    });
    rendered.set(operand, { text: name, strength: ATOM, constants: [] });
  };

  const literal = (value: number): Expression =>
    isNegative(value)
      ? { text: `-${dialect.literal(-value)}`, strength: PREFIX, constants: [] }
      : { text: dialect.literal(value), strength: ATOM, constants: [] };

  for (let index = 0, bound = 0; index < constants.length; index++) {
    const operand = -2 - index;
    const count = uses.get(operand) ?? 0;
    if (count === 0) continue;
    const written = { ...literal(constants[index] ?? NaN), constants: [index] };
    if (count > 1 || dialect.bindsConstant?.(index) === true) {
      const n = bound++;
      bind(operand, dialect.constantName?.(n) ?? `c${n}`, written);
    } else rendered.set(operand, written);
  }

  const expressionOf = (operand: Operand): Expression => {
    const expression = rendered.get(operand);
    if (expression === undefined) throw new RangeError(`operand ${operand} is used before its definition`);
    return expression;
  };

  /** The constant an operand stands for, when it is written in place and negative. */
  const negativeLiteral = (operand: Operand): Expression | undefined => {
    if (!isConstantOperand(operand) || expressionOf(operand).strength === ATOM) return undefined;
    const index = constantIndex(operand);
    return { ...literal(-(constants[index] ?? NaN)), constants: [index] };
  };

  const infix = (symbol: '+' | '-' | '*' | '/', left: Expression, right: Expression): Expression => {
    const sum = symbol === '+' || symbol === '-';
    const leftText = left.strength >= (sum ? SUM : PRODUCT) ? left.text : `(${left.text})`;
    const bare = right.strength === ATOM || (sum && right.strength === PRODUCT);
    const text = `${leftText} ${symbol} ${bare ? right.text : `(${right.text})`}`;
    return { text, strength: sum ? SUM : PRODUCT, constants: [...left.constants, ...right.constants] };
  };

  const sumOf = (symbol: '+' | '-', first: Operand, second: Operand): Expression => {
    const subtrahend = negativeLiteral(second);
    if (subtrahend !== undefined) return infix(symbol === '+' ? '-' : '+', expressionOf(first), subtrahend);
    const leading = symbol === '+' ? negativeLiteral(first) : undefined;
    if (leading !== undefined) return infix('-', expressionOf(second), leading);
    return infix(symbol, expressionOf(first), expressionOf(second));
  };

  const render = (instruction: Instruction): Expression => {
    const operand = (position: number): Operand => operandAt(instruction, position);
    const argument = (position: number): Expression => expressionOf(operand(position));
    const call = (text: string): Expression => ({
      text,
      strength: ATOM,
      constants: instruction.operands.flatMap((o) => expressionOf(o).constants),
    });
    switch (instruction.opcode) {
      case 'add':
        return sumOf('+', operand(0), operand(1));
      case 'sub':
        return sumOf('-', operand(0), operand(1));
      case 'mul':
        return infix('*', argument(0), argument(1));
      case 'div':
        return infix('/', argument(0), argument(1));
      case 'fma':
        return call(dialect.fma(argument(0).text, argument(1).text, argument(2).text));
      case 'sqrt':
        return call(dialect.sqrt(argument(0).text));
      case 'neg': {
        const { text, strength, constants: written } = argument(0);
        return { text: strength === ATOM ? `-${text}` : `-(${text})`, strength: PREFIX, constants: written };
      }
    }
  };

  let bound = 0;
  for (const index of live) {
    const instruction = instructionAt(structure, index);
    const value = render(instruction);
    const call = instruction.opcode === 'neg' ? undefined : dialect.enclose?.(value.text, index);
    const whole = call === undefined ? value : { ...value, text: call, strength: ATOM };
    const once = (uses.get(index) ?? 0) === 1;
    if (index === structure.result || (once && whole.text.length <= dialect.inlineWidth))
      rendered.set(index, whole);
    else bind(index, `t${bound++}`, whole);
  }

  const { text, constants: written } = expressionOf(structure.result);
  return { statements, result: { name: '', expression: text, constants: written, isConstant: false } };
}
