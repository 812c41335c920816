/**
 * Constants moved so that a program has given values at given points exactly, in exact real arithmetic. A constant is
 * eliminated for each point: what it must be follows by undoing the operations between it and the result one by one.
 * It must be a decimal number that ends, so not every constant of every program will do; a polynomial's constant term does at
 * any point, and at 0 a numerator's and a denominator's do.
 */

import { pinValue } from '../../fitting/pin-value';
import {
  addRationals,
  decimalText,
  divideRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  rationalSquareRoot,
  subtractRationals,
  type Rational,
} from '../../numerics/rational';
import { constantFromText, MAX_CONSTANT_DIGITS } from '../../program/constant';
import {
  constantIndex,
  INPUT,
  isConstantOperand,
  type Constant,
  type Operand,
  type Program,
} from '../../program/program';
import { rationalConstants, rationalValues, type RationalValues } from '../../program/rational-program';

/** To which constants are rounded where that helps: enough for errors that double-double tells apart. */
const PINNED_DIGITS = 30;

/** A point and the value wanted there. */
export interface RequiredValue {
  readonly x: Rational;
  readonly y: Rational;
}

/** Whether the program has the value, exactly. False also where its own value is no fraction that can be written out. */
export function hasValue(program: Program, { x, y }: RequiredValue): boolean {
  const constants = rationalConstants(program);
  if (constants === undefined) return false;
  const value = rationalValues(program, constants, x).at(program.result);
  return value !== undefined && equalRationals(value, y);
}

/**
 * The program with as few constants moved as there are points, such that it has all the values exactly; null where none of
 * the ways tried leads there. The program itself where it has them.
 */
export function imposeValues(program: Program, required: readonly RequiredValue[]): Program | null {
  const imposed = moveConstants(program, required);
  const [only] = required;
  return imposed !== null || only === undefined || required.length > 1 ? imposed : pinned(program, only);
}

/** The same by elimination alone, all other constants as they are. */
export function moveConstants(program: Program, required: readonly RequiredValue[]): Program | null {
  return imposeFrom(program, required, 0);
}

/**
 * Where quotients are in the way, they are given decimal values as well. The operations on one value that come last are undone
 * first.
 */
function pinned(program: Program, required: RequiredValue): Program | null {
  const constants = rationalConstants(program);
  if (constants === undefined) return null;
  const { at } = rationalValues(program, constants, required.x);
  let { result } = program;
  let wanted = required.y;
  for (;;) {
    const { opcode, operands } = program.instructions[result] ?? {};
    const [a, b] = operands ?? [];
    if (a === undefined || a < 0) break;
    if (opcode === 'neg') wanted = negateRational(wanted);
    else if (opcode === 'mul' && a === b) {
      const root = rationalSquareRoot(wanted);
      if (root === undefined) break;
      wanted = (at(a)?.numerator ?? 0n) < 0n ? negateRational(root) : root;
    } else break;
    result = a;
  }
  const inner = { ...program, instructions: program.instructions.slice(0, result + 1), result };
  const moved = result < 0 ? undefined : pinValue(inner, required.x, wanted, PINNED_DIGITS);
  const whole = moved && { ...program, constants: moved.constants };
  return whole !== undefined && hasValue(whole, required) ? whole : null;
}

/** The first `fixed` values are there, and stay. */
function imposeFrom(program: Program, required: readonly RequiredValue[], fixed: number): Program | null {
  const next = required[fixed];
  if (next === undefined) return program;
  if (hasValue(program, next)) return imposeFrom(program, required, fixed + 1);
  for (const moved of solutions(program, next)) {
    if (!required.slice(0, fixed + 1).every((value) => hasValue(moved, value))) continue;
    const imposed = imposeFrom(moved, required, fixed + 1);
    if (imposed !== null) return imposed;
  }
  return null;
}

