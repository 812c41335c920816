import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompiledScan } from '../../../src/evaluation/compiled-scan';
import { LawScan } from '../../../src/evaluation/law-scan';
import { createScan } from '../../../src/evaluation/scan';
import { mergeScans } from '../../../src/evaluation/scan-result';
import { ScanReference } from '../../../src/evaluation/scan-reference';
import type { ScanTarget } from '../../../src/evaluation/scan-target';
import { fromOrdinal, ordinalOf, ordinalOf32 } from '../../../src/numerics/ordinals';
import { ulpOf } from '../../../src/numerics/ulp';
import { labelAt } from '../../../src/oracle/label-table';
import { functionOf } from '../../../src/oracle/oracle';
import { OracleError } from '../../../src/oracle/oracle-error';
import { interpret } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import { programArbitrary } from '../../support/program-arbitrary';

const HORNER = parseProgram('y = fma(fma(fma(0.08, x, 0.22), x, 0.7), x, 1)', 'f32');
const INFINITY = ordinalOf32(Infinity);

/** The catalogue function in binary32, errors in ulp unless told. */
function binary32(id: string, unit: Partial<ScanTarget> = {}): ScanTarget {
  return { function: { kind: 'catalogue', id }, norm: 'ulp', format: 'f32', ...unit };
}

