// AssemblyScript. Levenberg-Marquardt with variable projection.

import { CURRENT, accelerate } from './acceleration';
import { CONSTANTS, RESIDUALS } from './layout';
import { columnNorm, dot, orthogonalize, solveDamped } from './least-squares';
import {
  COLUMNS,
  SAVED,
  affineCount,
  applyStep,
  constantCount,
  copyConstants,
  differentiate,
  residualsAt,
  stride,
} from './problem';

/** Scale of each column in the damping: its length, forgetting longer ones slowly (after More 1978). */
const DIAGONAL: usize = memory.data(8 * 32, 16);

const INITIAL_DAMPING: f64 = 1e-2;
const SMALLEST_DAMPING: f64 = 1e-15;
const LARGEST_DAMPING: f64 = 1e12;

let cost: f64 = 0;
let damping: f64 = 0;
let stepsUsed: i32 = 0;

/** Trial steps since `begin`. */
export function stepsTaken(): i32 {
  return stepsUsed;
}

/** Starts at the constants as they stand; false if some point has no finite value. */
export function begin(): bool {
  stepsUsed = 0;
  damping = INITIAL_DAMPING;
  memory.fill(DIAGONAL, 0, 8 * 32);
  return measure();
}

/** Takes the cost anew, after a change of weights; false if it is not finite. */
export function measure(): bool {
  cost = residualsAt();
  return cost < Infinity;
}

/** Moves the affine constants to their optimum for the others as they stand; the cost there. */
function projectAffine(): f64 {
  differentiate();
  orthogonalize(COLUMNS, 0, affineCount, affineCount, RESIDUALS, stride);
  solveDamped(affineCount, affineCount, 0, DIAGONAL);
  applyStep(affineCount);
  const projected = dot(RESIDUALS, RESIDUALS, stride);
  return projected < Infinity ? projected : Infinity;
}

/** Moves the affine constants to their optimum, unless that is lost to rounding or overflow. */
export function solveAffine(): void {
  copyConstants(SAVED, CONSTANTS);
  projectAffine();
  const projected = residualsAt();
  if (projected < cost) {
    cost = projected;
  } else {
    copyConstants(CONSTANTS, SAVED);
    cost = residualsAt();
  }
}

/**
 * At most `steps` trial steps from the current constants, after `begin` or `measure`; ends early after `patience`
 * accepted steps in a row that each lower the cost by less than the fraction `gain`. `accelerated` adds geodesic
 * acceleration, which is worth its extra evaluation in long curved valleys.
 */
export function descend(steps: i32, gain: f64, patience: i32, accelerated: bool): void {
  if (affineCount == constantCount) {
    solveAffine();
    stepsUsed++;
    return;
  }
  let fresh = true;
  // Whether the columns still hold the factors at the start of the step: projecting a trial overwrites them.
  let factored = false;
  let dull = 0;
  for (let s = 0; s < steps; s++) {
    stepsUsed++;
    if (fresh) {
      memory.copy(CURRENT, RESIDUALS, stride);
      differentiate();
      orthogonalize(COLUMNS, 0, constantCount, constantCount, RESIDUALS, stride);
      for (let k = affineCount; k < constantCount; k++) {
        const address = DIAGONAL + (<usize>k << 3);
        store<f64>(address, max(load<f64>(address) * 0.5, columnNorm(k)));
      }
      fresh = false;
      factored = true;
    }
    copyConstants(SAVED, CONSTANTS);
    solveDamped(constantCount, affineCount, damping, DIAGONAL);
    if (accelerated && factored) accelerate(damping, DIAGONAL);
    applyStep(constantCount);
    let trial = residualsAt();
    if (affineCount > 0 && trial < Infinity) {
      trial = projectAffine();
      factored = false;
      if (trial < cost) trial = residualsAt();
    }
    if (trial < cost) {
      dull = cost - trial < gain * cost ? dull + 1 : 0;
      cost = trial;
      damping = max(damping * 0.15, SMALLEST_DAMPING);
      fresh = true;
      if (dull >= patience) return;
    } else {
      copyConstants(CONSTANTS, SAVED);
      damping *= 6;
      if (damping > LARGEST_DAMPING) break;
    }
  }
  if (!fresh) cost = residualsAt();
}
