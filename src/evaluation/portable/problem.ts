/**
 * What is being fitted: a program, its constants and the weights of the training points; residuals and derivatives at the
 * constants as they stand. kernel/problem.ts in TypeScript, to the same bits.
 */

import { BLOCK_POINTS, MAX_TRAINING_POINTS } from '../table-rows';
import { KERNEL_MAX_CONSTANTS, KERNEL_MAX_INSTRUCTIONS } from '../wasm/program-code';
import { differentiateRows } from './adjoint';
import { evaluateRows, repeatConstants } from './rows';
import { evaluateRowsWide, repeatTails, sumTail } from './rows-wide';

export const MAX_SLOTS = 1 + KERNEL_MAX_CONSTANTS + KERNEL_MAX_INSTRUCTIONS;

/** A program as the engines are told it: code words, numbers of instructions and constants, and slot of the result. */
export interface StoredProgram {
  readonly code: Int32Array;
  readonly instructionCount: number;
  readonly constantCount: number;
  readonly result: number;
}

export class Problem {
  /** The constants and after them their tails. */
  readonly pairs = new Float64Array(2 * KERNEL_MAX_CONSTANTS);
  readonly constants = this.pairs.subarray(0, KERNEL_MAX_CONSTANTS);
  readonly constantTails = this.pairs.subarray(KERNEL_MAX_CONSTANTS);
  /** The constants where the current step began. */
  readonly saved = new Float64Array(2 * KERNEL_MAX_CONSTANTS);
  /** Which constant stands in which column of the Jacobian: those in which the result is affine come first. */
  readonly order = new Int32Array(KERNEL_MAX_CONSTANTS);
  /** x, hi, lo, scale: MAX_TRAINING_POINTS each. */
  readonly training = new Float64Array(4 * MAX_TRAINING_POINTS);
  readonly residuals = new Float64Array(BLOCK_POINTS);
  readonly errors = new Float64Array(BLOCK_POINTS);
  /** Square roots of the Lawson weights. */
  readonly rootWeights = new Float64Array(BLOCK_POINTS);
  readonly adjoints = new Float64Array(MAX_SLOTS * BLOCK_POINTS);
  /** Where the Jacobian's columns start in `adjoints`. */
  readonly columns = new Int32Array(KERNEL_MAX_CONSTANTS);
  /** Constants in which the result is jointly affine. */
  affineCount = 0;
  constantCount = 0;
  points = 0;

  private readonly values = new Float64Array(MAX_SLOTS * BLOCK_POINTS);
  /** Tails of the values in double-double evaluation. */
  private readonly tails = new Float64Array(MAX_SLOTS * BLOCK_POINTS);
  private readonly seed = new Float64Array(BLOCK_POINTS);
  private program: StoredProgram = {
    code: new Int32Array(0),
    instructionCount: 0,
    constantCount: 0,
    result: 0,
  };
  /** Whether values and residuals are computed in double-double. */
  private wide = false;

  /**
   * Constants, order and the training table must be set. All points get the same weight.
   * @param points of the training table, a multiple of 8
   */
  set(program: StoredProgram, affineCount: number, points: number, wide: boolean): void {
    this.program = program;
    this.constantCount = program.constantCount;
    this.affineCount = affineCount;
    this.points = points;
    this.wide = wide;
    this.rootWeights.fill(1, 0, points);
    this.values.set(this.training.subarray(0, points));
  }

  /** Program minus label at the current constants, to the residuals. */
  private differences(): void {
    const { program, points, values, training, residuals } = this;
    const { code, instructionCount, constantCount, result } = program;
    repeatConstants(values, this.constants, constantCount, points);
    evaluateRows(values, code, instructionCount, constantCount, points);
    const p = result * points;
    for (let i = 0; i < points; i++) {
      residuals[i] =
        values[p + i]! - training[MAX_TRAINING_POINTS + i]! - training[2 * MAX_TRAINING_POINTS + i]!;
    }
  }

  /** The same in double-double: the difference of the heads is exact where the program is near the label. */
  private differencesWide(): void {
    const { program, points, values, tails, training, residuals } = this;
    const { code, instructionCount, constantCount, result } = program;
    repeatConstants(values, this.constants, constantCount, points);
    repeatTails(tails, this.constantTails, constantCount, points);
    evaluateRowsWide(values, tails, code, instructionCount, constantCount, points);
    const p = result * points;
    for (let i = 0; i < points; i++) {
      const value = values[p + i]!;
      const label = -training[MAX_TRAINING_POINTS + i]!;
      const head = value + label;
      const rest = tails[p + i]! - training[2 * MAX_TRAINING_POINTS + i]!;
      residuals[i] = head + (sumTail(value, label, head) + rest);
    }
  }

  /** Fills errors and residuals at the current constants; the weighted sum of squares, Infinity if any is not finite. */
  residualsAt(): number {
    if (this.wide) this.differencesWide();
    else this.differences();
    const { points, training, errors, residuals, rootWeights } = this;
    let even = 0;
    let odd = 0;
    for (let i = 0; i < points; i++) {
      const error = residuals[i]! * training[3 * MAX_TRAINING_POINTS + i]!;
      const residual = error * rootWeights[i]!;
      errors[i] = error;
      residuals[i] = residual;
      if ((i & 1) === 0) even += residual * residual;
      else odd += residual * residual;
    }
    const total = even + odd;
    return total < Infinity ? total : Infinity;
  }

  maximumError(): number {
    let largest = 0;
    for (let i = 0; i < this.points; i++) {
      const error = Math.abs(this.errors[i]!);
      if (!(error <= largest)) largest = error;
      if (Number.isNaN(error)) return Infinity;
    }
    return largest;
  }

  /** The weighted Jacobian at the point whose values stand in the rows; its columns are the adjoint rows. */
  differentiate(): void {
    const { program, points, seed, training, rootWeights, adjoints, columns, order } = this;
    const { code, instructionCount, constantCount, result } = program;
    for (let i = 0; i < points; i++) seed[i] = training[3 * MAX_TRAINING_POINTS + i]! * rootWeights[i]!;
    differentiateRows(adjoints, this.values, code, instructionCount, constantCount, result, seed, points);
    for (let j = 0; j < constantCount; j++) columns[j] = (1 + order[j]!) * points;
  }

  applyStep(step: Float64Array, count: number): void {
    const { constants, constantTails, order } = this;
    for (let j = 0; j < count; j++) {
      const k = order[j]!;
      const head = constants[k]!;
      const change = step[j]!;
      const sum = head + change;
      constants[k] = sum;
      if (!this.wide) continue;
      const back = sum - head;
      const tail = constantTails[k]! + (head - (sum - back) + (change - back));
      constants[k] = sum + tail;
      constantTails[k] = tail - (sum + tail - sum);
    }
  }

  save(): void {
    this.saved.set(this.pairs);
  }

  restore(): void {
    this.pairs.set(this.saved);
  }
}
