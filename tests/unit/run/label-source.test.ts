import { describe, expect, it } from 'vitest';
import type { SearchTables } from '../../../src/oracle/labels';
import { searchTables } from '../../../src/oracle/tables';
import type { LabelCache } from '../../../src/persistence/label-cache';
import { inSlices } from '../../../src/run/in-slices';
import { LabelSource } from '../../../src/run/label-source';
import { parseTarget } from '../../../src/targets/parse';

/** Labels of many bits each: some hundred milliseconds for a table. */
const SLOW = parseTarget({ target: 'lgamma', interval: '[-40.9,-40.1]', norm: 'absolute' });
const QUICK = parseTarget({ target: 'exp2' });

/** A cache in a map, which notes what it was asked. */
function mapCache(): LabelCache & { readonly kept: Map<string, SearchTables>; readonly asked: string[] } {
  const kept = new Map<string, SearchTables>();
  const asked: string[] = [];
  return {
    kept,
    asked,
    get: async (key) => {
      asked.push(key);
      return kept.get(key);
    },
    put: async (key, tables) => {
      kept.set(key, tables);
    },
  };
}

function* counting(steps: number): Generator<undefined, string, undefined> {
  for (let i = 0; i < steps; i++) {
    const end = performance.now() + 2;
    while (performance.now() < end);
    yield;
  }
  return 'done';
}

describe('inSlices', () => {
  it('lets other work in between, and reports every slice', async () => {
    const reports: number[] = [];
    let turns = 0;
    let running = true;
    const turn = (): void => {
      turns++;
      if (running) setTimeout(turn, 0);
    };
    setTimeout(turn, 0);
    const result = await inSlices(counting(60), {
      report: (steps) => reports.push(steps),
      isWanted: () => true,
    });
    running = false;
    expect(result).toBe('done');
    expect(turns).toBeGreaterThan(2);
    expect(reports.length).toBeGreaterThan(2);
    expect(reports.every((steps, i) => steps > (reports[i - 1] ?? 0) && steps <= 60)).toBe(true);
  });
  it('ends after the slice in which it became unwanted, and passes errors on', async () => {
    let steps = 0;
    const result = await inSlices(counting(1000), {
      report: (done) => (steps = done),
      isWanted: () => steps < 20,
    });
    expect(result).toBeUndefined();
    expect(steps).toBeLessThan(60);
    const failing = (function* (): Generator<undefined, never, undefined> {
      yield;
      throw new RangeError('no further');
    })();
    const options = { report: () => undefined, isWanted: () => true };
    await expect(inSlices(failing, options)).rejects.toThrow('no further');
  });
});

describe('LabelSource', () => {
  it('gives the tables of searchTables, to the last bit, and tells how far it is', async () => {
    const seen: [number, number][] = [];
    const tables = await new LabelSource().tables(SLOW, (done, total) => {
      seen.push([done, total]);
      return true;
    });
    expect(tables).toEqual(searchTables(SLOW));
    expect(seen.length).toBeGreaterThan(0);
    const total = seen[0]![1];
    expect(total).toBeGreaterThanOrEqual(tables.training.x.length + tables.validation.x.length);
    for (const [done, all] of seen) {
      expect(all).toBe(total);
      expect(done).toBeLessThanOrEqual(total);
    }
  });

  it('is cancelled by an answer of false, and by a watcher that is gone', async () => {
    const source = new LabelSource();
    let calls = 0;
    const stopping = source.tables(SLOW, () => {
      calls++;
      return false;
    });
    await expect(stopping).rejects.toMatchObject({ name: 'CancelledError' });
    expect(calls).toBe(1);
    const lost = source.tables(SLOW, () => Promise.reject(new Error('the page is gone')));
    await expect(lost).rejects.toMatchObject({ name: 'CancelledError' });
    const failing = source.tables(SLOW, () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toMatchObject({ name: 'CancelledError' });
  });

  it('can be asked again after a cancellation', async () => {
    const source = new LabelSource();
    await expect(source.tables(SLOW, () => false)).rejects.toThrow(/cancelled/);
    expect(await source.tables(SLOW)).toEqual(searchTables(SLOW));
  });

  it('goes on for those who still wait, and computes once for all of them', async () => {
    const source = new LabelSource();
    const leaving = source.tables(SLOW, () => false);
    const [first, second] = [source.tables(SLOW), source.tables({ ...SLOW }, () => true)];
    await expect(leaving).rejects.toMatchObject({ name: 'CancelledError' });
    expect(await second).toBe(await first);
    expect(await source.tables(SLOW)).toBe(await first);
  });

  it('asks the cache before the oracle, and gives it what it did not have', async () => {
    const cache = mapCache();
    const computed = await new LabelSource(cache).tables(QUICK);
    expect([...cache.kept.values()]).toEqual([computed]);
    const later = await new LabelSource(cache).tables(QUICK);
    expect(later).toBe(computed);
    expect(new Set(cache.asked).size).toBe(1);
    const other = { ...QUICK, norm: 'absolute' } as const;
    expect(await new LabelSource(cache).tables(other)).not.toBe(computed);
    expect(new Set(cache.asked).size).toBe(2);
  });

  it('rejects as the oracle does, every time', async () => {
    const source = new LabelSource(mapCache());
    const unknown = { ...QUICK, function: { kind: 'catalogue', id: 'nosuch' } } as const;
    for (let i = 0; i < 2; i++) await expect(source.tables(unknown)).rejects.toThrow(/unknown function/);
    const empty = parseTarget({ target: 'exp', interval: '[100,200]', format: 'f32' });
    await expect(source.tables(empty)).rejects.toThrow(/no value that the format/);
  });
});