/** Programs with one constant moved, those with the shortest constant first. */
function solutions(program: Program, { x, y }: RequiredValue): Program[] {
  const constants = rationalConstants(program);
  if (constants === undefined) return [];
  const values = rationalValues(program, constants, x);
  const found: { readonly k: number; readonly constant: Constant; readonly length: number }[] = [];
  for (const { k, value } of eliminated(program, values, y)) {
    const text = decimalText(value, MAX_CONSTANT_DIGITS);
    if (text !== undefined) found.push({ k, constant: constantFromText(text, 'real'), length: text.length });
  }
  return found
    .sort((a, b) => a.length - b.length || a.k - b.k)
    .map(({ k, constant }) => ({
      ...program,
      constants: program.constants.map((known, j) => (j === k ? constant : known)),
    }));
}

/** Each constant that one chain of operations leads to, and what it must be for the result to be y. */
function* eliminated(
  { instructions, result }: Program,
  { at }: RationalValues,
  y: Rational,
): Generator<{ readonly k: number; readonly value: Rational }> {
  const uses = usesOf(instructions.flatMap(({ operands }) => operands));
  const pending: { readonly operand: Operand; readonly wanted: Rational }[] = [
    { operand: result, wanted: y },
  ];
  const want = (operand: Operand | undefined, wanted: Rational | undefined): void => {
    if (operand !== undefined && wanted !== undefined) pending.push({ operand, wanted });
  };
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { operand, wanted } = next;
    if (operand === INPUT) continue;
    if (isConstantOperand(operand)) {
      yield { k: constantIndex(operand), value: wanted };
      continue;
    }
    const { opcode, operands } = instructions[operand]!;
    const [a, b, c] = operands;
    const [p, q, r] = operands.map(at);
    // A value that is used elsewhere as well cannot be moved for one of its uses; a square is used twice by itself.
    const isFree = (used: Operand | undefined): boolean => used !== undefined && uses.get(used) === 1;
    switch (opcode) {
      case 'neg':
        if (isFree(a)) want(a, negateRational(wanted));
        break;
      case 'sqrt':
        if (isFree(a) && wanted.numerator >= 0n) want(a, multiplyRationals(wanted, wanted));
        break;
      case 'add':
        if (isFree(a) && q !== undefined) want(a, subtractRationals(wanted, q));
        if (isFree(b) && p !== undefined) want(b, subtractRationals(wanted, p));
        break;
      case 'sub':
        if (isFree(a) && q !== undefined) want(a, addRationals(wanted, q));
        if (isFree(b) && p !== undefined) want(b, subtractRationals(p, wanted));
        break;
      case 'mul':
        if (a === b) {
          const root = uses.get(a!) === 2 ? rationalSquareRoot(wanted) : undefined;
          if (root !== undefined) want(a, p !== undefined && p.numerator < 0n ? negateRational(root) : root);
          break;
        }
        if (isFree(a) && q !== undefined) want(a, quotient(wanted, q));
        if (isFree(b) && p !== undefined) want(b, quotient(wanted, p));
        break;
      case 'div':
        if (isFree(a) && q !== undefined) want(a, multiplyRationals(wanted, q));
        if (isFree(b) && p !== undefined) want(b, quotient(p, wanted));
        break;
      case 'fma': {
        if (isFree(c) && p !== undefined && q !== undefined)
          want(c, subtractRationals(wanted, multiplyRationals(p, q)));
        const product = r === undefined ? undefined : subtractRationals(wanted, r);
        if (product === undefined) break;
        if (isFree(a) && q !== undefined) want(a, quotient(product, q));
        if (isFree(b) && p !== undefined) want(b, quotient(product, p));
        break;
      }
    }
  }
}

function quotient(a: Rational, b: Rational): Rational | undefined {
  return b.numerator === 0n ? undefined : divideRationals(a, b);
}

function usesOf(operands: readonly Operand[]): ReadonlyMap<Operand, number> {
  const uses = new Map<Operand, number>();
  for (const operand of operands) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  return uses;
}
