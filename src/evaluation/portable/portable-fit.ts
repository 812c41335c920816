/** The fit engine in plain TypeScript, for where WebAssembly has no SIMD; the results are those of FitKernel. */

import type { LabelTable } from '../../oracle/labels';
import type { Structure } from '../../program/program';
import type { FitEngine, FitSettings, Validation } from '../fit-engine';
import {
  BLOCK_POINTS,
  MAX_TRAINING_POINTS,
  MAX_VALIDATION_POINTS,
  paddedLength,
  storeColumnOrder,
  storeTable,
} from '../table-rows';
import { KERNEL_MAX_INSTRUCTIONS, WORDS_PER_INSTRUCTION, storeCode } from '../wasm/program-code';
import { Fit } from './fit';
import { MAX_SLOTS, type StoredProgram } from './problem';
import { evaluateRows, repeatConstants } from './rows';

export class PortableFit implements FitEngine {
  private readonly fitting = new Fit();
  private readonly code = new Int32Array(WORDS_PER_INSTRUCTION * KERNEL_MAX_INSTRUCTIONS);
  /** x, hi, lo, scale: MAX_VALIDATION_POINTS each. */
  private readonly validation = new Float64Array(4 * MAX_VALIDATION_POINTS);
  private readonly rows = new Float64Array(MAX_SLOTS * BLOCK_POINTS);
  private trainingPoints = 0;
  private validationPoints = 0;

  setTraining(table: LabelTable): void {
    this.trainingPoints = storeTable(this.fitting.problem.training, MAX_TRAINING_POINTS, table, 'training');
  }

  setValidation(table: LabelTable): void {
    this.validationPoints = storeTable(this.validation, MAX_VALIDATION_POINTS, table, 'validation');
  }

  fit(
    structure: Structure,
    constants: Float64Array,
    affine: readonly number[],
    settings: FitSettings,
  ): number {
    const program = this.store(structure);
    const { problem } = this.fitting;
    problem.constants.set(constants);
    storeColumnOrder(problem.order, affine, constants.length);
    const error = this.fitting.run(program, affine.length, this.trainingPoints, settings);
    constants.set(problem.constants.subarray(0, constants.length));
    return error;
  }

  get stepsOfLastFit(): number {
    return this.fitting.stepsTaken;
  }

  validate(structure: Structure, constants: Float64Array): Validation {
    const program = this.store(structure);
    let best = -1;
    let argmax = -1;
    for (let from = 0; from < this.validationPoints; from += BLOCK_POINTS) {
      const points = Math.min(BLOCK_POINTS, this.validationPoints - from);
      this.evaluateBlock(program, constants, from, points);
      const p = program.result * points;
      for (let i = 0; i < points; i++) {
        const hi = this.validation[MAX_VALIDATION_POINTS + from + i]!;
        const lo = this.validation[2 * MAX_VALIDATION_POINTS + from + i]!;
        const scale = this.validation[3 * MAX_VALIDATION_POINTS + from + i]!;
        const error = Math.abs((this.rows[p + i]! - hi - lo) * scale);
        if (error <= best) continue;
        argmax = from + i;
        if (!(error < Infinity)) return { error: Infinity, argmax };
        best = error;
      }
    }
    return { error: best, argmax };
  }

  values(structure: Structure, constants: Float64Array): Float64Array {
    const program = this.store(structure);
    const values = new Float64Array(this.validationPoints);
    for (let from = 0; from < values.length; from += BLOCK_POINTS) {
      const count = Math.min(BLOCK_POINTS, values.length - from);
      const points = paddedLength(count);
      this.evaluateBlock(program, constants, from, points);
      const start = program.result * points;
      values.set(this.rows.subarray(start, start + count), from);
    }
    return values;
  }

  private evaluateBlock(program: StoredProgram, constants: Float64Array, from: number, points: number): void {
    const { code, instructionCount, constantCount } = program;
    this.rows.set(this.validation.subarray(from, from + points));
    repeatConstants(this.rows, constants, constantCount, points);
    evaluateRows(this.rows, code, instructionCount, constantCount, points);
  }

  private store(structure: Structure): StoredProgram {
    const result = storeCode(this.code, structure);
    return {
      code: this.code,
      instructionCount: structure.instructions.length,
      constantCount: structure.constantCount,
      result,
    };
  }
}
