/**
 * Constants: exact values of programs, their text, and their rounding to a format.
 *
 * A constant that is a binary64 number is kept as its bits. In the `real` format every other decimal number is
 * kept as decimal text in one spelling per value, so that equal constants are equal field by field.
 */

import { binary64Bits, fromBinary64Bits } from '../numerics/bits';
import { ddFrom, ddFromExact, ddToExact } from '../numerics/double-double';
import type { DoubleDouble } from '../numerics/double-double';
import { FORMAT_PARAMETERS, isFiniteFormat } from '../numerics/format';
import type { FiniteFormat, Format } from '../numerics/format';
import {
  exactFromNumber,
  exactToFormat,
  exactToSignificant,
  MAX_NUMBER_EXPONENT,
  MAX_NUMBER_LENGTH,
  formatHexFloat,
  NumberSyntaxError,
  parseNumber,
} from '../numerics/number-text';
import type { ExactNumber } from '../numerics/number-text';
import { roundToFormat } from '../numerics/rounding';
import { canonicalDecimal, exactDecimalText } from './decimal-text';
import type { DecimalText } from './decimal-text';
import { ProgramError, quoteForMessage } from './errors';
import { constantIndex, constantOperand, isConstantOperand } from './program';
import type { Constant, Instruction, Operand, Program } from './program';

/** A decimal constant of the `real` format has at most this many significant digits. */
export const MAX_CONSTANT_DIGITS = 200;

const SIGN_BIT = 1n << 63n;
const EXPONENT_BITS = 0x7ffn << 52n;
const QUIET_BIT = 1n << 51n;

/** Whether the binary64 with these bits is a NaN. */
export function isNanBits(bits: bigint): boolean {
  return (bits & ~SIGN_BIT) > EXPONENT_BITS;
}

/** The constant with the value of x; NaN payloads survive as far as the engine hands them over. */
export function constantFromNumber(x: number): Constant {
  return { kind: 'binary64', bits: binary64Bits(x) };
}

/** The nearest binary64; infinite where a decimal constant lies beyond the largest. */
export function constantToNumber(constant: Constant): number {
  if (constant.kind === 'binary64') return fromBinary64Bits(constant.bits);
  return exactToFormat(parseNumber(constant.text), 'f64');
}

/** The value as an exact quotient. Throws ProgramError for infinities and NaN. */
export function constantToExact(constant: Constant): ExactNumber {
  if (constant.kind === 'decimal') return parseNumber(constant.text);
  if ((constant.bits & EXPONENT_BITS) === EXPONENT_BITS) {
    throw new ProgramError(`the constant ${constantText(constant)} has no finite value`);
  }
  return exactFromNumber(fromBinary64Bits(constant.bits));
}

/**
 * The nearest double-double: hi the binary64 nearest to the value, lo the nearest to the rest. An infinity or NaN
 * is returned as hi with lo = 0.
 */
export function constantToPair(constant: Constant): DoubleDouble {
  if (constant.kind === 'binary64') return ddFrom(fromBinary64Bits(constant.bits));
  return ddFromExact(parseNumber(constant.text));
}

/**
 * The constant of the `real` format nearest to hi + lo with 36 significant digits, which is more than a
 * double-double determines. Throws ProgramError where hi or lo is not finite.
 */
export function constantFromPair(hi: number, lo: number): Constant {
  if (!Number.isFinite(hi) || !Number.isFinite(lo))
    throw new ProgramError(`${hi} + ${lo} is not a real number`);
  return realConstant(exactToSignificant(ddToExact({ hi, lo }), 36));
}

/**
 * The text of a constant, which parses back to the same bits in any format it is a number of: decimal text as
 * it is, binary64 as a C hexadecimal float, `inf`, `-inf`, or `nan:0x` and the 16 hexadecimal digits of a NaN.
 */
export function constantText(constant: Constant): string {
  if (constant.kind === 'decimal') return constant.text;
  if (isNanBits(constant.bits)) return `nan:0x${constant.bits.toString(16).padStart(16, '0')}`;
  return formatHexFloat(fromBinary64Bits(constant.bits));
}

/** Equal exactly for constants that are the same bits or the same decimal number. */
export function constantKey(constant: Constant): string {
  return constant.kind === 'binary64' ? constant.bits.toString(16) : constant.text;
}

function readExact(literal: string): ExactNumber {
  try {
    return parseNumber(literal);
  } catch (error) {
    if (error instanceof NumberSyntaxError) throw new ProgramError(error.message);
    throw error;
  }
}

function tooManyDigits(literal: string): ProgramError {
  return new ProgramError(
    `the number ${quoteForMessage(literal)} needs more than ${MAX_CONSTANT_DIGITS} significant digits`,
  );
}

/** The literal in its decimal spelling, null for a hexadecimal one or none; refuses exponents beyond the bound. */
function readDecimal(literal: string): DecimalText | null {
  const decimal = literal.length > MAX_NUMBER_LENGTH ? null : canonicalDecimal(literal);
  if (decimal !== null && Math.abs(decimal.exponent) > MAX_NUMBER_EXPONENT) {
    const bounds = `-${MAX_NUMBER_EXPONENT} to ${MAX_NUMBER_EXPONENT}`;
    throw new ProgramError(`the number ${quoteForMessage(literal)} has an exponent outside ${bounds}`);
  }
  return decimal;
}

/** Whether the number is so large or small that its exponent alone tells what it rounds to. Saves long arithmetic. */
function isFarFromBinary64({ exponent }: DecimalText): boolean {
  return exponent < -400 || exponent > 308;
}

