/** Levenberg-Marquardt with variable projection: kernel/descent.ts in TypeScript, to the same bits. */

import { KERNEL_MAX_CONSTANTS } from '../wasm/program-code';
import { Acceleration } from './acceleration';
import { LeastSquares, dot } from './least-squares';
import type { Problem } from './problem';

const INITIAL_DAMPING = 1e-2;
const SMALLEST_DAMPING = 1e-15;
const LARGEST_DAMPING = 1e12;

export class Descent {
  /** Trial steps since `begin`. */
  stepsTaken = 0;
  private readonly problem: Problem;
  private readonly linear = new LeastSquares();
  private readonly acceleration: Acceleration;
  /** Scale of each column in the damping: its length, forgetting longer ones slowly. */
  private readonly diagonal = new Float64Array(KERNEL_MAX_CONSTANTS);
  private cost = 0;
  private damping = 0;

  constructor(problem: Problem) {
    this.problem = problem;
    this.acceleration = new Acceleration(problem, this.linear);
  }

  /** Starts at the constants as they stand; false if some point has no finite value. */
  begin(): boolean {
    this.stepsTaken = 0;
    this.damping = INITIAL_DAMPING;
    this.diagonal.fill(0);
    return this.measure();
  }

  /** Takes the cost anew, after a change of weights; false if it is not finite. */
  measure(): boolean {
    this.cost = this.problem.residualsAt();
    return this.cost < Infinity;
  }

  /** Moves the affine constants to their optimum, unless that is lost to rounding or overflow. */
  solveAffine(): void {
    const { problem } = this;
    problem.save();
    this.projectAffine();
    const projected = problem.residualsAt();
    if (projected < this.cost) {
      this.cost = projected;
    } else {
      problem.restore();
      this.cost = problem.residualsAt();
    }
  }

  /**
   * At most `steps` trial steps from the current constants, after `begin` or `measure`; ends early after `patience`
   * accepted steps in a row that each lower the cost by less than the fraction `gain`. `accelerated` adds geodesic
   * acceleration.
   */
  descend(steps: number, gain: number, patience: number, accelerated: boolean): void {
    const { problem, linear, diagonal } = this;
    const { affineCount, constantCount } = problem;
    if (affineCount === constantCount) {
      this.solveAffine();
      this.stepsTaken++;
      return;
    }
    let fresh = true;
    // Whether the columns still hold the factors at the start of the step: projecting a trial overwrites them.
    let factored = false;
    let dull = 0;
    for (let s = 0; s < steps; s++) {
      this.stepsTaken++;
      if (fresh) {
        this.linearize();
        fresh = false;
        factored = true;
      }
      problem.save();
      linear.solveDamped(constantCount, affineCount, this.damping, diagonal);
      if (accelerated && factored) this.acceleration.accelerate(this.damping, diagonal);
      problem.applyStep(linear.step, constantCount);
      let trial = problem.residualsAt();
      if (affineCount > 0 && trial < Infinity) {
        trial = this.projectAffine();
        factored = false;
        if (trial < this.cost) trial = problem.residualsAt();
      }
      if (trial < this.cost) {
        dull = this.cost - trial < gain * this.cost ? dull + 1 : 0;
        this.cost = trial;
        this.damping = Math.max(this.damping * 0.15, SMALLEST_DAMPING);
        fresh = true;
        if (dull >= patience) return;
      } else {
        problem.restore();
        this.damping *= 6;
        if (this.damping > LARGEST_DAMPING) break;
      }
    }
    if (!fresh) this.cost = problem.residualsAt();
  }

  /** Derivatives at the constants as they stand, as Q and R, and the scale of each column. */
  private linearize(): void {
    const { problem, linear, diagonal } = this;
    const { affineCount, constantCount } = problem;
    this.acceleration.begin();
    problem.differentiate();
    linear.orthogonalize(problem.adjoints, problem.columns, constantCount, problem.residuals, problem.points);
    for (let k = affineCount; k < constantCount; k++) {
      diagonal[k] = Math.max(diagonal[k]! * 0.5, linear.columnNorm(k));
    }
  }

  /** Moves the affine constants to their optimum for the others as they stand; the cost there. */
  private projectAffine(): number {
    const { problem, linear } = this;
    const { affineCount, residuals, points } = problem;
    problem.differentiate();
    linear.orthogonalize(problem.adjoints, problem.columns, affineCount, residuals, points);
    linear.solveDamped(affineCount, affineCount, 0, this.diagonal);
    problem.applyStep(linear.step, affineCount);
    const projected = dot(residuals, 0, residuals, 0, points);
    return projected < Infinity ? projected : Infinity;
  }
}
