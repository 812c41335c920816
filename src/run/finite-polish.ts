/** What the constants of a front's row are given at the end of a run in a finite format: refining at length. */

import { FastLabels } from '../fitting/rounding/fast-labels';
import { ConstantRefiner } from '../fitting/rounding/refine-constants';
import { programWith } from '../fitting/rounding/constant-scorer';
import { wideTable } from '../fitting/rounding/wide-table';
import { RandomStream } from '../numerics/random';
import type { LabelTable, SearchTables } from '../oracle/labels';
import { constantToNumber } from '../program/constant';
import { compileLaw } from '../program/interpret';
import type { Program } from '../program/program';
import type { FiniteTarget } from '../targets/target';

/** About a second of work in binary32. */
const VECTORS = 20_000;
const SCAN = 1 << 23;
/** Share of its error beyond which it is the approximation's, and no rounding of constants helps. */
const REAL_SHARE = 0.9;

/**
 * The program with constants refined from where they are; undefined where there are none to refine, or where refining
 * promises nothing. It depends on target, program and its error alone.
 */
export type FinitePolish = (program: Program, error: number) => Program | undefined;

/** Holds tables for one target. */
export function createFinitePolish(target: FiniteTarget, tables: SearchTables): FinitePolish {
  const labels = FastLabels.of(target);
  const wide = labels === undefined ? { table: tables.validation, complete: false } : wideTable(labels);
  const refiner = new ConstantRefiner(target, tables.training, wide.table, labels);
  return (program, error) => {
    const constants = Float64Array.from(program.constants, constantToNumber);
    if (constants.length === 0 || !constants.every(Number.isFinite)) return undefined;
    if (unroundedError(program, tables.validation) > REAL_SHARE * error) return undefined;
    const budget = { vectors: VECTORS, scan: wide.complete ? 0 : SCAN };
    const refined = refiner.refine(program, constants, new RandomStream(1), budget, [constants]);
    return programWith(program, refined.constants);
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
