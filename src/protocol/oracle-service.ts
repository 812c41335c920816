/**
 * Messages between page or command line and the worker that owns the high-precision oracle: labels, refined
 * errors, polished constants, error curves and the checking of claims. Types only.
 */

import type { SearchTables } from '../oracle/labels';
import type { Program } from '../program/program';
import type { SearchConstraints } from '../search/constraints';
import type { MeasuredError, Target } from '../targets/target';
import type { ConstraintReport } from '../verification/constraints/constraint-checks';
import type { CurveAxis, CurveWindow } from '../verification/curve-window';
import type { ErrorCurve } from '../verification/error-curve';
import type { ErrorHistogram } from '../verification/error-histogram';

export type { ConstraintReport, CurveAxis, CurveWindow, ErrorCurve, ErrorHistogram };

export interface Measured {
  readonly program: Program;
  readonly error: MeasuredError;
}

/**
 * Told every few hundredths of a second how many of the labels are there; its answer says whether to go on. Work that
 * nobody wants any more is given up within about 0.1 s, and the call for it rejects with an error named CancelledError.
 */
export type Watch = (done: number, total: number) => boolean | Promise<boolean>;

/**
 * In finite formats. measured: constants stay. fitted: those of the real fit may take their place; so it is unless told.
 * refined: they are refined for seconds with all roundings, which depends on target and program alone.
 */
export type PolishEffort = 'measured' | 'fitted' | 'refined';

export interface OracleService {
  tables(target: Target, watch?: Watch): Promise<SearchTables>;
  /** The maximum error refined around every extremum; the program's constants stay as they are. */
  measure(target: Target, program: Program): Promise<MeasuredError>;
  /**
   * `real`: constants moved to the minimax optimum of the structure by an exchange, then measured. Finite
   * formats: constants treated as `effort` tells, rounded to the format and measured. Returns the better of given and
   * polished. Under constraints the better of those that fulfil them; where neither does, the error is infinite.
   */
  polish(
    target: Target,
    program: Program,
    effort?: PolishEffort,
    constraints?: SearchConstraints,
  ): Promise<Measured>;
  /** How each of the constraints is known to hold of a program, or not to. */
  constraints(
    target: Target,
    program: Program,
    constraints: SearchConstraints,
    error?: MeasuredError,
  ): Promise<ConstraintReport>;
  /** The error in columns over the window: the whole interval by value unless told. */
  errorCurve(target: Target, program: Program, columns: number, window?: CurveWindow): Promise<ErrorCurve>;
}
