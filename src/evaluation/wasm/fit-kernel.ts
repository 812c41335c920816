/**
 * The WASM kernel, one instance per worker: values of programs over tables, and whole fits, in SIMD binary64.
 * What it computes is deterministic: the same inputs give the same bits on every machine.
 */

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
    pursueBelow: number,
    pursuedSteps: number,
    lawsonBelow: number,
    lawsonSteps: number,
  ): number;
  stepsOfLastFit(): number;
  validate(instructions: number, constants: number, result: number, points: number): number;
  argmaxOfLastValidation(): number;
  values(instructions: number, constants: number, result: number, from: number, points: number): number;
  evaluateRepeatedly(instructions: number, constants: number, points: number, repetitions: number): void;
}

export class FitKernel implements FitEngine {
  private readonly kernel = instantiateKernel() as FitExports;
  private readonly code: Int32Array;
  private readonly constants: Float64Array;
  private readonly order: Int32Array;
  private readonly training: Float64Array;
  private readonly validation: Float64Array;
  private trainingPoints = 0;
  private validationPoints = 0;
  /** The structure whose code stands in memory, and the slot of its result. */
  private stored: Structure | undefined;
  private result = 0;

  constructor() {
    const buffer = this.kernel.memory.buffer;
    this.code = new Int32Array(
      buffer,
      this.kernel.codeAddress(),
      WORDS_PER_INSTRUCTION * KERNEL_MAX_INSTRUCTIONS,
    );
    this.constants = new Float64Array(buffer, this.kernel.constantsAddress(), KERNEL_MAX_CONSTANTS);
    this.order = new Int32Array(buffer, this.kernel.orderAddress(), KERNEL_MAX_CONSTANTS);
    this.training = new Float64Array(buffer, this.kernel.trainingAddress(), 4 * MAX_TRAINING_POINTS);
    this.validation = new Float64Array(buffer, this.kernel.validationAddress(), 4 * MAX_VALIDATION_POINTS);
  }

  setTraining(table: LabelTable): void {
    this.trainingPoints = storeTable(this.training, MAX_TRAINING_POINTS, table, 'training');
  }

  setValidation(table: LabelTable): void {
    this.validationPoints = storeTable(this.validation, MAX_VALIDATION_POINTS, table, 'validation');
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
    storeColumnOrder(this.order, affine, constants.length);
    const error = this.kernel.fit(
      structure.instructions.length,
      constants.length,
      affine.length,
      result,
      this.trainingPoints,
      settings.steps,
      settings.extendBelow,
      settings.extendedSteps,
      settings.pursueBelow,
      settings.pursuedSteps,
      settings.lawsonBelow,
      settings.lawsonSteps,
    );
    for (let k = 0; k < constants.length; k++) constants[k] = this.constants[k]!;
    return error;
  }

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

  values(structure: Structure, constants: Float64Array): Float64Array {
    const result = this.storeProgram(structure, constants);
    const values = new Float64Array(this.validationPoints);
    for (let from = 0; from < values.length; from += BLOCK_POINTS) {
      const count = Math.min(BLOCK_POINTS, values.length - from);
      const padded = paddedLength(count);
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
    if (structure !== this.stored) {
      // Not the structure at hand if the code is refused.
      this.stored = undefined;
      this.result = storeCode(this.code, structure);
      this.stored = structure;
    }
    this.constants.set(constants);
    return this.result;
  }
}
