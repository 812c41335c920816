/**
 * The error curve of the selected program: at most one is being computed, only the latest wish is kept, and
 * what was computed once is remembered for as long as its program lives. The typed arrays are handed on by
 * reference and never copied into other state.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Program } from '../program/program';
import type { ErrorCurve, OracleService } from '../protocol/oracle-service';
import type { Target } from '../targets/target';
import { messageOf } from './errors';

export interface CurveWish {
  readonly target: Target;
  readonly program: Program;
  readonly columns: number;
}

export interface CurveState {
  readonly wish: CurveWish | null;
  /** The curve of the wish, or an earlier one while `computing`. */
  readonly shown: { readonly curve: ErrorCurve; readonly wish: CurveWish } | null;
  readonly computing: boolean;
  readonly failure: string | null;
}

export interface CurveStore extends Pick<StoreApi<CurveState>, 'getState' | 'subscribe' | 'getInitialState'> {
  readonly ask: (wish: CurveWish | null) => void;
}

export function createCurveStore(oracle: Pick<OracleService, 'errorCurve'>): CurveStore {
  const store = createStore<CurveState>()(() => ({
    wish: null,
    shown: null,
    computing: false,
    failure: null,
  }));
  const known = new WeakMap<Program, { readonly curve: ErrorCurve; readonly wish: CurveWish }>();
  let busy = false;

  function remembered(wish: CurveWish) {
    const entry = known.get(wish.program);
    return entry?.wish.target === wish.target && entry.wish.columns === wish.columns ? entry : null;
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (;;) {
      const { wish, computing } = store.getState();
      if (wish === null || !computing) break;
      try {
        const curve = await oracle.errorCurve(wish.target, wish.program, wish.columns);
        const shown = { curve, wish };
        known.set(wish.program, shown);
        if (store.getState().wish === wish) store.setState({ shown, computing: false });
      } catch (reason) {
        if (store.getState().wish === wish) {
          store.setState({ computing: false, failure: messageOf(reason), shown: null });
        }
      }
    }
    busy = false;
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    ask: (wish) => {
      if (wish === null) {
        store.setState({ wish, shown: null, computing: false, failure: null });
        return;
      }
      const entry = remembered(wish);
      if (entry !== null) {
        store.setState({ wish, shown: entry, computing: false, failure: null });
        return;
      }
      store.setState({ wish, computing: true, failure: null });
      void work();
    },
  };
}
