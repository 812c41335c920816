/**
 * Scores of many constant vectors of one structure in the arithmetic of a finite format: in SIMD for formats of at most 24
 * bits, by the law else. Where both can, they give the same bits.
 */

import { chooseCpuEngine, type CpuEngine } from '../../evaluation/cpu-engine';
import { errorOf, prepareScoreTable, ScoreTableError, type ScoreTable } from '../../evaluation/score';
import { fitsKernel } from '../../evaluation/wasm/program-code';
import { SCORE_KERNEL_MAX_POINTS, ScoreKernel } from '../../evaluation/wasm/score-kernel';
import type { Arithmetic } from '../../numerics/arithmetic';
import type { FiniteFormat } from '../../numerics/format';
import type { LabelTable } from '../../oracle/labels';
import { constantFromNumber } from '../../program/constant';
import { compileLaw } from '../../program/interpret';
import type { Program, Structure } from '../../program/program';

export interface ConstantScore {
  /** Largest error in the norm's unit; Infinity where a value is not finite. */
  readonly error: number;
  /** Index of the first point at which it was met. */
  readonly argmax: number;
}

/** A label table in the format's arithmetic, and what scores constants over it. */
export class ConstantScorer {
  private readonly arithmetic: Arithmetic;
  private readonly engine: CpuEngine;
  private labels: LabelTable;
  private table: ScoreTable | undefined;
  private kernel: ScoreKernel | undefined;

  constructor(
    arithmetic: Arithmetic | FiniteFormat,
    labels: LabelTable,
    engine: CpuEngine = chooseCpuEngine(),
  ) {
    this.arithmetic = typeof arithmetic === 'string' ? { format: arithmetic } : arithmetic;
    this.engine = engine;
    this.labels = labels;
    this.setTable(labels);
  }

  setTable(labels: LabelTable): void {
    this.labels = labels;
    const { format } = this.arithmetic;
    this.table = format === 'f64' ? undefined : scoreTableOf(labels);
    const fits = labels.x.length <= SCORE_KERNEL_MAX_POINTS && this.engine === 'wasm-simd';
    if (this.table === undefined || !fits) this.kernel = undefined;
    else if (this.kernel === undefined) this.kernel = new ScoreKernel(this.table, this.arithmetic);
    else this.kernel.setTable(this.table);
  }

  /**
   * @param constants numbers of the format
   * @param enough an error above this need not be exact: the score may be that of the first point that exceeds it, and is so
   *   without SIMD
   */
  score(structure: Structure, constants: Float64Array, enough = Infinity): ConstantScore {
    if (this.kernel !== undefined && fitsKernel(structure)) {
      const { maxError, argmax } = this.kernel.scoreConstants(structure, constants);
      return { error: maxError, argmax };
    }
    const errorAt = this.errorsByLaw(structure, constants);
    let error = -1;
    let argmax = 0;
    for (let i = 0; i < this.labels.x.length && error <= enough; i++) {
      const found = errorAt(i);
      if (found > error) {
        error = found;
        argmax = i;
      }
    }
    return { error, argmax };
  }

  /** The error at each point of the table; Infinity where the value is not finite. */
  errors(structure: Structure, constants: Float64Array): Float64Array {
    const errors = new Float64Array(this.labels.x.length);
    if (this.kernel !== undefined && this.table !== undefined && fitsKernel(structure)) {
      const values = this.kernel.values(programWith(structure, constants));
      for (let i = 0; i < errors.length; i++) errors[i] = errorOf(this.table, i, values[i]!);
      return errors;
    }
    const errorAt = this.errorsByLaw(structure, constants);
    for (let i = 0; i < errors.length; i++) errors[i] = errorAt(i);
    return errors;
  }

  private errorsByLaw(structure: Structure, constants: Float64Array): (i: number) => number {
    const law = compileLaw(programWith(structure, constants), this.arithmetic);
    const { table } = this;
    const { x, hi, lo, scale } = this.labels;
    if (table !== undefined) return (i) => errorOf(table, i, law(x[i]!));
    return (i) => {
      const error = Math.abs((law(x[i]!) - hi[i]! - lo[i]!) * scale[i]!);
      return error < Infinity ? error : Infinity;
    };
  }
}

export function programWith(structure: Structure, constants: Float64Array): Program {
  const { instructions, constantCount, result } = structure;
  return { instructions, constantCount, result, constants: Array.from(constants, constantFromNumber) };
}

/** Undefined where binary32 cannot express the errors (labels at the very ends of its range): then the law does. */
function scoreTableOf(labels: LabelTable): ScoreTable | undefined {
  try {
    return prepareScoreTable(labels);
  } catch (error) {
    if (error instanceof ScoreTableError) return undefined;
    throw error;
  }
}
