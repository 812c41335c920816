/** What a permalink carries: programs, what they are said to achieve, and how they were found. */

import type { Program } from '../program/program';
import type { Budget, SearchConfig } from '../search/config';
import type { ErrorKind, Target } from '../targets/target';

export interface Claim {
  readonly target: Target;
  readonly program: Program;
  /** As shown to whoever shared it: at least 12 significant digits, in the target's norm. */
  readonly errorText: string;
  readonly errorKind: ErrorKind;
  /** How it was found; absent for programs typed in by hand. */
  readonly run?: {
    readonly config: SearchConfig;
    readonly budget: Budget;
    /** Whether the run began with programs of its user's, or went on from a stored one. */
    readonly seeded?: boolean;
  };
}

/** One program of a front and what it is said to achieve. */
export type ClaimedRow = Pick<Claim, 'program' | 'errorText' | 'errorKind'>;

/** The claims of a whole front: programs for one target, found by one run. */
export interface FrontClaim extends Omit<Claim, keyof ClaimedRow> {
  /** From 1 to MAX_CLAIMED_ROWS, by strictly ascending cost in the run's model, operation counts without run. */
  readonly rows: readonly ClaimedRow[];
  /** Index of the row that is to be looked at first. */
  readonly selected: number;
}

/** More operation counts than any search offers. */
export const MAX_CLAIMED_ROWS = 64;

/** The claim of one row. RangeError where there is no such row. */
export function claimOfRow({ rows, selected, ...rest }: FrontClaim, index = selected): Claim {
  const row = rows[index];
  if (row === undefined) throw new RangeError(`the front has no row ${index}`);
  return { ...rest, ...row };
}

/** A front of the one program. */
export function frontOfClaim({ program, errorText, errorKind, ...rest }: Claim): FrontClaim {
  return { ...rest, rows: [{ program, errorText, errorKind }], selected: 0 };
}
