/** What a certificate states. */

import type { Program } from '../../program/program';
import type { MeasuredError, Target } from '../../targets/target';

/** Raised whenever bounds may come out otherwise. */
export const CERTIFICATE_METHOD_VERSION = 1;
/** Raised whenever exhaustive checks may count otherwise. */
export const EXHAUSTIVE_METHOD_VERSION = 1;

/** A bound in the norm's unit; text: decimal digits rounded away from the error, so that it stays a bound. */
export interface Bound {
  readonly value: number;
  readonly text: string;
}

/** A rigorous enclosure of the maximum error of a program over the whole interval. */
export interface Certificate {
  readonly target: Target;
  readonly program: Program;
  /** The largest error that was met, at a point: no bound below it would hold. */
  readonly lower: MeasuredError;
  /** No point of the interval has a larger error. */
  readonly upper: Bound;
  /** upper / lower <= 1 + TIGHT. */
  readonly isTight: boolean;
  /** Why it is not tight. */
  readonly reason?: string;
  readonly pieces: number;
  /** Coefficients of each Taylor model. */
  readonly order: number;
  /** Working precision at which the pieces were started. */
  readonly bits: number;
  /** The part of the upper bound that stands for roundings, in the norm's unit; 0 for `real`. */
  readonly rounding: number;
}

/** Upper and lower bound are to be this close, relatively. */
export const TIGHT = 0.01;

/** A closed interval of binary64 numbers. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** There is no certificate: the program or the error has no bound, or none was found. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
  /** Where; absent for what holds everywhere. */
  readonly from?: number;
  readonly to?: number;

  constructor(message: string, place?: Place) {
    super(message);
    if (place !== undefined) {
      this.from = place.from;
      this.to = place.to;
    }
  }
}
