/**
 * What is being fitted: a program, its constants and the weights of the training points; residuals and derivatives at the
 * constants as they stand. kernel/problem.ts in TypeScript, to the same bits.
 */

import { BLOCK_POINTS, MAX_TRAINING_POINTS } from '../table-rows';
import { KERNEL_MAX_CONSTANTS, KERNEL_MAX_INSTRUCTIONS } from '../wasm/program-code';
import { Adjoints, markActive } from './adjoint';
import { dot } from './least-squares';
import { evaluateRows, repeatConstants } from './rows';

export const MAX_SLOTS = 1 + KERNEL_MAX_CONSTANTS + KERNEL_MAX_INSTRUCTIONS;

/** A program as the engines are told it: code words, numbers of instructions and constants, and slot of the result. */
export interface StoredProgram {
  readonly code: Int32Array;
  readonly instructionCount: number;
  readonly constantCount: number;
  readonly result: number;
}

export class Problem {
  readonly constants = new Float64Array(KERNEL_MAX_CONSTANTS);
  /** The constants where the current step began. */
  readonly saved = new Float64Array(KERNEL_MAX_CONSTANTS);
  /** Which constant stands in which column of the Jacobian: those in which the result is affine come first. */
  readonly order = new Int32Array(KERNEL_MAX_CONSTANTS);
  /** x, hi, lo, scale: MAX_TRAINING_POINTS each. */
  readonly training = new Float64Array(4 * MAX_TRAINING_POINTS);
  /** Weighted residuals where the current step began. */
  residuals = new Float64Array(BLOCK_POINTS);
  /** The same at the constants being tried. */
  trialResiduals = new Float64Array(BLOCK_POINTS);
  /** What orthogonalization leaves of the residuals. */
  readonly remainder = new Float64Array(BLOCK_POINTS);
  readonly errors = new Float64Array(BLOCK_POINTS);
  /** Square roots of the Lawson weights. */
  readonly rootWeights = new Float64Array(BLOCK_POINTS);
  /** Where the Jacobian's columns start in `jacobian`. */
  readonly columns = new Int32Array(KERNEL_MAX_CONSTANTS);
  /** Constants in which the result is jointly affine. */
  affineCount = 0;
  constantCount = 0;
  points = 0;

  private readonly values = new Float64Array(MAX_SLOTS * BLOCK_POINTS);
  private readonly adjoints = new Adjoints(this.values, MAX_SLOTS);
  /** Rows in which the columns of the Jacobian stand. */
  readonly jacobian = this.adjoints.rows;
  /** Scales times the square roots of the weights. */
  private readonly weightedScales = new Float64Array(BLOCK_POINTS);
  private readonly scales = this.training.subarray(3 * MAX_TRAINING_POINTS);
  /** Slots that depend on any constant, and on an affine one: a byte each. */
  private readonly active = new Uint8Array(MAX_SLOTS);
  private readonly affineActive = new Uint8Array(MAX_SLOTS);
  private program: StoredProgram = {
    code: new Int32Array(0),
    instructionCount: 0,
    constantCount: 0,
    result: 0,
  };

  /**
   * Constants, order and the training table must be set. All points get the same weight.
   * @param points of the training table, a multiple of 8
   */
  set(program: StoredProgram, affineCount: number, points: number): void {
    const { code, instructionCount, constantCount } = program;
    const { order } = this;
    this.program = program;
    this.constantCount = constantCount;
    this.affineCount = affineCount;
    this.points = points;
    markActive(this.active, code, instructionCount, constantCount, order, constantCount);
    markActive(this.affineActive, code, instructionCount, constantCount, order, affineCount);
    for (let j = 0; j < constantCount; j++) this.columns[j] = (1 + order[j]!) * points;
    this.rootWeights.fill(1, 0, points);
    this.applyWeights();
    this.values.set(this.training.subarray(0, points));
  }

  /** After a change of the weights. */
  applyWeights(): void {
    for (let i = 0; i < this.points; i++) this.weightedScales[i] = this.scales[i]! * this.rootWeights[i]!;
  }

  /** Fills the value rows at the current constants; `affineOnly` where only affine ones have changed. */
  evaluate(affineOnly = false): void {
    const { program, points, values } = this;
    const { code, instructionCount, constantCount } = program;
    repeatConstants(values, this.constants, constantCount, points);
    const active = affineOnly ? this.affineActive : undefined;
    evaluateRows(values, code, instructionCount, constantCount, points, active);
  }

  /** What the program as evaluated misses the labels by, times `factors`, to the row `to`; the sum of squares. */
  private scaledDifferences(to: Float64Array, factors: Float64Array): number {
    const { program, points, values, training } = this;
    const p = program.result * points;
    for (let i = 0; i < points; i++) {
      const difference =
        values[p + i]! - training[MAX_TRAINING_POINTS + i]! - training[2 * MAX_TRAINING_POINTS + i]!;
      to[i] = difference * factors[i]!;
    }
    return dot(to, 0, to, 0, points);
  }

  /** Fills the row `to` with the residuals of the values as they stand; their sum of squares, Infinity if not finite. */
  weigh(to: Float64Array): number {
    const sum = this.scaledDifferences(to, this.weightedScales);
    return sum < Infinity ? sum : Infinity;
  }

  /** Fills the errors from the values as they stand; the largest, Infinity if one is not a number. */
  maximumError(): number {
    this.scaledDifferences(this.errors, this.scales);
    let largest = 0;
    for (let i = 0; i < this.points; i++) {
      const error = Math.abs(this.errors[i]!);
      if (!(error <= largest)) largest = error;
      if (Number.isNaN(error)) return Infinity;
    }
    return largest;
  }

  /** The trial residuals become those of the current step. */
  acceptResiduals(): void {
    [this.residuals, this.trialResiduals] = [this.trialResiduals, this.residuals];
  }

  /** The weighted Jacobian at the point whose values stand in the rows; `affineOnly` for the columns of affine constants. */
  differentiate(affineOnly = false): void {
    const { program, points } = this;
    const { code, instructionCount, constantCount, result } = program;
    const active = affineOnly ? this.affineActive : this.active;
    this.adjoints.fill(active, code, instructionCount, constantCount, result, this.weightedScales, points);
  }

  applyStep(step: Float64Array, count: number): void {
    const { constants, order } = this;
    for (let j = 0; j < count; j++) constants[order[j]!]! += step[j]!;
  }

  save(): void {
    this.saved.set(this.constants);
  }

  restore(): void {
    this.constants.set(this.saved);
  }
}
