/** The state of a run as page and command line see it. Types only. */

import type { FrontRow } from '../search/front';
import type { EngineReport } from './island-host';

export type RunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing'; readonly step: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'pausing' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished'; readonly reason: 'budget' | 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

/** Immutable; published at 10 Hz at most. */
export interface RunSnapshot {
  readonly state: RunState;
  readonly front: readonly FrontRow[];
  readonly evaluations: number;
  readonly evaluationsPerSecond: number;
  readonly duplicates: number;
  /** Seconds spent running, pauses excluded. */
  readonly seconds: number;
  readonly workers: number;
  readonly engine: EngineReport | null;
  /** Whether the run rests on what its user gave it, seed programs or a stored run, and not on target and settings alone. */
  readonly seeded: boolean;
}
