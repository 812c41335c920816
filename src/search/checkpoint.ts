/** A run between two slices of work, as data: what it takes to go on from there to the same front. Types only. */

import type { Program } from '../program/program';
import type { MeasuredError } from '../targets/target';
import type { IslandState } from './island-state';

/** A program as an island reported it, with its error over the validation points. */
export interface Sampled {
  readonly ops: number;
  /** In the units of the search's cost model. */
  readonly cost: number;
  readonly program: Program;
  readonly error: MeasuredError;
  readonly island: number;
  /** Evaluations the island had done. */
  readonly evaluation: number;
  /** Of running, since the run began. */
  readonly seconds: number;
}

/** An entry of a run's hall of fame, with its polished form where there is one. */
export interface ArchivedProgram {
  readonly sampled: Sampled;
  readonly polished: { readonly program: Program; readonly error: MeasuredError } | null;
}

export interface RunCheckpoint {
  /** Migrations so far, and one. */
  readonly epoch: number;
  /** Of running, pauses excluded. */
  readonly seconds: number;
  /** By their number. Their counts of evaluations may differ by what one has done ahead of another. */
  readonly islands: readonly IslandState[];
  /** May know of programs that islands will report again, for it is taken last. */
  readonly archive: readonly ArchivedProgram[];
}
