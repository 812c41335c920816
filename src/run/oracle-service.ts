/**
 * The oracle service: labels, refined errors, polished constants, error curves and baselines, composed from the layers
 * below. What the oracle worker and the command line both use.
 */

import { minimaxPolynomial } from '../baselines/minimax-polynomial';
import { polynomialProgram } from '../baselines/scheme';
import { FitKernel } from '../evaluation/wasm/fit-kernel';
import { fitsKernel } from '../evaluation/wasm/program-code';
import { exchange } from '../fitting/exchange';
import { fitProgram } from '../fitting/fit-program';
import { isFiniteFormat } from '../numerics/format';
import type { SearchTables } from '../oracle/labels';
import { mergePoints } from '../oracle/sampling';
import { labelTable, searchTables } from '../oracle/tables';
import { operationCount } from '../program/canonicalize';
import { roundConstants } from '../program/constant';
import type { Program } from '../program/program';
import type { Measured, OracleService } from '../protocol/oracle-service';
import type { Target } from '../targets/target';
import { createErrorCurve, type CurveOf } from '../verification/error-curve';
import { createMeasure, type Measure, type Refined } from '../verification/measure';

/** Targets whose tables are kept: a page works on one or two at a time. */
const KEPT_TARGETS = 4;
/** Sizes of the plot whose labels are kept. */
const KEPT_CURVES = 4;

/** A map of bounded size from which the value not used for longest leaves. */
class Cache<T> {
  private readonly values = new Map<string, T>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  get(key: string, make: () => T): T {
    const known = this.values.get(key);
    const value = known ?? make();
    this.values.delete(key);
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.limit && oldest !== undefined) this.values.delete(oldest);
    return value;
  }
}

function keyOf({ function: fn, interval, format, norm, ulpAt }: Target): string {
  const { lower, upper, lowerOpen, upperOpen } = interval;
  const name = fn.kind === 'catalogue' ? fn.id : fn.text;
  return JSON.stringify([fn.kind, name, lower, upper, lowerOpen, upperOpen, format, norm, ulpAt ?? null]);
}

export function createOracleService(): OracleService {
  const tables = new Cache<SearchTables>(KEPT_TARGETS);
  const measures = new Cache<Measure>(KEPT_TARGETS);
  const curves = new Cache<CurveOf>(KEPT_CURVES);
  let kernel: FitKernel | undefined;

  const tablesOf = (target: Target): SearchTables => tables.get(keyOf(target), () => searchTables(target));
  const refine = (target: Target, program: Program): Refined =>
    measures.get(keyOf(target), () => createMeasure(target))(program);

  /** Constants at the optimum of the structure: fitted on the tables, then levelled at the true extrema. */
  const fitted = (target: Target, program: Program): Program => {
    const tables = tablesOf(target);
    const fit = fitsKernel(program)
      ? fitProgram((kernel ??= new FitKernel()), program, tables)
      : exchange(program, tables.validation);
    if (isFiniteFormat(target.format) || !Number.isFinite(fit.error)) return fit.program;
    const { extrema } = refine(target, fit.program);
    const places = mergePoints(tables.validation.x, extrema);
    const levelled = exchange(fit.program, labelTable(target, places));
    return Number.isFinite(levelled.error) ? levelled.program : fit.program;
  };

  const polish = (target: Target, program: Program): Measured => {
    const { format } = target;
    const [best, other] = [program, fitted(target, program)]
      .map((candidate) => (isFiniteFormat(format) ? roundConstants(candidate, format) : candidate))
      .map((candidate) => ({ program: candidate, error: refine(target, candidate).error }));
    if (best === undefined) throw new RangeError('there is always the program as given');
    return other !== undefined && other.error.value < best.error.value ? other : best;
  };

  return {
    tables: (target) => attempt(() => tablesOf(target)),
    measure: (target, program) => attempt(() => refine(target, program).error),
    polish: (target, program) => attempt(() => polish(target, program)),
    errorCurve: (target, program, columns) =>
      attempt(() => {
        const key = `${columns} ${keyOf(target)}`;
        return curves.get(key, () => createErrorCurve(target, columns))(program);
      }),
    minimaxPolynomial: (target, degree, opcodes) =>
      attempt(() => {
        const real = polynomialProgram(minimaxPolynomial(target, degree), opcodes);
        const { format } = target;
        const program = isFiniteFormat(format) ? roundConstants(real, format) : real;
        const { error } = refine(target, program);
        return { family: 'minimax-polynomial', degree, ops: operationCount(program), error, program };
      }),
  };
}

/** A thrown error becomes a rejection. */
function attempt<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(compute());
  });
}
