import { describe, expect, it } from 'vitest';
import type { FiniteFormat } from '../../../src/numerics/format';
import {
  isNumberOf,
  largestFinite,
  roundDyadic,
  roundRational,
  roundToFormat,
  smallestPositive,
} from '../../../src/numerics/rounding';
import { fractionOf, roundingFault } from '../../support/exact-arithmetic';

const FORMATS: readonly FiniteFormat[] = ['f64', 'f32', 'f16', 'bf16'];

/** The value encoded by 16 bits with the given exponent width, by the definition of the interchange formats. */
function decode16(bits: number, exponentBits: number): number {
  const fractionBits = 15 - exponentBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  const field = (bits >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const sign = bits >= 0x8000 ? -1 : 1;
  if (field === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (field === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (field - bias));
}

describe('limits of the formats', () => {
  it('are those of the standards', () => {
    expect(FORMATS.map(largestFinite)).toEqual([
      Number.MAX_VALUE,
      3.4028234663852886e38,
      65504,
      3.3895313892515355e38,
    ]);
    expect(FORMATS.map(smallestPositive)).toEqual([5e-324, 2 ** -149, 2 ** -24, 2 ** -133]);
  });
});

describe('roundToFormat', () => {
  it.each([
    ['f16', 5],
    ['bf16', 8],
  ] as const)('keeps every number of %s and splits every gap at its middle', (format, exponentBits) => {
    const positive = Array.from({ length: 0x8000 }, (_, bits) => decode16(bits, exponentBits)).filter(
      Number.isFinite,
    );
    let faults = 0;
    positive.forEach((x, index) => {
      const isOwn = Object.is(roundToFormat(x, format), x) && Object.is(roundToFormat(-x, format), -x);
      const above = positive[index + 1];
      if (!isOwn) faults += 1;
      if (above === undefined) return;
      const middle = (x + above) / 2;
      const even = index % 2 === 0 ? x : above;
      const justBelow = middle - middle * 2 ** -50;
      const justAbove = middle + middle * 2 ** -50;
      if (!Object.is(roundToFormat(middle, format), even)) faults += 1;
      if (!Object.is(roundToFormat(justBelow, format), x)) faults += 1;
      if (!Object.is(roundToFormat(justAbove, format), above)) faults += 1;
      if (!Object.is(roundToFormat(-middle, format), -even)) faults += 1;
    });
    expect(positive.length).toBe(format === 'f16' ? 0x7c00 : 0x7f80);
    expect(faults).toBe(0);
  });

  it('overflows from half an ulp beyond the largest number on', () => {
    expect(roundToFormat(65519.99, 'f16')).toBe(65504);
    expect(roundToFormat(65520, 'f16')).toBe(Infinity);
    expect(roundToFormat(-65520, 'f16')).toBe(-Infinity);
    expect(roundToFormat(1e300, 'f16')).toBe(Infinity);
    const bf16Limit = 2 ** 128 - 2 ** 119;
    expect(roundToFormat(bf16Limit, 'bf16')).toBe(Infinity);
    expect(roundToFormat(bf16Limit - 2 ** 75, 'bf16')).toBe(largestFinite('bf16'));
    expect(roundToFormat(-(2 ** 128), 'bf16')).toBe(-Infinity);
  });

  it('underflows with its sign, half the smallest number to zero', () => {
    expect(roundToFormat(2 ** -25, 'f16')).toBe(0);
    expect(roundToFormat(-(2 ** -25), 'f16')).toBe(-0);
    expect(roundToFormat(2 ** -25 + 2 ** -70, 'f16')).toBe(2 ** -24);
    expect(roundToFormat(-5e-324, 'bf16')).toBe(-0);
    expect(roundToFormat(5e-324, 'f16')).toBe(0);
  });

  it.each(FORMATS)('keeps zeros, infinities and NaN in %s', (format) => {
    for (const x of [0, -0, Infinity, -Infinity, NaN]) expect(roundToFormat(x, format)).toBe(x);
    expect(isNumberOf(NaN, format)).toBe(false);
    expect(isNumberOf(-Infinity, format)).toBe(true);
  });
});

describe('roundRational', () => {
  it('rounds 1/3 into each format', () => {
    expect(roundRational(1n, 3n, 'f64')).toBe(1 / 3);
    expect(roundRational(-1n, 3n, 'f32')).toBe(Math.fround(-1 / 3));
    expect(roundRational(1n, -3n, 'f16')).toBe(-0.333251953125);
    expect(roundRational(-1n, -3n, 'bf16')).toBe(0.333984375);
  });

  it('avoids the double rounding that binary64 on the way to f32 would bring', () => {
    // Just above a tie of f32, by less than binary64 shows.
    const n = (1n << 100n) + (1n << 76n) + 1n;
    expect(Math.fround(Number(n) / 2 ** 100)).toBe(1);
    expect(roundRational(n, 1n << 100n, 'f32')).toBe(1 + 2 ** -23);
  });

  it('meets the thresholds of underflow and overflow exactly', () => {
    const half = 1n << 1075n;
    expect(roundRational(1n, half, 'f64')).toBe(0);
    expect(roundRational(-1n, half, 'f64')).toBe(-0);
    expect(roundRational((1n << 200n) + 1n, half << 200n, 'f64')).toBe(5e-324);
    expect(roundRational(3n, half, 'f64')).toBe(1e-323);
    const limit = (1n << 1024n) - (1n << 970n);
    expect(roundRational(limit, 1n, 'f64')).toBe(Infinity);
    expect(roundRational(limit * 3n - 1n, 3n, 'f64')).toBe(Number.MAX_VALUE);
    expect(roundRational(1n << 70000n, 3n, 'f64')).toBe(Infinity);
    expect(roundRational(-3n, 1n << 70000n, 'f64')).toBe(-0);
  });

  it('gives +0 for a zero numerator and refuses a zero denominator', () => {
    expect(roundRational(0n, -7n, 'f32')).toBe(0);
    expect(() => roundRational(1n, 0n, 'f64')).toThrow(RangeError);
  });
});

describe('roundDyadic', () => {
  it('agrees with the definition at the edges of every format', () => {
    for (const format of FORMATS) {
      for (const x of [smallestPositive(format), largestFinite(format), 1]) {
        for (const offset of [-3n, -2n, -1n, 0n, 1n, 2n, 3n]) {
          const { n, d } = fractionOf(x);
          const exact = { n: (n << 60n) + ((offset * n) << 35n), d: d << 60n };
          const exponent = -(exact.d.toString(2).length - 1);
          expect(roundingFault(roundDyadic(exact.n, exponent, format), exact, format)).toBe('');
          expect(
            roundingFault(roundDyadic(-exact.n, exponent, format), { n: -exact.n, d: exact.d }, format),
          ).toBe('');
        }
      }
    }
  });

  it('takes exponents far outside the format', () => {
    expect(roundDyadic(-1n, 1_000_000_000, 'f64')).toBe(-Infinity);
    expect(roundDyadic(-1n, -1_000_000_000, 'f64')).toBe(-0);
    expect(roundDyadic(0n, 1_000_000_000, 'f64')).toBe(0);
  });
});
