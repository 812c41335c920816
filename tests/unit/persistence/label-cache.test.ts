import { describe, expect, it } from 'vitest';
import type { SearchTables } from '../../../src/oracle/labels';
import { tablesKey } from '../../../src/oracle/table-key';
import { createLabelCache } from '../../../src/persistence/indexed-db-label-cache';
import { bytesOf, hashOfText, readRecord, recordOf } from '../../../src/persistence/label-record';
import { parseTarget } from '../../../src/targets/parse';
import { fakeDatabase } from '../../support/fake-database';

function tablesOf(n: number, shift = 0): SearchTables {
  const column = (f: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => f(i));
  const table = {
    x: column((i) => i + shift),
    hi: column((i) => Math.sqrt(i + 2)),
    lo: column((i) => (i % 3 === 0 ? -0 : 1e-17 * i)),
    scale: column((i) => 1 / (i + 1)),
  };
  return { training: table, validation: table };
}

/** What a read has changed is written after it was answered. */
function written(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}

const TABLES = tablesOf(20);
const SIZE = bytesOf(recordOf('a', TABLES));

describe('the key of tables', () => {
  it('differs with all that determines them', () => {
    const target = parseTarget({ target: 'exp2', format: 'f32' });
    const sizes = { training: 8, validation: 32 };
    const keys = [
      tablesKey(target),
      tablesKey(target, sizes),
      tablesKey({ ...target, function: { kind: 'expression', text: 'exp2' } }),
      tablesKey({ ...target, interval: { ...target.interval, lowerOpen: false } }),
      tablesKey({ ...target, interval: { ...target.interval, upper: 1 - 2 ** -53 } }),
      tablesKey({ ...target, format: 'f16' }),
      tablesKey({ ...target, norm: 'relative' }),
      tablesKey({ ...target, ulpAt: 1.5 }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(keys.map(hashOfText)).size).toBe(keys.length);
    expect(hashOfText(keys[0]!)).toMatch(/^[0-9a-f]{32}$/);
    expect(tablesKey(parseTarget({ target: 'exp2', format: 'f32' }))).toBe(keys[0]);
  });
});

describe('a record', () => {
  it('gives back the same bits', () => {
    const copy: unknown = structuredClone(recordOf('text', TABLES));
    expect(readRecord(copy, 'text')).toEqual(TABLES);
  });
  it.each([
    ['nothing', () => undefined],
    ['a string', () => 'tables'],
    ['null', () => null],
    ['no tables', ({ key, text, checksum }) => ({ key, text, checksum })],
    ['another text', (record) => ({ ...record, text: 'other' })],
    ['a column missing', ({ training: { x, hi, lo }, ...rest }) => ({ ...rest, training: { x, hi, lo } })],
    ['an ordinary array', (record) => ({ ...record, training: { ...record.training, hi: [1, 2, 3] } })],
    [
      'a shorter column',
      (record) => ({ ...record, training: { ...record.training, lo: new Float64Array(19) } }),
    ],
    [
      'columns of single precision',
      (record) => ({ ...record, training: { ...record.training, x: Float32Array.from(TABLES.training.x) } }),
    ],
    ['no points', (record) => ({ ...record, ...tablesOf(0) })],
    ['a NaN', (record) => changed(record, 'hi', NaN)],
    ['one bit changed', (record) => changed(record, 'lo', 2 ** -1074)],
    ['points out of order', (record) => changed(record, 'x', 1000)],
    ['a scale of 0', (record) => changed(record, 'scale', 0)],
    ['tables exchanged', (record) => ({ ...record, validation: tablesOf(20, 1).validation })],
  ] as const satisfies [string, (record: ReturnType<typeof recordOf>) => unknown][])(
    'with %s is not believed',
    (_name, damage) => {
      expect(readRecord(damage(structuredClone(recordOf('text', TABLES))), 'text')).toBeUndefined();
    },
  );
});

function changed(record: ReturnType<typeof recordOf>, column: 'x' | 'hi' | 'lo' | 'scale', value: number) {
  record.validation[column][3] = value;
  return record;
}

describe('the label cache', () => {
  it('without a database keeps nothing and complains of nothing', async () => {
    const cache = createLabelCache(undefined);
    await cache.put('a', TABLES);
    expect(await cache.get('a')).toBeUndefined();
  });

  it('gives back what it was given, over many openings', async () => {
    const database = fakeDatabase();
    const cache = createLabelCache(database);
    expect(await cache.get('a')).toBeUndefined();
    await cache.put('a', TABLES);
    expect(await cache.get('a')).toEqual(TABLES);
    expect(database.opened).toBe(1);
    expect(await createLabelCache(database).get('a')).toEqual(TABLES);
  });

  it('discards what is not what it wrote', async () => {
    const database = fakeDatabase();
    const cache = createLabelCache(database);
    await cache.put('a', TABLES);
    const key = hashOfText('a');
    database.stores.get('tables')!.set(key, { key, text: 'a', training: 7 });
    expect(await cache.get('a')).toBeUndefined();
    await written();
    expect(database.stores.get('tables')!.size + database.stores.get('usage')!.size).toBe(0);
  });

  it('lets those leave that were not used for longest', async () => {
    const database = fakeDatabase();
    let clock = 0;
    const cache = createLabelCache(database, { maxBytes: 3.5 * SIZE, now: () => ++clock });
    for (const name of ['a', 'b', 'c']) await cache.put(name, TABLES);
    await cache.get('a');
    await written();
    await cache.put('d', TABLES);
    expect(await cache.get('b')).toBeUndefined();
    for (const name of ['a', 'c', 'd']) expect(await cache.get(name)).toEqual(TABLES);
  });

  it('lets entries leave that it cannot read, and does not take what is too large', async () => {
    const database = fakeDatabase();
    const cache = createLabelCache(database, { maxBytes: 3.5 * SIZE });
    await cache.put('a', TABLES);
    database.stores.get('usage')!.set(hashOfText('a'), { key: hashOfText('a'), used: 'never' });
    await cache.put('b', TABLES);
    expect(await cache.get('a')).toBeUndefined();
    await cache.put('c', tablesOf(1000));
    expect(await cache.get('c')).toBeUndefined();
    expect(await cache.get('b')).toEqual(TABLES);
  });

  it('makes room where the browser grants less than the bound', async () => {
    const database = fakeDatabase({ quota: 4.5 * SIZE });
    let clock = 0;
    const cache = createLabelCache(database, { now: () => ++clock });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await cache.put(name, TABLES);
    expect(await cache.get('e')).toEqual(TABLES);
    expect(await cache.get('d')).toEqual(TABLES);
    expect(await cache.get('a')).toBeUndefined();
    database.faults.quota = 0;
    await cache.put('f', TABLES);
    expect(await cache.get('f')).toBeUndefined();
  });

  it.each([{ refusing: 'SecurityError' }, { refusing: 'VersionError' }, { closed: true }])(
    'keeps nothing where the database fails: %o',
    async (faults) => {
      const cache = createLabelCache(fakeDatabase(faults));
      await cache.put('a', TABLES);
      expect(await cache.get('a')).toBeUndefined();
    },
  );

  it('waits once, and not for ever, for a database that does not answer', async () => {
    const database = fakeDatabase({ silent: true });
    const cache = createLabelCache(database, { patienceMilliseconds: 20 });
    for (let i = 0; i < 100; i++) expect(await cache.get('a')).toBeUndefined();
    await cache.put('a', TABLES);
    expect(database.opened).toBe(1);
  });

  it('opens the database again when another tab has changed it', async () => {
    const database = fakeDatabase();
    const cache = createLabelCache(database);
    await cache.put('a', TABLES);
    database.changeVersion();
    expect(await cache.get('a')).toEqual(TABLES);
    expect(database.opened).toBe(2);
  });
});
