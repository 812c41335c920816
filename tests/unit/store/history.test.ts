import { describe, expect, it } from 'vitest';
import { createHistoryStore, momentsOf, MOST_MOMENTS, pastOfRows } from '../../../src/store/history';
import { createWorkbench } from '../../../src/store/workbench';
import { fakeEngine } from '../../support/fake-engine';
import { EXP2, frontRow } from '../../support/fronts';

function setUp() {
  const engine = fakeEngine();
  const workbench = createWorkbench({ engine, workers: 2, shipped: null });
  const history = createHistoryStore(workbench);
  workbench.getState().start();
  const run = engine.runs[0];
  if (run === undefined) throw new Error('no run was started');
  return { engine, workbench, history, run };
}

describe('the history of a run', () => {
  it('gains a moment with each front that differs', () => {
    const { history, run } = setUp();
    run.say({ front: [frontRow(2, 1e-2)], seconds: 1 });
    run.say({ front: [frontRow(2, 1e-2)], seconds: 2 });
    run.say({ front: [frontRow(2, 1e-2), frontRow(4, 1e-3)], seconds: 3 });
    expect(history.getState().moments.map(({ seconds }) => seconds)).toEqual([1, 3]);
    expect(history.getState().at).toBeNull();
  });

  it('shows a moment until told otherwise, and the last one is the front as it goes on', () => {
    const { history, run } = setUp();
    for (const k of [1, 2, 3]) run.say({ front: [frontRow(2, 1 / k)], seconds: k });
    history.show(1);
    expect(history.getState().at).toBe(1);
    run.say({ front: [frontRow(2, 1e-9)], seconds: 4 });
    expect(history.getState().at).toBe(1);
    history.show(3);
    expect(history.getState().at).toBeNull();
    history.show(-5);
    expect(history.getState().at).toBe(0);
  });

  it('is bounded, and keeps what is shown', () => {
    const { history, run } = setUp();
    for (let k = 1; k <= MOST_MOMENTS; k++) run.say({ front: [frontRow(2, 1 / k)], seconds: k });
    history.show(100);
    const shown = history.getState().moments[100]?.seconds;
    for (let k = 1; k <= 3000; k++) run.say({ front: [frontRow(2, 1e-4 / k)], seconds: MOST_MOMENTS + k });
    const { moments, at } = history.getState();
    expect(moments.length).toBeLessThanOrEqual(MOST_MOMENTS);
    expect(moments.at(-1)?.seconds).toBe(MOST_MOMENTS + 3000);
    expect(moments.map(({ seconds }) => seconds)).toEqual(
      moments.map(({ seconds }) => seconds).sort((a, b) => a - b),
    );
    expect(at).not.toBeNull();
    expect(moments[at ?? -1]?.seconds).toBeLessThanOrEqual(shown ?? 0);
  });

  it('begins anew with another run', () => {
    const { history, workbench, run, engine } = setUp();
    run.say({ front: [frontRow(2, 1e-2)], seconds: 1 });
    run.say({ state: { kind: 'finished', reason: 'budget' }, front: [frontRow(2, 1e-2)] });
    workbench.getState().start();
    expect(history.getState().moments).toEqual([]);
    engine.runs[1]?.say({ front: [frontRow(3, 1e-2)], seconds: 1 });
    expect(history.getState().moments).toHaveLength(1);
  });
});

it('a finished front tells when its rows were found', () => {
  const front = [frontRow(2, 1e-2), frontRow(4, 1e-4), frontRow(6, 1e-6)];
  const moments = momentsOf({ origin: { kind: 'shipped', command: '' }, target: EXP2, front, run: null });
  expect(moments.map((moment) => [moment.seconds, moment.front.length])).toEqual([
    [2, 1],
    [4, 2],
    [6, 3],
  ]);
  expect(momentsOf(null)).toEqual([]);
});

it('the past of a row is the best of at most its cost, as it came down', () => {
  const moments = [
    { seconds: 1, front: [frontRow(2, 1e-1)] },
    { seconds: 2, front: [frontRow(2, 1e-1), frontRow(4, 1e-2)] },
    { seconds: 3, front: [frontRow(3, 1e-3), frontRow(4, 1e-4)] },
  ];
  expect(pastOfRows(moments)).toEqual([
    {
      cost: 3,
      errors: [
        { seconds: 1, value: 1e-1 },
        { seconds: 3, value: 1e-3 },
      ],
    },
    {
      cost: 4,
      errors: [
        { seconds: 1, value: 1e-1 },
        { seconds: 2, value: 1e-2 },
        { seconds: 3, value: 1e-4 },
      ],
    },
  ]);
});
