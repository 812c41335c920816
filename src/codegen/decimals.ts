/** The decimals that stand as a comment beside hexadecimal constants. */

import type { FiniteFormat } from '../numerics/format';
import { shortestText } from '../program/shortest-text';
import type { Statement } from './expression';

/** Those of the constants that a statement writes, shortest in the format; empty where it writes none. */
export function decimalsOf(
  { constants: written }: Statement,
  constants: readonly number[],
  format: FiniteFormat,
): string {
  return written
    .map((index) => constants[index] ?? NaN)
    .map((value) => (Number.isFinite(value) ? shortestText(value, format) : String(value)))
    .join(', ');
}
