/** Programs in exact real arithmetic: enclosures of their value to any precision. */

import {
  add,
  type Ball,
  divide,
  multiply,
  negate,
  squareRoot,
  subtract,
  UndefinedValue,
} from '../numerics/ball/ball';
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
    const values: Ball[] = [];
    const read = (operand: Operand | undefined): Ball => {
      let ball: Ball | undefined;
      if (operand === INPUT) ball = x;
      else if (operand === undefined) ball = undefined;
      else ball = isConstantOperand(operand) ? constants[constantIndex(operand)] : values[operand];
      if (ball === undefined) throw new RangeError('an operand refers to nothing');
      return ball;
    };
    for (const { opcode, operands } of program.instructions) {
      const a = read(operands[0]);
      switch (opcode) {
        case 'add':
          values.push(add(a, read(operands[1]), bits));
          break;
        case 'sub':
          values.push(subtract(a, read(operands[1]), bits));
          break;
        case 'mul':
          values.push(multiply(a, read(operands[1]), bits));
          break;
        case 'div':
          values.push(divide(a, read(operands[1]), bits));
          break;
        case 'fma':
          values.push(add(multiply(a, read(operands[1]), bits), read(operands[2]), bits));
          break;
        case 'sqrt':
          values.push(squareRoot(a, bits));
          break;
        case 'neg':
          values.push(negate(a));
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
