/**
 * The error curves of the plot: of the selected program and of those compared with it, over one window. At most one
 * curve is being computed, only the latest wish is kept, and what was computed once is remembered for as long as its
 * program lives. The typed arrays are handed on by reference and never copied into other state.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Program } from '../program/program';
import type { CurveWindow, ErrorCurve, OracleService } from '../protocol/oracle-service';
import type { Target } from '../targets/target';
import { messageOf } from './errors';

export interface CurveWish {
  readonly target: Target;
  readonly program: Program;
  readonly columns: number;
  /** The whole interval by value where it is absent. */
  readonly window?: CurveWindow;
  /** Programs to be compared with it. */
  readonly others?: readonly Program[];
}

export interface ShownCurve {
  readonly curve: ErrorCurve;
  readonly wish: CurveWish;
}

export interface CurveState {
  readonly wish: CurveWish | null;
  /** The curve of the wish, or an earlier one while `computing`. */
  readonly shown: ShownCurve | null;
  /** Curves of the wish's other programs, as far as they are computed. */
  readonly others: ReadonlyMap<Program, ErrorCurve>;
  readonly computing: boolean;
  readonly failure: string | null;
}

export interface CurveStore extends Pick<StoreApi<CurveState>, 'getState' | 'subscribe' | 'getInitialState'> {
  readonly ask: (wish: CurveWish | null) => void;
}

/** Curves that are remembered of one program: of different windows and sizes. */
const KEPT_PER_PROGRAM = 6;

export function createCurveStore(oracle: Pick<OracleService, 'errorCurve'>): CurveStore {
  const store = createStore<CurveState>()(() => ({
    wish: null,
    shown: null,
    others: new Map(),
    computing: false,
    failure: null,
  }));
  const known = new WeakMap<Program, ShownCurve[]>();
  let busy = false;

  function remembered(program: Program, wish: CurveWish): ErrorCurve | null {
    const entry = known.get(program)?.find(({ wish: earlier }) => sameView(earlier, wish));
    return entry?.curve ?? null;
  }

  function remember(program: Program, entry: ShownCurve): void {
    known.set(program, [entry, ...(known.get(program) ?? [])].slice(0, KEPT_PER_PROGRAM));
  }

  async function curveOf(program: Program, wish: CurveWish): Promise<ErrorCurve> {
    const curve = await oracle.errorCurve(wish.target, program, wish.columns, wish.window);
    remember(program, { curve, wish });
    return curve;
  }

  /** The next of the wish's other programs that has no curve yet. */
  function missing({ others = [] }: CurveWish): Program | undefined {
    return others.find((program) => !store.getState().others.has(program));
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (;;) {
      const { wish, computing } = store.getState();
      if (wish === null) break;
      const other = missing(wish);
      if (computing) {
        try {
          const curve = await curveOf(wish.program, wish);
          if (store.getState().wish === wish) store.setState({ shown: { curve, wish }, computing: false });
        } catch (reason) {
          if (store.getState().wish === wish) {
            store.setState({ computing: false, failure: messageOf(reason), shown: null });
          }
        }
      } else if (other !== undefined) {
        const { others } = store.getState();
        try {
          const curve = await curveOf(other, wish);
          if (store.getState().wish === wish) store.setState({ others: new Map(others).set(other, curve) });
        } catch {
          // Without a curve of its own it is not drawn; the same failure is told of the selected program.
          break;
        }
      } else break;
    }
    busy = false;
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    ask: (wish) => {
      if (wish === null) {
        store.setState({ wish, shown: null, others: new Map(), computing: false, failure: null });
        return;
      }
      const others = new Map(
        (wish.others ?? []).flatMap((program) => {
          const curve = remembered(program, wish);
          return curve === null ? [] : [[program, curve] as const];
        }),
      );
      const curve = remembered(wish.program, wish);
      store.setState(
        curve === null
          ? { wish, others, computing: true, failure: null }
          : { wish, others, shown: { curve, wish }, computing: false, failure: null },
      );
      if (curve === null || missing(wish) !== undefined) void work();
    },
  };
}

function sameView(one: CurveWish, other: CurveWish): boolean {
  return (
    one.target === other.target &&
    one.columns === other.columns &&
    one.window?.axis === other.window?.axis &&
    one.window?.from === other.window?.from &&
    one.window?.to === other.window?.to
  );
}
