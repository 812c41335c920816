import { describe, expect, it } from 'vitest';
import { fma, fmaExact, fmaToFormat } from '../../../src/numerics/fma';
import { roundToFormat } from '../../../src/numerics/rounding';

const MAX = Number.MAX_VALUE;
const MIN = 5e-324;

/** Finite numbers at which software fma goes wrong: ends of the exponent range, thresholds, neighbours of 1. */
const EDGES: readonly number[] = [
  ...[0, 1, 1 + 2 ** -52, 1 - 2 ** -53, 2 - 2 ** -52, 3, 1 / 3, 2 ** 27 + 1, 2 ** 53 - 1, 2 ** -53, 2 ** -54],
  ...[
    MAX,
    2 ** 1023,
    2 ** 970,
    2 ** 969,
    2 ** 1000,
    2 ** 1001,
    2 ** 990,
    2 ** 991,
    1e308,
    2 ** 512,
    MAX * 2 ** -511,
  ],
  ...[MIN, 2 * MIN, 3 * MIN, 2 ** -1022, 2 ** -1022 - MIN, 2 ** -1022 + MIN, 2 ** -969, 2 ** -900, 2 ** -901],
  ...[2 ** -537, 2 ** -538 * 1.5, 2 ** -511 * (1 + 2 ** -52), 2 ** -1074 * 2 ** 52],
].flatMap((x) => [x, -x]);

describe('fma', () => {
  it('rounds once', () => {
    expect(fma(1 + 2 ** -52, 1 + 2 ** -52, -1)).toBe(2 ** -51 + 2 ** -104);
    expect(fma(1 + 2 ** -30, 1 - 2 ** -30, -1)).toBe(-(2 ** -60));
    expect(fma(0.1, 10, -1)).toBe(2 ** -54);
    // A tie of the product, broken by an addend far below it.
    expect(fma(1 + 2 ** -27, 1 + 2 ** -26, MIN)).toBe(1 + 2 ** -26 + 2 ** -27 + 2 ** -52);
    expect(fma(1 + 2 ** -27, 1 + 2 ** -26, -MIN)).toBe(1 + 2 ** -26 + 2 ** -27);
    expect(fma(1 + 2 ** -27, 1 + 2 ** -26, 2 ** -500)).toBe(1 + 2 ** -26 + 2 ** -27 + 2 ** -52);
  });

  it('survives a product beyond the range', () => {
    expect(fma(MAX, 2, -MAX)).toBe(MAX);
    expect(fma(MAX, MAX, -MAX)).toBe(Infinity);
    expect(fma(2 ** 1023, 2, -(2 ** 971))).toBe(MAX);
    expect(fma(2 ** 1023, 2, -(2 ** 969))).toBe(Infinity);
    expect(fma(2 ** 1023, -2, Infinity)).toBe(Infinity);
    expect(fma(MIN, 0.5, MIN)).toBe(2 * MIN);
    expect(fma(MIN, 0.5, -MIN)).toBe(-0);
    expect(fma(MIN, MIN, 2 ** -1022)).toBe(2 ** -1022);
    expect(fma(2 ** -537, 2 ** -538, 0)).toBe(0);
    expect(fma(2 ** -537, 1.5 * 2 ** -538, 0)).toBe(MIN);
  });

  it('follows the rules for infinities and NaN', () => {
    for (const c of [0, 1, Infinity, -Infinity, NaN]) {
      expect(fma(0, Infinity, c)).toBeNaN();
      expect(fma(-Infinity, -0, c)).toBeNaN();
      expect(fma(NaN, 1, c)).toBeNaN();
    }
    expect(fma(Infinity, 1, -Infinity)).toBeNaN();
    expect(fma(Infinity, -1, -Infinity)).toBe(-Infinity);
    expect(fma(Infinity, 2, -MAX)).toBe(Infinity);
    expect(fma(MAX, MAX, -Infinity)).toBe(-Infinity);
    expect(fma(1, 1, NaN)).toBeNaN();
    expect(fma(0, 1, NaN)).toBeNaN();
    expect(fma(0, 5, -Infinity)).toBe(-Infinity);
  });

  it('gives zeros their sign', () => {
    expect(fma(0, 1, 0)).toBe(0);
    expect(fma(-0, 1, 0)).toBe(0);
    expect(fma(-0, 1, -0)).toBe(-0);
    expect(fma(0, 1, -0)).toBe(0);
    expect(fma(3, -0, -0)).toBe(-0);
    expect(fma(2, 3, -6)).toBe(0);
    expect(fma(-2, 3, 6)).toBe(0);
    expect(fma(MIN, -MIN, 0)).toBe(-0);
    expect(fma(MIN, MIN, -0)).toBe(0);
    expect(fma(2 ** -1000, 2 ** -74, -MIN)).toBe(0);
    expect(fma(0, 5, 7)).toBe(7);
  });

  it('agrees with integer arithmetic for all triples of edges', () => {
    const wrong: string[] = [];
    for (const a of EDGES) {
      for (const b of EDGES) {
        for (const c of EDGES) {
          if (!Object.is(fma(a, b, c), fmaExact(a, b, c, 'f64'))) wrong.push(`${a}, ${b}, ${c}`);
        }
      }
    }
    expect(EDGES.length ** 3).toBeGreaterThan(300_000);
    expect(wrong).toEqual([]);
  });
});

