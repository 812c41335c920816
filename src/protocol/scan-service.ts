/** Messages between who has a program checked exhaustively and the workers that share the numbers. Types only. */

import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import type { BinadeScan } from '../verification/binades';
import type { ExhaustiveError } from '../verification/exhaustive-plan';

export type { BinadeScan, ExhaustiveError };

export interface ScanService {
  /** Prepares a program for scans of ranges of the target's numbers; replaces what was prepared before. */
  prepare(target: Target, program: Program): Promise<void>;
  /** Compares at all numbers whose ordinals lie from `first` to `last`. */
  scan(first: number, last: number): Promise<BinadeScan>;
}

export type ExhaustiveState =
  | { readonly kind: 'running' }
  | { readonly kind: 'pausing' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished'; readonly error: ExhaustiveError }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** Immutable; published at 10 Hz at most. */
export interface ExhaustiveSnapshot {
  readonly state: ExhaustiveState;
  /** Numbers compared, of so many in all. */
  readonly done: number;
  readonly total: number;
  /** Seconds of work so far, pauses apart. */
  readonly seconds: number;
  /** What is left at the pace so far; null before it is known. */
  readonly secondsLeft: number | null;
  /** The largest error met so far, in the unit of the norm: a lower bound until the check is finished. */
  readonly maxError: number | null;
  readonly misrounded: number;
  readonly workers: number;
}
