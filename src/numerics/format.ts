/**
 * The arithmetics in which a program can be judged.
 *
 * `real` is exact real arithmetic. The others are IEEE 754 binary formats (bf16 being the truncated-width
 * binary32 used by machine-learning hardware), described by their precision and exponent range.
 */

export type FiniteFormat = 'f64' | 'f32' | 'f16' | 'bf16';
export type Format = 'real' | FiniteFormat;

export interface FormatParameters {
  /** Significand bits, the hidden one included (IEEE 754-2019, table 3.1: p). */
  readonly precision: number;
  /** Exponent of the smallest normal number. */
  readonly minExponent: number;
  /** Exponent of the largest finite number. */
  readonly maxExponent: number;
  /** Width of the encoding in bits. */
  readonly width: number;
}

export const FORMAT_PARAMETERS: Readonly<Record<FiniteFormat, FormatParameters>> = {
  f64: { precision: 53, minExponent: -1022, maxExponent: 1023, width: 64 },
  f32: { precision: 24, minExponent: -126, maxExponent: 127, width: 32 },
  f16: { precision: 11, minExponent: -14, maxExponent: 15, width: 16 },
  bf16: { precision: 8, minExponent: -126, maxExponent: 127, width: 16 },
};

export const FORMATS: readonly Format[] = ['real', 'f64', 'f32', 'f16', 'bf16'];

export function isFiniteFormat(format: Format): format is FiniteFormat {
  return format !== 'real';
}
