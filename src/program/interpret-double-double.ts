/**
 * Programs in double-double arithmetic: a stand-in for exact real arithmetic, good to about 2^-104 relatively an
 * instruction, for errors that binary64 hides. fma is a product followed by a sum. Not a format: nothing is
 * promised about infinities, NaN and the sign of zero beyond what the double-double operations do with them.
 */

import { ddAdd, ddDiv, ddFma, ddFrom, ddMul, ddNeg, ddSqrt, ddSub } from '../numerics/double-double';
import type { DoubleDouble } from '../numerics/double-double';
import { constantToPair } from './constant';
import type { Opcode } from './opcode';
import { constantIndex, INPUT, isConstantOperand } from './program';
import type { Operand, Program, Structure } from './program';

/** An instruction with the places of its operands among the constants, x and the earlier values. */
interface Step {
  readonly opcode: Opcode;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** One instruction; operands that the opcode does not have are ignored. */
export function applyDoubleDouble(
  opcode: Opcode,
  a: DoubleDouble,
  b: DoubleDouble,
  c: DoubleDouble,
): DoubleDouble {
  switch (opcode) {
    case 'add':
      return ddAdd(a, b);
    case 'sub':
      return ddSub(a, b);
    case 'mul':
      return ddMul(a, b);
    case 'div':
      return ddDiv(a, b);
    case 'fma':
      return ddFma(a, b, c);
    case 'sqrt':
      return ddSqrt(a);
    case 'neg':
      return ddNeg(a);
  }
}

/** The structure with these constants, one each, as a function of x, for repeated use. It must be valid. */
export function compileDoubleDoubleStructure(
  structure: Structure,
  constants: readonly DoubleDouble[],
): (x: DoubleDouble | number) => DoubleDouble {
  const inputPlace = constants.length;
  const placeOf = (operand: Operand | undefined): number => {
    if (operand === undefined) return 0;
    if (operand === INPUT) return inputPlace;
    return isConstantOperand(operand) ? constantIndex(operand) : inputPlace + 1 + operand;
  };
  const steps = structure.instructions.map(({ opcode, operands: [a, b, c] }): Step => ({
    opcode,
    a: placeOf(a),
    b: placeOf(b),
    c: placeOf(c),
  }));
  const resultPlace = placeOf(structure.result);
  const values: DoubleDouble[] = [...constants, ddFrom(0), ...steps.map(() => ddFrom(0))];
  return (x) => {
    values[inputPlace] = typeof x === 'number' ? ddFrom(x) : x;
    for (let i = 0; i < steps.length; i++) {
      const { opcode, a, b, c } = steps[i]!;
      values[inputPlace + 1 + i] = applyDoubleDouble(opcode, values[a]!, values[b]!, values[c]!);
    }
    return values[resultPlace]!;
  };
}

/**
 * The program as a function of x, for repeated use. Constants are converted once, decimal text to the nearest
 * double-double. The program must be valid (see `validateProgram`).
 */
export function compileDoubleDouble(program: Program): (x: DoubleDouble | number) => DoubleDouble {
  return compileDoubleDoubleStructure(program, program.constants.map(constantToPair));
}

/** The value of the program at x in double-double arithmetic. */
export function interpretDoubleDouble(program: Program, x: DoubleDouble | number): DoubleDouble {
  return compileDoubleDouble(program)(x);
}
