/** What the constants of a front's row are given at the end of a run in a finite format: refining at length. */

import { anchoredToRounded } from '../fitting/anchors';
import { ConstantRace, type RaceBudget } from '../fitting/rounding/constant-race';
import { FastLabels } from '../fitting/rounding/fast-labels';
import { ConstantRefiner, type RefinedConstants } from '../fitting/rounding/refine-constants';
import { programWith } from '../fitting/rounding/constant-scorer';
import { wideTable } from '../fitting/rounding/wide-table';
import { fitsKernel } from '../evaluation/wasm/program-code';
import { RandomStream } from '../numerics/random';
import type { LabelTable, SearchTables } from '../oracle/labels';
import { constantToNumber } from '../program/constant';
import { compileLaw } from '../program/interpret';
import type { Program } from '../program/program';
import type { FiniteTarget } from '../targets/target';

/**
 * Some seconds. Walks end in different places, whose errors differ by per cents: many short ones find more than a few long
 * ones. The race from the best of them finds the most.
 */
const THOROUGH: PolishBudget = {
  walks: 6,
  vectors: 3000,
  scan: 1 << 20,
  lastScan: 1 << 24,
  race: { vectors: 3072, scan: 3 << 24, lastScan: 1 << 24 },
};
/** A second or two. */
export const MODERATE: PolishBudget = {
  walks: 3,
  vectors: 4000,
  scan: 1 << 21,
  lastScan: 1 << 22,
  race: { vectors: 512, scan: 1 << 24, lastScan: 1 << 22 },
};
/** For many programs in a row: a fifth of a second each. */
export const BRIEF: PolishBudget = { walks: 1, vectors: 4000, scan: 1 << 21, lastScan: 1 << 20 };
/** How much work a polish is. */
export interface PolishBudget {
  readonly walks: number;
  /** Of each walk. */
  readonly vectors: number;
  /** Numbers tried by each walk, where the format has too many to try all. */
  readonly scan: number;
  /** Numbers tried with the best of them, which the walks' own scans flatter. */
  readonly lastScan: number;
  /** Of what follows the walks; absent where nothing does. */
  readonly race?: RaceBudget;
}

/** Share of its error beyond which it is the approximation's, and no rounding of constants helps. */
const REAL_SHARE = 0.9;

/**
 * The program with constants refined from where they are; undefined where there are none to refine, or where refining
 * promises nothing. It depends on target, program and its error alone.
 */
export type FinitePolish = (program: Program, error: number) => Program | undefined;

/**
 * Holds tables for one target.
 * @param tables of a search
 * @param exactAt numbers at which the rounded value itself is wanted; the tables must be anchored there as well
 */
export function createFinitePolish(
  target: FiniteTarget,
  tables: SearchTables,
  exactAt?: readonly number[],
  { walks, vectors, scan, lastScan, race } = THOROUGH,
): FinitePolish {
  const labels = FastLabels.of(target);
  const wide = labels === undefined ? { table: tables.validation, complete: false } : wideTable(labels);
  const judged = anchoredToRounded(wide.table, target, exactAt);
  // The values at certain numbers have other scales than errors elsewhere: no room can be told from them.
  const racing =
    race === undefined || labels === undefined || (exactAt !== undefined && exactAt.length > 0)
      ? undefined
      : new ConstantRace(target, tables.training, wide.table, wide.complete, labels);
  const refiner = new ConstantRefiner(target, tables.training, judged, labels);
  return (program, error) => {
    const constants = Float64Array.from(program.constants, constantToNumber);
    if (constants.length === 0 || !constants.every(Number.isFinite)) return undefined;
    if (unroundedError(program, tables.validation) > REAL_SHARE * error) return undefined;
    const budget = { vectors, scan: wide.complete ? 0 : scan };
    const met = new Set<number>();
    const measured = (found: Float64Array, enough: number): RefinedConstants =>
      refiner.measure(program, found, new RandomStream(0), wide.complete ? 0 : lastScan, enough);
    const given = measured(constants, Infinity);
    let best = given.error < Infinity ? given : undefined;
    const found = Array.from({ length: walks }, (_, walk) =>
      refiner.refine(program, constants, new RandomStream(1 + walk), budget, [constants], met),
    );
    for (const walk of found.sort((a, b) => a.error - b.error)) {
      if (best !== undefined && best.error <= walk.error) break;
      const error = Math.max(walk.error, measured(walk.constants, best?.error ?? Infinity).error);
      if (best === undefined || error < best.error) best = { ...walk, error };
    }
    if (best !== undefined && race !== undefined && racing !== undefined && fitsKernel(program))
      best = racing.run(program, best, new RandomStream(0, 1), race);
    return best && programWith(program, best.constants);
  };
}

/** The largest error over the table when operations are as good as exact. */
function unroundedError(program: Program, { x, hi, lo, scale }: LabelTable): number {
  const law = compileLaw(program, 'f64');
  return x.reduce((largest, point, i) => {
    const error = Math.abs((law(point) - hi[i]! - lo[i]!) * scale[i]!);
    return error > largest ? error : largest;
  }, 0);
}
