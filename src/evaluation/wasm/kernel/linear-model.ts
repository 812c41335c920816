// AssemblyScript. The linear model of the residuals at the start of a step, factored the way its damping allows: by the
// normal equations while the damping is not tiny, by QR afterwards.

import { FACTORS, subtractColumns } from './columns';
import { solveDamped } from './damped-solve';
import { MAX_CONSTANTS } from './layout';
import { Z, columnNorm, item, orthogonalize, projectRow, subtractJacobianTimes } from './least-squares';
import {
  LEAST_DAMPING,
  columnLength,
  factorDamped,
  solveForResiduals,
  solveForRow,
  takeProducts,
} from './normal-equations';
import { affineCount, constantCount, stride } from './problem';

/** Scale of each column in the damping: its length, forgetting longer ones slowly (after More 1978). */
export const DIAGONAL: usize = memory.data(8 * 32, 16);
/** Q transposed times the curvature. */
const CURVATURE: usize = memory.data(8 * 32, 16);

/** Whether the normal equations serve. */
let normal: bool = false;

export function resetScales(): void {
  for (let k = 0; k < MAX_CONSTANTS; k++) store<f64>(item(DIAGONAL, k), 0);
}

@inline
function scaleBy(k: i32, length: f64): void {
  store<f64>(item(DIAGONAL, k), max(load<f64>(item(DIAGONAL, k)) * 0.5, length));
}

/** Factors the columns taken, the last step's damping being `damping`. */
export function linearize(damping: f64): void {
  normal = false;
  if (damping >= LEAST_DAMPING) {
    takeProducts(constantCount, stride);
    for (let k = affineCount; k < constantCount; k++) scaleBy(k, columnLength(k));
    normal = factorDamped(constantCount, affineCount, damping, DIAGONAL);
    if (normal) return;
  }
  orthogonalize(constantCount, false, stride);
  if (damping >= LEAST_DAMPING) return;
  for (let k = affineCount; k < constantCount; k++) scaleBy(k, columnNorm(k));
}

/** STEP with this damping; `anew` if it is not the damping of `linearize`. */
export function solveStep(damping: f64, anew: bool): void {
  if (!normal) {
    solveDamped(constantCount, affineCount, damping, DIAGONAL, Z);
    return;
  }
  if (anew) factorDamped(constantCount, affineCount, damping, DIAGONAL);
  solveForResiduals(constantCount);
}

/** Subtracts `scale` times J times `step` from `row`, which becomes the right-hand side that STEP is then solved for. */
export function solveForRest(damping: f64, step: usize, scale: f64, row: usize): void {
  if (normal) {
    for (let k = 0; k < constantCount; k++) store<f64>(item(FACTORS, k), load<f64>(item(step, k)) * scale);
    subtractColumns(row, constantCount, stride);
    solveForRow(constantCount, row, stride);
    return;
  }
  subtractJacobianTimes(constantCount, step, scale, row, stride);
  projectRow(constantCount, row, CURVATURE, stride);
  solveDamped(constantCount, affineCount, damping, DIAGONAL, CURVATURE);
}
