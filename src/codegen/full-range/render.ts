/** The body of a full-range function in a language with infix operators and a conditional expression. */

import type { NameScope } from '../identifier';
import { liveSteps, type Dataflow, type Operation, type Step, type ValueType } from './dataflow';

/** How tightly an expression's outermost operator binds; what binds less than a place needs is put in parentheses. */
export const STRENGTH = { select: 0, comparison: 1, sum: 2, product: 3, prefix: 4, atom: 5 } as const;

export interface Expression {
  readonly text: string;
  readonly strength: number;
}

export interface RenderDialect {
  /** A number of a floating-point type, or an integer, of either sign. */
  readonly literal: (value: number, type: ValueType) => Expression;
  /** Rounds an arithmetic result to the type, where the language does not. */
  readonly rounded: (expression: Expression, type: ValueType) => Expression;
  /** Operations that are calls or casts, with the operands' texts in parentheses where they need them. */
  readonly call: (
    operation: Operation,
    operands: readonly string[],
    number: number,
    type: ValueType,
  ) => Expression | undefined;
  readonly declare: (
    type: ValueType,
    name: string,
    expression: string,
    constant: number | undefined,
  ) => string;
  readonly guard: (condition: string, value: string) => string;
  readonly result: (value: string) => string;
  /** What the language writes in a way of its own; undefined for what it does not. */
  readonly own?: (
    step: Step,
    operandText: (operand: number, strength: number) => string,
  ) => Expression | undefined;
  /** A value that compilers must not merge with what uses it. */
  readonly kept?: (expression: Expression) => Expression;
  /** A name of the language's convention, from words joined by underscores. */
  readonly spell: (name: string) => string;
}

const INFIX: Readonly<Partial<Record<Operation, readonly [symbol: string, strength: number]>>> = {
  add: ['+', STRENGTH.sum],
  sub: ['-', STRENGTH.sum],
  mul: ['*', STRENGTH.product],
  div: ['/', STRENGTH.product],
  lt: ['<', STRENGTH.comparison],
  le: ['<=', STRENGTH.comparison],
  eq: ['==', STRENGTH.comparison],
  ne: ['!=', STRENGTH.comparison],
};

/** 0 < x reads better as x > 0. */
const MIRRORED: Readonly<Partial<Record<Operation, string>>> = { lt: '>', le: '>=' };

/** Expressions of at most so many characters become part of the one that uses them. */
const INLINE_WIDTH = 56;

/** Without the parentheses that only an operand needs. */
export function unwrapped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    if (depth === 0) return i === text.length - 1 ? text.slice(1, -1) : text;
  }
  return text;
}

/** Lines without indentation; `input` is the name of the argument, and no other name of `scope` is taken twice. */
export function renderDataflow(
  dataflow: Dataflow,
  dialect: RenderDialect,
  scope: NameScope,
  input: string,
  comparisons: Readonly<Partial<Record<Operation, string>>> = {},
): string[] {
  const { steps, result } = dataflow;
  const live = liveSteps(dataflow);
  const uses = new Map<number, number>([[result, 1]]);
  for (const index of live)
    for (const operand of steps[index]!.operands) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const rendered = new Map<number, Expression>();
  const lines: string[] = [];

  const expressionOf = (index: number): Expression => {
    const expression = rendered.get(index);
    if (expression === undefined) throw new RangeError(`step ${index} is used before it is made`);
    return expression;
  };
  const textFor = (index: number, strength: number): string => {
    const { text, strength: own } = expressionOf(index);
    return own >= strength ? text : `(${text})`;
  };
  const render = (step: Step): Expression => {
    const { operation, type, operands, number = 0 } = step;
    const [a = -1, b = -1, c = -1] = operands;
    const own = dialect.own?.(step, textFor);
    if (own !== undefined) return own;
    if (operation === 'input') return { text: input, strength: STRENGTH.atom };
    if (operation === 'constant') return dialect.literal(number, type);
    const infix = INFIX[operation];
    if (infix !== undefined) {
      const [symbol, strength] = infix;
      const isConstantFirst = steps[a]?.operation === 'constant' && steps[b]?.operation !== 'constant';
      const mirrored = MIRRORED[operation];
      if (mirrored !== undefined && isConstantFirst) {
        return { text: `${textFor(b, strength + 1)} ${mirrored} ${textFor(a, strength + 1)}`, strength };
      }
      const left = textFor(a, strength === STRENGTH.comparison ? strength + 1 : strength);
      const expression = {
        text: `${left} ${comparisons[operation] ?? symbol} ${textFor(b, strength + 1)}`,
        strength,
      };
      return strength === STRENGTH.comparison ? expression : dialect.rounded(expression, type);
    }
    if (operation === 'neg') return { text: `-${textFor(a, STRENGTH.atom)}`, strength: STRENGTH.prefix };
    if (operation === 'select') {
      const part = (operand: number): string => textFor(operand, STRENGTH.comparison);
      return { text: `${part(a)} ? ${part(b)} : ${part(c)}`, strength: STRENGTH.select };
    }
    const call = dialect.call(
      operation,
      operands.map((operand) => textFor(operand, STRENGTH.atom)),
      number,
      type,
    );
    if (call === undefined) throw new RangeError(`the language has no ${operation}`);
    return call;
  };

  for (const index of live) {
    const step = steps[index]!;
    if (step.operation === 'guard') {
      const [condition = -1, value = -1] = step.operands;
      lines.push(dialect.guard(expressionOf(condition).text, expressionOf(value).text));
      continue;
    }
    const plain = render(step);
    const expression = step.kept === true ? (dialect.kept?.(plain) ?? plain) : plain;
    const once = (uses.get(index) ?? 0) <= 1;
    const isUnnamedConstant = step.operation === 'constant' && step.name === undefined;
    const inline = once && step.name === undefined && expression.text.length <= INLINE_WIDTH;
    // A conversion that the language does not write leaves a name.
    const isName = /^[A-Za-z_]\w*$/.test(expression.text) && step.operation !== 'constant';
    if (isName || isUnnamedConstant || inline || index === result) {
      rendered.set(index, expression);
      continue;
    }
    const name = scope.claim(dialect.spell(step.name ?? 't'));
    const constant = step.operation === 'constant' ? step.number : undefined;
    lines.push(dialect.declare(step.type, name, expression.text, constant));
    rendered.set(index, { text: name, strength: STRENGTH.atom });
  }
  lines.push(dialect.result(expressionOf(result).text));
  return lines;
}
