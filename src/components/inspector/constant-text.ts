/** One constant in the ways in which constants are written. */

import { binary64Bits } from '../../numerics/bits';
import { FORMAT_PARAMETERS, isFiniteFormat, type FiniteFormat, type Format } from '../../numerics/format';
import { formatHexFloat } from '../../numerics/number-text';
import { infinityOrdinal, ordinalOf } from '../../numerics/ordinals';
import { constantToNumber, isNanBits, roundConstant } from '../../program/constant';
import type { Constant } from '../../program/program';
import { shortestText } from '../../program/shortest-text';

/** The shortest decimal that names it in the format; of `real` all its digits, where it is no binary64 number. */
export function decimalText(constant: Constant, format: Format): string {
  if (constant.kind === 'decimal') return constant.text;
  const value = constantToNumber(constant);
  return Number.isFinite(value)
    ? shortestText(value, isFiniteFormat(format) ? format : 'f64')
    : String(value);
}

/** As a C hexadecimal float; of a decimal constant the nearest binary64. */
export function hexadecimalText(constant: Constant): string {
  return formatHexFloat(constantToNumber(constant));
}

export interface BitFields {
  readonly sign: string;
  readonly exponent: string;
  readonly fraction: string;
}

/** Its encoding in the format (in binary64 for `real`, the nearest where it is none); null for NaN. */
export function bitFields(constant: Constant, format: Format): BitFields | null {
  const finite: FiniteFormat = isFiniteFormat(format) ? format : 'f64';
  const rounded = roundConstant(constant, finite);
  if (rounded.kind === 'decimal' || isNanBits(rounded.bits)) return null;
  const value = constantToNumber(rounded);
  const { precision, width } = FORMAT_PARAMETERS[finite];
  // Ordinals of numbers that are not negative are their encodings.
  const magnitude = Number.isFinite(value) ? ordinalOf(Math.abs(value), finite) : infinityOrdinal(finite);
  const text = magnitude.toString(2).padStart(width - 1, '0');
  const exponentWidth = width - precision;
  return {
    sign: binary64Bits(value) >> 63n === 0n ? '0' : '1',
    exponent: text.slice(0, exponentWidth),
    fraction: text.slice(exponentWidth),
  };
}
