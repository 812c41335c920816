/** The front of measured time against error: what a search selected by a table, set against what a clock says. */

import type { Timing } from '../evaluation/webgpu/timing';
import type { FrontRow } from '../search/front';

/** A row with its time; `timing` is of the quantity that the front is set against. */
export interface TimedRow {
  readonly row: FrontRow;
  readonly timing: Timing;
}

export interface MeasuredFront {
  /** In ascending order of their times, of strictly falling error. */
  readonly front: readonly TimedRow[];
  /** Measured, and beaten: another takes no longer and is at least as accurate. */
  readonly beaten: readonly TimedRow[];
  readonly unmeasured: readonly TimedRow[];
}

/** Rows and their times, in any order. Where two take the same time the more accurate one stands. */
export function measuredFront(timed: readonly TimedRow[]): MeasuredFront {
  const measured = timed.flatMap((one) =>
    one.timing.kind === 'measured' ? [{ one, nanoseconds: one.timing.median }] : [],
  );
  measured.sort((a, b) => a.nanoseconds - b.nanoseconds || a.one.row.error.value - b.one.row.error.value);
  const front: TimedRow[] = [];
  const beaten: TimedRow[] = [];
  let envelope = Infinity;
  for (const { one } of measured) {
    const { value } = one.row.error;
    if (value < envelope) {
      envelope = value;
      front.push(one);
    } else beaten.push(one);
  }
  return { front, beaten, unmeasured: timed.filter(({ timing }) => timing.kind !== 'measured') };
}
