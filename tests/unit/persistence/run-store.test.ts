import { describe, expect, it } from 'vitest';
import { CHECKPOINT_STORE, createRunStore, SUMMARY_STORE } from '../../../src/persistence/run-store';
import { RunStoreError, type RunStoreFailure } from '../../../src/persistence/run-store-error';
import { fakeDatabase } from '../../support/fake-database';
import { someCheckpoint, someRecord } from '../../support/run-records';

const CHECKPOINT = someCheckpoint();

function failure(work: Promise<unknown>): Promise<RunStoreFailure | 'none'> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof RunStoreError ? error.failure : 'none'),
  );
}

describe('the store of runs', () => {
  it('gives back what was put, and lists the latest first', async () => {
    const store = createRunStore(fakeDatabase());
    const one = someRecord('one', CHECKPOINT);
    const two = someRecord('two', null);
    const later = { ...two.summary, updated: two.summary.updated + 1 };
    await store.put(one.summary, one.checkpoint, 'me', true);
    await store.put(later, null, 'me', true);
    expect(await store.get('one')).toEqual(one);
    expect(await store.get('two')).toEqual({ summary: later, checkpoint: null });
    expect(await store.get('three')).toBeUndefined();
    const { runs, damaged } = await store.list();
    expect(runs.map(({ summary, hasCheckpoint }) => [summary.id, hasCheckpoint])).toEqual([
      ['two', false],
      ['one', true],
    ]);
    expect(damaged).toEqual([]);
    expect(runs[1]!.bytes).toBeGreaterThan(2000);
    expect(runs[0]!.bytes).toBeLessThan(runs[1]!.bytes);
  });

  it('leaves the checkpoint as it is unless told', async () => {
    const store = createRunStore(fakeDatabase());
    const { summary } = someRecord('one');
    await store.put(summary, CHECKPOINT, 'me', true);
    await store.put({ ...summary, evaluations: 999 }, undefined, 'me');
    expect(await store.get('one')).toEqual({
      summary: { ...summary, evaluations: 999 },
      checkpoint: CHECKPOINT,
    });
    await store.rename('one', 'better');
    await store.dropCheckpoint('one');
    const { runs } = await store.list();
    expect(runs[0]).toMatchObject({ hasCheckpoint: false, summary: { name: 'better', evaluations: 999 } });
    await store.delete('one');
    expect(await store.get('one')).toBeUndefined();
  });

  it('takes writes of one writer, until another takes the run over', async () => {
    const store = createRunStore(fakeDatabase());
    const { summary } = someRecord('one');
    await store.put(summary, CHECKPOINT, 'tab 1', true);
    expect(await failure(store.put(summary, CHECKPOINT, 'tab 2'))).toBe('taken');
    await store.put({ ...summary, evaluations: 500 }, CHECKPOINT, 'tab 2', true);
    expect(await failure(store.put(summary, CHECKPOINT, 'tab 1'))).toBe('taken');
    expect((await store.get('one'))?.summary.evaluations).toBe(500);
    await store.delete('one');
    expect(await failure(store.put(summary, CHECKPOINT, 'tab 2'))).toBe('taken');
  });

  it('loses nothing when the space does not suffice', async () => {
    const database = fakeDatabase();
    const store = createRunStore(database);
    const { summary } = someRecord('one');
    await store.put(summary, CHECKPOINT, 'me', true);
    database.faults.quota = (await store.list()).runs[0]!.bytes;
    expect(await failure(store.put({ ...summary, evaluations: 500 }, someCheckpoint(90), 'me'))).toBe('full');
    expect(await store.get('one')).toEqual({ summary, checkpoint: CHECKPOINT });
    delete database.faults.quota;
    await store.put({ ...summary, evaluations: 501 }, undefined, 'me');
    expect((await store.get('one'))?.summary.evaluations).toBe(501);
  });

  it('says so where there is no database, or none that answers', async () => {
    expect(await failure(createRunStore(undefined).list())).toBe('unavailable');
    expect(await failure(createRunStore(fakeDatabase({ refusing: 'SecurityError' })).list())).toBe(
      'unavailable',
    );
    const silent = createRunStore(fakeDatabase({ silent: true }), { patienceMilliseconds: 20 });
    expect(await failure(silent.list())).toBe('unavailable');
  });

  it('opens the database again after another tab had it closed', async () => {
    const database = fakeDatabase();
    const store = createRunStore(database);
    await store.list();
    database.changeVersion();
    await store.list();
    expect(database.opened).toBe(2);
  });

  it('tells what cannot be read from what can', async () => {
    const database = fakeDatabase();
    const store = createRunStore(database);
    await store.put(someRecord('good').summary, CHECKPOINT, 'me', true);
    await store.put(someRecord('bad').summary, CHECKPOINT, 'me', true);
    await store.put(someRecord('torn').summary, CHECKPOINT, 'me', true);
    const entries = database.stores.get(SUMMARY_STORE)!;
    entries.set('bad', { ...(entries.get('bad') as object), document: { id: 'bad' } });
    database.stores.get(CHECKPOINT_STORE)!.set('torn', { key: 'torn', document: { epoch: 1 } });
    const { runs, damaged } = await store.list();
    expect(runs.map(({ summary }) => summary.id).sort()).toEqual(['good', 'torn']);
    expect(damaged).toEqual(['bad']);
    expect(await failure(store.get('bad'))).toBe('damaged');
    expect(await failure(store.get('torn'))).toBe('damaged');
  });

  it('brings older documents up to date', async () => {
    const database = fakeDatabase();
    const store = createRunStore(database);
    const { summary } = someRecord('one');
    await store.put(summary, null, 'me', true);
    const entries = database.stores.get(SUMMARY_STORE)!;
    const entry = entries.get('one') as { document: Record<string, unknown> };
    const { name, ...older } = entry.document;
    entries.set('one', { ...entry, version: 1, document: { ...older, title: name } });
    const rename = (document: unknown): unknown => {
      const { title, ...rest } = document as Record<string, unknown>;
      return { ...rest, name: title };
    };
    const newer = createRunStore(database, { migrations: [rename] });
    expect((await newer.get('one'))?.summary).toEqual(summary);
    expect(await failure(store.get('one'))).toBe('damaged');
  });
});
