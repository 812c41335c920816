import { describe, expect, it } from 'vitest';
import type { RunLocks } from '../../../src/client/run-locks';
import type { FrontRow } from '../../../src/search/front';
import { createRunStore } from '../../../src/persistence/run-store';
import { keepTrust } from '../../../src/store/keep-trust';
import { createKeeping } from '../../../src/store/run-keeping';
import { createRunsStore } from '../../../src/store/runs';
import { createTrustStore, trustedError } from '../../../src/store/trust';
import { createWorkbench } from '../../../src/store/workbench';
import { fakeDatabase } from '../../support/fake-database';
import { fakeEngine } from '../../support/fake-engine';
import { EXP2, frontRow, measured } from '../../support/fronts';
import { someCheckpoint } from '../../support/run-records';

/** The locks of one browser, as each of its tabs sees them. */
function lockTable(): () => RunLocks {
  const held = new Set<string>();
  return () => ({
    shared: true,
    acquire: (id) => {
      if (held.has(id)) return Promise.resolve(null);
      held.add(id);
      return Promise.resolve(() => void held.delete(id));
    },
    held: () => Promise.resolve(new Set(held)),
  });
}

/** Tabs of one browser, over one database. */
function browser(database = fakeDatabase()) {
  const locks = lockTable();
  let number = 0;
  const tab = () => {
    const name = `tab-${++number}`;
    let runs = 0;
    const shared = {
      store: createRunStore(database),
      locks: locks(),
      now: () => 1_700_000_000_000 + 1000 * number,
      newId: () => `${name}-run-${++runs}`,
      writer: name,
    };
    const engine = fakeEngine();
    const keeping = createKeeping(shared);
    const trust = createTrustStore();
    const workbench = createWorkbench({ engine, workers: 2, shipped: null, keeping });
    const kept = createRunsStore({
      ...{ ...shared, keeping, workbench, trust },
      storageUse: () => Promise.resolve(null),
    });
    keepTrust(trust, workbench, keeping);
    workbench.getState().edit({ maxOps: '4', islands: '2', nicheCapacity: '10' });
    const run = (index: number) => engine.runs[index]!;
    return {
      engine,
      keeping,
      workbench,
      trust,
      run,
      runs: () => kept.getState(),
      state: () => workbench.getState(),
    };
  };
  return { database, tab };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const CHECKPOINT = someCheckpoint();

async function startAndSave(tab: ReturnType<ReturnType<typeof browser>['tab']>): Promise<string> {
  tab.state().start();
  const id = tab.keeping.getState().id!;
  tab.run(0).say({ front: [frontRow(2, 1e-2)], evaluations: 120, seconds: 12 });
  tab.run(0).start.onCheckpoint!(CHECKPOINT);
  await until(async () => {
    await tab.runs().refresh();
    return tab.runs().runs?.some(({ summary, hasCheckpoint }) => hasCheckpoint && summary.id === id) === true;
  });
  return id;
}

describe('rows that are proved', () => {
  it('are kept with a run that has ended', async () => {
    const tab = browser().tab();
    const id = await startAndSave(tab);
    const front = [frontRow(2, 1e-2)];
    tab.run(0).say({ front, state: { kind: 'finished', reason: 'budget' }, seconds: 20 });
    tab.state().mark(front.map((row) => ({ ...row, enumerated: { structures: 25, starts: 16 } })));
    await until(async () => {
      await tab.runs().refresh();
      const stored = tab.runs().runs?.find(({ summary }) => summary.id === id)?.summary;
      return stored?.state.kind === 'finished' && stored.front[0]?.enumerated?.structures === 25;
    });
    expect(tab.keeping.getState().problem).toBeNull();
  });
});

describe('what is trusted of a run', () => {
  const target = EXP2;
  const lower = measured(0.0099, 'refined');
  const certify = (tab: ReturnType<ReturnType<typeof browser>['tab']>, row: FrontRow) => {
    const certificate = {
      ...{ target, program: row.program, lower, upper: { value: 0.01, text: '1.00e-2' } },
      ...{ isTight: false, pieces: 1, order: 8, bits: 60, rounding: 0 },
    };
    tab.trust.note(tab.state().exhibit!.target, row.program, { certificate });
  };
  const finish = async (tab: ReturnType<ReturnType<typeof browser>['tab']>, row: FrontRow) => {
    tab.run(0).say({ front: [row], state: { kind: 'finished', reason: 'budget' }, seconds: 20 });
    certify(tab, row);
    await until(async () => {
      await tab.runs().refresh();
      return tab.runs().runs?.[0]?.summary.trust?.[0]?.certificate?.upper.text === '1.00e-2';
    });
  };

  it('is there again when the page was reloaded', async () => {
    const { database, tab } = browser();
    const first = tab();
    const id = await startAndSave(first);
    const row = frontRow(2, 1e-2);
    await finish(first, row);
    const reloaded = browser(database).tab();
    await reloaded.runs().resumeAtStart(id, false);
    const { target: shown, front } = reloaded.state().exhibit!;
    expect(front[0]!.program).not.toBe(row.program);
    expect(trustedError(reloaded.trust.getState(), shown, front[0]!.program)).toMatchObject({
      kind: 'certified',
      text: '1.00e-2',
    });
  });

  it('is not taken over from a file', async () => {
    const tab = browser().tab();
    const id = await startAndSave(tab);
    await finish(tab, frontRow(2, 1e-2));
    const file = await tab.runs().exportRun(id);
    expect(file?.text).toContain('"certificate"');
    const taken = await tab.runs().importRun(file!.text);
    await tab.runs().refresh();
    const stored = tab.runs().runs?.find(({ summary }) => summary.id === taken)?.summary;
    expect(stored?.front).toHaveLength(1);
    expect(stored?.trust).toBeUndefined();
  });
});

describe('keeping runs', () => {
  it('leaves a run to the tab that has it', async () => {
    const { tab } = browser();
    const before = tab();
    const id = await startAndSave(before);
    before.state().pause();
    before.run(0).say({ state: { kind: 'paused' }, evaluations: 120, seconds: 12 });
    await until(async () => {
      await before.runs().refresh();
      return before.runs().runs![0]!.summary.state.kind === 'paused';
    });
    const other = tab();
    await other.runs().resumeAtStart(id, false);
    expect(other.runs().problem).toContain('another tab');
    expect(other.engine.runs).toHaveLength(0);
  });

  it('resumes the run of a tab that was reloaded, from its checkpoint', async () => {
    const { database, tab } = browser();
    const id = await startAndSave(tab());
    const reloaded = browser(database).tab();
    await reloaded.runs().resumeAtStart(id, false);
    expect(reloaded.run(0).start.from).toEqual(CHECKPOINT);
    expect(reloaded.run(0).start.seeded).toBe(false);
    expect(reloaded.keeping.getState().id).toBe(id);
    expect(reloaded.state().draft.maxOps).toBe('4');
  });

  it('points out a run that nobody has, and leaves one alone that another tab has', async () => {
    const { database, tab } = browser();
    await startAndSave(tab());
    const second = tab();
    await second.runs().resumeAtStart(null, false);
    expect(second.runs().interrupted).toBeNull();
    const later = browser(database).tab();
    await later.runs().resumeAtStart(null, false);
    expect(later.runs().interrupted?.evaluations).toBe(120);
    expect(later.engine.runs).toHaveLength(0);
  });

  it('continues a finished run with a larger budget, marked as seeded', async () => {
    const { tab } = browser();
    const page = tab();
    const id = await startAndSave(page);
    page.run(0).say({ state: { kind: 'finished', reason: 'budget' }, evaluations: 120, seconds: 60 });
    await until(async () => {
      await page.runs().refresh();
      return page.runs().runs![0]!.summary.state.kind === 'finished' && page.runs().held.size === 0;
    });
    await page.runs().continueRun(id, 30);
    expect(page.run(1).request.budget).toEqual({ kind: 'seconds', seconds: 90 });
    expect(page.run(1).start).toMatchObject({ from: CHECKPOINT, seeded: true });
    expect(page.state().exhibit?.run?.seeded).toBe(true);
  });

  it('keeps a run that another one puts away as paused, and resumes it', async () => {
    const { tab } = browser();
    const page = tab();
    const id = await startAndSave(page);
    page.state().start();
    await until(async () => {
      await page.runs().refresh();
      return page.runs().runs!.find(({ summary }) => summary.id === id)?.summary.state.kind === 'paused';
    });
    await page.runs().open(id);
    expect(page.state().run.state.kind).toBe('paused');
    page.state().resume();
    expect(page.run(2).start.from).toEqual(CHECKPOINT);
  });

  it('tells that the space is used up, goes on, and saves again when there is some', async () => {
    const { database, tab } = browser();
    const page = tab();
    await startAndSave(page);
    database.faults.quota = page.runs().runs![0]!.bytes;
    page.run(0).start.onCheckpoint!(someCheckpoint(120));
    await until(() => page.keeping.getState().problem !== null);
    expect(page.keeping.getState().problem).toMatchObject({ failure: 'full', seconds: 12 });
    expect(page.run(0).calls).toEqual([]);
    delete database.faults.quota;
    page.run(0).start.onCheckpoint!(CHECKPOINT);
    await until(() => page.keeping.getState().problem === null);
  });

  it('exports and imports a run as another one, which is seeded', async () => {
    const { tab } = browser();
    const page = tab();
    const id = await startAndSave(page);
    const file = await page.runs().exportRun(id);
    expect(file?.name).toMatch(/^2-x-on-0-1-real-relative-.*\.ulpforge\.json$/);
    await page.runs().importRun(file!.text);
    await until(async () => {
      await page.runs().refresh();
      return page.runs().runs!.length === 2;
    });
    const imported = page.runs().runs!.find(({ summary }) => summary.id !== id)!.summary;
    expect(imported).toMatchObject({ seeded: true, state: { kind: 'paused' } });
    await page.runs().importRun('{}');
    expect(page.runs().problem).toContain('not a run');
  });
});
