/** The damped normal equations: kernel/normal-equations.ts in TypeScript, to the same bits. */

import { KERNEL_MAX_CONSTANTS } from '../wasm/program-code';
import { dot } from './least-squares';

/** Damping from which the normal equations serve: it bounds the condition number, which they square. */
export const LEAST_DAMPING = 1e-10;
/** A pivot that keeps less than this of its diagonal entry has lost too many digits. */
const LEAST_PIVOT = 1e-11;
const WIDTH = KERNEL_MAX_CONSTANTS;

export class NormalEquations {
  /** Upper triangle of the columns' products with one another, row by row. */
  private readonly gram = new Float64Array(WIDTH * WIDTH);
  /** The columns' products with the right-hand side. */
  private readonly right = new Float64Array(WIDTH);
  /** Upper triangle of the Cholesky factors: U = D L^T, and L^T. */
  private readonly u = new Float64Array(WIDTH * WIDTH);
  private readonly l = new Float64Array(WIDTH * WIDTH);
  /** Reciprocals of the pivots. */
  private readonly reciprocals = new Float64Array(WIDTH);
  private readonly y = new Float64Array(WIDTH);

  /** Multiplies the columns, which start at the given offsets of `rows`, with one another and with the right-hand side. */
  takeProducts(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    right: Float64Array,
    points: number,
  ): void {
    for (let k = 0; k < count; k++) {
      const column = columns[k]!;
      for (let j = k; j < count; j++) {
        this.gram[k * WIDTH + j] = dot(rows, column, rows, columns[j]!, points);
      }
      this.right[k] = dot(rows, column, right, 0, points);
    }
  }

  /** Length of the Jacobian's column k. */
  columnLength(k: number): number {
    return Math.sqrt(this.gram[k * WIDTH + k]!);
  }

  /**
   * Factors J^T J + lambda * diag(diagonal^2), columns below `undamped` undamped.
   * @returns false if some pivot is too small to trust, or not finite
   */
  factorDamped(count: number, undamped: number, lambda: number, diagonal: Float64Array): boolean {
    const { gram, u, l, reciprocals } = this;
    for (let k = 0; k < count; k++) {
      for (let j = k; j < count; j++) u[k * WIDTH + j] = gram[k * WIDTH + j]!;
    }
    for (let k = 0; k < count; k++) {
      let pivot = u[k * WIDTH + k]!;
      let whole = gram[k * WIDTH + k]!;
      if (k >= undamped) {
        const d = diagonal[k]!;
        const damping = lambda * d * d;
        pivot += damping;
        whole += damping;
      }
      if (!(pivot > whole * LEAST_PIVOT) || !(whole < Infinity)) return false;
      const reciprocal = 1 / pivot;
      reciprocals[k] = reciprocal;
      for (let i = k + 1; i < count; i++) {
        const lki = u[k * WIDTH + i]! * reciprocal;
        l[k * WIDTH + i] = lki;
        for (let j = i; j < count; j++) u[i * WIDTH + j]! -= lki * u[k * WIDTH + j]!;
      }
    }
    return true;
  }

  /** The step for the residuals. */
  solveForResiduals(count: number, step: Float64Array): void {
    for (let k = 0; k < count; k++) this.y[k] = this.right[k]!;
    this.solve(count, step);
  }

  /** The step for another right-hand side, a row. */
  solveForRow(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    row: Float64Array,
    step: Float64Array,
    points: number,
  ): void {
    for (let k = 0; k < count; k++) this.y[k] = dot(row, 0, rows, columns[k]!, points);
    this.solve(count, step);
  }

  private solve(count: number, step: Float64Array): void {
    const { l, y, reciprocals } = this;
    for (let i = 1; i < count; i++) {
      let yi = y[i]!;
      for (let k = 0; k < i; k++) yi -= l[k * WIDTH + i]! * y[k]!;
      y[i] = yi;
    }
    for (let i = count - 1; i >= 0; i--) {
      let s = -(y[i]! * reciprocals[i]!);
      for (let j = count - 1; j > i; j--) s -= l[i * WIDTH + j]! * step[j]!;
      step[i] = s;
    }
  }
}
