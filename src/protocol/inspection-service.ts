/** Messages between page and the worker that looks into single programs. Types only. */

import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import type { LineError, LineErrors } from '../verification/line-errors';
import type { StepLine, StepThrough } from '../verification/step-through';

export type { LineError, LineErrors, StepLine, StepThrough };

export interface InspectionService {
  /** What each line contributes to the error, over sample points. */
  lineErrors(target: Target, program: Program): Promise<LineErrors>;
  /** Every line at x, rounded to the format. Rejects with a RangeError for an x outside the interval. */
  stepThrough(target: Target, program: Program, x: number): Promise<StepThrough>;
}
