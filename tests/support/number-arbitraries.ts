/** fast-check arbitraries of floating-point numbers that lean towards what breaks arithmetic. */

import fc from 'fast-check';
import { FORMAT_PARAMETERS } from '../../src/numerics/format';
import type { FiniteFormat } from '../../src/numerics/format';

/** significand * 2^exponent, computed in two steps so that subnormal results are exact where they can be. */
export function scaled(significand: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return significand * 2 ** half * 2 ** (exponent - half);
}

/** A p-bit significand in [1, 2): random, sparse, all ones, a power of two or one unit away from it. */
function significand(precision: number): fc.Arbitrary<number> {
  const unit = 2 ** (1 - precision);
  const bits = fc.integer({ min: 0, max: precision - 1 });
  return fc.oneof(
    fc.maxSafeInteger().map((n) => 1 + (Math.abs(n) % 2 ** (precision - 1)) * unit),
    bits.map((k) => (k === 0 ? 1 : 1 + 2 ** -k)),
    bits.map((k) => 2 - 2 ** -k),
    fc.tuple(bits, bits).map(([j, k]) => (j === 0 || k === 0 || j === k ? 1 : 1 + 2 ** -j + 2 ** -k)),
    fc.constantFrom(1, 1 + unit, 2 - unit, 1.5, 1.5 + unit, 1.5 - unit),
  );
}

/** Nonzero finite numbers of a format (subnormal ones too), with exponents limited to a range. */
export function finiteNumbers(
  format: FiniteFormat,
  smallestExponent = -Infinity,
  largestExponent = Infinity,
): fc.Arbitrary<number> {
  const { precision, minExponent, maxExponent } = FORMAT_PARAMETERS[format];
  const low = Math.max(smallestExponent, minExponent - precision + 1);
  const high = Math.min(largestExponent, maxExponent);
  // The whole range, the neighbourhood of 1, and both ends.
  const ranges = [
    [low, high],
    [Math.max(low, -20), Math.min(high, 20)],
    [low, Math.min(high, low + 2 * precision)],
    [Math.max(low, high - 4), high],
  ] as const;
  const exponent = fc.oneof(
    ...ranges.filter(([min, max]) => min <= max).map(([min, max]) => fc.integer({ min, max })),
  );
  return fc.tuple(significand(precision), exponent, fc.boolean()).map(([s, e, negative]) => {
    const quantum = Math.max(e, minExponent) - precision + 1;
    const size = scaled(Math.trunc(s * 2 ** (e - quantum)), quantum);
    return negative ? -size : size;
  });
}

/** Every class: nonzero finite numbers, both zeros and infinities, NaN. */
export function anyNumber(format: FiniteFormat): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 12, arbitrary: finiteNumbers(format) },
    { weight: 1, arbitrary: fc.constantFrom(0, -0, Infinity, -Infinity, NaN) },
  );
}

/** Normalized double-doubles: |lo| <= ulp(hi) / 2, the half reached often; lo may be zero. */
export function doubleDoubles(
  smallestExponent: number,
  largestExponent: number,
): fc.Arbitrary<{ readonly hi: number; readonly lo: number }> {
  const gap = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 53, max: 56 }) },
    { weight: 1, arbitrary: fc.integer({ min: 53, max: 120 }) },
  );
  return fc
    .tuple(
      finiteNumbers('f64', smallestExponent, largestExponent),
      significand(53),
      gap,
      fc.boolean(),
      fc.boolean(),
    )
    .map(([high, s, distance, negative, single]) => {
      if (single) return { hi: high, lo: 0 };
      const exponent = Math.floor(Math.log2(Math.abs(high)));
      const low = scaled(negative ? -s : s, exponent - distance);
      const hi = high + low;
      return { hi, lo: low - (hi - high) };
    });
}
