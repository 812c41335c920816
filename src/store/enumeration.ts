/**
 * The enumeration that holds the first rows of a front against every structure there is: one at a time, on demand. It is
 * given up when something else is shown.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EnumerationControl, StartEnumeration } from '../client/enumeration';
import { isFiniteFormat } from '../numerics/format';
import { markEnumerated } from '../run/enumeration-marks';
import type { EnumerationProgress, EnumerationResult } from '../run/enumeration';
import { isOperationCount } from '../search/cost';
import type { FrontRow } from '../search/front';
import type { Exhibit } from './exhibit';
import { messageOf } from './errors';
import { isUnderWay, type WorkbenchState } from './workbench';

/** What came of the last one. */
export interface Proof {
  /** Up to so many operations every structure was fitted; null where not even those without any were. */
  readonly upTo: number | null;
  readonly structures: number;
  readonly starts: number;
  /** Rows that it confirms, by their operation counts. */
  readonly confirmed: readonly number[];
  /** Programs that are better than the front's row of as many operations: the search missed them. */
  readonly better: readonly { readonly ops: number; readonly error: number }[];
}

export interface EnumerationState {
  readonly running: boolean;
  /** What is being enumerated, or was last. */
  readonly maxOps: number;
  readonly progress: EnumerationProgress | null;
  readonly proof: Proof | null;
  readonly failure: string | null;
}

export interface EnumerationStore extends Pick<
  StoreApi<EnumerationState>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  /** Enumerates for the front on show; does nothing where that cannot be (see `enumerationBar`). */
  readonly start: (maxOps: number) => void;
  readonly cancel: () => void;
}

/** As the command line does. */
const STARTS = 16;
/** Beyond the spread of polished errors of one optimum. */
const BETTER = 1 - 1e-6;
const NOTHING: EnumerationState = { running: false, maxOps: 0, progress: null, proof: null, failure: null };

/** Why the rows of the front cannot be held against an enumeration; null where they can. */
export function enumerationBar(exhibit: Exhibit | null, underWay: boolean): string | null {
  if (exhibit === null || exhibit.front.length === 0) return 'There is no front yet.';
  if (underWay) return 'When the run has ended: both would compute on the same processors.';
  if (isFiniteFormat(exhibit.target.format)) return 'For the format real, in which constants can be fitted.';
  if (exhibit.run === null) return 'How this front was found is not known, and so not its opcodes.';
  if (!isOperationCount(exhibit.run.config.cost)) return 'For fronts of operation counts.';
  return null;
}

export function createEnumerationStore(
  workbench: Pick<StoreApi<WorkbenchState>, 'getState' | 'subscribe'>,
  enumerate: StartEnumeration,
): EnumerationStore {
  const store = createStore<EnumerationState>()(() => NOTHING);
  let control: EnumerationControl | null = null;
  /** Counts the enumerations; what an earlier one still says is not heard. */
  let current = 0;
  let subject: Pick<Exhibit, 'target' | 'run'> | null = null;

  const forget = (): void => {
    current += 1;
    control?.cancel();
    control = null;
    subject = null;
    store.setState(NOTHING);
  };
  workbench.subscribe(({ exhibit, run }) => {
    if (subject === null) return;
    const same = exhibit?.target === subject.target && exhibit.run === subject.run;
    if (!same || isUnderWay(run.state)) forget();
  });

  const settle = (result: EnumerationResult): void => {
    const { exhibit, mark } = workbench.getState();
    if (exhibit === null) return;
    const front = markEnumerated(exhibit.front, result);
    store.setState({ running: false, progress: null, proof: proofOf(front, result) });
    mark(front);
  };

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    start: (maxOps) => {
      const { exhibit, run } = workbench.getState();
      if (!exhibit?.run || enumerationBar(exhibit, isUnderWay(run.state)) !== null) return;
      forget();
      const number = current;
      const { target } = exhibit;
      const { opcodes } = exhibit.run.config;
      subject = { target, run: exhibit.run };
      store.setState({ ...NOTHING, running: true, maxOps });
      control = enumerate({ target, opcodes, maxOps, starts: STARTS }, (progress) => {
        if (number === current) store.setState({ progress });
      });
      control.result.then(
        (result) => {
          if (number === current) settle(result);
        },
        (reason: unknown) => {
          if (number === current)
            store.setState({ running: false, progress: null, failure: messageOf(reason) });
        },
      );
    },
    cancel: () => control?.cancel(),
  };
}

function proofOf(front: readonly FrontRow[], { levels, starts }: EnumerationResult): Proof {
  const complete = levels.filter((level) => level.complete);
  const better = complete.flatMap(({ ops, best }) => {
    const known = front.findLast((row) => row.ops <= ops)?.error.value ?? Infinity;
    return best !== null && best.error.value < known * BETTER ? [{ ops, error: best.error.value }] : [];
  });
  return {
    upTo: complete.at(-1)?.ops ?? null,
    structures: complete.reduce((sum, { structures }) => sum + structures, 0),
    starts,
    confirmed: front.flatMap(({ ops, enumerated }) => (enumerated === undefined ? [] : [ops])),
    better,
  };
}
