/** Decimal text as short as reading it back allows. */

import type { FiniteFormat } from '../numerics/format';
import { exactToFormat, parseNumber } from '../numerics/number-text';

/**
 * The decimal with the fewest significant digits, found by rounding x to 1, 2, ... digits, that rounds to x in
 * the format. x must be a finite number of the format. -0 is `-0`.
 */
export function shortestText(x: number, format: FiniteFormat): string {
  if (x === 0) return Object.is(x, -0) ? '-0' : '0';
  const shortest = String(x);
  if (format === 'f64') return shortest;
  for (let digits = 1; digits < 17; digits++) {
    const text = String(Number(x.toPrecision(digits)));
    if (exactToFormat(parseNumber(text), format) === x) return text;
  }
  return shortest;
}
