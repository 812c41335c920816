/**
 * Gathers the states of a run's islands while they go on. Each worker is asked between two of its slices, when no other
 * has to wait for it; islands depend on one another at migrations only, so states taken at different times belong
 * together as long as no migration lies between them.
 */

import type { IslandHost } from '../protocol/island-host';
import type { IslandState } from '../search/island-state';

export interface CheckpointerOptions {
  /** By worker. */
  readonly hosts: readonly Pick<IslandHost, 'state'>[];
  /** The islands of a worker. */
  readonly islandsOf: (worker: number) => readonly number[];
  readonly now: () => number;
  /** Milliseconds from the beginning of one checkpoint to that of the next. */
  readonly every: number;
  /** Called with the states in the order of the islands' numbers. */
  readonly onStates: (states: readonly IslandState[]) => void;
}

interface Gathering {
  readonly promise: Promise<void>;
  ask(worker: number): void;
}

export class Checkpointer {
  private readonly options: CheckpointerOptions;
  /** Workers that are at work on a slice: what is asked of one has to wait until it is done. */
  private readonly slicing = new Set<number>();
  private gathering: Gathering | null = null;
  private changing: Promise<void> | null = null;
  private begun: number;

  constructor(options: CheckpointerOptions) {
    this.options = options;
    this.begun = options.now();
  }

  beginSlice(worker: number): void {
    this.slicing.add(worker);
  }

  /** Called when the report of the slice has been recorded. */
  endSlice(worker: number): void {
    this.slicing.delete(worker);
    if (this.gathering !== null) this.gathering.ask(worker);
    else if (this.options.now() - this.begun >= this.options.every) void this.begin();
  }

  /** Makes a change that concerns several islands, when no checkpoint is being taken. Rejects if a worker failed. */
  async exclude(change: () => Promise<void>): Promise<void> {
    await this.settled();
    this.changing = change();
    try {
      await this.changing;
    } finally {
      this.changing = null;
    }
  }

  /** Takes one now, after the one under way. Rejects if a worker failed. */
  async take(): Promise<void> {
    await this.settled();
    await this.begin();
  }

  private async settled(): Promise<void> {
    while (this.gathering !== null || this.changing !== null) {
      await this.gathering?.promise;
      await this.changing;
    }
  }

  private begin(): Promise<void> {
    this.begun = this.options.now();
    const { hosts } = this.options;
    const states = new Map<number, IslandState>();
    const asked = new Set<number>();
    let finish: () => void = () => undefined;
    let fail: (reason: unknown) => void = () => undefined;
    const promise = new Promise<void>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
    // Whoever waits for it learns of a failure; nobody need.
    promise.catch(() => undefined);
    let left = hosts.length;
    const gather = async (worker: number): Promise<void> => {
      const host = hosts[worker]!;
      const islands = this.options.islandsOf(worker);
      // Sent at once, ahead of the worker's next slice.
      const answers = await Promise.all(islands.map((island) => host.state(island)));
      islands.forEach((island, i) => states.set(island, answers[i]!));
      if (--left > 0) return;
      this.gathering = null;
      this.options.onStates([...states].sort(([a], [b]) => a - b).map(([, state]) => state));
      finish();
    };
    const ask = (worker: number): void => {
      if (asked.has(worker)) return;
      asked.add(worker);
      gather(worker).catch(fail);
    };
    this.gathering = { promise, ask };
    hosts.forEach((_, worker) => {
      if (!this.slicing.has(worker)) ask(worker);
    });
    return promise;
  }
}
