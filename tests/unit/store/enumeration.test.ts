import { describe, expect, it } from 'vitest';
import type { EnumerationRequest, StartEnumeration } from '../../../src/client/enumeration';
import type { EnumerationLevel, EnumerationProgress, EnumerationResult } from '../../../src/run/enumeration';
import { createEnumerationStore, enumerationBar } from '../../../src/store/enumeration';
import { createHistoryStore } from '../../../src/store/history';
import { createWorkbench } from '../../../src/store/workbench';
import { fakeEngine } from '../../support/fake-engine';
import { frontRow } from '../../support/fronts';

const FRONT = [frontRow(1, 1e-1), frontRow(2, 1e-2), frontRow(3, 1e-3)];

function level(ops: number, error: number | null): EnumerationLevel {
  const row = error === null ? null : frontRow(ops, error);
  return {
    ops,
    structures: 10 ** ops,
    fits: 10 ** ops,
    complete: true,
    candidates: [],
    best: row === null ? null : { program: row.program, error: row.error },
  };
}

function resultOf(...levels: EnumerationLevel[]): EnumerationResult {
  return { opcodes: ['add', 'mul'], starts: 16, levels, complete: true };
}

function setUp() {
  const engine = fakeEngine();
  const workbench = createWorkbench({ engine, workers: 2, shipped: null });
  const history = createHistoryStore(workbench);
  const asked: EnumerationRequest[] = [];
  const calls = { cancelled: 0 };
  let settle: (result: EnumerationResult) => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  let tell: (progress: EnumerationProgress) => void = () => undefined;
  const start: StartEnumeration = (request, onProgress) => {
    asked.push(request);
    tell = onProgress;
    const result = new Promise<EnumerationResult>((resolve, reject) => {
      settle = resolve;
      fail = reject;
    });
    return { result, cancel: () => (calls.cancelled += 1) };
  };
  const enumeration = createEnumerationStore(workbench, start);
  workbench.getState().start();
  const run = engine.runs[0]!;
  run.say({ front: FRONT, state: { kind: 'finished', reason: 'budget' }, seconds: 7 });
  return {
    ...{ engine, workbench, history, enumeration, asked, calls },
    settle: async (result: EnumerationResult) => {
      settle(result);
      await Promise.resolve();
    },
    fail: async (reason: Error) => {
      fail(reason);
      await Promise.resolve();
      await Promise.resolve();
    },
    tell: (progress: EnumerationProgress) => tell(progress),
  };
}

describe('proving the first rows', () => {
  it('asks for the opcodes of the run and marks the rows that nothing beats', async () => {
    const { workbench, history, enumeration, asked, settle } = setUp();
    const moments = history.getState().moments.length;
    enumeration.start(3);
    expect(enumeration.getState()).toMatchObject({ running: true, maxOps: 3 });
    const opcodes = workbench.getState().exhibit?.run?.config.opcodes;
    expect(asked).toMatchObject([{ maxOps: 3, starts: 16, opcodes }]);
    await settle(resultOf(level(0, null), level(1, 1e-1), level(2, 1e-2), level(3, 1e-4)));
    const front = workbench.getState().exhibit?.front ?? [];
    expect(front.map(({ enumerated }) => enumerated)).toEqual([
      { structures: 10, starts: 16 },
      { structures: 100, starts: 16 },
      undefined,
    ]);
    expect(enumeration.getState()).toMatchObject({
      running: false,
      proof: { upTo: 3, structures: 1111, confirmed: [1, 2], better: [{ ops: 3, error: 1e-4 }] },
    });
    // Nothing was found anew.
    expect(history.getState().moments).toHaveLength(moments);
    expect(history.getState().moments.at(-1)?.front).toBe(front);
  });

  it('keeps the marks where the run goes on and what it finds is as good', async () => {
    const { engine, workbench, enumeration, settle } = setUp();
    enumeration.start(2);
    await settle(resultOf(level(0, null), level(1, 1e-1), level(2, 1e-2)));
    const { exhibit, run, launch } = workbench.getState();
    const watch = { hear: () => undefined, checkpoint: () => undefined, release: () => undefined };
    launch(run.request!, { seeded: true, known: exhibit!.front }, watch);
    engine.runs[1]!.say({ front: [frontRow(1, 2e-1), frontRow(2, 1e-2), frontRow(3, 1e-5)] });
    const marked = workbench.getState().exhibit?.front.map(({ enumerated }) => enumerated !== undefined);
    expect(marked).toEqual([false, true, false]);
    expect(enumeration.getState().proof).toBeNull();
  });

  it('is given up when something else is shown', () => {
    const { workbench, enumeration, calls, tell } = setUp();
    enumeration.start(4);
    tell({ ops: 2, structures: 5, fits: 9, partsDone: 0, parts: 1, levels: [] });
    expect(enumeration.getState().progress?.ops).toBe(2);
    workbench.getState().start();
    expect(calls.cancelled).toBe(1);
    expect(enumeration.getState()).toMatchObject({ running: false, progress: null });
  });

  it('says why it failed', async () => {
    const { enumeration, fail } = setUp();
    enumeration.start(1);
    await fail(new Error('out of order'));
    expect(enumeration.getState()).toMatchObject({ running: false, failure: 'out of order' });
  });

  it('is for finished fronts of operation counts in exact arithmetic', () => {
    const exhibit = setUp().workbench.getState().exhibit!;
    expect(enumerationBar(exhibit, false)).toBeNull();
    expect(enumerationBar(exhibit, true)).toMatch(/when the run has ended/i);
    expect(enumerationBar(null, false)).toMatch(/no front/);
    expect(enumerationBar({ ...exhibit, front: [] }, false)).toMatch(/no front/);
    expect(enumerationBar({ ...exhibit, run: null }, false)).toMatch(/not known/);
    const target = { ...exhibit.target, format: 'f32' } as const;
    expect(enumerationBar({ ...exhibit, target }, false)).toMatch(/real/);
  });
});
