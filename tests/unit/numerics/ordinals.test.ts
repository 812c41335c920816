import { describe, expect, it } from 'vitest';
import type { FiniteFormat } from '../../../src/numerics/format';
import {
  countNumbers,
  fromOrdinal,
  fromOrdinal32,
  infinityOrdinal,
  nextDown,
  nextUp,
  ordinalOf,
  ordinalOf32,
  ordinalRange,
} from '../../../src/numerics/ordinals';

const FORMATS: readonly FiniteFormat[] = ['f64', 'f32', 'f16', 'bf16'];

/** Counts the numbers in an interval written like [0,1). */
function count(text: string, format: FiniteFormat): bigint {
  const [lower = NaN, upper = NaN] = text.slice(1, -1).split(',').map(Number);
  return countNumbers(
    { lower, upper, lowerOpen: text.startsWith('('), upperOpen: text.endsWith(')') },
    format,
  );
}

describe('ordinals', () => {
  it('are the encodings of positive numbers', () => {
    expect(ordinalOf(1, 'f64')).toBe(0x3ff0000000000000n);
    expect(ordinalOf(1, 'f32')).toBe(0x3f800000n);
    expect(ordinalOf(1, 'f16')).toBe(0x3c00n);
    expect(ordinalOf(1, 'bf16')).toBe(0x3f80n);
    expect(ordinalOf(-5e-324, 'f64')).toBe(-1n);
    expect(FORMATS.map(infinityOrdinal)).toEqual([0x7ff0000000000000n, 0x7f800000n, 0x7c00n, 0x7f80n]);
    expect(ordinalOf(-Infinity, 'f16')).toBe(-0x7c00n);
    expect(fromOrdinal(-0x7f80n, 'bf16')).toBe(-Infinity);
    expect(fromOrdinal(0x7bffn, 'f16')).toBe(65504);
  });

  it.each(['f16', 'bf16'] as const)(
    'enumerate %s in increasing order, each number the next one up',
    (format) => {
      const end = infinityOrdinal(format);
      let wrong = 0;
      for (let n = -end; n <= end; n += 1n) {
        const x = fromOrdinal(n, format);
        if (ordinalOf(x, format) !== n) wrong += 1;
        if (n < end && nextUp(x, format) !== fromOrdinal(n + 1n, format)) wrong += 1;
        if (n > -end && nextDown(x, format) !== fromOrdinal(n - 1n, format)) wrong += 1;
        if (n < end && x >= fromOrdinal(n + 1n, format)) wrong += 1;
      }
      expect(wrong).toBe(0);
    },
  );

  it('merge the zeros and refuse what is no number of the format', () => {
    for (const format of FORMATS) {
      expect(ordinalOf(-0, format)).toBe(0n);
      expect(fromOrdinal(0n, format)).toBe(0);
      expect(() => ordinalOf(NaN, format)).toThrow(RangeError);
      expect(() => fromOrdinal(infinityOrdinal(format) + 1n, format)).toThrow(RangeError);
    }
    expect(() => ordinalOf(0.1, 'f32')).toThrow('0.1 is not a number of f32');
  });
});

describe('nextUp and nextDown', () => {
  it.each(FORMATS)('follow IEEE 754 at the special values of %s', (format) => {
    const smallest = fromOrdinal(1n, format);
    const largest = fromOrdinal(infinityOrdinal(format) - 1n, format);
    expect(nextUp(0, format)).toBe(smallest);
    expect(nextUp(-0, format)).toBe(smallest);
    expect(nextDown(0, format)).toBe(-smallest);
    expect(nextUp(-smallest, format)).toBe(-0);
    expect(nextDown(smallest, format)).toBe(0);
    expect(nextUp(largest, format)).toBe(Infinity);
    expect(nextUp(Infinity, format)).toBe(Infinity);
    expect(nextUp(-Infinity, format)).toBe(-largest);
    expect(nextDown(Infinity, format)).toBe(largest);
    expect(nextDown(-largest, format)).toBe(-Infinity);
    expect(nextUp(NaN, format)).toBeNaN();
  });

  it('take numbers between those of the format', () => {
    expect(nextUp(1 + 2 ** -40, 'f32')).toBe(1 + 2 ** -23);
    expect(nextDown(1 + 2 ** -40, 'f32')).toBe(1);
    expect(nextUp(1 - 2 ** -40, 'f32')).toBe(1);
    expect(nextDown(1 - 2 ** -40, 'f32')).toBe(1 - 2 ** -24);
    expect(nextUp(1e-300, 'f16')).toBe(2 ** -24);
    expect(nextUp(-1e-300, 'f16')).toBe(-0);
    expect(nextDown(1e300, 'f16')).toBe(65504);
    expect(nextDown(65510, 'f16')).toBe(65504);
  });
});

