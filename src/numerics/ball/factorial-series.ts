/** The everywhere convergent series behind Bessel's and Airy's functions, summed in fixed point. */

import type { Ball } from './ball';

export interface FactorialSeries {
  /** The exact q = mid * 2^exp >= 0; its radius must be zero. */
  readonly q: Ball;
  /** Whether the signs alternate. */
  readonly alternating: boolean;
  /** d(k) for k >= 1: positive integers that increase with k. */
  readonly divisor: (k: number) => number;
  /** No term exceeds 2^lift. */
  readonly lift: number;
}

/**
 * sum over k >= 0 of (+-q)^k / (d(1) d(2) ... d(k)), with an absolute error of about 2^(lift - bits) times the
 * square of the number of terms.
 *
 * Error, in units of 2^-bits: a_k be the terms without sign, A <= 2^lift the largest of them or 1. q is cut to
 * bits + lift fraction bits, which weighs a_(k-1) 2^-lift <= 1 unit in the product; this, the floor of the product
 * and that of the quotient leave the error e_k <= e_(k-1) q / d(k) + 3. As q / d(k) falls with k, no product of
 * consecutive ones exceeds A, so e_k <= 3 k A. The sum stops at a K whose computed term is 0 and where
 * q / d(K+1) <= 1/2: the tail is at most 2 a_K <= 6 K A. Together at most 2 (K + 2)^2 A.
 */
export function factorialSeries({ q, alternating, divisor, lift }: FactorialSeries, bits: number): Ball {
  const cut = Math.max(0, -q.exp - bits - lift);
  const factor = q.exp > 0 ? q.mid << BigInt(q.exp) : q.mid >> BigInt(cut);
  const shift = BigInt(Math.max(0, -q.exp - cut));
  // An integer bound of 2 q.
  const settled = 2 * (Number(factor >> shift) + 1);
  let term = 1n << BigInt(bits);
  let sum = 0n;
  let k = 0;
  while (term !== 0n || divisor(k + 1) < settled) {
    sum += alternating && (k & 1) === 1 ? -term : term;
    k += 1;
    term = ((term * factor) >> shift) / BigInt(divisor(k));
  }
  const count = BigInt(k + 2);
  return { mid: sum, rad: (2n * count * count) << BigInt(lift), exp: -bits };
}
