/** Kept runs whose fronts are drawn beside the one on show, as they stood when they were chosen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunSummary } from '../persistence/run-record';
import { describeTarget } from '../targets/parse';
import type { Target } from '../targets/target';

/** More than so many staircases cannot be told apart. */
export const MOST_COMPARED = 4;

export type ComparedRun = Pick<RunSummary, 'id' | 'name' | 'target' | 'config' | 'evaluations' | 'front'>;

export interface ComparisonState {
  /** In the order in which they were chosen. */
  readonly compared: readonly ComparedRun[];
  /** Draws these instead of those before; the first `MOST_COMPARED` of them. */
  readonly show: (runs: readonly ComparedRun[]) => void;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
}

export function createComparisonStore(): StoreApi<ComparisonState> {
  return createStore<ComparisonState>()((set, get) => ({
    compared: [],
    show: (runs) => set({ compared: runs.slice(0, MOST_COMPARED) }),
    remove: (id) => set({ compared: get().compared.filter((run) => run.id !== id) }),
    clear: () => set({ compared: [] }),
  }));
}

/** Whether errors of the two mean the same: of one function on one interval in one norm, in whatever format. */
export function isComparable(one: Target, other: Target): boolean {
  const question = (target: Target) => describeTarget({ ...target, format: 'real' });
  return question(one) === question(other);
}
