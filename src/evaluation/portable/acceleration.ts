/**
 * Geodesic acceleration of Levenberg-Marquardt steps: kernel/acceleration.ts in TypeScript, to the same bits.
 */

import { KERNEL_MAX_CONSTANTS } from '../wasm/program-code';
import type { LinearModel } from './linear-model';
import type { Problem } from './problem';

/** Length of the probe that measures curvature, as a fraction of the step. */
const PROBE = 0.1;
/** An acceleration beyond this fraction of the step (doubled) says that the second order is no guide there. */
const MOST_ACCELERATION = 0.75;

export class Acceleration {
  private readonly problem: Problem;
  private readonly model: LinearModel;
  /** The step without acceleration. */
  private readonly velocity = new Float64Array(KERNEL_MAX_CONSTANTS);

  constructor(problem: Problem, model: LinearModel) {
    this.problem = problem;
    this.model = model;
  }

  /**
   * Adds the acceleration to the step, unless it is large. The constants must be saved where the step begins. The trial
   * residuals are overwritten.
   */
  accelerate(damping: number): void {
    const { problem, model, velocity } = this;
    const { constantCount, affineCount, points, residuals, trialResiduals } = problem;
    const { step, diagonal } = model;
    for (let j = 0; j < constantCount; j++) {
      velocity[j] = step[j]!;
      step[j] = PROBE * velocity[j]!;
    }
    problem.applyStep(step, constantCount);
    problem.evaluate();
    const probed = problem.weigh(trialResiduals);
    problem.restore();
    if (probed < Infinity) {
      // (r(c + h v) - r(c) - h J v) / h^2, half the second derivative along v.
      const factor = 1 / (PROBE * PROBE);
      for (let i = 0; i < points; i++) trialResiduals[i] = factor * (trialResiduals[i]! - residuals[i]!);
      model.solveForRest(damping, velocity, 1 / PROBE, trialResiduals);
    }
    let ratio = 0;
    let size = 0;
    for (let j = affineCount; j < constantCount; j++) {
      const a = diagonal[j]! * step[j]!;
      const v = diagonal[j]! * velocity[j]!;
      ratio += a * a;
      size += v * v;
    }
    const small = probed < Infinity && 4 * ratio <= MOST_ACCELERATION * MOST_ACCELERATION * size;
    for (let j = 0; j < constantCount; j++) step[j] = velocity[j]! + (small ? step[j]! : 0);
  }
}
