/** The baselines that stand beside the front, family by family as they are computed. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BaselinePoint, BaselineService, FrontFamily } from '../protocol/baseline-service';
import type { Opcode } from '../program/opcode';
import type { Target } from '../targets/target';
import { messageOf } from './errors';

export interface BaselineWish {
  readonly target: Target;
  readonly opcodes: readonly Opcode[];
  readonly maxOps: number;
}

export interface BaselineState {
  /** What the points are of. */
  readonly wish: BaselineWish | null;
  readonly points: readonly BaselinePoint[];
  /** What is being computed, such as `minimax polynomial of degree 5`; null when all is done. */
  readonly computing: string | null;
  /** Why a family has no more points, where that is worth telling. */
  readonly reasons: Readonly<Partial<Record<FrontFamily, string>>>;
  /** Why there are none at all. */
  readonly failure: string | null;
  /** Families that are not drawn. */
  readonly hidden: readonly FrontFamily[];
}

export interface BaselineStore extends Pick<
  StoreApi<BaselineState>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  /** Computes the baselines of the wish; those of an earlier one are given up. */
  readonly ask: (wish: BaselineWish) => void;
  /** Shows a hidden family, hides a shown one. */
  readonly toggle: (family: FrontFamily) => void;
}

/** Points come by the dozen; the page hears of them at most once in so many milliseconds. */
const PAUSE = 100;

export function createBaselineStore(service: BaselineService): BaselineStore {
  const store = createStore<BaselineState>()(() => ({
    wish: null,
    points: [],
    computing: null,
    reasons: {},
    failure: null,
    hidden: [],
  }));
  let current = '';
  /** Counts the requests: an earlier one is told to stop, even where it was for the same. */
  let request = 0;

  async function work(number: number, wish: BaselineWish): Promise<void> {
    const { target, opcodes, maxOps } = wish;
    let untold: BaselinePoint[] = [];
    let pause: ReturnType<typeof setTimeout> | null = null;
    const tell = (): void => {
      if (pause !== null) clearTimeout(pause);
      pause = null;
      if (number !== request || untold.length === 0) return;
      store.setState({ points: [...store.getState().points, ...untold] });
      untold = [];
    };
    try {
      await service.families({ target, opcodes, maxOps }, (event) => {
        if (number !== request) return false;
        const { reasons } = store.getState();
        if (event.kind === 'point') {
          untold.push(event.point);
          if (pause === null) {
            tell();
            pause = setTimeout(tell, PAUSE);
          }
        } else if (event.kind === 'step') store.setState({ computing: event.title });
        else if (event.reason !== null) {
          store.setState({ reasons: { ...reasons, [event.family]: event.reason } });
        }
        return true;
      });
    } catch (reason) {
      if (number === request) store.setState({ failure: messageOf(reason) });
    }
    tell();
    if (number === request) store.setState({ computing: null });
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    ask: (wish) => {
      const key = JSON.stringify([wish.target, wish.opcodes, wish.maxOps]);
      if (key === current) {
        store.setState({ wish });
        return;
      }
      current = key;
      store.setState({ wish, points: [], computing: 'published programs', reasons: {}, failure: null });
      void work(++request, wish);
    },
    toggle: (family) => {
      const { hidden } = store.getState();
      store.setState({
        hidden: hidden.includes(family) ? hidden.filter((other) => other !== family) : [...hidden, family],
      });
    },
  };
}
