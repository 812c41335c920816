/** Checks programs that come from outside (links, stores, messages, other people's code) against the program form. */

import { NumberSyntaxError, parseNumber } from '../numerics/number-text';
import type { Format } from '../numerics/format';
import { constantText, isConstantOfFormat, MAX_CONSTANT_DIGITS } from './constant';
import { canonicalDecimal } from './decimal-text';
import { ProgramError, quoteForMessage } from './errors';
import { isOpcode, OPCODE } from './opcode';
import { constantIndex, INPUT, isConstantOperand, MAX_CONSTANTS, MAX_INSTRUCTIONS } from './program';
import type { Constant, Instruction, Operand, Program } from './program';

export { ProgramError } from './errors';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Anything at all, as a message may show it. */
function nameOf(value: unknown): string {
  return typeof value === 'string' ? quoteForMessage(value) : `(${value === null ? 'null' : typeof value})`;
}

function checkOperand(operand: unknown, limit: number, constantCount: number, where: string): Operand {
  if (typeof operand !== 'number' || !Number.isInteger(operand)) {
    throw new ProgramError(`${where} is not an integer`);
  }
  if (operand >= limit) {
    throw new ProgramError(`${where} is the value of instruction ${operand}, which is not an earlier one`);
  }
  if (isConstantOperand(operand) && constantIndex(operand) >= constantCount) {
    throw new ProgramError(`${where} is constant ${constantIndex(operand)} of only ${constantCount}`);
  }
  return operand;
}

function checkInstruction(value: unknown, index: number, constantCount: number): Instruction {
  const where = `instruction ${index}`;
  if (!isRecord(value)) throw new ProgramError(`${where} is not an object`);
  const { opcode, operands } = value;
  if (typeof opcode !== 'string' || !isOpcode(opcode)) {
    throw new ProgramError(`${where} has the unknown opcode ${nameOf(opcode)}`);
  }
  if (!Array.isArray(operands)) throw new ProgramError(`${where} has no list of operands`);
  const { arity } = OPCODE[opcode];
  if (operands.length !== arity) {
    throw new ProgramError(`${where}: ${opcode} takes ${arity} operands, not ${operands.length}`);
  }
  const checked = Array.from(operands, (operand: unknown, position) =>
    checkOperand(operand, index, constantCount, `operand ${position} of ${where}`),
  );
  return { opcode, operands: checked };
}

/** Longer decimal text cannot be the canonical spelling of a constant within the digit limit. */
const MAX_DECIMAL_LENGTH = MAX_CONSTANT_DIGITS + 40;

function checkDecimal(text: string, where: string): Constant {
  const canonical = text.length > MAX_DECIMAL_LENGTH ? null : canonicalDecimal(text);
  if (canonical === null || canonical.significantDigits > MAX_CONSTANT_DIGITS) {
    const rule = `a decimal number of at most ${MAX_CONSTANT_DIGITS} significant digits`;
    throw new ProgramError(`${where} is not ${rule}: ${quoteForMessage(text)}`);
  }
  try {
    parseNumber(canonical.text);
  } catch (error) {
    if (error instanceof NumberSyntaxError) throw new ProgramError(`${where}: ${error.message}`);
    throw error;
  }
  return { kind: 'decimal', text: canonical.text };
}

function checkConstant(value: unknown, index: number, format: Format | undefined): Constant {
  const where = `constant ${index}`;
  if (!isRecord(value)) throw new ProgramError(`${where} is not an object`);
  let constant: Constant;
  if (value.kind === 'binary64') {
    if (typeof value.bits !== 'bigint' || value.bits < 0n || value.bits >> 64n !== 0n) {
      throw new ProgramError(`${where} does not hold 64 bits`);
    }
    constant = { kind: 'binary64', bits: value.bits };
  } else if (value.kind === 'decimal') {
    if (typeof value.text !== 'string') throw new ProgramError(`${where} has no decimal text`);
    constant = checkDecimal(value.text, where);
  } else {
    throw new ProgramError(`${where} is of the unknown kind ${nameOf(value.kind)}`);
  }
  if (format !== undefined && !isConstantOfFormat(constant, format)) {
    throw new ProgramError(
      `${where}, ${quoteForMessage(constantText(constant))}, is not a number of ${format}`,
    );
  }
  return constant;
}

/**
 * The value as a program, rebuilt from its checked fields alone: at most MAX_INSTRUCTIONS instructions and
 * MAX_CONSTANTS constants, known opcodes with as many operands as they take, every operand earlier than its use,
 * the result the last instruction (x or a constant when there is none). Decimal constants are respelled
 * canonically. With a format, every constant must also be a number of it. Throws ProgramError saying what is wrong.
 */
export function validateProgram(value: unknown, format?: Format): Program {
  if (!isRecord(value)) throw new ProgramError('the program is not an object');
  const { instructions, constants, constantCount, result } = value;
  if (!Array.isArray(instructions)) throw new ProgramError('the program has no list of instructions');
  if (!Array.isArray(constants)) throw new ProgramError('the program has no list of constants');
  if (instructions.length > MAX_INSTRUCTIONS) {
    throw new ProgramError(
      `the program has ${instructions.length} instructions; at most ${MAX_INSTRUCTIONS} are allowed`,
    );
  }
  if (constants.length > MAX_CONSTANTS) {
    throw new ProgramError(
      `the program has ${constants.length} constants; at most ${MAX_CONSTANTS} are allowed`,
    );
  }
  if (constantCount !== constants.length) {
    throw new ProgramError(
      `the program states ${typeof constantCount === 'number' ? constantCount : 'no number of'} constants and holds ${constants.length}`,
    );
  }
  const checkedConstants = Array.from(constants, (constant: unknown, i) =>
    checkConstant(constant, i, format),
  );
  const checkedInstructions = Array.from(instructions, (instruction: unknown, i) =>
    checkInstruction(instruction, i, constants.length),
  );
  const checkedResult = checkOperand(result, instructions.length, constants.length, 'the result');
  if (checkedResult !== instructions.length - 1 && (instructions.length > 0 || checkedResult > INPUT)) {
    throw new ProgramError('the result is not the last instruction');
  }
  return {
    instructions: checkedInstructions,
    constantCount: constants.length,
    result: checkedResult,
    constants: checkedConstants,
  };
}
