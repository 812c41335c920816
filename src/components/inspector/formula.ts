/** A program as a formula in MathML Core: shared and deeply nested parts as lines of their own. */

import { definitionsOf, type Tree } from '../../codegen/tree';
import { constantToNumber } from '../../program/constant';
import type { Constant, Program } from '../../program/program';
import { argumentNumber } from '../number-text';

export interface MathNode {
  readonly tag: 'mrow' | 'mfrac' | 'msqrt' | 'msup' | 'msub' | 'mi' | 'mn' | 'mo' | 'mtext';
  readonly text?: string;
  readonly children?: readonly MathNode[];
}

export interface FormulaLine {
  readonly name: MathNode;
  readonly value: MathNode;
}

/** Deeper nesting becomes too wide, or too small to read. */
const MAX_HEIGHT = 4;
/** With fused instructions, which are two operations each and as a rule those of a long sum. */
const MAX_FUSED_HEIGHT = 2;
const NAMES = ['u', 'v', 'w', 's', 't'];

interface Formula {
  readonly node: MathNode;
  /** 1 for sums, 2 for products, 3 for a leading sign, 4 for what never needs parentheses. */
  readonly strength: 1 | 2 | 3 | 4;
  /** Without its leading sign, for what begins with a constant below 0; as strong as a product. */
  readonly unsigned?: MathNode;
}

/** The lines in order, the last one the result, named y. Constants are shown to six digits; fma(a, b, c) is a ⋅ b + c. */
export function formulaLines(program: Program): readonly FormulaLine[] {
  const isFused = program.instructions.some(({ opcode }) => opcode === 'fma');
  const { definitions, result } = definitionsOf(program, isFused ? MAX_FUSED_HEIGHT : MAX_HEIGHT);
  const constants = program.constants.map(constantFormula);
  const nameOf = (definition: number): MathNode =>
    definitions.length <= NAMES.length
      ? identifier(NAMES[definition] ?? '')
      : { tag: 'msub', children: [identifier('t'), numeral(String(definition + 1))] };
  const formula = (tree: Tree): Formula => {
    switch (tree.kind) {
      case 'input':
        return { node: identifier('x'), strength: 4 };
      case 'constant':
        return constants[tree.index] ?? { node: identifier('?'), strength: 4 };
      case 'reference':
        return { node: nameOf(tree.definition), strength: 4 };
      case 'operation':
        return compose(tree, tree.operands.map(formula));
    }
  };
  return [
    ...definitions.map((tree, index) => ({ name: nameOf(index), value: formula(tree).node })),
    { name: identifier('y'), value: formula(result).node },
  ];
}

function compose(tree: Tree & { readonly kind: 'operation' }, operands: readonly Formula[]): Formula {
  const [a = EMPTY, b = EMPTY, c = EMPTY] = operands;
  switch (tree.opcode) {
    case 'add':
      return b.unsigned === undefined
        ? { node: row(enclosed(a, 1), sign('+'), enclosed(b, 2)), strength: 1 }
        : { node: row(enclosed(a, 1), sign('−'), b.unsigned), strength: 1 };
    case 'sub':
      return { node: row(enclosed(a, 1), sign('−'), enclosed(b, 2)), strength: 1 };
    case 'mul': {
      if (isSame(tree.operands[0], tree.operands[1])) {
        return { node: { tag: 'msup', children: [enclosed(a, 4), numeral('2')] }, strength: 2 };
      }
      // The constant first, as formulas have it.
      const [left, right] = tree.operands[1]?.kind === 'constant' ? [b, a] : [a, b];
      return signed(left, (factor) => row(factor, sign('⋅'), enclosed(right, 3)));
    }
    case 'div':
      return signed(a, (numerator) => ({ tag: 'mfrac', children: [numerator, b.node] }), true);
    case 'sqrt':
      return { node: { tag: 'msqrt', children: [a.node] }, strength: 4 };
    case 'neg':
      return { node: row(sign('−'), enclosed(a, 4)), strength: 3 };
    case 'fma': {
      const [x, y, z] = tree.operands;
      const product: Tree = { kind: 'operation', opcode: 'mul', operands: [x, y].filter(isTree) };
      const sum: Tree = { kind: 'operation', opcode: 'add', operands: [product, z].filter(isTree) };
      return compose(sum, [compose(product, [a, b]), c]);
    }
  }
}

/** A product or quotient; a sign of its first part stands before all of it. `free`: that part needs no parentheses. */
function signed(first: Formula, around: (part: MathNode) => MathNode, free = false): Formula {
  if (first.unsigned !== undefined) {
    const unsigned = around(first.unsigned);
    return { node: row(sign('−'), unsigned), strength: 1, unsigned };
  }
  return { node: around(free ? first.node : enclosed(first, 2)), strength: 2 };
}

function isTree(tree: Tree | undefined): tree is Tree {
  return tree !== undefined;
}

const EMPTY: Formula = { node: { tag: 'mrow' }, strength: 4 };

function isSame(one: Tree | undefined, other: Tree | undefined): boolean {
  return one !== undefined && one.kind !== 'constant' && JSON.stringify(one) === JSON.stringify(other);
}

function enclosed({ node, strength }: Formula, least: Formula['strength']): MathNode {
  return strength >= least ? node : row(sign('('), node, sign(')'));
}

function constantFormula(constant: Constant): Formula {
  const value = constantToNumber(constant);
  const magnitude = numberNode(Math.abs(value));
  const strength = magnitude.tag === 'mrow' ? 2 : 4;
  return value < 0
    ? { node: row(sign('−'), magnitude), strength: 1, unsigned: magnitude }
    : { node: magnitude, strength };
}

function numberNode(value: number): MathNode {
  if (!Number.isFinite(value)) return identifier(Number.isNaN(value) ? 'NaN' : '∞');
  const [digits = '', exponent] = argumentNumber(value).split('e');
  if (exponent === undefined) return numeral(digits);
  const power = Number(exponent);
  const index = power < 0 ? row(sign('−'), numeral(String(-power))) : numeral(String(power));
  return row(numeral(String(Number(digits))), sign('⋅'), { tag: 'msup', children: [numeral('10'), index] });
}

function row(...children: readonly MathNode[]): MathNode {
  return { tag: 'mrow', children };
}

function identifier(text: string): MathNode {
  return { tag: 'mi', text };
}

function numeral(text: string): MathNode {
  return { tag: 'mn', text };
}

function sign(text: string): MathNode {
  return { tag: 'mo', text };
}
