/**
 * ln 2, ln 10 and pi to any precision, as floor(c * 2^bits) with an error below one unit, computed once per
 * step of precision and kept.
 */

import type { Ball } from './ball';

/** Precisions are rounded up to multiples of this, so that nearby requests share one computation. */
const GRAIN = 128;
const GUARD = 32;

/**
 * sum over k of s^k / ((2k+1) n^(2k+1)) * 2^bits: atanh(1/n) for s = 1, atan(1/n) for s = -1, n >= 2.
 * Each division floors (error below 1 unit), the tail is below the last term kept: error < 2 terms + 2.
 */
function inverseSeries(n: bigint, alternating: boolean, bits: number): bigint {
  const square = n * n;
  let power = (1n << BigInt(bits)) / n;
  let sum = power;
  for (let k = 1n; power !== 0n; k += 1n) {
    power /= square;
    const term = power / (2n * k + 1n);
    sum += alternating && k % 2n === 1n ? -term : term;
  }
  return sum;
}

/** Memoises a constant by precision; `compute(bits)` must be right to 2^(GUARD - 2) units. */
function constant(compute: (bits: number) => bigint): (bits: number) => bigint {
  const known = new Map<number, bigint>();
  return (bits) => {
    const step = Math.ceil(Math.max(bits, GRAIN) / GRAIN) * GRAIN;
    let value = known.get(step);
    if (value === undefined) {
      value = compute(step + GUARD) >> BigInt(GUARD);
      if (known.size >= 64) known.clear();
      known.set(step, value);
    }
    return value >> BigInt(step - bits);
  };
}

/** ln 2 * 2^bits, error below 2 units. ln 2 = 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749). */
export const ln2 = constant(
  (bits) =>
    18n * inverseSeries(26n, false, bits) -
    2n * inverseSeries(4801n, false, bits) +
    8n * inverseSeries(8749n, false, bits),
);

/** pi * 2^bits, error below 2 units. Machin: pi = 16 atan(1/5) - 4 atan(1/239). */
export const pi = constant(
  (bits) => 16n * inverseSeries(5n, true, bits) - 4n * inverseSeries(239n, true, bits),
);

/** ln 10 * 2^bits, error below 2 units. ln 10 = 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161). */
export const ln10 = constant(
  (bits) =>
    46n * inverseSeries(31n, false, bits) +
    34n * inverseSeries(49n, false, bits) +
    20n * inverseSeries(161n, false, bits),
);

/** A constant as a ball of `bits` fraction bits. */
export function constantBall(value: (bits: number) => bigint, bits: number): Ball {
  return { mid: value(bits), rad: 2n, exp: -bits };
}
