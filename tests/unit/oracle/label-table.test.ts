import { describe, expect, it } from 'vitest';
import { FORMATS, isFiniteFormat, type FiniteFormat } from '../../../src/numerics/format';
import { exactFromNumber, exactToFormat, parseNumber } from '../../../src/numerics/number-text';
import { countNumbers } from '../../../src/numerics/ordinals';
import { isNumberOf, largestFinite } from '../../../src/numerics/rounding';
import { ulpOf } from '../../../src/numerics/ulp';
import type { LabelTable } from '../../../src/oracle/labels';
import { OracleError, oracleText } from '../../../src/oracle/oracle';
import { isInside } from '../../../src/oracle/sampling';
import { labelTable, searchTables } from '../../../src/oracle/tables';
import { CATALOGUE } from '../../../src/targets/catalogue';
import { parseInterval, parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';

const FINITE = FORMATS.filter(isFiniteFormat);

/** Each label against the decimal text of the oracle: rounded once, and the rest of it. */
function expectPairs(target: Target, { x, hi, lo, scale }: LabelTable, format: FiniteFormat): void {
  x.forEach((point, i) => {
    const exact = parseNumber(oracleText(target.function, point, 60));
    expect(hi[i]).toBe(exactToFormat(exact, format));
    // The difference of two fractions, rounded once.
    const rounded = exactFromNumber(hi[i]!);
    const difference =
      BigInt(exact.sign) * exact.numerator * rounded.denominator -
      BigInt(rounded.sign) * rounded.numerator * exact.denominator;
    const tail = exactToFormat(
      {
        sign: difference < 0n ? -1 : 1,
        numerator: difference < 0n ? -difference : difference,
        denominator: exact.denominator * rounded.denominator,
      },
      'f64',
    );
    expect(Math.abs(lo[i]! - tail)).toBeLessThanOrEqual(
      2 ** -100 * Math.abs(hi[i]!) + 2 ** -50 * Math.abs(tail),
    );
    expect(Math.abs(lo[i]! * scale[i]!)).toBeLessThanOrEqual(0.5 * (target.norm === 'ulp' ? 2 : Infinity));
  });
}

function expectSound({ x, hi, lo, scale }: LabelTable, target: Target): void {
  expect(x.length).toBeGreaterThan(0);
  expect(x.every((point, i) => isInside(point, target.interval) && (i === 0 || point > x[i - 1]!))).toBe(
    true,
  );
  for (const column of [hi, lo, scale]) {
    expect(column).toHaveLength(x.length);
    expect(column.every((value) => Number.isFinite(value))).toBe(true);
  }
  expect(scale.every((value) => value > 0)).toBe(true);
  const { format } = target;
  if (isFiniteFormat(format)) expect([...x, ...hi].every((value) => isNumberOf(value, format))).toBe(true);
}

describe('pairs of finite formats', () => {
  it.each(FINITE)('%s: ends, edges and 200 numbers of [1e-3,50]', (format) => {
    for (const id of ['log', 'tanh', 'sqrt', 'atan']) {
      const target = parseTarget({ target: id, interval: '[1e-3,50]', format });
      const { training, validation } = searchTables(target, { training: 16, validation: 200 });
      for (const table of [training, validation]) {
        expectSound(table, target);
        expectPairs(target, table, format);
      }
      for (const edge of [1, 2, 32]) expect(validation.x).toContain(edge);
      expect(validation.x[0]).toBeGreaterThanOrEqual(1e-3);
      expect(validation.x[0]! - 1e-3).toBeLessThan(ulpOf(1e-3, format));
      expect(validation.x.at(-1)).toBe(50);
    }
  });

  it.each([
    ['f16', '[-18,-9]'],
    ['bf16', '[-93,-87]'],
    ['f32', '[-105,-87]'],
  ] as const)('%s: subnormal results and underflow to 0 keep their tails', (format, interval) => {
    const target = parseTarget({ target: 'exp', interval, format });
    const { validation } = searchTables(target, { training: 8, validation: 80 });
    expectSound(validation, target);
    expectPairs(target, validation, format);
    const smallest = ulpOf(0, format);
    expect(validation.hi[0]).toBe(0);
    expect(validation.lo[0]).toBeGreaterThan(0);
    expect(validation.scale[0]).toBe(1 / smallest);
    expect(validation.hi.some((y) => y > 0 && y < 8 * smallest)).toBe(true);
  });

  it.each([
    ['f16', 11.0899],
    ['bf16', 88.72],
    ['f32', 88.7228],
  ] as const)('%s: overflow leaves out what lies beyond the largest number, and no more', (format, last) => {
    const target = parseTarget({ target: 'exp', interval: '[1,1000]', format });
    const { validation } = searchTables(target);
    expectSound(validation, target);
    expect(validation.x.at(-1)).toBeLessThanOrEqual(last);
    // Half an ulp beyond the largest number still rounds to it.
    const edge = parseTarget({ target: 'exp2', interval: '[1,2000]', format });
    const exponent = format === 'f16' ? 16 : 128;
    const below = exponent - 2 * ulpOf(exponent - 1, format);
    const { x, hi } = labelTable(edge, Float64Array.of(below, exponent));
    expect([...x]).toEqual([below]);
    expect(hi[0]).toBeLessThanOrEqual(largestFinite(format));
  });

  it('respects open and closed ends, also where they are no numbers of the format', () => {
    for (const format of FINITE) {
      for (const text of [
        '[0.1,0.3]',
        '(0.1,0.3)',
        '[0.125,0.25]',
        '(0.125,0.25)',
        '(0,0.25]',
        '[-0.25,0)',
      ]) {
        const target = parseTarget({ target: 'sin', interval: text, format });
        const { training, validation } = searchTables(target, { training: 16, validation: 64 });
        expectSound(training, target);
        expectSound(validation, target);
        const { lower, upper, lowerOpen, upperOpen } = target.interval;
        const takes = (x: number, open: boolean): boolean => !open && isNumberOf(x, format);
        expect(validation.x.includes(lower)).toBe(takes(lower, lowerOpen));
        expect(validation.x.includes(upper)).toBe(takes(upper, upperOpen));
        const gap = { lower, upper: validation.x[0]!, lowerOpen, upperOpen: true };
        expect(countNumbers(gap, format)).toBe(0n);
      }
    }
  });

  it('takes every number of an interval that holds few', () => {
    const target = parseTarget({ target: 'exp', interval: '[1,1.05]', format: 'bf16' });
    const { training, validation } = searchTables(target);
    const all = Array.from({ length: 7 }, (_, i) => 1 + i / 128);
    expect([...training.x]).toEqual(all);
    expect([...validation.x]).toEqual(all);
    const five = parseTarget({ target: 'exp', interval: '[1,1.0000000000000009]' });
    const real = searchTables(five);
    expect(real.training.x).toHaveLength(5);
    expect([...real.validation.x]).toEqual([...real.training.x]);
    expectPairs(five, real.training, 'f64');
  });

  it('takes the only number of an interval, and says so when there is none', () => {
    const single = { lower: 0.9, upper: 1.001, lowerOpen: false, upperOpen: false };
    const base = parseTarget({ target: 'exp', format: 'bf16' });
    const one = { ...base, interval: { ...single, lower: 0.999 } };
    const { training, validation } = searchTables(one);
    expect([...training.x, ...validation.x]).toEqual([1, 1]);
    const none = { ...base, interval: { ...single, lower: 1.0001 } };
    expect(() => searchTables(none)).toThrow(OracleError);
  });
});

describe('wide intervals', () => {
  it.each(FINITE)('%s: every binade of (0,1] has its points', (format) => {
    const target = parseTarget({ target: 'exp2', interval: '(0,1]', format });
    const { validation } = searchTables(target);
    expectSound(validation, target);
    const perBinade = new Map<number, number>();
    for (const x of validation.x) {
      const binade = Math.floor(Math.log2(x));
      perBinade.set(binade, (perBinade.get(binade) ?? 0) + 1);
    }
    // binary64 has as many binades as there are points: some of them go without.
    const { normal, together } = {
      f64: { normal: 1020, together: 6 },
      f32: { normal: 126, together: 1 },
      f16: { normal: 14, together: 1 },
      bf16: { normal: 126, together: 1 },
    }[format];
    for (let e = 1; e + together <= normal; e++) {
      const found = Array.from({ length: together }, (_, i) => perBinade.get(-e - i) ?? 0);
      expect(Math.max(...found)).toBeGreaterThan(0);
    }
  });

  it.each(CATALOGUE.filter(({ domain }) => domain.lower === -Infinity && domain.upper === Infinity))(
    '$id has a table on [-1e30,1e30] in f32',
    ({ id, poleIn }) => {
      const interval = '[-1e30,1e30]';
      if (poleIn?.(parseInterval(interval)) !== undefined) {
        expect(() => parseTarget({ target: id, interval })).toThrow(/holds a pole/);
        return;
      }
      const target = parseTarget({ target: id, interval, format: 'f32' });
      const { training, validation } = searchTables(target, { training: 8, validation: 120 });
      expectSound(validation, target);
      for (const { x, hi } of [training, validation]) {
        expect(x.every((point) => Math.abs(point) <= 1e30)).toBe(true);
        expect(hi.every((y) => Math.abs(y) <= largestFinite('f32'))).toBe(true);
      }
      expect(validation.x).toContain(0);
    },
  );

  it('far beyond the range of the oracle: 0 on one side, left out on the other', () => {
    for (const format of FORMATS) {
      const target = parseTarget({ target: 'exp', interval: '[-1e300,1e300]', format, norm: 'absolute' });
      const { x, hi, lo } = labelTable(target, Float64Array.of(-1e300, -1e30, 1, 1e30, 1e300));
      expect([...x]).toEqual([-1e300, -1e30, 1]);
      expect([...hi.subarray(0, 2), ...lo.subarray(0, 2)]).toEqual([0, 0, 0, 0]);
    }
    const reflected = parseTarget({ target: 'erfc', interval: '[1,1e30]', norm: 'absolute' });
    expect([...labelTable(reflected, Float64Array.of(1e30)).hi]).toEqual([0]);
  });

  it('real: samples around an inner zero, however wide the interval is', () => {
    const target = parseTarget({ target: 'tanh', interval: '[-1e30,1e30]', norm: 'absolute' });
    const { validation } = searchTables(target);
    expectSound(validation, target);
    for (const [low, high] of [
      [1e-6, 1],
      [1, 1e6],
      [1e6, 1e25],
    ] as const) {
      expect(validation.x.some((x) => x > low && x < high)).toBe(true);
      expect(validation.x.some((x) => -x > low && -x < high)).toBe(true);
    }
    expect(validation.x).toContain(0);
  });

  it('real and relative: leaves out values whose digits a pair cannot hold', () => {
    const target = parseTarget({ target: 'exp', interval: '[-745,0]', norm: 'relative' });
    const { validation } = searchTables(target);
    expectSound(validation, target);
    expect(validation.hi.every((y) => y >= 2 ** -968)).toBe(true);
    expectPairs(target, validation, 'f64');
    expect(() => searchTables(parseTarget({ target: 'exp', interval: '[-745,-700]' }))).toThrow(
      /no value that the format and the norm can hold/,
    );
  });
});
