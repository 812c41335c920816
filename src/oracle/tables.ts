/** The label tables of a search: which points are taken, and the oracle's values there. */

import { isFiniteFormat } from '../numerics/format';
import { printInterval } from '../targets/interval';
import type { Target } from '../targets/target';
import { completed, labelSteps, type Steps } from './label-table';
import type { LabelTable, SearchTables } from './labels';
import { OracleError } from './oracle-error';
import {
  binadeEdges,
  chebyshevPoints,
  gradedPoints,
  isInside,
  mergePoints,
  ordinalPoints,
  pointsAroundZero,
  roundedPoints,
} from './sampling';

export { type Label, labelAt, labelTable, scaleOf } from './label-table';
export { chebyshevPoints, ordinalPoints } from './sampling';

/** Raised whenever other points are chosen for a target: tables that were kept are then no longer those of today. */
export const POINT_SCHEME = 3;

/** Training points reach at least so many binades down towards an inner zero, in finite formats. */
const NEAREST_ZERO = 20;

export interface TableSizes {
  /** Chebyshev points for fitting. */
  readonly training: number;
  /** About so many points for judging. */
  readonly validation: number;
}

export const DEFAULT_TABLE_SIZES: TableSizes = { training: 64, validation: 1024 };

/**
 * The tables of a search. Training: Chebyshev points of the open interval, in finite formats with some around an inner
 * zero. Validation, for `real`: a denser set of
 * them, points near to both ends (2^-22 to 2^-60 of the width) and around an inner zero, and closed ends; for finite
 * formats numbers of the format spread by value and by ordinal, binade edges, zero, the first and the last number of
 * the interval.
 *
 * OracleError when no usable point is left.
 */
export function searchTables(target: Target, sizes: TableSizes = DEFAULT_TABLE_SIZES): SearchTables {
  return completed(planTables(target, sizes).steps());
}

/** Tables to be computed. */
export interface TablePlan {
  /** How many labels there are to compute; each is one step. */
  readonly labels: number;
  steps(): Steps<SearchTables>;
}

/** searchTables in steps of one label. */
export function planTables(target: Target, sizes: TableSizes = DEFAULT_TABLE_SIZES): TablePlan {
  const training = trainingPoints(target, sizes.training);
  const validation = validationPoints(target, sizes.validation);
  return {
    labels: training.length + validation.length,
    *steps() {
      const fitted = yield* labelSteps(target, training);
      const judged = yield* labelSteps(target, validation);
      if (judged.x.length === 0) {
        throw new OracleError(
          `on ${printInterval(target.interval)} the function has no value that the format and the norm can hold`,
        );
      }
      // An interval may hold few numbers of the format, or the function leave the format in most of it.
      const few = fitted.x.length < sizes.training / 2;
      return { training: few ? thinned(judged, sizes.training) : fitted, validation: judged };
    },
  };
}

function trainingPoints({ interval, format }: Target, n: number): Float64Array {
  if (!isFiniteFormat(format)) return chebyshevPoints(interval, n);
  // Next to an inner zero, where ulps are small, Chebyshev points see nothing.
  const around = pointsAroundZero(interval, NEAREST_ZERO, 3);
  const points = mergePoints(around, chebyshevPoints(interval, n - around.length));
  return roundedPoints(points, interval, format);
}

/** At most n rows of the table, evenly. */
function thinned(table: LabelTable, n: number): LabelTable {
  const step = Math.max(1, table.x.length / n);
  const rows = Array.from({ length: Math.min(n, table.x.length) }, (_, i) => Math.floor((i + 0.5) * step));
  const [x, hi, lo, scale] = [table.x, table.hi, table.lo, table.scale].map((column) =>
    Float64Array.from(rows, (row) => column[row]!),
  );
  return { x: x!, hi: hi!, lo: lo!, scale: scale! };
}

/** The points on which programs are judged. */
export function validationPoints({ interval, format }: Target, n: number): Float64Array {
  const special = [interval.lower, 0, interval.upper].filter((x) => isInside(x, interval));
  if (!isFiniteFormat(format)) {
    const graded = mergePoints(gradedPoints(interval, 22, 60, 2), pointsAroundZero(interval, 60, 4), special);
    const spread = chebyshevPoints(interval, Math.max(n - graded.length, 2));
    // Where that are few, the interval holds few numbers.
    return mergePoints(graded, spread, spread.length < 64 ? ordinalPoints(interval, 'f64', 64) : []);
  }
  const edges = mergePoints(
    binadeEdges(interval, format, Math.floor(n / 4)),
    roundedPoints(Float64Array.from(special), interval, format),
  );
  const byValue = roundedPoints(chebyshevPoints(interval, Math.floor((3 * n) / 8)), interval, format);
  return mergePoints(edges, byValue, ordinalPoints(interval, format, n - edges.length - byValue.length));
}
