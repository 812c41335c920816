/** Programs in exact real arithmetic: enclosures of their value to any precision. */

import { add, type Ball, divide, multiply, negate, squareRoot, UndefinedValue } from '../numerics/ball/ball';
import * as projective from '../numerics/ball/projective';
import type { ProjectiveBall } from '../numerics/ball/projective';
import { ballOf } from '../oracle/ziv';
import { constantToExact } from '../program/constant';
import { ProgramError } from '../program/errors';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../program/program';

/**
 * A ball around the program's exact value at x, from operations of `bits` bits. Throws UndefinedValue where the program
 * has none (a division by zero, the root of a negative number, a constant that is no number), PrecisionTooLow
 * where the precision cannot tell.
 */
export type ExactProgram = (x: Ball, bits: number) => Ball;

export function compileExactProgram(program: Program): ExactProgram {
  return compile<Ball>(program, { add, multiply, divide, negate, squareRoot });
}

/**
 * The same on the projective line, where the program is continuous as long as no form is indeterminate: its limit at an
 * end of the interval at which it divides by zero, as 1 / (1 / x) does at 0.
 */
export function compileExactLimit(program: Program): ExactProgram {
  const limit = compile<ProjectiveBall>(program, projective);
  return (x, bits) => projective.finite(limit(x, bits));
}

interface BallArithmetic<V> {
  add(a: V, b: V, bits: number): V;
  multiply(a: V, b: V, bits: number): V;
  divide(a: V, b: V, bits: number): V;
  negate(a: V): V;
  squareRoot(a: V, bits: number): V;
}

function compile<V>(
  program: Program,
  arithmetic: BallArithmetic<V | Ball>,
): (x: Ball, bits: number) => V | Ball {
  const constantsByPrecision = new Map<number, readonly Ball[]>();
  const constantsAt = (bits: number): readonly Ball[] => {
    let constants = constantsByPrecision.get(bits);
    if (constants === undefined) {
      constants = program.constants.map((constant) => ballOf(exactConstant(constant), bits));
      constantsByPrecision.set(bits, constants);
    }
    return constants;
  };
  return (x, bits) => {
    const constants = constantsAt(bits);
    const values: (V | Ball)[] = [];
    const read = (operand: Operand | undefined): V | Ball => {
      let value: V | Ball | undefined;
      if (operand === INPUT) value = x;
      else if (operand === undefined) value = undefined;
      else value = isConstantOperand(operand) ? constants[constantIndex(operand)] : values[operand];
      if (value === undefined) throw new RangeError('an operand refers to nothing');
      return value;
    };
    for (const { opcode, operands } of program.instructions) {
      const a = read(operands[0]);
      switch (opcode) {
        case 'add':
          values.push(arithmetic.add(a, read(operands[1]), bits));
          break;
        case 'sub':
          values.push(arithmetic.add(a, arithmetic.negate(read(operands[1])), bits));
          break;
        case 'mul':
          values.push(arithmetic.multiply(a, read(operands[1]), bits));
          break;
        case 'div':
          values.push(arithmetic.divide(a, read(operands[1]), bits));
          break;
        case 'fma':
          values.push(
            arithmetic.add(arithmetic.multiply(a, read(operands[1]), bits), read(operands[2]), bits),
          );
          break;
        case 'sqrt':
          values.push(arithmetic.squareRoot(a, bits));
          break;
        case 'neg':
          values.push(arithmetic.negate(a));
          break;
      }
    }
    return read(program.result);
  };
}

function exactConstant(constant: Program['constants'][number]): ReturnType<typeof constantToExact> {
  try {
    return constantToExact(constant);
  } catch (error) {
    if (error instanceof ProgramError) throw new UndefinedValue(error.message);
    throw error;
  }
}
