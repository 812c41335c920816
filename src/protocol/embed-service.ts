/** Messages between the embedded view and its worker, which reads the link and recomputes what it claims. Types only. */

import type { ErrorKind, ErrorNorm, Interval } from '../targets/target';
import type { ClaimVerdict } from './claim-verdict';
import type { ErrorCurve } from './oracle-service';

/** A program and what is claimed of it, as it is shown. */
export interface EmbeddedRow {
  readonly ops: number;
  readonly listing: string;
  readonly errorText: string;
  readonly errorKind: ErrorKind;
}

export interface EmbeddedFront {
  /** The target in words. */
  readonly target: string;
  readonly norm: ErrorNorm;
  readonly interval: Interval;
  /** By ascending cost. */
  readonly rows: readonly EmbeddedRow[];
  readonly selected: number;
}

/** The calls after `open` are about the link that was opened last; `row` is an index into its rows. */
export interface EmbedService {
  /** Rejects with PermalinkError. */
  open(link: string): Promise<EmbeddedFront>;
  verify(row: number): Promise<ClaimVerdict>;
  errorCurve(row: number, columns: number): Promise<ErrorCurve>;
}
