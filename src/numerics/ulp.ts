/** The unit in the last place. */

import { exponentOf, powerOfTwo } from './bits';
import { FORMAT_PARAMETERS } from './format';
import type { FiniteFormat } from './format';

/**
 * Goldberg's ulp of y in the format: 2^(e-p+1) where 2^e <= |y| < 2^(e+1), p is the precision, and e is clamped
 * below at the smallest normal exponent (so that of 0 is the smallest subnormal number). There is no clamp above:
 * beyond the format's largest number the ulp goes on growing as if the exponent range did not end.
 * y may be any binary64 number. Infinity for infinities, NaN for NaN.
 *
 * Source: D. Goldberg, "What every computer scientist should know about floating-point arithmetic", 1991, 1.2.
 */
export function ulpOf(y: number, format: FiniteFormat): number {
  const exponent = exponentOf(y);
  if (exponent === Infinity || Number.isNaN(exponent)) return exponent;
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  return powerOfTwo(Math.max(exponent, minExponent) - precision + 1);
}
