/** The lines of a program as they are shown: named as its listing names them, with constants short enough to read. */

import { constantToNumber } from '../../program/constant';
import { OPCODE } from '../../program/opcode';
import { valueName } from '../../program/print';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import { argumentNumber } from '../number-text';

/** The name of each instruction's value; that of the result is y. */
export function lineNames({ instructions, result }: Program): readonly string[] {
  let named = 0;
  return instructions.map((_, i) => (i === result ? 'y' : valueName(named++)));
}

/** An operand: a name, x, or a constant to six digits. */
function operandText(program: Program, names: readonly string[], operand: Operand): string {
  if (operand === INPUT) return 'x';
  if (!isConstantOperand(operand)) return names[operand] ?? '';
  const constant = program.constants[constantIndex(operand)];
  return constant === undefined ? '' : argumentNumber(constantToNumber(constant));
}

/** What an instruction computes, without its name: `x + 786.131`. */
export function expressionText(program: Program, names: readonly string[], line: number): string {
  const instruction = program.instructions[line];
  if (instruction === undefined) return '';
  const { opcode, operands } = instruction;
  const texts = operands.map((operand) => operandText(program, names, operand));
  const { symbol, arity } = OPCODE[opcode];
  if (symbol === undefined) return `${opcode}(${texts.join(', ')})`;
  return arity === 1 ? `${symbol}${texts[0] ?? ''}` : texts.join(` ${symbol} `);
}
