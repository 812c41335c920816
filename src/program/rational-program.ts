/**
 * Values of a program in exact real arithmetic at a rational point, as fractions: where it divides by 0 on the way, the limits
 * that the arithmetic of the projective line gives (numerics/ball/projective.ts).
 */

import {
  addRationals,
  divideRationals,
  multiplyRationals,
  negateRational,
  RATIONAL_ZERO,
  rationalOf,
  rationalSquareRoot,
  sizeInBits,
  type Rational,
} from '../numerics/rational';
import { constantToExact } from './constant';
import { ProgramError } from './errors';
import type { Opcode } from './opcode';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from './program';

/** Fractions of more bits are given up: repeated squaring doubles their length each time. */
const MOST_BITS = 1 << 15;

/** The value of 1 / 0. */
const INFINITE = Symbol('infinity');
type ProjectiveRational = Rational | typeof INFINITE;

export interface RationalValues {
  /** Undefined where the value is infinite or irrational, does not exist, or is too long a fraction. */
  readonly at: (operand: Operand | undefined) => Rational | undefined;
}

/** The program's constants as fractions; undefined where one is no finite number. */
export function rationalConstants({ constants }: Program): Rational[] | undefined {
  try {
    return constants.map((constant) => rationalOf(constantToExact(constant)));
  } catch (error) {
    if (error instanceof ProgramError) return undefined;
    throw error;
  }
}

export function rationalValues(
  { instructions }: Program,
  constants: readonly Rational[],
  x: Rational,
): RationalValues {
  const values: (ProjectiveRational | undefined)[] = [];
  const at = (operand: Operand | undefined): ProjectiveRational | undefined => {
    if (operand === undefined) return undefined;
    if (operand === INPUT) return x;
    return isConstantOperand(operand) ? constants[constantIndex(operand)] : values[operand];
  };
  for (const { opcode, operands } of instructions) {
    const [a, b, c] = operands.map(at);
    const value = apply(opcode, a, b, c);
    const isLong = value !== undefined && value !== INFINITE && sizeInBits(value) > MOST_BITS;
    values.push(isLong ? undefined : value);
  }
  return {
    at: (operand) => {
      const value = at(operand);
      return value === INFINITE ? undefined : value;
    },
  };
}

type Value = ProjectiveRational | undefined;

function apply(opcode: Opcode, a: Value, b: Value, c: Value): Value {
  switch (opcode) {
    case 'add':
      return sum(a, b);
    case 'sub':
      return sum(a, negation(b));
    case 'mul':
      return product(a, b);
    case 'div':
      return quotient(a, b);
    case 'fma':
      return sum(product(a, b), c);
    case 'neg':
      return negation(a);
    case 'sqrt':
      return a === undefined || a === INFINITE ? undefined : rationalSquareRoot(a);
  }
}

function sum(a: Value, b: Value): Value {
  if (a === undefined || b === undefined) return undefined;
  if (a !== INFINITE && b !== INFINITE) return addRationals(a, b);
  return a === b ? undefined : INFINITE;
}

function product(a: Value, b: Value): Value {
  if (a === undefined || b === undefined) return undefined;
  if (a !== INFINITE && b !== INFINITE) return multiplyRationals(a, b);
  return isZero(a) || isZero(b) ? undefined : INFINITE;
}

function quotient(a: Value, b: Value): Value {
  if (a === undefined || b === undefined) return undefined;
  if (b === INFINITE) return a === INFINITE ? undefined : RATIONAL_ZERO;
  if (b.numerator !== 0n) return a === INFINITE ? INFINITE : divideRationals(a, b);
  return isZero(a) ? undefined : INFINITE;
}

function negation(a: Value): Value {
  return a === undefined || a === INFINITE ? a : negateRational(a);
}

function isZero(a: ProjectiveRational): boolean {
  return a !== INFINITE && a.numerator === 0n;
}
