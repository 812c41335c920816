/** Levenberg-Marquardt with variable projection: kernel/descent.ts in TypeScript, to the same bits. */

import { Acceleration } from './acceleration';
import { LinearModel } from './linear-model';
import type { Problem } from './problem';

const INITIAL_DAMPING = 1e-2;
const SMALLEST_DAMPING = 1e-15;
const LARGEST_DAMPING = 1e12;

export class Descent {
  /** Trial steps since `begin`. */
  stepsTaken = 0;
  private readonly problem: Problem;
  private readonly model: LinearModel;
  private readonly acceleration: Acceleration;
  private cost = 0;
  private damping = 0;

  constructor(problem: Problem) {
    this.problem = problem;
    this.model = new LinearModel(problem);
    this.acceleration = new Acceleration(problem, this.model);
  }

  /** Starts at the constants as they stand; false if some point has no finite value. */
  begin(): boolean {
    this.stepsTaken = 0;
    this.damping = INITIAL_DAMPING;
    this.model.resetScales();
    this.problem.evaluate();
    return this.measure();
  }

  /** Takes the cost anew from the values as they stand, after a change of weights; false if it is not finite. */
  measure(): boolean {
    // Where the last descent ended for want of a lower cost, its damping is far too large for a new start.
    this.damping = Math.min(this.damping, INITIAL_DAMPING);
    this.cost = this.problem.weigh(this.problem.residuals);
    return this.cost < Infinity;
  }

  /** Moves the affine constants to their optimum, unless that is lost to rounding or overflow. */
  solveAffine(): void {
    const { problem } = this;
    problem.save();
    this.projectAffine(problem.residuals);
    problem.evaluate(true);
    const projected = problem.weigh(problem.trialResiduals);
    if (projected < this.cost) {
      this.cost = projected;
      problem.acceptResiduals();
    } else {
      problem.restore();
      problem.evaluate(true);
    }
  }

  /**
   * At most `steps` trial steps from the current constants, after `begin` or `measure`; ends early after `patience`
   * accepted steps in a row that each lower the cost by less than the fraction `gain`. `accelerated` adds geodesic
   * acceleration.
   */
  descend(steps: number, gain: number, patience: number, accelerated: boolean): void {
    const { problem, model } = this;
    const { affineCount, constantCount } = problem;
    if (affineCount === constantCount) {
      this.solveAffine();
      this.stepsTaken++;
      return;
    }
    let fresh = true;
    // Whether the columns are still those of the start of the step: projecting a trial overwrites them.
    let factored = false;
    let dull = 0;
    for (let s = 0; s < steps; s++) {
      this.stepsTaken++;
      if (fresh) {
        problem.differentiate();
        model.linearize(this.damping);
        factored = true;
      }
      problem.save();
      model.solveStep(this.damping, !fresh);
      fresh = false;
      if (accelerated && factored) this.acceleration.accelerate(this.damping);
      problem.applyStep(model.step, constantCount);
      problem.evaluate();
      let trial = problem.weigh(problem.trialResiduals);
      if (affineCount > 0 && trial < Infinity) {
        trial = this.projectAffine(problem.trialResiduals);
        factored = false;
        if (trial < this.cost) {
          problem.evaluate(true);
          trial = problem.weigh(problem.trialResiduals);
        }
      }
      if (trial < this.cost) {
        dull = this.cost - trial < gain * this.cost ? dull + 1 : 0;
        this.cost = trial;
        problem.acceptResiduals();
        this.damping = Math.max(this.damping * 0.15, SMALLEST_DAMPING);
        fresh = true;
        if (dull >= patience) return;
      } else {
        problem.restore();
        this.damping *= 6;
        if (this.damping > LARGEST_DAMPING) break;
      }
    }
    if (!fresh) problem.evaluate();
  }

  /**
   * Moves the affine constants to their optimum for the others as they stand; the cost there. `right` holds the residuals
   * of the values as they stand.
   */
  private projectAffine(right: Float64Array): number {
    const { problem, model } = this;
    problem.differentiate(true);
    const projected = model.projectAffine(right);
    problem.applyStep(model.step, problem.affineCount);
    return projected < Infinity ? projected : Infinity;
  }
}
