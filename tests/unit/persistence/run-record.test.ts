import { describe, expect, it } from 'vitest';
import {
  readRunFile,
  RunRecordError,
  writeRunFile,
  type RunRecord,
} from '../../../src/persistence/run-record';
import { parseProgram } from '../../../src/program/parse';
import type { ExhaustiveError } from '../../../src/verification/exhaustive-plan';
import { someRecord } from '../../support/run-records';

const TEXT = writeRunFile(someRecord());

/** The file with a member, named by its path, replaced. */
function changed(path: string, value: unknown): string {
  const document = JSON.parse(TEXT) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  let at: Record<string, unknown> = document;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return JSON.stringify(document);
}

/** A run of whose first program something is certified and checked. */
function withTrust(): RunRecord {
  const record = someRecord();
  const { summary } = record;
  const [{ program } = { program: parseProgram('y = x', 'real') }] = summary.front;
  const lower = { kind: 'refined', value: 0.036, text: '3.6e-2', argmax: 0.5, points: 7 } as const;
  const certificate = {
    ...{ target: summary.target, program, lower, upper: { value: 0.036, text: '3.6e-2' } },
    ...{ isTight: true, reason: 'none', pieces: 3, order: 8, bits: 60, rounding: 0 },
  };
  const exhaustive: ExhaustiveError = {
    kind: 'exhaustive',
    value: 0.7,
    text: '7.00000000000e-1',
    argmax: 1.5,
    points: 10,
    misrounded: 2,
    decidedByOracle: 1,
    binades: [
      { from: -0, to: 1, count: 4, maxError: 0.25, argmax: 0, misrounded: 0 },
      { from: 1, to: 2, count: 6, maxError: 0.7, argmax: 1.5, misrounded: 2 },
    ],
  };
  return { ...record, summary: { ...summary, trust: [{ program, certificate, exhaustive }] } };
}

describe('the file of a run', () => {
  it('gives back the same run, to the last bit', () => {
    const record = someRecord();
    expect(readRunFile(TEXT)).toEqual(record);
    const bare = someRecord('b', null);
    expect(readRunFile(writeRunFile(bare))).toEqual(bare);
    expect(writeRunFile(readRunFile(TEXT))).toBe(TEXT);
  });

  it('keeps what was proved of rows', () => {
    const record = someRecord();
    const front = record.summary.front.map((row) => ({
      ...row,
      enumerated: { structures: 149, starts: 16 },
    }));
    const proved = { ...record, summary: { ...record.summary, front } };
    expect(readRunFile(writeRunFile(proved))).toEqual(proved);
    const text = writeRunFile(proved);
    expect(() => readRunFile(text.replaceAll('"structures":149', '"structures":0'))).toThrow('structures');
  });

  it('keeps what was certified and checked of programs', () => {
    const trusted = withTrust();
    const text = writeRunFile(trusted);
    expect(readRunFile(text)).toEqual(trusted);
    expect(writeRunFile(readRunFile(text))).toBe(text);
  });

  it('reads the first version, which knew of no trust', () => {
    expect(JSON.parse(TEXT)).toMatchObject({ version: 2 });
    expect(readRunFile(changed('version', 1))).toEqual(readRunFile(TEXT));
  });

  it('leaves what another version of a method has found', () => {
    const { summary } = readRunFile(
      writeRunFile(withTrust()).replace('"certificate":{"method":1', '"certificate":{"method":2'),
    );
    expect(summary.trust?.map((known) => Object.keys(known))).toEqual([['program', 'exhaustive']]);
  });

  it.each([
    ['an upper bound below the lower', '"upper":"3.6e-2"', '"upper":"3e-2"', 'must not be above'],
    ['a bound that is none', '"upper":"3.6e-2"', '"upper":"Infinity"', 'a decimal number'],
    ['a bound that overflows', '"upper":"3.6e-2"', '"upper":"1e999"', 'must be finite'],
    ['a sampled error for an exhaustive one', '"kind":"exhaustive"', '"kind":"sampled"', 'exhaustive'],
    ['more wrong roundings than numbers', '"misrounded":2', '"misrounded":11', 'must not be above'],
    ['binades that lack numbers', '[1,2,6,0.7,1.5,2]', '[1,2,5,0.7,1.5,2]', 'as many numbers'],
    ['binades that lack wrong roundings', '[1,2,6,0.7,1.5,2]', '[1,2,6,0.7,1.5,1]', 'wrong roundings'],
    ['a binade with a larger error', '[1,2,6,0.7,1.5,2]', '[1,2,6,0.8,1.5,2]', 'larger error'],
    ['a binade that is none', '[1,2,6,0.7,1.5,2]', '[1,2,6,"x",1.5,2]', 'trust[0].exhaustive.binades[1][3]'],
    ['an unknown member', '"decidedByOracle":1', '"decidedByOracle":1,"more":1', 'unknown member'],
  ])('refuses of what is trusted %s', (_, part, other, message) => {
    const text = writeRunFile(withTrust());
    expect(text).toContain(part);
    expect(() => readRunFile(text.replace(part, other))).toThrow(RunRecordError);
    expect(() => readRunFile(text.replace(part, other))).toThrow(message);
  });

  it.each([
    ['no JSON', 'run', 'not JSON'],
    ['another document', '{"certificate":1}', 'not a run'],
    ['a later version', changed('version', 3), 'versions up to 2'],
    ['no summary', changed('summary', undefined), "lacks the member 'summary'"],
    ['an unknown member', changed('summary.more', 1), 'unknown member'],
    ['a name that is too long', changed('summary.name', 'x'.repeat(81)), 'name'],
    ['a bad name of a run', changed('summary.id', '../../x'), 'id'],
    ['a bad target', changed('summary.target.interval', '(1,0]'), 'target'],
    ['a bad program', changed('summary.seeds.0.code.0', [99, 0]), 'seeds[0].code[0]'],
    ['a state that is none', changed('summary.state', { kind: 'asleep' }), 'state.kind'],
    ['an island too few', changed('checkpoint.islands.1', undefined), 'islands'],
    ['a damaged list', changed('checkpoint.islands.0.population.constants', 'AAAA'), 'base64url'],
    ['programs that are none', changed('checkpoint.islands.0.best.code', 'AAAA'), 'best'],
    ['counts that do not fit', changed('checkpoint.islands.0.counts.current.counts', ''), 'two keys'],
    ['an error that is no number', changed('checkpoint.archive.0.sampled.error.value', 'big'), 'value'],
  ])('refuses %s and says what is wrong', (_, text, message) => {
    expect(() => readRunFile(text)).toThrow(RunRecordError);
    expect(() => readRunFile(text)).toThrow(message);
  });
});
