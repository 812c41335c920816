/**
 * The oracle service: labels, refined errors, polished constants and error curves, composed from the layers
 * below. What the oracle worker and the command line both use.
 */

import { createFitEngine } from '../evaluation/cpu-engine';
import { fitsKernel } from '../evaluation/wasm/program-code';
import { createWideFitEngine, hasWideFitEngine } from '../evaluation/wide-fit-engine';
import { exchange } from '../fitting/exchange';
import { fitProgram, type FitEngines } from '../fitting/fit-program';
import { isFiniteFormat } from '../numerics/format';
import type { SearchTables } from '../oracle/labels';
import { mergePoints } from '../oracle/sampling';
import { targetKey } from '../oracle/table-key';
import { labelTable } from '../oracle/tables';
import type { LabelCache } from '../persistence/label-cache';
import type { Program } from '../program/program';
import type { Measured, OracleService, PolishEffort } from '../protocol/oracle-service';
import { inArithmeticOf, type Target } from '../targets/target';
import { createErrorCurve, type CurveOf } from '../verification/error-curve';
import { createMeasure, type Measure, type Refined } from '../verification/measure';
import { BoundedMap } from './bounded-map';
import { createFinitePolish, type FinitePolish } from './finite-polish';
import { LabelSource } from './label-source';

/** Targets whose references are kept: a page works on one or two at a time. */
const KEPT_TARGETS = 4;
/** Sizes of the plot whose labels are kept. */
const KEPT_CURVES = 4;

export interface OracleServiceOptions {
  /** Where tables are kept beyond the life of the service. */
  readonly cache?: LabelCache;
}

export function createOracleService({ cache }: OracleServiceOptions = {}): OracleService {
  const labels = new LabelSource(cache);
  const measures = new BoundedMap<Measure>(KEPT_TARGETS);
  const polishes = new BoundedMap<FinitePolish>(KEPT_TARGETS);
  const curves = new BoundedMap<CurveOf>(KEPT_CURVES);
  let engines: FitEngines | undefined;

  const refine = (target: Target, program: Program): Refined =>
    measures.getOrMake(targetKey(target), () => createMeasure(target))(program);

  /** Constants at the optimum of the structure: fitted on the tables, then levelled at the true extrema. */
  const fitted = (target: Target, program: Program, tables: SearchTables): Program => {
    const fit =
      fitsKernel(program) && hasWideFitEngine()
        ? fitProgram(
            (engines ??= { binary64: createFitEngine(), wide: createWideFitEngine() }),
            program,
            tables,
          )
        : exchange(program, tables.validation);
    if (isFiniteFormat(target.format) || !Number.isFinite(fit.error)) return fit.program;
    const { extrema } = refine(target, fit.program);
    const places = mergePoints(tables.validation.x, extrema);
    const levelled = exchange(fit.program, labelTable(target, places));
    return Number.isFinite(levelled.error) ? levelled.program : fit.program;
  };

  const polish = async (
    target: Target,
    program: Program,
    effort: PolishEffort = 'fitted',
  ): Promise<Measured> => {
    const { format } = target;
    const measured = (candidate: Program): Measured => {
      const rounded = inArithmeticOf(target, candidate);
      return { program: rounded, error: refine(target, rounded).error };
    };
    const given = measured(program);
    if (!isFiniteFormat(format) || effort === 'fitted') {
      return better(given, measured(fitted(target, program, await labels.tables(target))));
    }
    if (effort === 'measured' || !Number.isFinite(given.error.value)) return given;
    const tables = await labels.tables(target);
    const refined = polishes.getOrMake(targetKey(target), () =>
      createFinitePolish({ ...target, format }, tables),
    )(given.program, given.error.value);
    return refined === undefined ? given : better(given, measured(refined));
  };

  return {
    tables: (target, watch) => labels.tables(target, watch),
    measure: (target, program) => attempt(() => refine(target, program).error),
    polish,
    errorCurve: (target, program, columns, window) =>
      attempt(() => {
        const key = JSON.stringify([columns, window ?? null, targetKey(target)]);
        return curves.getOrMake(key, () => createErrorCurve(target, columns, window))(program);
      }),
  };
}

/** Of equals the first. */
function better(a: Measured, b: Measured): Measured {
  return b.error.value < a.error.value ? b : a;
}

/** A thrown error becomes a rejection. */
function attempt<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}
