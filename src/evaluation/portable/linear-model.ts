/**
 * The linear model of the residuals at the start of a step, factored the way its damping allows: kernel/linear-model.ts in
 * TypeScript, to the same bits.
 */

import { KERNEL_MAX_CONSTANTS } from '../wasm/program-code';
import { DampedSolver } from './damped-solve';
import { LeastSquares, subtractMultiple } from './least-squares';
import { LEAST_DAMPING, NormalEquations } from './normal-equations';
import type { Problem } from './problem';

export class LinearModel {
  private readonly problem: Problem;
  private readonly triangle = new LeastSquares();
  private readonly solver = new DampedSolver();
  private readonly products = new NormalEquations();
  /** Scale of each column in the damping: its length, forgetting longer ones slowly. */
  readonly diagonal = new Float64Array(KERNEL_MAX_CONSTANTS);
  /** The step of the last solution, in column order. */
  readonly step = this.solver.step;
  /** Q transposed times the curvature. */
  private readonly curvature = new Float64Array(KERNEL_MAX_CONSTANTS);
  /** Whether the normal equations serve. */
  private normal = false;

  constructor(problem: Problem) {
    this.problem = problem;
  }

  resetScales(): void {
    this.diagonal.fill(0);
  }

  /** Factors the Jacobian and the residuals `right`, the next step's damping being `damping`. */
  linearize(damping: number, right: Float64Array): void {
    const { products, triangle, diagonal, problem } = this;
    const { jacobian, columns, affineCount, constantCount, points } = problem;
    this.normal = false;
    if (damping >= LEAST_DAMPING) {
      products.takeProducts(jacobian, columns, constantCount, right, points);
      for (let k = affineCount; k < constantCount; k++) this.scaleBy(k, products.columnLength(k));
      this.normal = products.factorDamped(constantCount, affineCount, damping, diagonal);
      if (this.normal) return;
    }
    problem.remainder.set(right);
    triangle.orthogonalize(jacobian, columns, constantCount, problem.remainder, points);
    if (damping >= LEAST_DAMPING) return;
    for (let k = affineCount; k < constantCount; k++) this.scaleBy(k, triangle.columnNorm(k));
  }

  /** The step with this damping; `anew` if it is not the damping of `linearize`. */
  solveStep(damping: number, anew: boolean): void {
    const { products, triangle, diagonal, step } = this;
    const { affineCount, constantCount } = this.problem;
    if (!this.normal) {
      this.solver.solve(triangle.r, constantCount, affineCount, damping, diagonal, triangle.z);
      return;
    }
    if (anew) products.factorDamped(constantCount, affineCount, damping, diagonal);
    products.solveForResiduals(constantCount, step);
  }

  /** Subtracts `scale` times J times `v` from `row`, which becomes the right-hand side that the step is then solved for. */
  solveForRest(damping: number, v: Float64Array, scale: number, row: Float64Array): void {
    const { products, triangle, diagonal, step, curvature } = this;
    const { jacobian, columns, affineCount, constantCount, points } = this.problem;
    if (this.normal) {
      for (let k = 0; k < constantCount; k++) {
        subtractMultiple(row, 0, v[k]! * scale, jacobian, columns[k]!, points);
      }
      products.solveForRow(jacobian, columns, constantCount, row, step, points);
      return;
    }
    triangle.subtractJacobianTimes(jacobian, columns, constantCount, v, scale, row, points);
    triangle.projectRow(jacobian, columns, constantCount, row, curvature, points);
    this.solver.solve(triangle.r, constantCount, affineCount, damping, diagonal, curvature);
  }

  /**
   * The step to the optimum of the affine constants for the others as they stand, the residuals there being in `right`.
   * @returns the cost at the optimum
   */
  projectAffine(right: Float64Array): number {
    const { triangle, problem } = this;
    const { jacobian, columns, affineCount, remainder, points } = problem;
    remainder.set(right);
    const cost = triangle.orthogonalize(jacobian, columns, affineCount, remainder, points);
    this.solver.solve(triangle.r, affineCount, affineCount, 0, this.diagonal, triangle.z);
    return cost;
  }

  private scaleBy(k: number, length: number): void {
    this.diagonal[k] = Math.max(this.diagonal[k]! * 0.5, length);
  }
}
