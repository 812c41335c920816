/**
 * The step of a Levenberg-Marquardt iteration from the QR factors: kernel/damped-solve.ts in TypeScript, to the same
 * bits.
 */

import { WIDTH } from './least-squares';

export class DampedSolver {
  /** The step of the last `solve`, in column order. */
  readonly step = new Float64Array(WIDTH);
  private readonly w = new Float64Array(WIDTH * WIDTH);
  private readonly y = new Float64Array(WIDTH);
  /** The damping rows under the triangle, and what they add to the right-hand side. */
  private readonly damping = new Float64Array(WIDTH * WIDTH);
  private readonly dampingRight = new Float64Array(WIDTH);

  /**
   * step = argmin |R s + z|^2 + lambda * sum (diagonal_k s_k)^2 over the first `count` columns; columns below
   * `undamped` are not damped. A direction that the data do not determine gets no step.
   * @param r the triangle that LeastSquares gives, row by row, WIDTH numbers each
   */
  solve(
    r: Float64Array,
    count: number,
    undamped: number,
    lambda: number,
    diagonal: Float64Array,
    z: Float64Array,
  ): void {
    const { w, y, step } = this;
    for (let i = 0; i < count; i++) {
      y[i] = -z[i]!;
      for (let j = i; j < count; j++) w[i * WIDTH + j] = r[i * WIDTH + j]!;
    }
    const root = Math.sqrt(lambda);
    for (let i = undamped; i < count; i++) this.reflect(i, undamped, count, root * diagonal[i]!);
    for (let i = count - 1; i >= 0; i--) {
      const wi = w[i * WIDTH + i]!;
      const reciprocal = wi === 0 ? 0 : 1 / wi;
      let s = y[i]!;
      for (let j = count - 1; j > i; j--) s -= w[i * WIDTH + j]! * step[j]!;
      step[i] = s * reciprocal;
    }
  }

  /**
   * Clears column i of the damping rows from `first` to i, of which the last starts here with the entry `own`, by a
   * Householder reflection.
   */
  private reflect(i: number, first: number, count: number, own: number): void {
    const { w, y, damping, dampingRight } = this;
    let squares = own * own;
    for (let k = first; k < i; k++) {
      const g = damping[k * WIDTH + i]!;
      squares += g * g;
    }
    const wi = w[i * WIDTH + i]!;
    const length = Math.sqrt(wi * wi + squares);
    // The diagonal of R is not negative: no digits are lost.
    const head = wi + length;
    const beta = squares === 0 ? 0 : 1 / (length * head);
    for (let j = i + 1; j < count; j++) {
      const t = w[i * WIDTH + j]!;
      let p = head * t;
      for (let k = first; k < i; k++) p += damping[k * WIDTH + i]! * damping[k * WIDTH + j]!;
      p *= beta;
      w[i * WIDTH + j] = t - p * head;
      for (let k = first; k < i; k++) damping[k * WIDTH + j]! -= p * damping[k * WIDTH + i]!;
      damping[i * WIDTH + j] = -(p * own);
    }
    const t = y[i]!;
    let p = head * t;
    for (let k = first; k < i; k++) p += damping[k * WIDTH + i]! * dampingRight[k]!;
    p *= beta;
    y[i] = t - p * head;
    for (let k = first; k < i; k++) dampingRight[k]! -= p * damping[k * WIDTH + i]!;
    dampingRight[i] = -(p * own);
    w[i * WIDTH + i] = squares === 0 ? wi : -length;
  }
}
