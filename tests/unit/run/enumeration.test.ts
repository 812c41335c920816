import { describe, expect, it } from 'vitest';
import { printProgram } from '../../../src/program/print';
import type { EnumerationHost } from '../../../src/protocol/enumeration-host';
import {
  EnumerationError,
  runEnumeration,
  type EnumerationOptions,
  type EnumerationResult,
} from '../../../src/run/enumeration';
import { createEnumerationHost } from '../../../src/run/enumeration-host';
import { confirmation, enumerationText, markEnumerated } from '../../../src/run/enumeration-marks';
import { createOracleService } from '../../../src/run/oracle-service';
import type { FrontRow } from '../../../src/search/front';
import { parseTarget } from '../../../src/targets/parse';
import { EXP2 } from '../../support/exp2-tables';

const oracle = createOracleService();

function run(options: Partial<EnumerationOptions> = {}): Promise<EnumerationResult> {
  return runEnumeration({
    target: EXP2,
    opcodes: ['add', 'sub', 'mul', 'div'],
    maxOps: 3,
    starts: 8,
    hosts: [createEnumerationHost()],
    oracle,
    ...options,
  });
}

function printed({ levels }: EnumerationResult): unknown {
  return levels.map(({ best, ...level }) => ({
    ...level,
    candidates: level.candidates.map(({ program, error }) => [printProgram(program), error]),
    best: best === null ? null : [printProgram(best.program), best.error],
  }));
}

const whole = run();

describe('runEnumeration', () => {
  it('finds the best known errors for 2^x', async () => {
    const { levels, complete } = await whole;
    expect(complete).toBe(true);
    expect(levels.map(({ structures }) => structures)).toEqual([2, 5, 16, 149]);
    const errors = levels.map(({ best }) => best!.error);
    expect(errors.map(({ kind }) => kind)).toEqual(['refined', 'refined', 'refined', 'refined']);
    expect(errors[2]!.value).toBeCloseTo(2.982e-2, 5);
    expect(errors[3]!.value).toBeCloseTo(8.6724e-4, 8);
  });

  it('finds the same with any number of workers', async () => {
    const hosts = Array.from({ length: 3 }, createEnumerationHost);
    expect(printed(await run({ hosts }))).toEqual(printed(await whole));
  });

  it('ends when it is not wanted any more, and says that it is not complete', async () => {
    let structures = 0;
    const result = await run({
      maxOps: 5,
      onProgress: (progress) => (structures = progress.ops === 4 ? progress.structures : structures),
      isWanted: () => structures === 0,
    });
    expect(result.complete).toBe(false);
    const last = result.levels.at(-1)!;
    expect([last.ops, last.complete]).toEqual([4, false]);
    expect(last.structures).toBeGreaterThan(0);
    expect(confirmation(result, 4, 1e-9)).toBeNull();
    expect(confirmation(result, 3, 8.67e-4)).toEqual({ structures: 149, starts: 8 });
  });

  it('rejects with what a worker throws', async () => {
    const broken: EnumerationHost = {
      ...createEnumerationHost(),
      fitPart: () => Promise.reject(new Error('out of order')),
    };
    await expect(run({ hosts: [broken] })).rejects.toThrow('out of order');
  });

  it.each([
    ['a finite format', { target: parseTarget({ target: 'exp2', format: 'f32' }) }],
    ['too many operations', { maxOps: 7 }],
    ['no starts', { starts: 0 }],
    ['too many starts', { starts: 1e9 }],
    ['no opcodes', { opcodes: [] }],
    ['no workers', { hosts: [] }],
  ])('refuses %s', async (_, options) => {
    await expect(run(options)).rejects.toThrow(EnumerationError);
  });
});

describe('markEnumerated', () => {
  it('marks rows that the enumeration does not beat, and no others', async () => {
    const result = await whole;
    const rowOf = (ops: number, factor: number, kind: 'sampled' | 'refined' = 'refined'): FrontRow => {
      const { program, error } = result.levels[Math.min(ops, 3)]!.best!;
      const value = error.value * factor;
      const foundAt = { evaluation: 1, seconds: 1, island: 0 };
      return { ops, cost: ops, program, error: { ...error, kind, value }, foundAt };
    };
    const marks = (...rows: FrontRow[]): boolean[] =>
      markEnumerated(rows, result).map(({ enumerated }) => enumerated !== undefined);
    expect(marks(rowOf(2, 1), rowOf(3, 1), rowOf(4, 0.1))).toEqual([true, true, false]);
    expect(marks(rowOf(2, 1.01), rowOf(3, 0.99))).toEqual([false, true]);
    expect(marks(rowOf(2, 1, 'sampled'))).toEqual([false]);
  });

  it('says what was done and what was not', () => {
    expect(enumerationText(3, { structures: 149, starts: 8 }, ['add', 'mul', 'sqrt'])).toBe(
      'best of its kind: all 149 structures of 3 operations on + * sqrt were fitted from 8 starts each (from one ' +
        'where the fit is linear); exhaustive in structures, not a proof about constants',
    );
  });
});
