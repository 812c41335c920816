import { describe, expect, it } from 'vitest';
import { ddFromExact } from '../../../src/numerics/double-double';
import { FORMATS, isFiniteFormat } from '../../../src/numerics/format';
import { exactToFormat, parseNumber } from '../../../src/numerics/number-text';
import { isNumberOf } from '../../../src/numerics/rounding';
import { ulpOf } from '../../../src/numerics/ulp';
import type { LabelTable } from '../../../src/oracle/labels';
import { OracleError, oracleText } from '../../../src/oracle/oracle';
import { labelTable, searchTables } from '../../../src/oracle/tables';
import { parseTarget } from '../../../src/targets/parse';

function expectSound({ x, hi, lo, scale }: LabelTable): void {
  expect(x.every((value, i) => i === 0 || value > x[i - 1]!)).toBe(true);
  for (const column of [x, hi, lo, scale]) {
    expect(column).toHaveLength(x.length);
    expect(column.every((value) => Number.isFinite(value))).toBe(true);
  }
  expect(scale.every((value) => value > 0)).toBe(true);
}

describe('labels', () => {
  it('real: the double-double nearest to the oracle at 40 digits', () => {
    const target = parseTarget({ target: 'exp2' });
    const { x, hi, lo, scale } = labelTable(target, Float64Array.of(2 ** -40, 0.1, 0.5, 1));
    x.forEach((point, i) => {
      const exact = parseNumber(oracleText(target.function, point, 60));
      const pair = ddFromExact(exact);
      expect(hi[i]).toBe(pair.hi);
      expect(Math.abs(lo[i]! - pair.lo)).toBeLessThanOrEqual(2 ** -106);
      expect(scale[i]).toBe(1 / (hi[i]! + lo[i]!));
    });
    expect([hi[3], lo[3]]).toEqual([2, 0]);
  });
  it.each(['f64', 'f32', 'f16', 'bf16'] as const)('%s: hi is f(x) rounded once, lo the rest', (format) => {
    for (const id of ['exp', 'sin', 'log2', 'sqrt']) {
      const target = parseTarget({ target: id, interval: '[1.5,3]', format, norm: 'ulp' });
      const { x, hi, lo, scale } = labelTable(target, Float64Array.of(1.5, 1.75, 2, 2.5, 2.75));
      x.forEach((point, i) => {
        const text = oracleText(target.function, point, 60);
        expect(hi[i]).toBe(exactToFormat(parseNumber(text), format));
        expect(Math.abs(lo[i]!)).toBeLessThanOrEqual(ulpOf(hi[i]!, format) / 2);
        const rest = Number(text) - hi[i]!;
        if (format !== 'f64') expect(lo[i]).toBeCloseTo(rest, 15);
        expect(scale[i]).toBe(1 / ulpOf(Number(text), format));
      });
    }
  });
  it('ulp: that of f(x), not of the power of two it rounds to', () => {
    // cos x = 1 - x^2/2 lies below 1 and rounds to 1.
    const target = parseTarget({ target: 'cos', interval: '[0,1]', format: 'f32', norm: 'ulp' });
    const { hi, scale } = labelTable(target, Float64Array.of(0, 2 ** -20));
    expect([...hi]).toEqual([1, 1]);
    expect([...scale]).toEqual([2 ** 23, 2 ** 24]);
  });
  it('ulp fixed at one value', () => {
    const target = parseTarget({ target: 'exp2', format: 'f32', norm: 'ulp', ulpAt: '1.5' });
    const { scale } = labelTable(target, Float64Array.of(2 ** -3, 0.75, 1));
    expect([...scale]).toEqual([2 ** 23, 2 ** 23, 2 ** 23]);
  });
  it('leaves out points without a relative error, and values beyond the format', () => {
    const sine = parseTarget({ target: 'sin', interval: '[-1,1]', norm: 'relative' });
    expect([...labelTable(sine, Float64Array.of(-0.5, 0, 0.5)).x]).toEqual([-0.5, 0.5]);
    const large = parseTarget({ target: 'exp', interval: '[0,200]', format: 'f32', norm: 'ulp' });
    expect([...labelTable(large, Float64Array.of(1, 88, 89, 200)).x]).toEqual([1, 88]);
  });
  it('passes on what the oracle has to say', () => {
    const target = parseTarget({ target: 'log' });
    expect(() => labelTable(target, Float64Array.of(-1))).toThrow(OracleError);
    expect(() => labelTable(target, Float64Array.of(NaN))).toThrow(RangeError);
  });
});

describe('searchTables', () => {
  it('real on (0,1]: open end approached but not taken, closed end taken', () => {
    const { training, validation } = searchTables(parseTarget({ target: 'exp2' }));
    expectSound(training);
    expectSound(validation);
    expect(training.x).toHaveLength(64);
    expect(training.x[0]).toBeGreaterThan(0);
    expect(training.x[63]).toBeLessThan(1);
    expect(Math.abs(validation.x.length - 1024)).toBeLessThan(16);
    expect(validation.x).toContain(2 ** -20 / 4);
    expect(validation.x).toContain(2 ** -40);
    expect(validation.x[0]).toBe(2 ** -60);
    expect(validation.x[validation.x.length - 1]).toBe(1);
  });
  it.each(FORMATS.filter(isFiniteFormat))('%s: numbers of the format, ends and binade edges', (format) => {
    const target = parseTarget({ target: 'exp2', interval: '[0.25,4)', format });
    const { training, validation } = searchTables(target);
    expectSound(training);
    expectSound(validation);
    for (const x of [...training.x, ...validation.x]) expect(isNumberOf(x, format)).toBe(true);
    for (const edge of [0.25, 0.5, 1, 2]) expect(validation.x).toContain(edge);
    expect(validation.x.includes(4)).toBe(false);
    expect(Math.max(...validation.x)).toBe(4 - ulpOf(3, format));
  });
  it('is the same every time', () => {
    const target = parseTarget({ target: 'tanh', format: 'f32' });
    expect(searchTables(target)).toEqual(searchTables(target));
  });
  it('refuses a target without any value that the format holds', () => {
    const target = parseTarget({ target: 'exp', interval: '[100,200]', format: 'f32' });
    expect(() => searchTables(target)).toThrow(/no value that the format and the norm can hold/);
  });
});
