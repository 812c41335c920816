// AssemblyScript. Geodesic acceleration of Levenberg-Marquardt steps.

import { STEP } from './damped-solve';
import { CONSTANTS } from './layout';
import { DIAGONAL, solveForRest } from './linear-model';
import {
  SAVED,
  affineCount,
  applyStep,
  constantCount,
  copyConstants,
  evaluate,
  residuals,
  stride,
  trialResiduals,
  weigh,
} from './problem';

/** The step without acceleration. */
const VELOCITY: usize = memory.data(8 * 32, 16);
/** Length of the probe that measures curvature, as a fraction of the step. */
const PROBE: f64 = 0.1;
/** An acceleration beyond this fraction of the step (doubled) says that the second order is no guide there. */
const MOST_ACCELERATION: f64 = 0.75;

/**
 * Geodesic acceleration (Transtrum and Sethna 2012): adds to the step half the second-order correction that keeps it in
 * a curved valley, from the curvature of the residuals along the step, unless that correction is large. The constants must
 * stand where the step begins, also in SAVED, and the linear model there must be at hand. The trial residuals
 * are overwritten.
 */
export function accelerate(damping: f64): void {
  for (let j: usize = 0; j < (<usize>constantCount) << 3; j += 8) {
    const v = load<f64>(STEP + j);
    store<f64>(VELOCITY + j, v);
    store<f64>(STEP + j, PROBE * v);
  }
  applyStep(constantCount);
  evaluate();
  const probed = weigh(trialResiduals);
  copyConstants(CONSTANTS, SAVED);
  if (probed < Infinity) {
    // (r(c + h v) - r(c) - h J v) / h^2, half the second derivative along v.
    const factor = f64x2.splat(1 / (PROBE * PROBE));
    for (let o: usize = 0; o < stride; o += 16) {
      const difference = f64x2.sub(v128.load(trialResiduals + o), v128.load(residuals + o));
      v128.store(trialResiduals + o, f64x2.mul(factor, difference));
    }
    solveForRest(damping, VELOCITY, 1 / PROBE, trialResiduals);
  }
  let ratio: f64 = 0;
  let size: f64 = 0;
  for (let j = affineCount; j < constantCount; j++) {
    const o = (<usize>j) << 3;
    const d = load<f64>(DIAGONAL + o);
    const a = d * load<f64>(STEP + o);
    const v = d * load<f64>(VELOCITY + o);
    ratio += a * a;
    size += v * v;
  }
  const small = probed < Infinity && 4 * ratio <= MOST_ACCELERATION * MOST_ACCELERATION * size;
  for (let j: usize = 0; j < (<usize>constantCount) << 3; j += 8) {
    store<f64>(STEP + j, load<f64>(VELOCITY + j) + (small ? load<f64>(STEP + j) : 0));
  }
}
