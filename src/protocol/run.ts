/** The state of a run as page and command line see it. Types only. */

import type { FrontRow } from '../search/front';
import type { EngineReport } from './island-host';

export type RunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing'; readonly step: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'pausing' }
  | { readonly kind: 'paused' }
  /** The budget is used up; constants of a finite format are refined at length: so many programs of those that lead now. */
  | { readonly kind: 'refining'; readonly done: number; readonly of: number }
  | { readonly kind: 'finished'; readonly reason: 'budget' | 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

/** What one island has done and found so far. */
export interface IslandProgress {
  readonly island: number;
  readonly evaluations: number;
  /** Over the last seconds. */
  readonly evaluationsPerSecond: number;
  /** Proposals that were dropped because their structure had been fitted often enough. */
  readonly duplicates: number;
  /** How often it has started anew, having stagnated. */
  readonly restarts: number;
  /** Its most accurate program, by the error over the sample points; null before the first. */
  readonly best: { readonly ops: number; readonly cost: number; readonly error: number } | null;
  /** When one of its rows last became better than ever: evaluations it had done, and seconds of running. */
  readonly improved: { readonly evaluation: number; readonly seconds: number } | null;
}

/** Immutable; published at 10 Hz at most. */
export interface RunSnapshot {
  readonly state: RunState;
  readonly front: readonly FrontRow[];
  readonly evaluations: number;
  readonly evaluationsPerSecond: number;
  readonly duplicates: number;
  /** By their number. */
  readonly islands: readonly IslandProgress[];
  /** Seconds spent running, pauses excluded. */
  readonly seconds: number;
  readonly workers: number;
  readonly engine: EngineReport | null;
  /** Whether the run rests on what its user gave it, seed programs or a stored run, and not on target and settings alone. */
  readonly seeded: boolean;
}
