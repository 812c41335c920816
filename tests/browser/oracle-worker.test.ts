import { afterEach, expect, test } from 'vitest';
import { spawnOracleWorker } from '../../src/client/workers';
import { searchTables } from '../../src/oracle/tables';
import { LABEL_DATABASE } from '../../src/persistence/indexed-db-label-cache';
import { parseTarget } from '../../src/targets/parse';

const QUICK = parseTarget({ target: 'exp2' });

/** Some hundred milliseconds of work; each another target, so that none is in the cache. */
function slow(upper: number) {
  return parseTarget({ target: 'lgamma', interval: `[-40.9,${upper}]`, norm: 'absolute' });
}

afterEach(
  () =>
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(LABEL_DATABASE);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error ?? new Error('not deleted'));
    }),
);

test('tells the page how far the labels are', async () => {
  const worker = spawnOracleWorker('test');
  const seen: [number, number][] = [];
  const tables = await worker.service.tables(slow(-40.1), (done, total) => {
    seen.push([done, total]);
    return true;
  });
  worker.terminate();
  expect(tables).toEqual(searchTables(slow(-40.1)));
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.every(([done, total], i) => done > (seen[i - 1]?.[0] ?? 0) && done <= total)).toBe(true);
});

test('gives up what the page does not want any more, and answers the next question', async () => {
  const worker = spawnOracleWorker('test');
  let last = 0;
  let total = Infinity;
  const cancelled = worker.service.tables(slow(-40.2), (done, all) => {
    [last, total] = [done, all];
    return false;
  });
  await expect(cancelled).rejects.toMatchObject({ name: 'CancelledError' });
  expect(await worker.service.tables(QUICK)).toEqual(searchTables(QUICK));
  worker.terminate();
  expect(last).toBeLessThan(total);
});

test('answers other questions while labels are computed', async () => {
  const worker = spawnOracleWorker('test');
  const order: string[] = [];
  const long = worker.service.tables(slow(-40.3)).then(() => order.push('long'));
  const short = worker.service.tables(QUICK).then(() => order.push('short'));
  await Promise.all([long, short]);
  worker.terminate();
  expect(order).toEqual(['short', 'long']);
});