describe('fmaToFormat', () => {
  it('rounds once where binary64 on the way would round twice', () => {
    // The product is a tie of f32 and the addend lies below the last place of binary64.
    const a = 1 + 2 ** -12;
    const tie = a * a;
    const tiny = 2 ** -100;
    expect(Math.fround(tie - tiny)).toBe(Math.fround(tie + tiny));
    expect(fmaToFormat(a, a, tiny, 'f32')).toBe(1 + 2 ** -11 + 2 ** -23);
    expect(fmaToFormat(a, a, -tiny, 'f32')).toBe(1 + 2 ** -11);
    expect(fmaToFormat(-a, a, tiny, 'f32')).toBe(-1 - 2 ** -11);
  });

  it.each(['f32', 'f16', 'bf16'] as const)('keeps the special values of %s', (format) => {
    expect(fmaToFormat(2, 3, -6, format)).toBe(0);
    expect(fmaToFormat(-0, 1, -0, format)).toBe(-0);
    expect(fmaToFormat(Infinity, 1, -Infinity, format)).toBeNaN();
    expect(fmaToFormat(0, Infinity, 1, format)).toBeNaN();
    const large = roundToFormat(60000, format);
    const huge = format === 'f16' ? large : roundToFormat(3e38, format);
    expect(fmaToFormat(huge, huge, -huge, format)).toBe(Infinity);
    expect(fmaToFormat(huge, huge, -Infinity, format)).toBe(-Infinity);
    expect(fmaToFormat(huge, 2, -huge, format)).toBe(huge);
    const tiny = format === 'f16' ? 2 ** -24 : format === 'f32' ? 2 ** -149 : 2 ** -133;
    expect(fmaToFormat(tiny, -tiny, 0, format)).toBe(-0);
    expect(fmaToFormat(tiny, 0.5, tiny, format)).toBe(2 * tiny);
    expect(fmaToFormat(tiny, 0.5, -tiny, format)).toBe(-0);
  });

  it('agrees with integer arithmetic on a grid of f16 numbers', () => {
    const numbers = [
      ...[
        1,
        1 + 2 ** -10,
        2 - 2 ** -10,
        3,
        65504,
        32768,
        2 ** -24,
        3 * 2 ** -24,
        2 ** -14,
        2 ** -14 - 2 ** -24,
      ],
      ...[1 / 3, 0.1, 255.9, 4096, 2 ** -12, 2 ** -11, 2 ** -13, 1025, 1023, 0].map((x) =>
        roundToFormat(x, 'f16'),
      ),
    ].flatMap((x) => [x, -x]);
    const wrong: string[] = [];
    for (const a of numbers) {
      for (const b of numbers) {
        for (const c of numbers) {
          if (!Object.is(fmaToFormat(a, b, c, 'f16'), fmaExact(a, b, c, 'f16')))
            wrong.push(`${a}, ${b}, ${c}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
