import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fmaSource } from '../../src/codegen/typescript-fma';
import { binary64Bits } from '../../src/numerics/bits';
import { fma, fmaToFormat } from '../../src/numerics/fma';
import { evaluateTypeScript } from '../support/evaluate-typescript';
import { anyNumber } from '../support/number-arbitraries';

type Ternary = (a: number, b: number, c: number) => number;

function emitted(format: 'f32' | 'f64'): Ternary {
  const names = { fma: 'fused', addToOdd: 'addToOdd', word: 'word' };
  const source = fmaSource(format, names, 'Math.fround', (type) => `: ${type}`);
  const { fused } = evaluateTypeScript(
    `const word = new DataView(new ArrayBuffer(8));\n${source}\nexport { fused };`,
  );
  return fused as Ternary;
}

const sameBits = (actual: number, expected: number): void => {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(binary64Bits(actual)).toBe(binary64Bits(expected));
};

test.each(['f32', 'f64'] as const)('the emitted fma of %s rounds once', (format) => {
  const fused = emitted(format);
  const number = anyNumber(format);
  fc.assert(
    fc.property(number, number, number, (a, b, c) => {
      sameBits(fused(a, b, c), fmaToFormat(a, b, c, format));
    }),
    { numRuns: 20_000 },
  );
});

test.each(['f32', 'f64'] as const)('the emitted fma of %s survives cancellation', (format) => {
  const fused = emitted(format);
  const number = anyNumber(format);
  const round = format === 'f32' ? Math.fround : (x: number): number => x;
  fc.assert(
    fc.property(number, number, fc.integer({ min: -3, max: 3 }), (a, b, steps) => {
      const c = -round(round(a * b) * (1 + steps * 2 ** (format === 'f32' ? -23 : -52)));
      sameBits(fused(a, b, c), fmaToFormat(a, b, c, format));
    }),
    { numRuns: 20_000 },
  );
});

test('hard cases of binary64', () => {
  const fused = emitted('f64');
  const cases: [number, number, number][] = [
    [2 ** -600, -(2 ** -600), 0], // underflows to -0
    [2 ** -538, 2 ** -538, 2 ** -1074],
    [2 ** -537, 2 ** -538, 0], // half of the smallest number
    [2 ** -537, 1.5 * 2 ** -538, 0],
    [2 ** 512, 2 ** 512, -(2 ** 1023)], // the product overflows, the result is finite
    [2 ** 512, 2 ** 512, -Infinity],
    [Number.MAX_VALUE, 1, 2 ** 970], // half an ulp above the largest number
    [Number.MAX_VALUE, 1, 2 ** 970 * (1 - 2 ** -53)],
    [0, Infinity, 1],
    [-0, 0, -0],
    [1 + 2 ** -52, 1 - 2 ** -53, -1],
  ];
  for (const [a, b, c] of cases) sameBits(fused(a, b, c), fma(a, b, c));
});

test('an fma of binary32 at a midpoint and at the overflow threshold', () => {
  const fused = emitted('f32');
  const largest = (2 - 2 ** -23) * 2 ** 127;
  // The product is 1 + 2^-11 + 2^-24, a midpoint: an addend too small for binary64 decides.
  const a = 1 + 2 ** -12;
  sameBits(fused(a, a, 2 ** -100), 1 + 2 ** -11 + 2 ** -23);
  sameBits(fused(a, a, 0), 1 + 2 ** -11);
  sameBits(fused(a, a, -(2 ** -100)), 1 + 2 ** -11);
  sameBits(fused(largest, 1, 2 ** 103), Infinity);
  sameBits(fused(largest, 1, 2 ** 103 * (1 - 2 ** -24)), largest);
  // Half of the smallest number, alone and with a little more; and a tie between the first two.
  sameBits(fused(2 ** -75, 2 ** -75, 0), 0);
  sameBits(fused(2 ** -75, 2 ** -75 * (1 + 2 ** -23), 0), 2 ** -149);
  sameBits(fused(2 ** -75, 1.5 * 2 ** -74, 0), 2 ** -148);
});
