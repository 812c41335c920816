import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf, prepareScoreTable, ScoreTableError, TINY } from '../../../src/evaluation/score';
import { ulpOf } from '../../../src/numerics/ulp';
import type { LabelTable } from '../../../src/oracle/labels';
import { binary32Labels } from '../../support/label-tables';

function oneLabel(x: number, hi: number, lo: number, scale: number): LabelTable {
  const one = (v: number) => Float64Array.of(v);
  return { x: one(x), hi: one(hi), lo: one(lo), scale: one(scale) };
}

function scoreOf(value: number, hi: number, lo: number, scale: number): number {
  return errorOf(prepareScoreTable(oneLabel(1, hi, lo, scale)), 0, value);
}

describe('errorOf', () => {
  test('is the distance to the exact value, not to its rounding, in ulp', () => {
    const ulp = 2 ** -23;
    // The exact value lies a quarter of an ulp above 1.
    expect(scoreOf(1, 1, ulp / 4, 1 / ulp)).toBe(0.25);
    expect(scoreOf(1 + ulp, 1, ulp / 4, 1 / ulp)).toBe(0.75);
    expect(scoreOf(1 - ulp, 1, ulp / 4, 1 / ulp)).toBe(1.25);
  });

  test('is relative or absolute as the scale says', () => {
    expect(scoreOf(3, 4, 0, 1 / 4)).toBe(0.25);
    expect(scoreOf(3, 4, 0, 1)).toBe(1);
  });

  test('reaches the smallest ulp, 2^-149, whose inverse is no binary32 number', () => {
    const ulp = 2 ** -149;
    expect(scoreOf(2 ** -126 + 3 * ulp, 2 ** -126, ulp / 2, 1 / ulp)).toBe(2.5);
    expect(scoreOf(5 * ulp, 2 * ulp, 0, 1 / ulp)).toBe(3);
  });

  test('reaches the largest numbers', () => {
    const ulp = 2 ** 104;
    const largest = (2 - 2 ** -23) * 2 ** 127;
    expect(scoreOf(largest - 2 * ulp, largest, 0, 1 / ulp)).toBe(2);
    expect(scoreOf(-largest, largest, 0, 1 / largest)).toBe(2);
    expect(scoreOf(1, largest, 0, 1 / largest)).toBe(1);
  });

  test('is infinite for values that are not finite, and where its own arithmetic overflows', () => {
    for (const value of [NaN, Infinity, -Infinity]) expect(scoreOf(value, 1, 0, 1)).toBe(Infinity);
    expect(scoreOf(2 ** 127, 2 ** -120, 0, 2 ** 140)).toBe(Infinity);
  });

  test('takes what is below 2^-125 for zero at every step', () => {
    expect(scoreOf(2 ** -126, 2 ** -149, 0, 1)).toBe(0);
    expect(scoreOf(1, 1, TINY / 2, 1)).toBe(0);
    expect(scoreOf(TINY, 0, 0, 1)).toBe(TINY);
  });

  test('agrees with binary64 arithmetic to within what score.ts states', () => {
    const value = fc.double({ min: 2 ** -60, max: 2 ** 60, noNaN: true });
    const away = fc.double({ min: -(2 ** 12), max: 2 ** 12, noNaN: true });
    fc.assert(
      fc.property(value, away, (y, ulps) => {
        const table = prepareScoreTable(binary32Labels(() => y, [1], 'ulp'));
        const p = Math.fround(y + ulps * ulpOf(y, 'f32'));
        const exact = Math.abs(p - y) / ulpOf(y, 'f32');
        expect(Math.abs(errorOf(table, 0, p) - exact)).toBeLessThanOrEqual(2 ** -22 * exact + 2 ** -24);
      }),
    );
  });

  test('is never negative and never NaN', () => {
    const anything = fc.float();
    fc.assert(
      fc.property(
        anything,
        fc.float({ min: Math.fround(-1e30), max: Math.fround(1e30), noNaN: true }),
        (p, y) => {
          const error = scoreOf(p, y, 0, 1);
          expect(error >= 0 && !Object.is(error, -0)).toBe(true);
          expect(Math.fround(error)).toBe(error);
        },
      ),
    );
  });
});

describe('prepareScoreTable', () => {
  test.each([
    ['an x that is not binary32', oneLabel(0.1, 1, 0, 1), /x = 0\.1, is not a binary32 number/],
    ['a label that is not binary32', oneLabel(1, 0.1, 0, 1), /label 0\.1 at x = 1 is not/],
    ['an infinite label', oneLabel(1, Infinity, 0, 1), /label Infinity at x = 1/],
    [
      'an infinite scale, as of a relative error at f(x) = 0',
      oneLabel(1, 0, 0, Infinity),
      /no finite positive scale/,
    ],
    ['a scale of zero', oneLabel(1, 1, 0, 0), /no finite positive scale: 0/],
    [
      'labels that leave binary32 when scaled',
      oneLabel(1, 2 ** 100, 0, 2 ** 100),
      /beyond the range of binary32/,
    ],
    [
      'no labels',
      { x: new Float64Array(), hi: new Float64Array(), lo: new Float64Array(), scale: new Float64Array() },
      /empty/,
    ],
  ])('refuses %s', (_, labels, message) => {
    expect(() => prepareScoreTable(labels)).toThrow(ScoreTableError);
    expect(() => prepareScoreTable(labels)).toThrow(message);
  });
});
