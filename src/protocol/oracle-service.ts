/**
 * Messages between page or command line and the worker that owns the high-precision oracle: labels, refined
 * errors, polished constants, error curves and the checking of claims. Types only.
 */

import type { SearchTables } from '../oracle/labels';
import type { Program } from '../program/program';
import type { MeasuredError, Target } from '../targets/target';

export interface Measured {
  readonly program: Program;
  readonly error: MeasuredError;
}

/**
 * The error over the interval in columns of equal width: the extreme values of each column, never a mean.
 * x[i] is the place of the larger |error| in column i; low[i] <= high[i] are signed errors in the norm's unit.
 */
export interface ErrorCurve {
  readonly x: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly argmax: number;
  readonly maximum: number;
}

/**
 * Told every few hundredths of a second how many of the labels are there; its answer says whether to go on. Work that
 * nobody wants any more is given up within about 0.1 s, and the call for it rejects with an error named CancelledError.
 */
export type Watch = (done: number, total: number) => boolean | Promise<boolean>;

export interface OracleService {
  tables(target: Target, watch?: Watch): Promise<SearchTables>;
  /** The maximum error refined around every extremum; the program's constants stay as they are. */
  measure(target: Target, program: Program): Promise<MeasuredError>;
  /**
   * `real`: constants moved to the minimax optimum of the structure by an exchange, then measured. Finite
   * formats: constants rounded to the format and measured. Returns the better of given and polished.
   */
  polish(target: Target, program: Program): Promise<Measured>;
  errorCurve(target: Target, program: Program, columns: number): Promise<ErrorCurve>;
}
