/**
 * The oracle service: labels, refined errors, polished constants and error curves, composed from the layers
 * below. What the oracle worker and the command line both use.
 */

import { createFitEngine } from '../evaluation/cpu-engine';
import { fitsKernel } from '../evaluation/wasm/program-code';
import { createWideFitEngine, hasWideFitEngine } from '../evaluation/wide-fit-engine';
import { exchange, type ExchangeResult } from '../fitting/exchange';
import { fitProgram, type FitEngines } from '../fitting/fit-program';
import { pinValue } from '../fitting/pin-value';
import { exponentOf } from '../numerics/bits';
import { isFiniteFormat } from '../numerics/format';
import { exactFromNumber } from '../numerics/number-text';
import { RATIONAL_ZERO, rationalOf } from '../numerics/rational';
import type { LabelTable, SearchTables } from '../oracle/labels';
import { mergePoints } from '../oracle/sampling';
import { targetKey } from '../targets/target-key';
import { labelTable } from '../oracle/tables';
import type { LabelCache } from '../persistence/label-cache';
import type { Program } from '../program/program';
import type { Measured, OracleService, PolishEffort } from '../protocol/oracle-service';
import { hasConstraints } from '../search/constraints';
import { inArithmeticOf, type Target } from '../targets/target';
import { integerZeros } from '../targets/zeros';
import { createErrorCurve, type CurveOf } from '../verification/error-curve';
import { createMeasure, type Measure, type Refined } from '../verification/measure';
import { BoundedMap } from './bounded-map';
import { createConstrainedPolish } from './constrained-polish';
import { courteousEngine } from './courteous-engine';
import { createFinitePolish, type FinitePolish } from './finite-polish';
import { LabelSource } from './label-source';

/** Decimal digits to which constants are rounded for exact zeros: at least, and beyond those of the error. */
const LEAST_DIGITS = 16;
const SPARE_DIGITS = 9;
const DIGITS_PER_BIT = 0.30103;
/** Targets whose references are kept: a page works on one or two at a time. */
const KEPT_TARGETS = 4;
/** Sizes of the plot whose labels are kept. */
const KEPT_CURVES = 4;

type Fit = Pick<ExchangeResult, 'program' | 'error'>;

export interface OracleServiceOptions {
  /** Where tables are kept beyond the life of the service. */
  readonly cache?: LabelCache;
  /** Called between the steps of long work: see right-of-way.ts. */
  readonly giveWay?: () => void;
}

const NOBODY_WAITS = (): void => undefined;

export function createOracleService({
  cache,
  giveWay = NOBODY_WAITS,
}: OracleServiceOptions = {}): OracleService {
  const labels = new LabelSource(cache);
  const measures = new BoundedMap<Measure>(KEPT_TARGETS);
  const polishes = new BoundedMap<FinitePolish>(KEPT_TARGETS);
  const curves = new BoundedMap<CurveOf>(KEPT_CURVES);
  let engines: FitEngines | undefined;

  const refine = (target: Target, program: Program): Refined => {
    giveWay();
    return measures.getOrMake(targetKey(target), () => createMeasure(target))(program);
  };

  /** Constants at the optimum of the structure: fitted on the tables, then levelled at the true extrema. */
  const fitted = (
    target: Target,
    program: Program,
    tables: SearchTables,
    anchor = (table: LabelTable): LabelTable => table,
  ): Fit => {
    const fit =
      fitsKernel(program) && hasWideFitEngine()
        ? fitProgram(
            (engines ??= {
              binary64: courteousEngine(createFitEngine(), giveWay),
              wide: createWideFitEngine(),
            }),
            program,
            tables,
          )
        : exchange(program, tables.validation);
    if (isFiniteFormat(target.format) || !Number.isFinite(fit.error)) return fit;
    const { extrema } = refine(target, fit.program);
    const places = mergePoints(tables.validation.x, extrema);
    const levelled = exchange(fit.program, anchor(labelTable(target, places)));
    return Number.isFinite(levelled.error) ? levelled : fit;
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
      const tables = await labels.tables(target);
      const fit = fitted(target, program, tables);
      const best = better(given, measured(fit.program));
      if (best.error.value < Infinity || !Number.isFinite(fit.error)) return best;
      const vanishing = withZerosOf(target, fit);
      if (vanishing === undefined) return best;
      // The fit did not know of the zero; from a program that has it, it finds a better one.
      const again = withZerosOf(target, fitted(target, vanishing, tables));
      return [vanishing, again ?? vanishing].map(measured).reduce(better, best);
    }
    if (effort === 'measured' || !Number.isFinite(given.error.value)) return given;
    const tables = await labels.tables(target);
    const refined = polishes.getOrMake(targetKey(target), () =>
      createFinitePolish({ ...target, format }, tables),
    )(given.program, given.error.value);
    return refined === undefined ? given : better(given, measured(refined));
  };

  const constrained = createConstrainedPolish({
    tables: (target) => labels.tables(target),
    measured: (target, program) => {
      const rounded = inArithmeticOf(target, program);
      return { program: rounded, error: refine(target, rounded).error };
    },
    fitted: (target, program, tables, anchor) => fitted(target, program, tables, anchor).program,
    polish,
  });

  return {
    tables: (target, watch) => labels.tables(target, watch),
    measure: (target, program) => attempt(() => refine(target, program).error),
    polish: (target, program, effort, constraints) =>
      hasConstraints(constraints)
        ? constrained.polish(target, program, effort ?? 'fitted', constraints)
        : polish(target, program, effort),
    constraints: (target, program, constraints, error) =>
      attempt(() => constrained.checks(target, constraints).report(program, error)),
    errorCurve: (target, program, columns, window) =>
      attempt(() => {
        giveWay();
        const key = JSON.stringify([columns, window ?? null, targetKey(target)]);
        return curves.getOrMake(key, () => createErrorCurve(target, columns, window))(program);
      }),
  };
}

/** The fitted program with constants that make it vanish where the target does; undefined where that cannot be had. */
function withZerosOf(target: Target, { program, error }: Fit): Program | undefined {
  if (target.norm !== 'relative' || target.format !== 'real') return undefined;
  const digits = Math.max(LEAST_DIGITS, SPARE_DIGITS - Math.floor(DIGITS_PER_BIT * exponentOf(error)));
  let vanishing: Program | undefined = program;
  for (const zero of integerZeros(target)) {
    const point = rationalOf(exactFromNumber(zero));
    vanishing = vanishing && pinValue(vanishing, point, RATIONAL_ZERO, digits);
  }
  return vanishing === program ? undefined : vanishing;
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
