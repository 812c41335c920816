import { describe, expect, it } from 'vitest';
import { readRunFile, RunRecordError, writeRunFile } from '../../../src/persistence/run-record';
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

  it.each([
    ['no JSON', 'run', 'not JSON'],
    ['another document', '{"certificate":1}', 'not a run'],
    ['a later version', changed('version', 2), 'versions up to 1'],
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
