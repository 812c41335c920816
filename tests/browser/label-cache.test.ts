import type {} from '@vitest/browser-playwright';
import { cdp } from 'vitest/browser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LabelTable, SearchTables } from '../../src/oracle/labels';
import { tablesKey } from '../../src/oracle/table-key';
import { searchTables } from '../../src/oracle/tables';
import {
  createLabelCache,
  LABEL_DATABASE,
  LABEL_STORE,
  USAGE_STORE,
} from '../../src/persistence/indexed-db-label-cache';
import { bytesOf, hashOfText, recordOf } from '../../src/persistence/label-record';
import { LabelSource } from '../../src/run/label-source';
import { parseTarget } from '../../src/targets/parse';

const TARGET = parseTarget({ target: 'tanh', format: 'f32' });
const SIZES = { training: 16, validation: 100 };

function tables(): SearchTables {
  return searchTables(TARGET, SIZES);
}

/** A table of numbers that no compression makes smaller. */
function dense(n: number): LabelTable {
  const column = (seed: number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => 2 + Math.sin(1e6 * i + seed));
  return { x: column(0).sort(), hi: column(1), lo: column(2), scale: column(3) };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('unknown'));
  });
}

/** Works on the database behind the cache's back. */
async function tamper(change: (database: IDBDatabase) => Promise<void>): Promise<void> {
  const database = await settled(indexedDB.open(LABEL_DATABASE));
  await change(database);
  database.close();
}

function stored(store: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    tamper(async (database) => {
      resolve(await settled(database.transaction(store).objectStore(store).getAll()));
    }).catch(reject);
  });
}

async function clear(): Promise<void> {
  // Caches of other tests close their connections when they hear of it.
  await settled(indexedDB.deleteDatabase(LABEL_DATABASE));
}

beforeEach(clear);
afterEach(clear);

test('tables come back bit for bit, also for a cache opened later', async () => {
  const cache = createLabelCache(indexedDB);
  const key = tablesKey(TARGET, SIZES);
  expect(await cache.get(key)).toBeUndefined();
  await cache.put(key, tables());
  expect(await cache.get(key)).toEqual(tables());
  expect(await createLabelCache(indexedDB).get(key)).toEqual(tables());
  expect(await cache.get(tablesKey(TARGET))).toBeUndefined();
});

test('a source of labels finds what an earlier one has kept', async () => {
  const first = await new LabelSource(createLabelCache(indexedDB)).tables(TARGET);
  await expect.poll(() => stored(LABEL_STORE)).toHaveLength(1);
  let watched = 0;
  const second = await new LabelSource(createLabelCache(indexedDB)).tables(TARGET, () => {
    watched++;
    return true;
  });
  expect(second).toEqual(first);
  expect(watched).toBe(0);
});

test('a damaged record is discarded and replaced', async () => {
  const cache = createLabelCache(indexedDB);
  await cache.put('a', tables());
  const record = recordOf('a', tables());
  const damages: unknown[] = [
    { key: hashOfText('a') },
    { ...record, text: 'b' },
    { ...record, validation: { ...record.validation, lo: new Float64Array(3) } },
    { ...record, training: { ...record.training, hi: record.training.hi.map((y) => y + 1) } },
    { ...record, training: 'gone' },
  ];
  for (const damaged of damages) {
    await tamper(async (database) => {
      await settled(database.transaction(LABEL_STORE, 'readwrite').objectStore(LABEL_STORE).put(damaged));
    });
    expect(await cache.get('a')).toBeUndefined();
    expect(await stored(LABEL_STORE)).toEqual([]);
    expect(await stored(USAGE_STORE)).toEqual([]);
    await cache.put('a', tables());
    expect(await cache.get('a')).toEqual(tables());
  }
});

test('what was not used for longest leaves at the bound', async () => {
  let clock = 0;
  const size = bytesOf(recordOf('0', tables()));
  const cache = createLabelCache(indexedDB, { maxBytes: 5.5 * size, now: () => ++clock });
  for (let i = 0; i < 5; i++) await cache.put(String(i), tables());
  await cache.get('0');
  for (let i = 5; i < 9; i++) await cache.put(String(i), tables());
  const kept = await Promise.all(Array.from({ length: 9 }, (_, i) => cache.get(String(i))));
  expect(kept.map((value) => value !== undefined)).toEqual([
    true,
    ...Array.from({ length: 4 }, () => false),
    ...Array.from({ length: 4 }, () => true),
  ]);
  expect(await stored(LABEL_STORE)).toHaveLength(5);
});

test('entries that cannot be read leave first', async () => {
  const size = bytesOf(recordOf('a', tables()));
  const cache = createLabelCache(indexedDB, { maxBytes: 3 * size });
  await cache.put('a', tables());
  await cache.put('b', tables());
  await tamper(async (database) => {
    const usage = database.transaction(USAGE_STORE, 'readwrite').objectStore(USAGE_STORE);
    await settled(usage.put({ key: hashOfText('b'), used: Infinity, bytes: 'many' }));
  });
  await cache.put('c', tables());
  expect(await cache.get('a')).toEqual(tables());
  expect(await cache.get('b')).toBeUndefined();
  expect(await cache.get('c')).toEqual(tables());
});

test('where the browser grants less than the bound, the older half leaves', async () => {
  const { origin } = globalThis.location;
  // The browser remembers for a while how much room there was: forgotten with the data.
  await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
  try {
    let clock = 0;
    const large = { training: dense(500), validation: dense(8000) };
    const cache = createLabelCache(indexedDB, { now: () => ++clock, patienceMilliseconds: 20_000 });
    for (let i = 0; i < 20; i++) await cache.put(String(i), large);
    const kept = (await stored(LABEL_STORE)).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(20);
    expect(await cache.get('0')).toBeUndefined();
    expect(await cache.get('19')).toEqual(large);
  } finally {
    await cdp().send('Storage.overrideQuotaForOrigin', { origin });
  }
});

test('two caches share the database, as two workers do', async () => {
  const [one, two] = [createLabelCache(indexedDB), createLabelCache(indexedDB)];
  await Promise.all([one.put('a', tables()), two.put('b', tables()), one.put('c', tables())]);
  expect(await two.get('a')).toEqual(tables());
  expect(await one.get('b')).toEqual(tables());
  expect(await stored(USAGE_STORE)).toHaveLength(3);
});

test('a database of a later version is left alone', async () => {
  const later = await settled(indexedDB.open(LABEL_DATABASE, 1000));
  later.close();
  const cache = createLabelCache(indexedDB);
  await cache.put('a', tables());
  expect(await cache.get('a')).toBeUndefined();
});
