/** What each island of a run has done and found, from what it reports; for display. */

import type { IslandReport } from '../protocol/island-host';
import type { IslandProgress } from '../protocol/run';
import type { Sampled } from '../search/checkpoint';
import type { IslandState } from '../search/island-state';
import { Rate } from './rate';

export class IslandTallies {
  private readonly tallies: readonly Tally[];

  /** @param now monotonic milliseconds */
  constructor(islands: number, now: () => number) {
    this.tallies = Array.from({ length: islands }, () => new Tally(now));
  }

  /** Goes on from a stored run: of what was found there, only what its archive kept is known. */
  restore(states: readonly IslandState[], archive: readonly Sampled[]): void {
    states.forEach((state, island) => this.tallies[island]?.restore(state));
    for (const sampled of archive) {
      const { island, evaluation, seconds } = sampled;
      this.tallies[island]?.note({ ...sampled, error: sampled.error.value }, { evaluation, seconds });
    }
  }

  /** @param seconds of running */
  record(report: IslandReport, seconds: number): void {
    this.tallies[report.island]?.record(report, seconds);
  }

  /** Forgets how fast the islands were, after a pause. */
  resetRates(): void {
    for (const tally of this.tallies) tally.rate.reset();
  }

  progress(): readonly IslandProgress[] {
    return this.tallies.map((tally, island) => tally.progress(island));
  }
}

interface Find {
  readonly ops: number;
  readonly cost: number;
  readonly error: number;
}

class Tally {
  readonly rate: Rate;
  private evaluations = 0;
  private duplicates = 0;
  private restarts = 0;
  /** The least error of each cost, restarts notwithstanding. */
  private readonly errors = new Map<number, number>();
  private best: Find | null = null;
  private improved: IslandProgress['improved'] = null;

  constructor(now: () => number) {
    this.rate = new Rate(now);
  }

  restore({ evaluations, duplicates, restarts }: IslandState): void {
    this.evaluations = evaluations;
    this.duplicates = duplicates;
    this.restarts = restarts;
  }

  record(report: IslandReport, seconds: number): void {
    this.rate.add(report.evaluations - this.evaluations);
    this.evaluations = report.evaluations;
    this.duplicates = report.duplicates;
    this.restarts = report.restarts;
    for (const improvement of report.improvements)
      this.note(improvement, { evaluation: improvement.evaluation, seconds });
  }

  /** After a restart an island finds again what it had: only what is better than all before counts. */
  note({ ops, cost, error }: Find, at: NonNullable<IslandProgress['improved']>): void {
    if (!(error < (this.errors.get(cost) ?? Infinity))) return;
    this.errors.set(cost, error);
    if (this.best === null || error < this.best.error) this.best = { ops, cost, error };
    if (this.improved === null || at.evaluation >= this.improved.evaluation) this.improved = at;
  }

  progress(island: number): IslandProgress {
    const { evaluations, duplicates, restarts, best, improved } = this;
    const evaluationsPerSecond = this.rate.perSecond();
    return { island, evaluations, evaluationsPerSecond, duplicates, restarts, best, improved };
  }
}
