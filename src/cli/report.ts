/** Errors as every command prints them. */

import { FORMAT_PARAMETERS, type FiniteFormat, type Format, isFiniteFormat } from '../numerics/format';
import { ordinalOf } from '../numerics/ordinals';
import type { Program } from '../program/program';
import type { ErrorKind, MeasuredError, Target } from '../targets/target';
import { limitsOf } from '../verification/limits';

export interface ErrorReport {
  /** null where it is infinite: JSON has no such number. */
  readonly error: number | null;
  readonly errorText: string;
  readonly errorKind: ErrorKind;
  /** Of an exhaustive error in a finite format: how many numbers do not give f(x) correctly rounded. */
  readonly misrounded?: number;
}

export function errorReport({ kind, value, text, misrounded }: MeasuredError): ErrorReport {
  return {
    error: Number.isFinite(value) ? value : null,
    errorText: text,
    errorKind: kind,
    ...(kind === 'exhaustive' && misrounded !== undefined ? { misrounded } : {}),
  };
}

/** At which ends of the interval the program divides by zero and has the value stated as its limit. */
export function limitReport(target: Target, program: Program): { limitAt?: string[] } {
  const limits = limitsOf(target, program);
  return limits.length === 0 ? {} : { limitAt: limits.map(String) };
}

/**
 * Where the maximum was met: as shortest decimal text, and as the bits of the target's format (4 hexadecimal digits
 * for f16 and bf16, 8 for f32), of binary64 for `real`.
 */
export function argmaxReport(x: number, format: Format): { argmax: string; argmaxBits: string } {
  return {
    argmax: Object.is(x, -0) ? '-0' : String(x),
    argmaxBits: `0x${isFiniteFormat(format) ? bitsOf(x, format) : bitsOf(x, 'f64')}`,
  };
}

/** The encoding of a number of the format, in hexadecimal: but for the sign, it is the ordinal. */
function bitsOf(x: number, format: FiniteFormat): string {
  const { width } = FORMAT_PARAMETERS[format];
  const negative = x < 0 || Object.is(x, -0);
  const bits = ordinalOf(Math.abs(x), format) | (negative ? 1n << BigInt(width - 1) : 0n);
  return bits.toString(16).padStart(width / 4, '0');
}
