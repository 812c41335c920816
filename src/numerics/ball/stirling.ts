/** Stirling's series for ln gamma at large arguments, with its coefficients from tangent numbers. */

import {
  add,
  type Ball,
  divide,
  fromInteger,
  magnitude,
  multiply,
  ONE,
  PrecisionTooLow,
  scaleByPowerOfTwo,
  subtract,
  widened,
} from './ball';
import { constantBall, pi } from './constants';
import { log } from './logarithm';

let known: readonly bigint[] = [];

/**
 * At least `count` tangent numbers T(1) = 1, T(2) = 2, T(3) = 16, ..., T(n) at index n - 1, in integers.
 * Brent and Harvey, "Fast computation of Bernoulli, tangent and secant numbers", 2011, algorithm TangentNumbers.
 */
export function tangentNumbers(count: number): readonly bigint[] {
  if (known.length >= count) return known;
  const size = Math.max(16, count, Math.floor(1.5 * known.length));
  const numbers: bigint[] = [1n];
  for (let k = 1; k < size; k++) numbers.push(BigInt(k) * numbers[k - 1]!);
  for (let k = 1; k < size; k++) {
    for (let j = k; j < size; j++) {
      numbers[j] = BigInt(j - k) * numbers[j - 1]! + BigInt(j - k + 2) * numbers[j]!;
    }
  }
  known = numbers;
  return numbers;
}

/**
 * ln gamma(x) for x above 0, useful where x is at least a fifth of `bits`; about `bits` bits relative to x ln x.
 *
 * (x - 1/2) ln x - x + ln(2 pi) / 2 + sum over n >= 1 of B(2n) / (2n (2n - 1) x^(2n-1)); the remainder is at most the
 * first neglected term (DLMF 5.11.1 and 5.11(ii)). With B(2n) = (-1)^(n-1) 2n T(n) / (4^n (4^n - 1)) the terms are
 * (-1)^(n-1) T(n) / (4^n (4^n - 1) (2n - 1) x^(2n-1)).
 */
export function stirling(x: Ball, bits: number): Ball {
  const wp = bits + 12;
  const twoPi = scaleByPowerOfTwo(constantBall(pi, wp), 1);
  let sum = multiply(subtract(x, fromInteger(1, -1), wp), log(x, wp), wp);
  sum = subtract(sum, x, wp);
  sum = add(sum, scaleByPowerOfTwo(log(twoPi, wp), -1), wp);
  // The power of x that the term divides by, and the smallest term that still counts.
  const square = multiply(x, x, wp);
  const negligible = magnitude(sum) - wp;
  let inverse = divide(ONE, x, wp);
  let last = Infinity;
  for (let n = 1; ; n++) {
    const tangent = tangentNumbers(n)[n - 1]!;
    const fourth = 1n << BigInt(2 * n);
    const divisor = fromInteger((fourth - 1n) * BigInt(2 * n - 1), 2 * n);
    const term = divide(multiply(fromInteger(tangent), inverse, wp), divisor, wp);
    const size = magnitude(term);
    if (size <= negligible) return widened(sum, size, bits);
    if (size > last) throw new PrecisionTooLow('the argument is too small for the asymptotic series');
    last = size;
    sum = n % 2 === 1 ? add(sum, term, wp) : subtract(sum, term, wp);
    inverse = divide(inverse, square, wp);
  }
}
