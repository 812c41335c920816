/** Programs that others have published: what a source prints, not what a search found. */

import type { Format } from '../../numerics/format';
import type { ErrorNorm } from '../../targets/target';

/** What a source says of its own error. */
export interface ErrorClaim {
  readonly value: number;
  readonly norm: ErrorNorm;
  /** What it is the error of, where that is more or less than the program: `of R alone`, `with range reduction`. */
  readonly of?: string;
}

export interface PublishedProgram {
  readonly id: string;
  readonly title: string;
  /** Identifier of the catalogue's function. */
  readonly function: string;
  /** Where the source uses it, as parseInterval reads it: its reduced interval. */
  readonly interval: string;
  /** The arithmetic it is meant for. */
  readonly format: Format;
  /** In the text form of programs; the coefficients are those of the source, digit for digit. */
  readonly program: string;
  readonly source: string;
  /** Absent where the source states none. */
  readonly claim?: ErrorClaim;
}
