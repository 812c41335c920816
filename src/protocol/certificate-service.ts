/** Messages between page or command line and the worker that makes certificates. Types only. */

import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import type { Certificate } from '../verification/certificate/certificate';

/**
 * Told every few hundredths of a second how many pieces have been looked at, and the bound so far: Infinity while some
 * piece has none. Its answer says whether to go on; if not, the call rejects with an error named CancelledError.
 */
export type CertificateWatch = (pieces: number, upper: number) => boolean | Promise<boolean>;

export interface CertificateOptions {
  /** Pieces after which the work ends with the bound it has; some thousands unless told. */
  readonly maxPieces?: number;
  /** A bound to be confirmed: the work ends as soon as it is. */
  readonly goal?: number;
}

export interface CertificateService {
  /**
   * A rigorous upper bound of the program's error over the whole interval, and the refined maximum as lower bound. Rejects
   * with an error named CertificateError where the error has no bound or none is found; its message says why,
   * and its fields `from` and `to`, where it has them, between which numbers.
   */
  certify(
    target: Target,
    program: Program,
    options?: CertificateOptions,
    watch?: CertificateWatch,
  ): Promise<Certificate>;
}
