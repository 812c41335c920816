/** The baseline service: what the page's baseline worker offers. */

import { targetKey } from '../targets/target-key';
import { searchTables } from '../oracle/tables';
import type {
  BaselineEvent,
  BaselineListener,
  BaselineRequest,
  BaselineService,
} from '../protocol/baseline-service';
import { isFiniteTarget } from '../targets/target';
import { createMeasure, type Measure } from '../verification/measure';
import { baselineEvents } from './baseline-families';
import { BoundedMap } from './bounded-map';
import { BRIEF, createFinitePolish, type FinitePolish } from './finite-polish';

/** Requests whose events are kept: a page works on one or two targets at a time. */
const KEPT_REQUESTS = 8;
const KEPT_MEASURES = 2;
/** While there is nothing to tell, the listener is asked this often whether to go on. */
const ASKING_MILLISECONDS = 50;

/** The events so far, and the means to get more. */
interface Work {
  readonly told: BaselineEvent[];
  readonly events: Generator<BaselineEvent | null, void, undefined>;
}

export function createBaselineService(): BaselineService {
  const works = new BoundedMap<Work>(KEPT_REQUESTS);
  const measures = new BoundedMap<Measure>(KEPT_MEASURES);
  const polishes = new BoundedMap<FinitePolish>(KEPT_MEASURES);

  const start = (request: BaselineRequest): Work => {
    const { target } = request;
    const measure: Measure = (program) =>
      measures.getOrMake(targetKey(target), () => createMeasure(target))(program);
    if (!isFiniteTarget(target)) return { told: [], events: baselineEvents(request, measure) };
    const polish: FinitePolish = (program, error) =>
      polishes.getOrMake(targetKey(target), () =>
        createFinitePolish(target, searchTables(target), undefined, BRIEF),
      )(program, error);
    return { told: [], events: baselineEvents(request, measure, polish) };
  };

  /** Tells one event after another; two callers may pull from the same work in turn and read what the other brought. */
  const tell = async ({ told, events }: Work, listener: BaselineListener): Promise<void> => {
    let step: BaselineEvent | null = null;
    let asked = performance.now();
    for (let next = 0; ;) {
      if (next === told.length) {
        const pulled = events.next();
        if (pulled.done === true) return;
        if (pulled.value !== null) told.push(pulled.value);
        else if (performance.now() - asked < ASKING_MILLISECONDS) continue;
      }
      const event = told[next];
      if (event !== undefined) next++;
      if (event?.kind === 'step') step = event;
      const message = event ?? step;
      if (message !== null && !(await listener(message))) return;
      await messagesHeard();
      asked = performance.now();
    }
  };

  return {
    families: async (request, listener) => {
      const { target, opcodes, maxOps } = request;
      const key = JSON.stringify([targetKey(target), opcodes, maxOps]);
      try {
        await tell(
          works.getOrMake(key, () => start(request)),
          listener,
        );
      } catch (error) {
        // A generator that has thrown would pass for one that is done.
        works.set(key, start(request));
        throw error;
      }
    },
  };
}

/** A turn of the event loop, so that other requests get through between two steps. */
function messagesHeard(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
