import { describe, expect, test } from 'vitest';
import { fromOrdinal32, ordinalOf32 } from '../../../src/numerics/ordinals';
import { compileLaw } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { checkExhaustively } from '../../../src/verification/exhaustive';
import {
  type BulkFunction,
  createFullRangeScan,
  fullRangeOrdinals,
  measureEveryNumber,
  scanEveryNumber,
  measureSampleOfBinary64,
  measureSampleOfNumbers,
} from '../../../src/verification/full-range';

const EVERYWHERE = { lower: -Infinity, upper: Infinity, lowerOpen: false, upperOpen: false };

/** A function of one number in bulk. */
function bulk(f: (x: number) => number): BulkFunction {
  return (x, y) => {
    for (let i = 0; i < x.length; i++) y[i] = f(x[i]!);
  };
}

describe('the error over every number', () => {
  test('is that of the exhaustive check of programs', () => {
    const target = parseTarget({ target: 'exp2', interval: '[0.5,0.51]', format: 'f32', norm: 'ulp' });
    const program = parseProgram('y = 1 + x * (0x1.62e43p-1 + x * (0x1.ebfbep-3 + x * 0.0551))', 'f32');
    const checked = checkExhaustively(target, program);
    const { interval } = target;
    const evaluate = bulk(compileLaw(program, 'f32'));
    const error = measureEveryNumber({ functionId: 'exp2', evaluate, interval });
    expect(error).toMatchObject({
      kind: 'exhaustive',
      value: checked.value,
      argmax: checked.argmax,
      points: checked.points,
      misrounded: checked.misrounded,
    });
  });

  test('finds a single wrong value', () => {
    const at = fromOrdinal32(1_065_000_000);
    const evaluate = bulk((x) => (x === at ? Math.sqrt(x) + 2 ** -20 : Math.fround(Math.sqrt(x))));
    const scan = createFullRangeScan({ functionId: 'sqrt', evaluate });
    const found = scan(1_065_000_000 - 3000, 1_065_000_000 + 3000);
    expect(found).toMatchObject({ count: 6001, argmax: at, misrounded: 1 });
    expect(found.maxError).toBeCloseTo(2 ** -20 / 2 ** -24, 0);
    expect(scan(1_065_000_001, 1_065_000_999).maxError).toBeLessThanOrEqual(0.5);
  });

  test('is told in steps', () => {
    const interval = { lower: 1, upper: 2, lowerOpen: false, upperOpen: false };
    const evaluate = bulk((x) => Math.fround(Math.sqrt(x)));
    const steps = scanEveryNumber({ functionId: 'sqrt', evaluate, interval }, 2 ** 22);
    const { value } = steps.next();
    expect(value).toMatchObject({ done: 2 ** 22, total: 2 ** 23 + 1 });
    expect([...steps]).toHaveLength(2);
  });

  test('has the ordinals of all finite numbers where the ends are infinite', () => {
    expect(fullRangeOrdinals(EVERYWHERE)).toEqual({ first: -0x7f7fffff, last: 0x7f7fffff });
    expect(fullRangeOrdinals({ lower: 0, upper: 1, lowerOpen: true, upperOpen: false })).toEqual({
      first: 1,
      last: ordinalOf32(1),
    });
  });
});

describe('outside the numbers', () => {
  test('NaN is right where the function has no value, and only there', () => {
    const scan = createFullRangeScan({ functionId: 'log2', evaluate: bulk(() => NaN) });
    expect(scan(-100, -1)).toMatchObject({ maxError: 0, misrounded: 0 });
    expect(scan(1, 100).maxError).toBe(Infinity);
    const zero = createFullRangeScan({ functionId: 'log2', evaluate: bulk(() => 0) });
    expect(zero(-100, -1).maxError).toBe(Infinity);
  });

  test('a pole is infinite, of the right sign', () => {
    const at = (value: number) =>
      createFullRangeScan({ functionId: 'log2', evaluate: bulk(() => value) })(0, 0);
    expect(at(-Infinity).maxError).toBe(0);
    expect(at(Infinity).maxError).toBe(Infinity);
    expect(at(-1e30).maxError).toBeGreaterThan(1e6);
  });

  test('an overflow counts as 2^128', () => {
    const last = ordinalOf32(Math.fround(88.72284));
    const at = (ordinal: number, value: number) =>
      createFullRangeScan({ functionId: 'exp', evaluate: bulk(() => value) })(ordinal, ordinal).maxError;
    expect(at(last + 100, Infinity)).toBe(0);
    expect(at(last + 100, (2 - 2 ** -23) * 2 ** 127)).toBe(1);
    expect(at(ordinalOf32(88), Infinity)).toBeGreaterThan(1e6);
  });

  test('functions without fast reference are refused', () => {
    expect(() => createFullRangeScan({ functionId: 'gamma', evaluate: bulk((x) => x) })).toThrow(
      'no fast reference',
    );
  });
});

describe('samples', () => {
  test('of f32 visit all binades of both signs, always the same', () => {
    const seen = new Set<number>();
    const evaluate = bulk((x) => {
      seen.add(Math.floor(ordinalOf32(x) / 2 ** 23));
      return Math.fround(Math.cbrt(x));
    });
    const error = measureSampleOfNumbers({ functionId: 'cbrt', evaluate, interval: EVERYWHERE }, 2 ** 16);
    expect(seen.size).toBe(510);
    expect(error.points).toBe(2 ** 16);
    expect(error.value).toBeLessThan(0.51);
    expect(measureSampleOfNumbers({ functionId: 'cbrt', evaluate, interval: EVERYWHERE }, 2 ** 16)).toEqual(
      error,
    );
  });

  test('of f64 leave out what has no value and count what overflows', () => {
    const interval = EVERYWHERE;
    const centre = { lower: -8, upper: 8, lowerOpen: false, upperOpen: false };
    const root = measureSampleOfBinary64(
      { functionId: 'sqrt', evaluate: bulk(Math.sqrt), interval },
      centre,
      2000,
    );
    expect(root.ulp.points).toBeGreaterThan(900);
    expect(root.ulp.value).toBeLessThanOrEqual(0.5);
    expect(root.ulp.misrounded).toBe(0);
    expect(root.relative.value).toBeLessThan(2 ** -52);
    const exp = measureSampleOfBinary64(
      { functionId: 'exp', evaluate: bulk(Math.exp), interval },
      centre,
      2000,
    );
    expect(exp.ulp.value).toBeLessThan(1.1);
  });
});
