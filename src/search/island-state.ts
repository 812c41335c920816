/**
 * An island between two evaluations as data that can be sent, stored and read again: with configuration, tables and
 * number all that decides how it goes on, to the last bit. Types only.
 */

import type { FitCountsState } from './fit-counts';
import type { SelectionState } from './nondominated';
import type { PackedMembers } from './packed-members';

export interface IslandState {
  readonly evaluations: number;
  readonly duplicates: number;
  readonly restarts: number;
  /** Evaluation of the last improvement. */
  readonly lastImprovement: number;
  /** Words drawn from the random stream since the last restart. */
  readonly drawn: number;
  /** How many of the seed programs' entries are still to come. */
  readonly seedsLeft: number;
  readonly population: PackedMembers;
  readonly selection: SelectionState | null;
  /** Best of each cost since the last restart. */
  readonly best: PackedMembers;
  readonly counts: FitCountsState;
  /** The programs whose neighbourhoods are gone through, one of each cost at most, and how far. */
  readonly explored: PackedMembers;
  readonly neighboursTried: Int32Array;
  /** Of islands whose programs are judged with the roundings of a finite format. */
  readonly rounding?: RoundingState;
}

/** What the refinement of constants and the rewriting of programs with their roundings know. */
export interface RoundingState {
  readonly refined: FitCountsState;
  readonly rewritten: FitCountsState;
  /** Best programs that were refined at length: operation count, hash and how often. */
  readonly leaders: readonly (readonly [ops: number, hash: string, refinements: number])[];
  /** Programs that are rewritten; their scores are errors of the format's arithmetic. */
  readonly pool: PackedMembers;
  /** For each of the pool the largest error of its real fit, and where its own largest error is. */
  readonly fitErrors: Float64Array;
  readonly argmaxes: Float64Array;
  readonly steps: number;
  readonly credit: number;
  readonly paidUntil: number;
}
