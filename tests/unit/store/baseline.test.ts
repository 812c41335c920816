import { describe, expect, it, vi } from 'vitest';
import type {
  BaselineEvent,
  BaselinePoint,
  BaselineRequest,
  BaselineService,
} from '../../../src/protocol/baseline-service';
import { createBaselineStore } from '../../../src/store/baseline';
import type { Target } from '../../../src/targets/target';
import { baselinePoint, EXP2 } from '../../support/fronts';

const OPCODES = ['add', 'mul'] as const;

/** A service that tells these events, and notes how many of them each caller has heard. */
function telling(events: (request: BaselineRequest) => readonly BaselineEvent[]) {
  const heard: number[] = [];
  const service: BaselineService = {
    families: async (request, listener) => {
      const call = heard.push(0) - 1;
      for (const event of events(request)) {
        await Promise.resolve();
        if (!(await listener(event))) return;
        heard[call] = (heard[call] ?? 0) + 1;
      }
    },
  };
  return { service, heard };
}

const point = (family: BaselinePoint['family'], ops: number): BaselineEvent => ({
  kind: 'point',
  point: baselinePoint(family, ops, 10 ** -ops),
});

describe('the baselines', () => {
  it('appear one by one, with the reason why a family ends', async () => {
    const { service } = telling(() => [
      { kind: 'step', family: 'taylor', title: 'Taylor polynomial of degree 1' },
      point('taylor', 2),
      point('taylor', 4),
      { kind: 'end', family: 'taylor', reason: 'not smooth' },
      { kind: 'end', family: 'pade', reason: null },
    ]);
    const store = createBaselineStore(service);
    const seen: number[] = [];
    store.subscribe(({ points }) => seen.push(points.length));
    store.ask({ target: EXP2, opcodes: OPCODES, maxOps: 7 });
    expect(store.getState().computing).not.toBeNull();
    await vi.waitFor(() => expect(store.getState().computing).toBeNull());
    expect(store.getState().points.map(({ ops }) => ops)).toEqual([2, 4]);
    expect(store.getState().reasons).toEqual({ taylor: 'not smooth' });
    expect(seen).toContain(1);
  });

  it('are computed once for the same wish, and those of an old one given up', async () => {
    const { service, heard } = telling(({ maxOps }) =>
      Array.from({ length: 5 }, (_, k) => point('chebyshev', maxOps - 5 + k)),
    );
    const store = createBaselineStore(service);
    const other: Target = { ...EXP2, norm: 'absolute' };
    store.ask({ target: EXP2, opcodes: OPCODES, maxOps: 20 });
    store.ask({ target: other, opcodes: OPCODES, maxOps: 10 });
    store.ask({ target: { ...other }, opcodes: OPCODES, maxOps: 10 });
    await vi.waitFor(() => expect(store.getState().computing).toBeNull());
    expect(heard).toEqual([0, 5]);
    expect(store.getState().points.map(({ ops }) => ops)).toEqual([5, 6, 7, 8, 9]);
  });

  it('stay when the service fails', async () => {
    const store = createBaselineStore({
      families: async (_, listener) => {
        await listener(point('taylor', 2));
        throw new Error('the worker crashed');
      },
    });
    store.ask({ target: EXP2, opcodes: OPCODES, maxOps: 12 });
    await vi.waitFor(() => expect(store.getState().failure).toBe('the worker crashed'));
    expect(store.getState().points).toHaveLength(1);
    expect(store.getState().computing).toBeNull();
  });

  it('hide and show by family', () => {
    const store = createBaselineStore(telling(() => []).service);
    store.toggle('taylor');
    store.toggle('pade');
    store.toggle('taylor');
    expect(store.getState().hidden).toEqual(['pade']);
  });
});
