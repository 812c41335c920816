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

/** The best program of one cost; rows of a front improve strictly with the cost. */
export interface FrontRow {
  readonly ops: number;
  /** In the units of the search's cost model; the operation count unless another was chosen. */
  readonly cost: number;
  readonly program: Program;
  readonly error: MeasuredError;
  readonly foundAt: Discovery;
}
