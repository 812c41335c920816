/** Levenberg-Marquardt with variable projection: kernel/descent.ts in TypeScript, to the same bits. */

import { Acceleration } from './acceleration';
import { LinearModel } from './linear-model';
import type { Problem } from './problem';

const INITIAL_DAMPING = 1;
const SMALLEST_DAMPING = 1e-26;
const LARGEST_DAMPING = 1e12;
const RELAXED = 0.04;
const TIGHTENED = 10;
const CORRECTIONS = 4;
const CORRECTED = 0.25;

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
   * accepted steps in a row that each lower the cost by less than the fraction `gain`. `correcting`: a step that
   * leaves a narrow valley is corrected before it is rejected.
   */
  descend(steps: number, gain: number, patience: number, correcting: boolean): void {
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
        model.linearize(this.damping, problem.residuals);
        factored = true;
      }
      problem.save();
      model.solveStep(this.damping, !fresh);
      fresh = false;
      if (factored) this.acceleration.accelerate(this.damping);
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
      const corrected = correcting && !(trial < this.cost) && trial < Infinity;
      if (corrected) trial = this.correct(trial);
      if (trial < this.cost) {
        dull = this.cost - trial < gain * this.cost ? dull + 1 : 0;
        this.cost = trial;
        problem.acceptResiduals();
        this.damping = Math.max(this.damping * RELAXED, SMALLEST_DAMPING);
        fresh = true;
        if (dull >= patience) return;
      } else {
        problem.restore();
        if (corrected) {
          problem.evaluate();
          fresh = true;
        }
        this.damping *= TIGHTENED;
        if (this.damping > LARGEST_DAMPING) break;
      }
    }
    if (!fresh) problem.evaluate();
  }

  /** Steps from a trial point of the given cost back into the valley that it left; Infinity where they do not help. */
  private correct(trial: number): number {
    const { problem, model } = this;
    if (problem.affineCount > 0) {
      problem.evaluate(true);
      trial = problem.weigh(problem.trialResiduals);
    }
    for (let c = 0; c < CORRECTIONS; c++) {
      this.stepsTaken++;
      const corrective = Math.max(this.damping, trial);
      problem.differentiate();
      model.linearize(corrective, problem.trialResiduals);
      model.solveStep(corrective, false);
      problem.applyStep(model.step, problem.constantCount);
      problem.evaluate();
      const next = problem.weigh(problem.trialResiduals);
      if (next < this.cost) return next;
      if (!(next < CORRECTED * trial)) return Infinity;
      trial = next;
    }
    return Infinity;
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
