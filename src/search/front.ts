/** The front of cost against error, as shown, stored and printed. */

import type { Program } from '../program/program';
import type { MeasuredError } from '../targets/target';

export interface Discovery {
  /** Evaluations its island had done when the program was found. */
  readonly evaluation: number;
  /** Wall-clock seconds into the run; informative only. */
  readonly seconds: number;
  readonly island: number;
}

/**
 * The best of its kind: all structures of as many operations, over the opcodes of the search, were fitted, and none was
 * found better. Exhaustive in structures; that each fit found the best constants is likely, not proved.
 */
export interface Enumerated {
  /** How many structures there are of exactly that many operations. */
  readonly structures: number;
  /** From how many starts each was fitted. */
  readonly starts: number;
}

/** The best program of one cost; rows of a front improve strictly with the cost. */
export interface FrontRow {
  readonly ops: number;
  /** In the units of the search's cost model; the operation count unless another was chosen. */
  readonly cost: number;
  readonly program: Program;
  readonly error: MeasuredError;
  readonly foundAt: Discovery;
  /** Present where an enumeration of all structures confirms the row. */
  readonly enumerated?: Enumerated;
}
