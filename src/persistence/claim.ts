/** What a permalink carries: a program, what it is said to achieve, and how it was found. */

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
  readonly run?: { readonly config: SearchConfig; readonly budget: Budget };
}
