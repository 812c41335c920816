/**
 * The WASM kernel, one instance per worker: values of programs over tables, and whole fits, in SIMD binary64.
 * What it computes is deterministic: the same inputs give the same bits on every machine.
 */

import type { LabelTable } from '../../oracle/labels';
import type { Structure } from '../../program/program';
import { type KernelMemory, instantiateKernel } from './kernel-module';
import {
  KERNEL_MAX_CONSTANTS,
  KERNEL_MAX_INSTRUCTIONS,
  WORDS_PER_INSTRUCTION,
  storeCode,
} from './program-code';

interface FitExports extends KernelMemory {
  constantsAddress(): number;
  orderAddress(): number;
  trainingAddress(): number;
  validationAddress(): number;
  fit(
    instructions: number,
    constants: number,
    affine: number,
    result: number,
    points: number,
    steps: number,
    extendBelow: number,
    extendedSteps: number,
    lawsonBelow: number,
    lawsonSteps: number,
  ): number;
  stepsOfLastFit(): number;
  validate(instructions: number, constants: number, result: number, points: number): number;
  argmaxOfLastValidation(): number;
  values(instructions: number, constants: number, result: number, from: number, points: number): number;
  evaluateRepeatedly(instructions: number, constants: number, points: number, repetitions: number): void;
}

/** Training points: at most one block. */
export const KERNEL_MAX_TRAINING = 128;
export const KERNEL_MAX_VALIDATION = 8192;
const BLOCK = 128;
const GRANULE = 8;

export interface FitSettings {
  /** Levenberg-Marquardt steps every candidate gets at most. */
  readonly steps: number;
  /** A candidate whose largest error comes below this gets `extendedSteps` more. */
  readonly extendBelow: number;
  readonly extendedSteps: number;
  /** A candidate whose largest error comes below this gets `lawsonSteps` reweightings. */
  readonly lawsonBelow: number;
  readonly lawsonSteps: number;
}

export interface Validation {
  /** Largest error in the norm's unit; Infinity if a value is not finite at some point. */
  readonly error: number;
  /** Index of the point at which it was met. */
  readonly argmax: number;
}

export class FitKernel {
  private readonly kernel = instantiateKernel<FitExports>();
  private readonly code: Int32Array;
  private readonly constants: Float64Array;
  private readonly order: Int32Array;
  private readonly training: Float64Array;
  private readonly validation: Float64Array;
  private trainingPoints = 0;
  private validationPoints = 0;

  constructor() {
    const buffer = this.kernel.memory.buffer;
    this.code = new Int32Array(
      buffer,
      this.kernel.codeAddress(),
      WORDS_PER_INSTRUCTION * KERNEL_MAX_INSTRUCTIONS,
    );
    this.constants = new Float64Array(buffer, this.kernel.constantsAddress(), KERNEL_MAX_CONSTANTS);
    this.order = new Int32Array(buffer, this.kernel.orderAddress(), KERNEL_MAX_CONSTANTS);
    this.training = new Float64Array(buffer, this.kernel.trainingAddress(), 4 * KERNEL_MAX_TRAINING);
    this.validation = new Float64Array(buffer, this.kernel.validationAddress(), 4 * KERNEL_MAX_VALIDATION);
  }

  /** Sets the table that `fit` works on: 1 to 128 points. */
  setTraining(table: LabelTable): void {
    this.trainingPoints = storeTable(this.training, KERNEL_MAX_TRAINING, table, 'training');
  }

  /** Sets the table that `validate` works on: 1 to 8,192 points. */
  setValidation(table: LabelTable): void {
    this.validationPoints = storeTable(this.validation, KERNEL_MAX_VALIDATION, table, 'validation');
  }

  /**
   * Fits the constants, in place, by least squares and then towards the minimax norm.
   * @param affine constants in which the result is jointly affine (see fitting/affine.ts): solved exactly
   * @returns the largest error over the training points; Infinity where the program has no finite value
   */
  fit(
    structure: Structure,
    constants: Float64Array,
    affine: readonly number[],
    settings: FitSettings,
  ): number {
    const result = this.storeProgram(structure, constants);
    let columns = 0;
    for (const k of affine) this.order[columns++] = k;
    for (let k = 0; k < constants.length; k++) if (!affine.includes(k)) this.order[columns++] = k;
    const error = this.kernel.fit(
      structure.instructions.length,
      constants.length,
      affine.length,
      result,
      this.trainingPoints,
      settings.steps,
      settings.extendBelow,
      settings.extendedSteps,
      settings.lawsonBelow,
      settings.lawsonSteps,
    );
    for (let k = 0; k < constants.length; k++) constants[k] = this.constants[k]!;
    return error;
  }

  /** Levenberg-Marquardt steps the last fit took. */
  get stepsOfLastFit(): number {
    return this.kernel.stepsOfLastFit();
  }

  validate(structure: Structure, constants: Float64Array): Validation {
    const result = this.storeProgram(structure, constants);
    const error = this.kernel.validate(
      structure.instructions.length,
      constants.length,
      result,
      this.validationPoints,
    );
    return { error, argmax: this.kernel.argmaxOfLastValidation() };
  }

  /** The program's values at the validation points. fma rounds twice here; see the kernel. */
  values(structure: Structure, constants: Float64Array): Float64Array {
    const result = this.storeProgram(structure, constants);
    const values = new Float64Array(this.validationPoints);
    for (let from = 0; from < values.length; from += BLOCK) {
      const count = Math.min(BLOCK, values.length - from);
      const padded = Math.ceil(count / GRANULE) * GRANULE;
      const address = this.kernel.values(
        structure.instructions.length,
        constants.length,
        result,
        from,
        padded,
      );
      values.set(new Float64Array(this.kernel.memory.buffer, address, count), from);
    }
    return values;
  }

  /** Evaluates the first `points` validation points `repetitions` times and discards the values: for benchmarks. */
  evaluateRepeatedly(
    structure: Structure,
    constants: Float64Array,
    points: number,
    repetitions: number,
  ): void {
    this.storeProgram(structure, constants);
    this.kernel.evaluateRepeatedly(structure.instructions.length, constants.length, points, repetitions);
  }

  private storeProgram(structure: Structure, constants: Float64Array): number {
    const result = storeCode(this.code, structure);
    this.constants.set(constants);
    return result;
  }
}

/** Copies a table, padded to whole granules by repeating its last point; returns the padded length. */
function storeTable(rows: Float64Array, capacity: number, table: LabelTable, name: string): number {
  const points = table.x.length;
  if (points < 1 || points > capacity)
    throw new RangeError(`the ${name} table has ${points} points; 1 to ${capacity} are possible`);
  const padded = Math.ceil(points / GRANULE) * GRANULE;
  [table.x, table.hi, table.lo, table.scale].forEach((column, row) => {
    const start = row * capacity;
    rows.set(column, start);
    rows.fill(column[points - 1]!, start + points, start + padded);
  });
  return padded;
}
