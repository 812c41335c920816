/** The exhaustive check that the page has under way or has done last: of one program for one target at a time. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CheckControl, Engine } from '../client/engine';
import type { Program } from '../program/program';
import type { ExhaustiveSnapshot } from '../protocol/scan-service';
import type { Target } from '../targets/target';
import { messageOf } from './errors';

export interface CheckSubject {
  readonly target: Target;
  readonly program: Program;
}

export interface CheckState {
  readonly subject: CheckSubject | null;
  /** Null before the workers have started. */
  readonly snapshot: ExhaustiveSnapshot | null;
  /** Why the check could not be started. */
  readonly refusal: string | null;
}

export interface CheckStore extends Pick<StoreApi<CheckState>, 'getState' | 'subscribe' | 'getInitialState'> {
  /** Checks every number of the target's interval; a check of something else that is under way is given up. */
  readonly start: (subject: CheckSubject) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
}

export function createCheckStore(engine: Pick<Engine, 'checkExhaustively'>): CheckStore {
  const store = createStore<CheckState>()(() => ({ subject: null, snapshot: null, refusal: null }));
  let control: CheckControl | null = null;
  /** Counts the checks; what an earlier one still says is not heard. */
  let current = 0;
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    start: (subject) => {
      control?.cancel();
      control = null;
      const number = ++current;
      store.setState({ subject, snapshot: null, refusal: null });
      try {
        control = engine.checkExhaustively(subject, (snapshot) => {
          if (number === current) store.setState({ snapshot });
        });
      } catch (reason) {
        store.setState({ refusal: messageOf(reason) });
      }
    },
    pause: () => control?.pause(),
    resume: () => control?.resume(),
    cancel: () => control?.cancel(),
  };
}
