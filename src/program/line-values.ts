/** The values of all lines of a program in double-double arithmetic, and what becomes of them when one line is changed. */

import { ddFrom, type DoubleDouble } from '../numerics/double-double';
import { applyDoubleDouble } from './interpret-double-double';
import { constantToPair } from './constant';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from './program';

const ZERO = ddFrom(0);

/** Values of the instructions, in order. As accurate as interpretDoubleDouble; nothing is promised about infinities. */
export interface LineValues {
  /** Takes another argument; all lines are computed anew. */
  at(x: number): void;
  value(line: number): DoubleDouble;
  result(): DoubleDouble;
  /** The result when this line had the given value and all after it followed from that. What `value` gives stays. */
  resultWith(line: number, changed: DoubleDouble): DoubleDouble;
}

/** The program must be valid (see `validateProgram`). */
export function createLineValues(program: Program): LineValues {
  const { instructions, result } = program;
  const constants = program.constants.map(constantToPair);
  const values: DoubleDouble[] = instructions.map(() => ZERO);
  const changed: DoubleDouble[] = instructions.map(() => ZERO);
  let input = ZERO;

  const read = (operand: Operand | undefined, lines: readonly DoubleDouble[]): DoubleDouble => {
    if (operand === undefined) return ZERO;
    if (operand === INPUT) return input;
    return (isConstantOperand(operand) ? constants[constantIndex(operand)] : lines[operand]) ?? ZERO;
  };
  const run = (from: number, lines: DoubleDouble[]): void => {
    for (let i = from; i < instructions.length; i++) {
      const { opcode, operands } = instructions[i]!;
      lines[i] = applyDoubleDouble(
        opcode,
        read(operands[0], lines),
        read(operands[1], lines),
        read(operands[2], lines),
      );
    }
  };
  return {
    at(x) {
      input = ddFrom(x);
      run(0, values);
    },
    value: (line) => values[line] ?? ZERO,
    result: () => read(result, values),
    resultWith(line, value) {
      for (let i = 0; i < line; i++) changed[i] = values[i]!;
      changed[line] = value;
      run(line + 1, changed);
      return read(result, changed);
    },
  };
}
