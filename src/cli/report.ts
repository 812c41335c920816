/** Errors as every command prints them. */

import { binary64Bits, binary32Bits } from '../numerics/bits';
import type { Format } from '../numerics/format';
import type { ErrorKind, MeasuredError } from '../targets/target';

export interface ErrorReport {
  /** null where it is infinite: JSON has no such number. */
  readonly error: number | null;
  readonly errorText: string;
  readonly errorKind: ErrorKind;
}

export function errorReport({ kind, value, text }: MeasuredError): ErrorReport {
  return { error: Number.isFinite(value) ? value : null, errorText: text, errorKind: kind };
}

/** Where the maximum was met: as shortest decimal text, and as the bits of binary32 for f32, else of binary64. */
export function argmaxReport(x: number, format: Format): { argmax: string; argmaxBits: string } {
  const bits =
    format === 'f32'
      ? binary32Bits(x).toString(16).padStart(8, '0')
      : binary64Bits(x).toString(16).padStart(16, '0');
  return { argmax: Object.is(x, -0) ? '-0' : String(x), argmaxBits: `0x${bits}` };
}
