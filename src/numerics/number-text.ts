/**
 * Numbers as text, without loss: decimal and C hexadecimal floating-point text is read as an exact fraction,
 * rounded into a format only on request, and printed exactly in hexadecimal or to a stated number of digits.
 */

import { binary64Bits, bitLength, decompose, exponentOf, signBit } from './bits';
import type { FiniteFormat } from './format';
import { roundRational } from './rounding';

/** Longest text that is read. */
export const MAX_NUMBER_LENGTH = 1200;
/** Largest written exponent, decimal or binary, in absolute value. */
export const MAX_NUMBER_EXPONENT = 20_000;
/** Most significant digits that are printed. */
export const MAX_SIGNIFICANT_DIGITS = 2_000;

/** A finite number, exactly: sign * numerator / denominator, not necessarily in lowest terms. */
export interface ExactNumber {
  /** -1 with a zero numerator is -0. */
  readonly sign: 1 | -1;
  /** Not negative. */
  readonly numerator: bigint;
  /** Positive. */
  readonly denominator: bigint;
}

export class NumberSyntaxError extends Error {
  override readonly name = 'NumberSyntaxError';
}

const DECIMAL = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;
const HEXADECIMAL = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?$/;

/**
 * Reads a finite number exactly: decimal text such as `-1.25e-3`, `.5`, `3.`, or a C hexadecimal float such as
 * `0x1.8p-3`, whose exponent part `p...` is required (without it, 0x and digits could also be meant as a bit
 * pattern). White space around the number is ignored. The sign of zero is kept.
 *
 * NumberSyntaxError for anything else, for text longer than MAX_NUMBER_LENGTH and for exponents beyond
 * MAX_NUMBER_EXPONENT; nothing large is computed before these bounds are checked.
 */
export function parseNumber(text: string): ExactNumber {
  if (text.length > MAX_NUMBER_LENGTH) {
    throw new NumberSyntaxError(
      `a number may have ${MAX_NUMBER_LENGTH} characters, this one has ${text.length}`,
    );
  }
  const trimmed = text.trim();
  const hexadecimal = HEXADECIMAL.exec(trimmed);
  const match = hexadecimal ?? DECIMAL.exec(trimmed);
  const [, signText, whole = '', fraction = '', exponentText] = match ?? [];
  const digits = whole + fraction;
  if (match === null || digits === '') throw new NumberSyntaxError(`not a number: ${quote(trimmed)}`);
  if (hexadecimal !== null && exponentText === undefined) {
    throw new NumberSyntaxError(
      `a hexadecimal number needs a binary exponent, such as p+0: ${quote(trimmed)}`,
    );
  }
  const writtenExponent = exponentText === undefined ? 0 : Number(exponentText);
  if (Math.abs(writtenExponent) > MAX_NUMBER_EXPONENT) {
    throw new NumberSyntaxError(
      `the exponent lies outside -${MAX_NUMBER_EXPONENT} to ${MAX_NUMBER_EXPONENT}: ${quote(trimmed)}`,
    );
  }
  const integer = BigInt(hexadecimal === null ? digits : `0x${digits}`);
  const exponent = writtenExponent - fraction.length * (hexadecimal === null ? 1 : 4);
  const size = BigInt(Math.abs(exponent));
  const scale = hexadecimal === null ? 10n ** size : 1n << size;
  return {
    sign: signText === '-' ? -1 : 1,
    numerator: exponent < 0 ? integer : integer * scale,
    denominator: exponent < 0 ? scale : 1n,
  };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}

/** The finite number x as a fraction whose denominator is a power of two; RangeError for infinities and NaN. */
export function exactFromNumber(x: number): ExactNumber {
  const { significand, exponent } = decompose(x);
  const magnitude = significand < 0n ? -significand : significand;
  return {
    sign: signBit(x) ? -1 : 1,
    numerator: exponent < 0 ? magnitude : magnitude << BigInt(exponent),
    denominator: exponent < 0 ? 1n << BigInt(-exponent) : 1n,
  };
}

