/**
 * The front as it was at every time of the run on show. A moment is a front with the seconds into the run at which it
 * stood so; rows are shared between moments, so a long history is small. It is bounded: when there are too many moments,
 * every second one of the older half is given up.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FrontRow } from '../search/front';
import { sameFront, type Exhibit } from './exhibit';
import type { WorkbenchState } from './workbench';

export interface Moment {
  readonly seconds: number;
  readonly front: readonly FrontRow[];
}

export interface RowPast {
  readonly cost: number;
  /** The error of the best program of at most this cost, as it came down, oldest first. */
  readonly errors: readonly { readonly seconds: number; readonly value: number }[];
}

export interface HistoryState {
  /** In the order of time; the last one is the front as it is. */
  readonly moments: readonly Moment[];
  /** The moment that is shown; null for the front as it is. */
  readonly at: number | null;
}

export interface HistoryStore extends Pick<
  StoreApi<HistoryState>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  /** Shows a moment; null, or the last one, for the front as it is and as it goes on. */
  readonly show: (at: number | null) => void;
}

export const MOST_MOMENTS = 400;

export function createHistoryStore(
  workbench: Pick<StoreApi<WorkbenchState>, 'getState' | 'subscribe'>,
): HistoryStore {
  const store = createStore<HistoryState>()(() => ({
    moments: momentsOf(workbench.getState().exhibit),
    at: null,
  }));
  workbench.subscribe(({ exhibit, run }, before) => {
    if (exhibit === before.exhibit) return;
    const sameRun =
      exhibit !== null &&
      exhibit.origin.kind === 'run' &&
      before.exhibit?.origin.kind === 'run' &&
      exhibit.run === before.exhibit.run;
    if (!sameRun) {
      store.setState({ moments: momentsOf(exhibit), at: null });
      return;
    }
    const { moments, at } = store.getState();
    // Rows that are only marked are no new moment.
    if (sameFront(exhibit.front, before.exhibit.front)) {
      const last = moments.at(-1);
      const marked = last === undefined ? [] : [{ ...last, front: exhibit.front }];
      store.setState({ moments: [...moments.slice(0, -1), ...marked] });
      return;
    }
    const grown = [...moments, { seconds: run.seconds, front: exhibit.front }];
    if (grown.length <= MOST_MOMENTS) {
      store.setState({ moments: grown });
      return;
    }
    const half = MOST_MOMENTS / 2;
    const kept = grown.filter((_, i) => i >= half || i % 2 === 0);
    // What is being looked at stays, or gives way to its neighbour.
    const shown = at === null ? null : at >= half ? at - (grown.length - kept.length) : Math.floor(at / 2);
    store.setState({ moments: kept, at: shown });
  });
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    show: (at) => {
      const last = store.getState().moments.length - 1;
      store.setState({ at: at === null || at >= last ? null : Math.max(0, at) });
    },
  };
}

/** What the rows themselves say of when they were found: of a finished front only its survivors are known. */
export function momentsOf(exhibit: Exhibit | null): readonly Moment[] {
  if (exhibit === null || exhibit.origin.kind === 'link') return [];
  const { front } = exhibit;
  const times = [...new Set(front.map((row) => row.foundAt.seconds))].sort((a, b) => a - b);
  return times.map((seconds) => ({
    seconds,
    front: front.filter((row) => row.foundAt.seconds <= seconds),
  }));
}

/** How the error came down at each cost of the last moment. */
export function pastOfRows(moments: readonly Moment[]): readonly RowPast[] {
  const last = moments.at(-1)?.front ?? [];
  return last.map(({ cost }) => {
    const errors: { seconds: number; value: number }[] = [];
    for (const { seconds, front } of moments) {
      const best = front.findLast((row) => row.cost <= cost);
      const value = best?.error.value;
      if (value !== undefined && value !== errors.at(-1)?.value) errors.push({ seconds, value });
    }
    return { cost, errors };
  });
}
