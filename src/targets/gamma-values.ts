/** What gamma and the logarithm of gamma share: their poles, and the integers among the values of gamma. */

import type { ExactNumber } from '../numerics/number-text';
import { exactInteger, integerValue } from './rational-values';
import type { Interval } from './target';

/** Factorials of larger numbers have more digits, trailing zeros apart, than can be asked for. */
const LARGEST_FACTORIAL = 5000n;

/**
 * gamma(n) = (n - 1)!. At odd multiples of 1/2, 1/3, 1/4 and 1/6 gamma is transcendental (Chudnovsky); no
 * rational value at another rational point is known.
 */
export function factorialAt(x: ExactNumber): ExactNumber | undefined {
  const n = integerValue(x);
  if (n === undefined || n < 1n || n > LARGEST_FACTORIAL) return undefined;
  let product = 1n;
  for (let k = 2n; k < n; k++) product *= k;
  return exactInteger(product);
}

/** The largest of 0, -1, -2, ... that the interval holds, as text. */
export function gammaPoleIn({ lower, upper, lowerOpen, upperOpen }: Interval): string | undefined {
  let pole = Math.min(0, Math.floor(upper));
  if (pole === upper && upperOpen) pole -= 1;
  const inside = lowerOpen ? pole > lower : pole >= lower;
  return inside ? `x = ${pole + 0}` : undefined;
}
