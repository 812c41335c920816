/** Messages between page and the worker that measures full-range functions. Types only. */

import type { FullRangeChoice } from '../codegen/full-range/full-range';
import type { MeasuredError } from '../targets/target';

/** Of a whole function: in ulp, and for f64 relatively too, since short kernels are far from its ulp. */
export interface WholeErrors {
  readonly error: MeasuredError;
  readonly relativeError?: MeasuredError;
}

/**
 * Told every few hundredths of a second how many of the numbers have been compared, and the largest error met. Its answer
 * says whether to go on; if not, the call rejects with an error named CancelledError.
 */
export type WholeWatch = (done: number, total: number, maxError: number) => boolean | Promise<boolean>;

export interface FullRangeService {
  /** The errors over a stratified sample of the format. Rejects with an ExportError where the choice makes no function. */
  sampleWhole(choice: FullRangeChoice): Promise<WholeErrors>;
  /** The errors over every number of f32; some minutes. RangeError for functions of f64. */
  checkWhole(choice: FullRangeChoice, watch?: WholeWatch): Promise<WholeErrors>;
}
