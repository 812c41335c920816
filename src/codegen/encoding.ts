/** Numbers as bit patterns, for the tables of test points in emitted tests. */

import { binary32Bits, binary64Bits } from '../numerics/bits';
import { FORMAT_PARAMETERS } from '../numerics/format';
import type { FiniteFormat } from '../numerics/format';
import { infinityOrdinal, ordinalOf } from '../numerics/ordinals';

/** Encodings of a format: 0x and as many hexadecimal digits as its width needs; every NaN is the quiet one. */
export function bitPattern(x: number, format: FiniteFormat): string {
  const { width, precision } = FORMAT_PARAMETERS[format];
  return `0x${encodingOf(x, format, width, precision)
    .toString(16)
    .padStart(width / 4, '0')}`;
}

function encodingOf(x: number, format: FiniteFormat, width: number, precision: number): bigint {
  if (Number.isNaN(x)) return infinityOrdinal(format) | (1n << BigInt(precision - 2));
  if (format === 'f64') return binary64Bits(x);
  if (format === 'f32') return BigInt(binary32Bits(x));
  const negative = x < 0 || Object.is(x, -0);
  return ordinalOf(Math.abs(x), format) + (negative ? 1n << BigInt(width - 1) : 0n);
}
