// AssemblyScript. Geodesic acceleration of Levenberg-Marquardt steps.

import { putPair, sumTail } from './double-double';
import { WIDTH, get, minus, negative, plus, splat, times } from './lanes';
import { CONSTANTS, RESIDUALS, RESIDUAL_TAILS, VECTOR_BYTES } from './layout';
import {
  STEP,
  STEP_TAILS,
  keepProjection,
  projectRow,
  restoreProjection,
  solveDamped,
  subtractJacobianTimesStep,
} from './least-squares';
import {
  COLUMNS,
  COLUMN_TAILS,
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
export const CURRENT_TAILS: usize = memory.data(1024, 64);
/** The step without acceleration. */
const VELOCITY: usize = memory.data(8 * 32, 16);
const VELOCITY_TAILS: usize = memory.data(8 * 32, 16);
/** Length of the probe that measures curvature, as a fraction of the step: a power of two, so that scaling is exact. */
const PROBE: f64 = 0.125;
/** An acceleration beyond this fraction of the step (doubled) says that the second order is no guide there. */
const MOST_ACCELERATION: f64 = 0.75;

/**
 * Geodesic acceleration (Transtrum and Sethna 2012): adds to the step half the second-order correction that keeps it in
 * a curved valley, from the curvature of the residuals along the step, unless that correction is large. The constants must
 * stand where the step begins, also in SAVED; CURRENT holds the residuals there.
 */
export function accelerate(damping: f64, diagonal: usize): void {
  memory.copy(VELOCITY, STEP, VECTOR_BYTES);
  memory.copy(VELOCITY_TAILS, STEP_TAILS, VECTOR_BYTES);
  for (let j = 0; j < constantCount; j++) {
    const o = <usize>j << 3;
    store<f64>(STEP + o, PROBE * load<f64>(VELOCITY + o));
    store<f64>(STEP_TAILS + o, PROBE * load<f64>(VELOCITY_TAILS + o));
  }
  applyStep(constantCount);
  const probed = residualsAt();
  copyConstants(CONSTANTS, SAVED);
  if (!(probed < Infinity)) {
    memory.copy(STEP, VELOCITY, VECTOR_BYTES);
    memory.copy(STEP_TAILS, VELOCITY_TAILS, VECTOR_BYTES);
    return;
  }
  // The residuals' second difference: (r(probe) - r - J probe) / PROBE^2.
  const factor = splat(1 / (PROBE * PROBE));
  for (let o: usize = 0; o < stride; o += WIDTH) {
    const a = get(RESIDUALS + o);
    const b = negative(get(CURRENT + o));
    const s = plus(a, b);
    const rest = plus(sumTail(a, b, s), minus(get(RESIDUAL_TAILS + o), get(CURRENT_TAILS + o)));
    putPair(RESIDUALS, RESIDUAL_TAILS, o, s, rest);
  }
  subtractJacobianTimesStep(COLUMNS, COLUMN_TAILS, constantCount, RESIDUALS, RESIDUAL_TAILS, stride);
  for (let o: usize = 0; o < stride; o += WIDTH) {
    putPair(RESIDUALS, RESIDUAL_TAILS, o, times(factor, get(RESIDUALS + o)), times(factor, get(RESIDUAL_TAILS + o)));
  }
  keepProjection();
  projectRow(COLUMNS, COLUMN_TAILS, constantCount, RESIDUALS, RESIDUAL_TAILS, stride);
  solveDamped(constantCount, affineCount, damping, diagonal);
  restoreProjection();
  let ratio: f64 = 0;
  let size: f64 = 0;
  for (let j = affineCount; j < constantCount; j++) {
    const d = load<f64>(diagonal + (<usize>j << 3));
    const a = d * load<f64>(STEP + (<usize>j << 3));
    const v = d * load<f64>(VELOCITY + (<usize>j << 3));
    ratio += a * a;
    size += v * v;
  }
  const small = 4 * ratio <= MOST_ACCELERATION * MOST_ACCELERATION * size;
  for (let j = 0; j < constantCount; j++) {
    const o = <usize>j << 3;
    const v = load<f64>(VELOCITY + o);
    const a = small ? load<f64>(STEP + o) : 0;
    const sum = v + a;
    const t = sum - v;
    store<f64>(STEP + o, sum);
    const rest = v - (sum - t) + (a - t);
    store<f64>(STEP_TAILS + o, load<f64>(VELOCITY_TAILS + o) + rest);
  }
}
