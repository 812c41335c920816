import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScan } from '../../../src/evaluation/scan';
import { ordinalOf32 } from '../../../src/numerics/ordinals';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { mergeBinadeScans, scanBinades } from '../../../src/verification/binades';
import { checkExhaustively } from '../../../src/verification/exhaustive';

const TARGET = {
  function: { kind: 'catalogue', id: 'exp2' },
  norm: 'ulp',
  format: 'f32',
} as const;
const scan = createScan(parseProgram('y = fma(fma(0.24, x, 0.69), x, 1)', 'f32'), TARGET);

describe('scanBinades', () => {
  it('cuts at powers of two, with zero among the subnormal numbers above it', () => {
    const rows = (first: number, last: number) =>
      scanBinades(scan, 'f32', first, last).binades.map(({ from, to, count }) => [from, to, count]);
    expect(rows(ordinalOf32(2) - 2, ordinalOf32(2) + 1)).toEqual([
      [2 - 2 ** -22, 2 - 2 ** -23, 2],
      [2, 2 + 2 ** -22, 2],
    ]);
    expect(rows(ordinalOf32(-1) - 1, ordinalOf32(-1) + 1)).toEqual([
      [-1 - 2 ** -23, -1, 2],
      [-1 + 2 ** -24, -1 + 2 ** -24, 1],
    ]);
    expect(rows(-2, 1)).toEqual([
      [-(2 ** -148), -(2 ** -149), 2],
      [0, 2 ** -149, 2],
    ]);
    const least = ordinalOf32(2 ** -126);
    expect(rows(least - 1, least).map(([from]) => from)).toEqual([(1 - 2 ** -23) * 2 ** -126, 2 ** -126]);
    expect(rows(-least, 1 - least).map(([from]) => from)).toEqual([
      -(2 ** -126),
      -(1 - 2 ** -23) * 2 ** -126,
    ]);
  });

  it('finds the same whichever way the numbers are cut', () => {
    const [first, last] = [ordinalOf32(-0.500001), ordinalOf32(-0.499999)];
    const whole = scanBinades(scan, 'f32', first, last);
    expect(whole.binades.reduce((sum, { count }) => sum + count, 0)).toBe(whole.result.count);
    expect(Math.max(...whole.binades.map(({ maxError }) => maxError))).toBe(whole.result.maxError);
    fc.assert(
      fc.property(fc.integer({ min: first, max: last - 1 }), (end) => {
        const before = scanBinades(scan, 'f32', first, end);
        const after = scanBinades(scan, 'f32', end + 1, last);
        expect(mergeBinadeScans(before, after, 'f32')).toStrictEqual(whole);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the exhaustive check', () => {
  it('says for each binade what it says for the whole', () => {
    const target = parseTarget({ target: 'exp2', interval: '[-2,2]', format: 'f16', norm: 'ulp' });
    const error = checkExhaustively(target, parseProgram('y = fma(fma(0.24, x, 0.69), x, 1)', 'f16'));
    // Exponents -14 to 0 and the subnormal numbers, of either sign, and both ends.
    expect(error.binades).toHaveLength(34);
    expect(error.points).toBe(2 ** 15 + 1);
    expect(error.binades[0]).toMatchObject({ from: -2, to: -2, count: 1 });
    expect(error.binades.reduce((sum, { misrounded }) => sum + misrounded, 0)).toBe(error.misrounded);
    const worst = error.binades.find(({ maxError }) => maxError === error.value);
    expect(worst?.argmax).toBe(error.argmax);
  });
});
