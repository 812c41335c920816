/** The minimax polynomials of a target, one degree after another, as far as the operations of the front reach. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BaselinePoint, OracleService } from '../protocol/oracle-service';
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
  readonly computing: boolean;
  /** Why there are no more points, where the oracle could not give the next one. */
  readonly failure: string | null;
}

export interface BaselineStore extends Pick<
  StoreApi<BaselineState>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  readonly ask: (wish: BaselineWish) => void;
}

/** Bound on the degree, reached only where a degree costs one operation. */
const MAX_DEGREE = 32;

export function createBaselineStore(oracle: Pick<OracleService, 'minimaxPolynomial'>): BaselineStore {
  const store = createStore<BaselineState>()(() => ({
    wish: null,
    points: [],
    computing: false,
    failure: null,
  }));
  let current = '';

  async function work(key: string, wish: BaselineWish): Promise<void> {
    const points: BaselinePoint[] = [];
    for (let degree = 1; degree <= MAX_DEGREE; degree++) {
      try {
        const point = await oracle.minimaxPolynomial(wish.target, degree, wish.opcodes);
        if (key !== current) return;
        if (point.ops > wish.maxOps) break;
        points.push(point);
        store.setState({ points: [...points] });
      } catch (reason) {
        if (key === current) store.setState({ computing: false, failure: messageOf(reason) });
        return;
      }
    }
    store.setState({ computing: false });
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
      store.setState({ wish, points: [], computing: true, failure: null });
      void work(key, wish);
    },
  };
}
