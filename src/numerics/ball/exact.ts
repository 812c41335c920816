/** Fractions as balls and exact balls as fractions. */

import { bitLength } from '../bits';
import type { ExactNumber } from '../number-text';
import { type Ball, fromRational } from './ball';

/** Exact where the fraction has a finite binary expansion, else to `bits` bits. */
export function ballFromExact(x: ExactNumber, bits: number): Ball {
  const numerator = x.sign < 0 ? -x.numerator : x.numerator;
  const q = x.denominator;
  const zeros = bitLength(q) - 1;
  if (q === 1n << BigInt(zeros)) return { mid: numerator, rad: 0n, exp: -zeros };
  return fromRational(numerator, q, bits);
}

/** The midpoint of the ball, which is its value where it is exact. */
export function exactFromBall({ mid, exp }: Ball): ExactNumber {
  const magnitude = mid < 0n ? -mid : mid;
  return {
    sign: mid < 0n ? -1 : 1,
    numerator: exp > 0 ? magnitude << BigInt(exp) : magnitude,
    denominator: exp < 0 ? 1n << BigInt(-exp) : 1n,
  };
}
