/** Points next to zeros of the target, told by the scale of their relative errors. */

import type { LabelTable, SearchTables } from '../oracle/labels';
import { joinTables, rowsOf } from './rounding/tables';

/** A point lies next to a zero where the scale of its errors is this many times the median. */
const STEEP = 65536;
/** Of the point that constants are fitted on: as near to the zero as leaves binary64 digits to see the error by. */
const FITTED = 2 ** 16;
/** Zeros that the fit is shown: engines take 128 points. */
const MOST_ZEROS = 16;

/**
 * Of each run of points of the table next to a zero one row.
 * @param aim that whose scale is nearest to so many times the median; Infinity for the one nearest to the zero
 */
export function nextToZeros({ scale }: LabelTable, aim: number): number[] {
  const median = scale.toSorted()[scale.length >> 1] ?? Infinity;
  const wanted = Math.min(aim * median, Number.MAX_VALUE);
  const distance = (size: number): number => Math.max(size / wanted, wanted / size);
  const found: number[] = [];
  let isInside = false;
  scale.forEach((size, i) => {
    const isSteep = size > STEEP * median && size < Infinity;
    if (isSteep && !isInside) found.push(i);
    else if (isSteep && distance(size) < distance(scale[found.at(-1)!]!)) found[found.length - 1] = i;
    isInside = isSteep;
  });
  return found;
}

/**
 * The tables with a point next to each zero among those that constants are fitted on: what does not vanish with the
 * target then shows in the fit.
 */
export function trainedNextToZeros(tables: SearchTables): SearchTables {
  const { training, validation } = tables;
  const rows = nextToZeros(validation, FITTED).slice(0, MOST_ZEROS);
  return rows.length === 0 ? tables : { ...tables, training: joinTables(training, rowsOf(validation, rows)) };
}
