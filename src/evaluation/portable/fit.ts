/**
 * The fit of a program's constants on the training table: kernel/fit.ts in TypeScript, to the same bits.
 * Levenberg-Marquardt with variable projection, then Lawson's reweighting towards the minimax fit.
 */

import type { FitSettings } from '../fit-engine';
import { Descent } from './descent';
import { Problem, type StoredProgram } from './problem';

export class Fit {
  readonly problem = new Problem();
  private readonly descent = new Descent(this.problem);
  /** The best constants met while reweighting. */
  private readonly best = this.problem.constants.slice();

  /**
   * Fits the problem's constants in place.
   * @param points of the training table, a multiple of 8
   * @returns the largest error over them; Infinity when some point has no finite value
   */
  run(program: StoredProgram, affineCount: number, points: number, settings: FitSettings): number {
    const { problem, descent } = this;
    problem.set(program, affineCount, points);
    if (!descent.begin()) return Infinity;
    if (program.constantCount === 0) return problem.maximumError();
    if (affineCount > 0) descent.solveAffine();
    descent.descend(settings.steps, 1e-3, 3, false);
    let error = problem.maximumError();
    if (error < settings.extendBelow) {
      descent.descend(settings.extendedSteps, 1e-3, 6, true);
      error = problem.maximumError();
      if (error < settings.pursueBelow) {
        descent.descend(settings.pursuedSteps, 1e-3, 8, true);
        error = problem.maximumError();
      }
    }
    return error < settings.lawsonBelow && error > 0
      ? this.reweightRepeatedly(error, settings.lawsonSteps)
      : error;
  }

  get stepsTaken(): number {
    return this.descent.stepsTaken;
  }

  private reweightRepeatedly(error: number, steps: number): number {
    const { problem, descent } = this;
    this.best.set(problem.constants);
    let best = error;
    let current = error;
    for (let s = 0; s < steps; s++) {
      this.reweight(current);
      if (!descent.measure()) break;
      descent.descend(3, 1e-4, 1, false);
      current = problem.maximumError();
      if (!(current > 0)) break;
      if (current < best) {
        best = current;
        this.best.set(problem.constants);
      }
    }
    problem.constants.set(this.best);
    return best;
  }

  /** Lawson's step: each weight is multiplied by the size of its error. */
  private reweight(largest: number): void {
    const { errors, rootWeights, points } = this.problem;
    let sum = 0;
    const inverse = 1 / largest;
    for (let i = 0; i < points; i++) {
      const root = rootWeights[i]!;
      const weight = root * root * Math.abs(errors[i]!) * inverse;
      rootWeights[i] = weight;
      sum += weight;
    }
    if (!(sum > 0)) return;
    const mean = sum / points;
    for (let i = 0; i < points; i++) rootWeights[i] = Math.sqrt(rootWeights[i]! / mean);
    this.problem.applyWeights();
  }
}