describe('countNumbers', () => {
  it('counts closed, open and half-open intervals', () => {
    expect(count('[1,2)', 'f32')).toBe(8388608n);
    expect(count('[0,1]', 'f32')).toBe(1065353217n);
    expect(count('(0,1]', 'f32')).toBe(1065353216n);
    expect(count('[-1,1]', 'f32')).toBe(2n * 1065353216n + 1n);
    expect(count('(1,2)', 'f64')).toBe(2n ** 52n - 1n);
    expect(count('[0,1]', 'f16')).toBe(0x3c01n);
    expect(count('[0,1]', 'bf16')).toBe(0x3f81n);
  });

  it('takes ends that are no numbers of the format', () => {
    expect(count('[1.00000001,1.00000002]', 'f32')).toBe(0n);
    expect(count('[0.99999999,1.00000001]', 'f32')).toBe(1n);
    expect(count('(0.99999999,1.00000001)', 'f32')).toBe(1n);
    expect(count('[1e5,1e6]', 'f16')).toBe(0n);
    expect(count('[65504,1e6]', 'f16')).toBe(1n);
    expect(count('[65510,1e6]', 'f16')).toBe(0n);
  });

  it('counts a zero end once, or not at all when it is open', () => {
    expect(count('[0,0]', 'f32')).toBe(1n);
    expect(count('[-0,0]', 'f32')).toBe(1n);
    expect(count('(0,0]', 'f32')).toBe(0n);
    expect(count('(-0,1]', 'f32')).toBe(1065353216n);
    expect(count('[-1,0)', 'f32')).toBe(1065353216n);
  });

  it('counts finite numbers only, and none in a reversed interval', () => {
    expect(count('[-Infinity,Infinity]', 'f16')).toBe(2n * 0x7c00n - 1n);
    expect(count('(-Infinity,Infinity)', 'f64')).toBe(2n * 0x7ff0000000000000n - 1n);
    expect(count('[Infinity,Infinity]', 'f16')).toBe(0n);
    expect(count('[2,1]', 'f32')).toBe(0n);
    expect(() => count('[NaN,1]', 'f32')).toThrow(RangeError);
  });

  it('names the first and the last number', () => {
    const range = ordinalRange({ lower: 0, upper: 0.1, lowerOpen: true, upperOpen: false }, 'f32');
    expect(fromOrdinal(range.first, 'f32')).toBe(2 ** -149);
    expect(fromOrdinal(range.last, 'f32')).toBe(nextDown(0.1, 'f32'));
  });
});

describe('the fast forms for f32', () => {
  it('agree with the general ones', () => {
    for (const x of [0, 1, -1, 2 ** -149, -(2 ** -149), 3.5e-40, Infinity, -Infinity, 16777216, -0.1].map(
      Math.fround,
    )) {
      expect(BigInt(ordinalOf32(x))).toBe(ordinalOf(x, 'f32'));
      expect(fromOrdinal32(ordinalOf32(x))).toBe(x);
    }
    expect(ordinalOf32(-0)).toBe(0);
    expect(ordinalOf32(NaN)).toBeNaN();
    for (const n of [0x7f800001, -0x7f800001, 0.5, NaN]) expect(() => fromOrdinal32(n)).toThrow(RangeError);
  });
});
