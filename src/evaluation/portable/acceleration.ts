/**
 * Geodesic acceleration of Levenberg-Marquardt steps: kernel/acceleration.ts in TypeScript, to the same bits.
 */

import { BLOCK_POINTS } from '../table-rows';
import { KERNEL_MAX_CONSTANTS } from '../wasm/program-code';
import type { LeastSquares } from './least-squares';
import type { Problem } from './problem';

/** Length of the probe that measures curvature, as a fraction of the step. */
const PROBE = 0.1;
/** An acceleration beyond this fraction of the step (doubled) says that the second order is no guide there. */
const MOST_ACCELERATION = 0.75;

export class Acceleration {
  private readonly problem: Problem;
  private readonly linear: LeastSquares;
  /** Residuals where the step begins. */
  private readonly current = new Float64Array(BLOCK_POINTS);
  /** The step without acceleration. */
  private readonly velocity = new Float64Array(KERNEL_MAX_CONSTANTS);

  constructor(problem: Problem, linear: LeastSquares) {
    this.problem = problem;
    this.linear = linear;
  }

  /** Notes the residuals where a step begins. */
  begin(): void {
    this.current.set(this.problem.residuals);
  }

  /** Adds the acceleration to the step, unless it is large. The constants must be saved where the step begins. */
  accelerate(damping: number, diagonal: Float64Array): void {
    const { problem, linear, velocity, current } = this;
    const { constantCount, affineCount, points, residuals, adjoints, columns } = problem;
    const { step } = linear;
    velocity.set(step);
    for (let j = 0; j < constantCount; j++) step[j] = PROBE * velocity[j]!;
    problem.applyStep(step, constantCount);
    const probed = problem.residualsAt();
    problem.restore();
    step.set(velocity);
    if (!(probed < Infinity)) return;
    const factor = 1 / PROBE;
    for (let i = 0; i < points; i++) residuals[i] = factor * (residuals[i]! - current[i]!);
    linear.subtractJacobianTimes(adjoints, columns, constantCount, velocity, residuals, points);
    for (let i = 0; i < points; i++) residuals[i]! *= factor;
    linear.keepProjection();
    linear.projectRow(adjoints, columns, constantCount, residuals, points);
    linear.solveDamped(constantCount, affineCount, damping, diagonal);
    linear.restoreProjection();
    let ratio = 0;
    let size = 0;
    for (let j = 0; j < constantCount; j++) {
      const w = j < affineCount ? 0 : diagonal[j]!;
      ratio += w * step[j]! * w * step[j]!;
      size += w * velocity[j]! * w * velocity[j]!;
    }
    const small = 4 * ratio <= MOST_ACCELERATION * MOST_ACCELERATION * size;
    for (let j = 0; j < constantCount; j++) step[j] = velocity[j]! + (small ? step[j]! : 0);
  }
}
