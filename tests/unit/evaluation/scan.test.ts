import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompiledScan } from '../../../src/evaluation/compiled-scan';
import { LawScan } from '../../../src/evaluation/law-scan';
import { createScan } from '../../../src/evaluation/scan';
import { mergeScans, scanRange, type ScanResult } from '../../../src/evaluation/scan-result';
import { ScanReference } from '../../../src/evaluation/scan-reference';
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
    const ulpAt = fc.option(fc.constantFrom(1.5, 2 ** -149, 1e38), { nil: undefined });
    fc.assert(
      fc.property(
        programArbitrary({ format: 'f32', maxInstructions: 8 }),
        fc.constantFrom('exp2', 'sin', 'tanh'),
        range,
        ulpAt,
        (program, functionId, [first, length], unit) => {
          const last = Math.min(first + length - 1, INFINITY - 1);
          const compiled = new CompiledScan(program, functionId, unit).scan(first, last);
          expect(compiled).toStrictEqual(new LawScan(program, functionId, 'f32', unit).scan(first, last));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds what its parts find', () => {
    const scan = new CompiledScan(HORNER, 'exp2');
    const [first, last] = [ordinalOf32(0.5) - 1000, ordinalOf32(0.5) + 5000];
    const whole = scan.scan(first, last);
    expect(whole.count).toBe(6001);
    expect(mergeScans(scan.scan(first, first + 777), scan.scan(first + 778, last))).toStrictEqual(whole);
  });

  it('counts zero once', () => {
    const result = new CompiledScan(parseProgram('y = x', 'f32'), 'sinh').scan(-3, 3);
    expect(result).toMatchObject({ count: 7, maxUlp: 0, misrounded: 0 });
  });

  it('finds poles and overflow infinitely wrong, and infinities right where they are', () => {
    const inverse = parseProgram('y = 1 / x', 'f32');
    const pole = new CompiledScan(inverse, 'exp2').scan(-2, 2);
    expect(pole).toMatchObject({ maxUlp: Infinity, misrounded: 5 });
    const [first, last] = [ordinalOf32(3.4e38), INFINITY - 1];
    const large = parseProgram('y = x * x', 'f32');
    expect(new CompiledScan(large, 'exp2').scan(first, last)).toMatchObject({ maxUlp: 0, misrounded: 0 });
    expect(new CompiledScan(large, 'exp2', 1.5).scan(first, last).maxUlp).toBe(0);
  });

  it('refuses functions without reference, ranges of no numbers and points outside the domain', () => {
    expect(() => new CompiledScan(HORNER, 'nothing')).toThrow('has no reference');
    const scan = new CompiledScan(HORNER, 'log');
    expect(() => scan.scan(1, 0)).toThrow('ordinals 1 to 0');
    expect(() => scan.scan(0.5, 1)).toThrow(RangeError);
    expect(() => scan.scan(0, INFINITY)).toThrow('no range of finite f32 numbers');
    expect(() => scan.scan(-2, -1)).toThrow(OracleError);
  });
});

describe('scanRange', () => {
  it('tells of its progress and ends when told to', () => {
    const scan = createScan(HORNER, 'exp2', 'f32');
    const [first, last] = [ordinalOf32(0.5), ordinalOf32(0.75)];
    const seen: number[] = [];
    const note = ({ count }: ScanResult): boolean => seen.push(count) < 3;
    expect(scanRange(scan, first, last, note).count).toBe(3 * 2 ** 20);
    expect(seen).toEqual([1, 2, 3].map((slices) => slices * 2 ** 20));
    expect(scanRange(scan, first, last)).toMatchObject({ count: 2 ** 22 + 1 });
  });
});

describe('LawScan', () => {
  it.each(['f16', 'bf16'] as const)(
    'agrees with the oracle on all numbers of %s in an interval',
    (format) => {
      const program = parseProgram('y = fma(fma(fma(0.08, x, 0.22), x, 0.7), x, 1)', 'real');
      const [first, last] = [0.75, 1.25].map((x) => Number(ordinalOf(x, format))) as [number, number];
      const result = createScan(program, 'exp2', format).scan(first, last);
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
      expect(result.maxUlp).toBeCloseTo(largest, 12);
      expect(result.argmax).toBe(errors.find(({ error }) => error === largest)?.x);
    },
  );
});

describe('ScanReference', () => {
  it('gives the same from the kernel and from the oracle', () => {
    const reference = new ScanReference('exp2', 'f32');
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