/** The number of the format nearest to n, ties to even; overflow to infinities, zeros and underflow keep the sign. */
export function exactToFormat(n: ExactNumber, format: FiniteFormat): number {
  const magnitude = roundRational(n.numerator, n.denominator, format);
  return n.sign < 0 ? -magnitude : magnitude;
}

/**
 * x as a C hexadecimal float, exactly, with a leading digit 1 (subnormal numbers too) and no trailing zeros:
 * 0x1.8p+1, -0x0p+0, 0x1p-1074; `inf`, `-inf`, `nan`. Numbers of the narrower formats are binary64 numbers as
 * well and are printed the same way. `parseNumber` reads the finite ones back.
 */
export function formatHexFloat(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  const sign = signBit(x) ? '-' : '';
  if (x === 0) return `${sign}0x0p+0`;
  if (!Number.isFinite(x)) return `${sign}inf`;
  const exponent = exponentOf(x);
  const fraction = binary64Bits(x) & 0xfffffffffffffn;
  // A subnormal number is shifted until its leading bit leaves the fraction.
  const normalized = exponent < -1022 ? (fraction << BigInt(-1022 - exponent)) & 0xfffffffffffffn : fraction;
  const digits = normalized.toString(16).padStart(13, '0').replace(/0+$/, '');
  return `${sign}0x1${digits === '' ? '' : `.${digits}`}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/**
 * x to 1 to 101 significant decimal digits, like 4.341e-6, -0.00e+0 or 1.0e+3; the nearest such number to the exact
 * binary64 value, a tie going to the larger magnitude. `NaN`, `Infinity` and `-Infinity` are printed so.
 */
export function formatSignificant(x: number, digits: number): string {
  const text = Math.abs(x).toExponential(digits - 1);
  return signBit(x) && !Number.isNaN(x) ? `-${text}` : text;
}

/** n in the same form as formatSignificant, with 1 to MAX_SIGNIFICANT_DIGITS digits, correctly rounded, ties to even. */
export function exactToSignificant(n: ExactNumber, digits: number): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > MAX_SIGNIFICANT_DIGITS) {
    throw new RangeError(`1 to ${MAX_SIGNIFICANT_DIGITS} significant digits can be printed, not ${digits}`);
  }
  const sign = n.sign < 0 ? '-' : '';
  if (n.numerator === 0n) return `${sign}${scientific('0'.repeat(digits), 0)}`;
  // n lies in [2^(b-1), 2^(b+1)), so the estimate of the decimal exponent is at most one too small or too large.
  let exponent = Math.floor((bitLength(n.numerator) - bitLength(n.denominator)) * 0.3010299956639812);
  if (compareToPowerOfTen(n, exponent + 1) >= 0) exponent += 1;
  else if (compareToPowerOfTen(n, exponent) < 0) exponent -= 1;
  const shift = digits - 1 - exponent;
  const scale = 10n ** BigInt(Math.abs(shift));
  const numerator = shift < 0 ? n.numerator : n.numerator * scale;
  const denominator = shift < 0 ? n.denominator * scale : n.denominator;
  let integer = numerator / denominator;
  const twiceRemainder = 2n * (numerator - integer * denominator);
  if (twiceRemainder > denominator || (twiceRemainder === denominator && (integer & 1n) === 1n))
    integer += 1n;
  const text = integer.toString();
  // Rounding up can add a digit: 9.99 to two digits is 1.0e+1.
  return text.length > digits
    ? `${sign}${scientific(text.slice(0, digits), exponent + 1)}`
    : `${sign}${scientific(text, exponent)}`;
}

/** The sign of |n| - 10^exponent. */
function compareToPowerOfTen(n: ExactNumber, exponent: number): number {
  const scale = 10n ** BigInt(Math.abs(exponent));
  const left = exponent < 0 ? n.numerator * scale : n.numerator;
  const right = exponent < 0 ? n.denominator : n.denominator * scale;
  return left < right ? -1 : left > right ? 1 : 0;
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.slice(1);
  const mantissa = fraction === '' ? digits : `${digits.slice(0, 1)}.${fraction}`;
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}
