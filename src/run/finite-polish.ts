/** What the constants of a front's row are given at the end of a run in a finite format: refining at length. */

import { FastLabels } from '../fitting/rounding/fast-labels';
import { ConstantRefiner } from '../fitting/rounding/refine-constants';
import { programWith } from '../fitting/rounding/constant-scorer';
import { wideTable } from '../fitting/rounding/wide-table';
import type { FiniteFormat } from '../numerics/format';
import { RandomStream } from '../numerics/random';
import type { SearchTables } from '../oracle/labels';
import { constantToNumber } from '../program/constant';
import type { Program } from '../program/program';
import type { Target } from '../targets/target';

/** Some seconds of work in binary32. */
const VECTORS = 50_000;
const SCAN = 1 << 23;

/**
 * The program with constants refined from where they are; undefined where there are none to refine. It depends on target
 * and program alone.
 */
export type FinitePolish = (program: Program) => Program | undefined;

/** Holds tables for one target. */
export function createFinitePolish(
  target: Target & { readonly format: FiniteFormat },
  tables: SearchTables,
): FinitePolish {
  const labels = FastLabels.of(target);
  const wide = labels === undefined ? { table: tables.validation, complete: false } : wideTable(labels);
  const refiner = new ConstantRefiner(target.format, tables.training, wide.table, labels);
  return (program) => {
    const constants = Float64Array.from(program.constants, constantToNumber);
    if (constants.length === 0 || !constants.every(Number.isFinite)) return undefined;
    const budget = { vectors: VECTORS, scan: wide.complete ? 0 : SCAN };
    const refined = refiner.refine(program, constants, new RandomStream(1), budget, [constants]);
    return programWith(program, refined.constants);
  };
}
