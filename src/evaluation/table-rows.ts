/** How the fit engines hold label tables and the columns of a fit. */

import type { LabelTable } from '../oracle/labels';

/** Training points: at most one block. */
export const MAX_TRAINING_POINTS = 128;
export const MAX_VALIDATION_POINTS = 8192;
/** Points of one pass over a program. */
export const BLOCK_POINTS = 128;
/** The points of a pass are a multiple of this. */
const GRANULE = 8;

/** Fewest points, whole granules, that hold `points`. */
export function paddedLength(points: number): number {
  return Math.ceil(points / GRANULE) * GRANULE;
}

/**
 * Copies x, hi, lo and scale to rows of `capacity` numbers each, padded to whole granules by repeating the last point.
 * @returns the padded length
 * @throws RangeError for an empty table or one beyond the capacity
 */
export function storeTable(rows: Float64Array, capacity: number, table: LabelTable, name: string): number {
  const points = table.x.length;
  if (points < 1 || points > capacity)
    throw new RangeError(`the ${name} table has ${points} points; 1 to ${capacity} are possible`);
  const padded = paddedLength(points);
  [table.x, table.hi, table.lo, table.scale].forEach((column, row) => {
    const start = row * capacity;
    rows.set(column, start);
    rows.fill(column[points - 1]!, start + points, start + padded);
  });
  return padded;
}

/** Which constant stands in which column of the Jacobian: the affine ones first, the others in order. */
export function storeColumnOrder(order: Int32Array, affine: readonly number[], constantCount: number): void {
  let columns = 0;
  for (const k of affine) order[columns++] = k;
  for (let k = 0; k < constantCount; k++) if (!affine.includes(k)) order[columns++] = k;
}