function realConstant(literal: string): Constant {
  const decimal = readDecimal(literal);
  if (decimal === null || !isFarFromBinary64(decimal)) {
    const exact = readExact(decimal?.text ?? literal);
    const nearest = exactToFormat(exact, 'f64');
    if (Number.isFinite(nearest)) {
      const near = exactFromNumber(nearest);
      if (near.numerator * exact.denominator === exact.numerator * near.denominator) {
        return constantFromNumber(nearest);
      }
    }
    if (decimal === null) {
      const text = exactDecimalText(exact, MAX_CONSTANT_DIGITS);
      if (text === null) throw tooManyDigits(literal);
      return { kind: 'decimal', text };
    }
  }
  if (decimal.significantDigits > MAX_CONSTANT_DIGITS) throw tooManyDigits(literal);
  return { kind: 'decimal', text: decimal.text };
}

function finiteConstant(literal: string, format: FiniteFormat): Constant {
  const decimal = readDecimal(literal);
  let value: number;
  if (decimal !== null && isFarFromBinary64(decimal)) {
    const magnitude = decimal.exponent < 0 ? 0 : Infinity;
    value = literal.startsWith('-') ? -magnitude : magnitude;
  } else {
    value = exactToFormat(readExact(decimal?.text ?? literal), format);
  }
  if (!Number.isFinite(value)) {
    throw new ProgramError(`the number ${quoteForMessage(literal)} is beyond the largest of ${format}`);
  }
  return constantFromNumber(value);
}

/** Whether the NaN with these bits fits the format: no payload bit below the format's last, and not all zero. */
function isNanOfFormat(bits: bigint, format: FiniteFormat): boolean {
  const dropped = BigInt(53 - FORMAT_PARAMETERS[format].precision);
  return (bits & ((1n << dropped) - 1n)) === 0n;
}

function specialConstant(literal: string, format: Format): Constant | null {
  const match = /^(-?)(inf|nan)(?::0x([0-9a-fA-F]{16}))?$/.exec(literal);
  if (match === null) return null;
  if (!isFiniteFormat(format)) throw new ProgramError(`${match[2] ?? ''} is not a real number`);
  let bits = match[2] === 'inf' ? EXPONENT_BITS : EXPONENT_BITS | QUIET_BIT;
  if (match[3] !== undefined) {
    bits = BigInt(`0x${match[3]}`);
    if (match[2] === 'inf' || !isNanBits(bits)) {
      throw new ProgramError(`${quoteForMessage(literal)} does not have the bits of a NaN`);
    }
    if (!isNanOfFormat(bits, format)) {
      throw new ProgramError(`the NaN ${quoteForMessage(literal)} has payload bits that ${format} lacks`);
    }
  }
  return { kind: 'binary64', bits: match[1] === '-' ? bits ^ SIGN_BIT : bits };
}

/**
 * The constant a literal stands for: a decimal or C hexadecimal float, `inf`, `nan`, or `nan:0x` and 16
 * hexadecimal digits, each with an optional minus sign directly before it.
 *
 * In a finite format the number is rounded once, to nearest even; one beyond the largest number is an error. In
 * `real` it is exact. Throws ProgramError.
 */
export function constantFromText(literal: string, format: Format): Constant {
  const special = specialConstant(literal, format);
  if (special !== null) return special;
  return isFiniteFormat(format) ? finiteConstant(literal, format) : realConstant(literal);
}

/** Whether the constant is a number of the format (of `real`: finite). */
export function isConstantOfFormat(constant: Constant, format: Format): boolean {
  if (!isFiniteFormat(format)) {
    return constant.kind === 'decimal' || (constant.bits & EXPONENT_BITS) !== EXPONENT_BITS;
  }
  if (constant.kind === 'decimal') return false;
  if (isNanBits(constant.bits)) return isNanOfFormat(constant.bits, format);
  const value = fromBinary64Bits(constant.bits);
  return roundToFormat(value, format) === value;
}

/**
 * The constant rounded once to the format, to nearest even: -0 and infinities stay, a value beyond the largest
 * number becomes infinite, a NaN keeps its sign and the payload bits the format has and becomes quiet.
 */
export function roundConstant(constant: Constant, format: FiniteFormat): Constant {
  if (constant.kind === 'decimal') {
    return constantFromNumber(exactToFormat(parseNumber(constant.text), format));
  }
  if (isConstantOfFormat(constant, format)) return constant;
  if (isNanBits(constant.bits)) {
    const dropped = BigInt(53 - FORMAT_PARAMETERS[format].precision);
    return { kind: 'binary64', bits: ((constant.bits >> dropped) << dropped) | QUIET_BIT };
  }
  return constantFromNumber(roundToFormat(fromBinary64Bits(constant.bits), format));
}

/** The program with every constant rounded to the format, as `roundConstant` does. */
export function roundConstants(program: Program, format: FiniteFormat): Program {
  return { ...program, constants: program.constants.map((constant) => roundConstant(constant, format)) };
}

/** The program with constants of equal bits (or text) made one; the numbers of the first of each are kept in order. */
export function mergeEqualConstants(program: Program): Program {
  const numbers = new Map<string, number>();
  const constants: Constant[] = [];
  const renumbered = program.constants.map((constant) => {
    const key = constantKey(constant);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, constants.length);
    return constants.push(constant) - 1;
  });
  if (constants.length === program.constants.length) return program;
  const rename = (operand: Operand): Operand => {
    const number = isConstantOperand(operand) ? renumbered[constantIndex(operand)] : undefined;
    return number === undefined ? operand : constantOperand(number);
  };
  return {
    ...program,
    instructions: program.instructions.map(({ opcode, operands }): Instruction => ({
      opcode,
      operands: operands.map(rename),
    })),
    constants,
    constantCount: constants.length,
    result: rename(program.result),
  };
}