describe('CompiledScan', () => {
  it('gives what the law gives, on ranges of any place and length', () => {
    const range = fc.tuple(
      fc.oneof(
        fc.integer({ min: -INFINITY + 1, max: INFINITY - 1 }),
        fc.integer({ min: -700, max: 700 }),
        fc.integer({ min: ordinalOf32(0.5), max: ordinalOf32(2) }),
        fc.integer({ min: ordinalOf32(-2), max: ordinalOf32(-0.5) }),
      ),
      fc.integer({ min: 1, max: 700 }),
    );
    const unit = fc.constantFrom<Partial<ScanTarget>>(
      {},
      { norm: 'absolute' },
      { norm: 'relative' },
      { ulpAt: 1.5 },
      { ulpAt: 2 ** -149 },
      { ulpAt: 1e38 },
    );
    fc.assert(
      fc.property(
        programArbitrary({ format: 'f32', maxInstructions: 8 }),
        fc.constantFrom('exp2', 'sin', 'tanh'),
        range,
        unit,
        (program, functionId, [first, length], unit) => {
          const last = Math.min(first + length - 1, INFINITY - 1);
          const target = binary32(functionId, unit);
          const compiled = new CompiledScan(program, target).scan(first, last);
          expect(compiled).toStrictEqual(new LawScan(program, target).scan(first, last));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds what its parts find', () => {
    const scan = new CompiledScan(HORNER, binary32('exp2'));
    const [first, last] = [ordinalOf32(0.5) - 1000, ordinalOf32(0.5) + 5000];
    const whole = scan.scan(first, last);
    expect(whole.count).toBe(6001);
    expect(mergeScans(scan.scan(first, first + 777), scan.scan(first + 778, last))).toStrictEqual(whole);
  });

  it('counts zero once', () => {
    const result = new CompiledScan(parseProgram('y = x', 'f32'), binary32('sinh')).scan(-3, 3);
    expect(result).toMatchObject({ count: 7, maxError: 0, misrounded: 0 });
  });

  it('finds poles and overflow infinitely wrong, and infinities right where they are', () => {
    const inverse = parseProgram('y = 1 / x', 'f32');
    const pole = new CompiledScan(inverse, binary32('exp2')).scan(-2, 2);
    expect(pole).toMatchObject({ maxError: Infinity, misrounded: 5 });
    const [first, last] = [ordinalOf32(3.4e38), INFINITY - 1];
    const large = parseProgram('y = x * x', 'f32');
    expect(new CompiledScan(large, binary32('exp2')).scan(first, last)).toMatchObject({
      maxError: 0,
      misrounded: 0,
    });
    expect(new CompiledScan(large, binary32('exp2', { ulpAt: 1.5 })).scan(first, last).maxError).toBe(0);
  });

  it('refuses names of no function, ranges of no numbers and points outside the domain', () => {
    expect(() => new CompiledScan(HORNER, binary32('nothing'))).toThrow('unknown function');
    const scan = new CompiledScan(HORNER, binary32('log'));
    expect(() => scan.scan(1, 0)).toThrow('ordinals 1 to 0');
    expect(() => scan.scan(0.5, 1)).toThrow(RangeError);
    expect(() => scan.scan(0, INFINITY)).toThrow('no range of finite f32 numbers');
    expect(() => scan.scan(-2, -1)).toThrow(OracleError);
  });
});

describe('the units of errors', () => {
  const program = parseProgram('y = x', 'f32');
  const at = (x: number, unit: Partial<ScanTarget>): number => {
    const ordinal = ordinalOf32(x);
    return createScan(program, binary32('sin', unit)).scan(ordinal, ordinal).maxError;
  };

  it.each([0.5, -1.25, 2 ** -140, 1e-5].map(Math.fround))('are the norm’s at %d', (x) => {
    const { hi, lo } = labelAt(functionOf({ kind: 'catalogue', id: 'sin' }), x, 'f32');
    const error = Math.abs(x - hi - lo);
    // Of differences so small the scan knows some 45 bits of an ulp.
    const within = 2 ** -40 * ulpOf(x, 'f32');
    expect(Math.abs(at(x, { norm: 'absolute' }) - error)).toBeLessThan(within);
    const relative = error / Math.abs(hi + lo);
    expect(Math.abs(at(x, { norm: 'relative' }) - relative)).toBeLessThan(within / Math.abs(hi));
    expect(Math.abs(at(x, { ulpAt: 1.5 }) - error * 2 ** 23)).toBeLessThan(within * 2 ** 23);
  });

  it('leave no room for an error relative to 0', () => {
    expect(at(0, { norm: 'relative' })).toBe(0);
    const beside = createScan(parseProgram('y = x + 1', 'f32'), binary32('sin', { norm: 'relative' }));
    expect(beside.scan(0, 0).maxError).toBe(Infinity);
  });
});

describe('a scan without fast reference', () => {
  it.each(['f32', 'f16', 'bf16'] as const)('gives in %s what the reference kernel gives', (format) => {
    const program = parseProgram('y = fma(fma(0.25, x, 0.6875), x, 1)', format);
    const known = { ...binary32('exp2'), format };
    const custom = { ...known, function: { kind: 'expression', text: '2^x' } } as const;
    const first = Number(ordinalOf(0.75, format));
    for (const unit of [{}, { norm: 'relative' }, { norm: 'absolute' }] as const) {
      const fast = createScan(program, { ...known, ...unit }).scan(first - 40, first + 63);
      const slow = createScan(program, { ...custom, ...unit }).scan(first - 40, first + 63);
      expect(slow).toMatchObject({ count: 104, misrounded: fast.misrounded, argmax: fast.argmax });
      expect(Math.abs(slow.maxError / fast.maxError - 1)).toBeLessThan(2 ** -40);
      expect(slow.decidedByOracle).toEqual([]);
    }
  });

  it('knows values that exceed the format', () => {
    const far = Number(ordinalOf(20, 'f16'));
    const target = {
      ...binary32('exp2'),
      function: { kind: 'expression', text: '2^x' },
      format: 'f16',
    } as const;
    const over = parseProgram('y = x * 60000', 'f16');
    for (const unit of [{}, { norm: 'relative' }, { norm: 'absolute' }, { ulpAt: 1 }] as const) {
      expect(createScan(over, { ...target, ...unit }).scan(far, far)).toMatchObject({
        maxError: 0,
        misrounded: 0,
      });
    }
    expect(createScan(parseProgram('y = x', 'f16'), target).scan(far, far).maxError).toBe(Infinity);
  });
});

describe('LawScan', () => {
  it.each(['f16', 'bf16'] as const)(
    'agrees with the oracle on all numbers of %s in an interval',
    (format) => {
      const program = parseProgram('y = fma(fma(fma(0.08, x, 0.22), x, 0.7), x, 1)', 'real');
      const [first, last] = [0.75, 1.25].map((x) => Number(ordinalOf(x, format))) as [number, number];
      const result = createScan(program, { ...binary32('exp2'), format }).scan(first, last);
      const exp2 = functionOf({ kind: 'catalogue', id: 'exp2' });
      const errors = Array.from({ length: last - first + 1 }, (_, i) => {
        const x = fromOrdinal(BigInt(first + i), format);
        const value = interpret(program, x, format);
        const { hi, lo } = labelAt(exp2, x, format);
        return { x, wrong: value !== hi, error: Math.abs(value - hi - lo) / ulpOf(hi + lo, format) };
      });
      const largest = Math.max(...errors.map(({ error }) => error));
      expect(result.count).toBe(errors.length);
      expect(result.misrounded).toBe(errors.filter(({ wrong }) => wrong).length);
      expect(result.maxError).toBeCloseTo(largest, 12);
      expect(result.argmax).toBe(errors.find(({ error }) => error === largest)?.x);
    },
  );
});

describe('ScanReference', () => {
  it('gives the same from the kernel and from the oracle', () => {
    const reference = new ScanReference({ kind: 'catalogue', id: 'exp2' }, 'f32');
    const xs = [0.5, 1, -0.1, 1e-30, 127.99, -130.5, -140, -2e-8, -6e-8, -1e-7, 3e-8].map(Math.fround);
    reference.x.set(xs);
    expect(reference.round(xs.length)).toEqual([]);
    const row = (values: Float64Array): number[] => [...values.subarray(0, xs.length)];
    const [rounded, tail, perUlp] = [reference.rounded, reference.tail, reference.perUlp].map(row);
    xs.forEach((_, place) => {
      reference.decide(place);
    });
    expect(row(reference.rounded)).toEqual(rounded);
    expect(row(reference.perUlp)).toEqual(perUlp);
    reference.tail.subarray(0, xs.length).forEach((t, place) => {
      expect(Math.abs(t - tail![place]!)).toBeLessThan(2 ** -45);
    });
  });
});
