import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf, prepareScoreTable, TINY } from '../../../src/evaluation/score';
import { hasOrdinaryLabels, layOutLabels } from '../../../src/evaluation/webgpu/label-layout';
import { fromBinary32Bits } from '../../../src/numerics/bits';
import { binary32Labels, grid } from '../../support/label-tables';

test('points with an unusual x lie at the end, and all keep their index', () => {
  const table = prepareScoreTable(binary32Labels((x) => x + 1, [-1e-40, -3, 0, 2, 2 ** -126, 3], 'ulp'));
  const { indices, ordinaryCount, labels, firstScales } = layOutLabels(table);
  expect([...indices]).toEqual([1, 3, 5, 0, 2, 4]);
  expect(ordinaryCount).toBe(3);
  expect([...labels.subarray(4, 8)]).toEqual([2, 3, 2 ** 22, 0]);
  expect([...firstScales]).toEqual([1, 1, 1, 1, 1, 1]);
});

describe('ordinary labels', () => {
  test.each([
    ['values of middling size', (x: number) => 1 / x, grid(0.5, 2, 9), 'ulp', true],
    ['a value of zero', (x: number) => x - 1, grid(0.5, 1.5, 9), 'absolute', false],
    [
      'values near the underflow threshold',
      (x: number) => x,
      grid(2 ** -110, 2 ** -109, 9),
      'relative',
      false,
    ],
    ['a scale that takes two steps', (x: number) => x * 2 ** -60, grid(1, 2, 9), 'ulp', false],
  ] as const)('%s', (_name, f, xs, norm, ordinary) => {
    expect(hasOrdinaryLabels(prepareScoreTable(binary32Labels(f, xs, norm)))).toBe(ordinary);
  });

  test('have errors that need no settling, for every value', () => {
    const table = prepareScoreTable(binary32Labels((x) => Math.sqrt(x) / 3, grid(0.01, 5, 64), 'relative'));
    expect(hasOrdinaryLabels(table)).toBe(true);
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, fc.nat(63), fc.integer({ min: -4, max: 4 }), (bits, i, steps) => {
        const near = table.scaledValue[i]! * (1 + steps * 2 ** -23);
        for (const value of [fromBinary32Bits(bits), Math.fround(near)]) {
          if (!(Math.abs(value) < Infinity) || (value !== 0 && Math.abs(value) < TINY)) continue;
          const difference = Math.fround(value - table.scaledValue[i]!);
          const deviation = Math.fround(difference * table.secondScale[i]!);
          const error = Math.abs(Math.fround(deviation - table.tail[i]!));
          expect(error).toBe(errorOf(table, i, value));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
