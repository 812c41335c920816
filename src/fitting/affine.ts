/**
 * Which constants a program's result is jointly affine in: those a variable-projection fit can solve for exactly
 * (Golub and Pereyra 1973), instead of walking towards them.
 */

import {
  INPUT,
  constantIndex,
  isConstantOperand,
  type Instruction,
  type Operand,
  type Structure,
} from '../program/program';

/** How a value depends on a set of constants. */
const INDEPENDENT = 0;
const AFFINE = 1;
const OTHER = 2;
type Dependence = typeof INDEPENDENT | typeof AFFINE | typeof OTHER;

function worst(a: Dependence, b: Dependence): Dependence {
  return a > b ? a : b;
}

function product(a: Dependence, b: Dependence): Dependence {
  return a !== INDEPENDENT && b !== INDEPENDENT ? OTHER : worst(a, b);
}

function combine({ opcode }: Instruction, a: Dependence, b: Dependence, c: Dependence): Dependence {
  switch (opcode) {
    case 'add':
    case 'sub':
      return worst(a, b);
    case 'neg':
      return a;
    case 'mul':
      return product(a, b);
    case 'fma':
      return worst(product(a, b), c);
    case 'div':
      return b === INDEPENDENT ? a : OTHER;
    case 'sqrt':
      return a === INDEPENDENT ? INDEPENDENT : OTHER;
  }
}

/**
 * A maximal set of constants, found greedily from the one used last, in which the result is affine.
 * @returns indices of constants, each once; possibly none, possibly all
 */
export function affineConstants(structure: Structure): number[] {
  const { instructions, constantCount, result } = structure;
  const member = new Uint8Array(constantCount);
  const dependence = new Uint8Array(instructions.length);
  const dependenceOf = (operand: Operand | undefined): Dependence => {
    if (operand === undefined || operand === INPUT) return INDEPENDENT;
    if (isConstantOperand(operand)) return member[constantIndex(operand)] === 1 ? AFFINE : INDEPENDENT;
    return dependence[operand] as Dependence;
  };
  const resultDependence = (): Dependence => {
    instructions.forEach((instruction, i) => {
      const [a, b, c] = instruction.operands;
      dependence[i] = combine(instruction, dependenceOf(a), dependenceOf(b), dependenceOf(c));
    });
    return dependenceOf(result);
  };
  const affine: number[] = [];
  for (const k of byLastUse(structure)) {
    member[k] = 1;
    if (resultDependence() === OTHER) member[k] = 0;
    else affine.push(k);
  }
  return affine;
}

/** Constants in the order of their last use, the latest first; unused ones are left out. */
function byLastUse({ instructions, constantCount, result }: Structure): number[] {
  const seen = new Uint8Array(constantCount);
  const order: number[] = [];
  const visit = (operand: Operand): void => {
    if (!isConstantOperand(operand)) return;
    const k = constantIndex(operand);
    if (seen[k] === 1) return;
    seen[k] = 1;
    order.push(k);
  };
  visit(result);
  for (let i = instructions.length - 1; i >= 0; i--) instructions[i]!.operands.forEach(visit);
  return order;
}
