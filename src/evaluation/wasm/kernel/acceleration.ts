// AssemblyScript. Geodesic acceleration of Levenberg-Marquardt steps.

import { CONSTANTS, RESIDUALS } from './layout';
import {
  STEP,
  keepProjection,
  projectRow,
  restoreProjection,
  solveDamped,
  subtractJacobianTimes,
} from './least-squares';
import {
  COLUMNS,
  SAVED,
  affineCount,
  applyStep,
  constantCount,
  copyConstants,
  residualsAt,
  stride,
} from './problem';

/** Residuals where the step begins. */
export const CURRENT: usize = memory.data(1024, 64);
/** The step without acceleration. */
const VELOCITY: usize = memory.data(8 * 32, 16);
/** Length of the probe that measures curvature, as a fraction of the step. */
const PROBE: f64 = 0.1;
/** An acceleration beyond this fraction of the step (doubled) says that the second order is no guide there. */
const MOST_ACCELERATION: f64 = 0.75;

/**
 * Geodesic acceleration (Transtrum and Sethna 2012): adds to the step half the second-order correction that keeps it in
 * a curved valley, from the curvature of the residuals along the step, unless that correction is large. The constants must
 * stand where the step begins, also in SAVED; CURRENT holds the residuals there.
 */
export function accelerate(damping: f64, diagonal: usize): void {
  memory.copy(VELOCITY, STEP, 8 * 32);
  for (let j = 0; j < constantCount; j++) {
    store<f64>(STEP + (<usize>j << 3), PROBE * load<f64>(VELOCITY + (<usize>j << 3)));
  }
  applyStep(constantCount);
  const probed = residualsAt();
  copyConstants(CONSTANTS, SAVED);
  memory.copy(STEP, VELOCITY, 8 * 32);
  if (!(probed < Infinity)) return;
  const factor = f64x2.splat(1 / PROBE);
  for (let o: usize = 0; o < stride; o += 16) {
    v128.store(RESIDUALS + o, f64x2.mul(factor, f64x2.sub(v128.load(RESIDUALS + o), v128.load(CURRENT + o))));
  }
  subtractJacobianTimes(COLUMNS, constantCount, VELOCITY, RESIDUALS, stride);
  for (let o: usize = 0; o < stride; o += 16) {
    v128.store(RESIDUALS + o, f64x2.mul(factor, v128.load(RESIDUALS + o)));
  }
  keepProjection();
  projectRow(COLUMNS, constantCount, RESIDUALS, stride);
  solveDamped(constantCount, affineCount, damping, diagonal);
  restoreProjection();
  let ratio: f64 = 0;
  let size: f64 = 0;
  for (let j = 0; j < constantCount; j++) {
    const d = load<f64>(diagonal + (<usize>j << 3));
    const a = load<f64>(STEP + (<usize>j << 3));
    const v = load<f64>(VELOCITY + (<usize>j << 3));
    const w = j < affineCount ? 0 : d;
    ratio += w * a * w * a;
    size += w * v * w * v;
  }
  const small = 4 * ratio <= MOST_ACCELERATION * MOST_ACCELERATION * size;
  for (let j = 0; j < constantCount; j++) {
    const o = <usize>j << 3;
    store<f64>(STEP + o, load<f64>(VELOCITY + o) + (small ? load<f64>(STEP + o) : 0));
  }
}
