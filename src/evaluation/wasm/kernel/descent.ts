// AssemblyScript. Levenberg-Marquardt with variable projection.

import { accelerate } from './acceleration';
import { solveDamped } from './damped-solve';
import { CONSTANTS } from './layout';
import { Z, orthogonalize } from './least-squares';
import { DIAGONAL, linearize, resetScales, solveStep } from './linear-model';
import {
  SAVED,
  acceptResiduals,
  affineCount,
  applyStep,
  constantCount,
  copyConstants,
  differentiate,
  differentiateAffine,
  evaluate,
  evaluateAffine,
  residuals,
  stride,
  trialResiduals,
  weigh,
} from './problem';

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
  resetScales();
  evaluate();
  return measure();
}

/** Takes the cost anew from the values as they stand, after a change of weights; false if it is not finite. */
export function measure(): bool {
  // Where the last descent ended for want of a lower cost, its damping is far too large for a new start.
  damping = min(damping, INITIAL_DAMPING);
  cost = weigh(residuals);
  return cost < Infinity;
}

/**
 * Moves the affine constants to their optimum for the others as they stand; the cost there. The row `right` holds the
 * residuals of the values as they stand.
 */
function projectAffine(right: usize): f64 {
  differentiateAffine(right);
  const projected = orthogonalize(affineCount, true, stride);
  solveDamped(affineCount, affineCount, 0, DIAGONAL, Z);
  applyStep(affineCount);
  return projected < Infinity ? projected : Infinity;
}

/** Moves the affine constants to their optimum, unless that is lost to rounding or overflow. */
export function solveAffine(): void {
  copyConstants(SAVED, CONSTANTS);
  projectAffine(residuals);
  evaluateAffine();
  const projected = weigh(trialResiduals);
  if (projected < cost) {
    cost = projected;
    acceptResiduals();
  } else {
    copyConstants(CONSTANTS, SAVED);
    evaluateAffine();
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
  // Whether the columns are still those of the start of the step: projecting a trial overwrites them.
  let factored = false;
  let dull = 0;
  for (let s = 0; s < steps; s++) {
    stepsUsed++;
    if (fresh) {
      differentiate();
      linearize(damping);
      factored = true;
    }
    copyConstants(SAVED, CONSTANTS);
    solveStep(damping, !fresh);
    fresh = false;
    if (accelerated && factored) accelerate(damping);
    applyStep(constantCount);
    evaluate();
    let trial = weigh(trialResiduals);
    if (affineCount > 0 && trial < Infinity) {
      trial = projectAffine(trialResiduals);
      factored = false;
      if (trial < cost) {
        evaluateAffine();
        trial = weigh(trialResiduals);
      }
    }
    if (trial < cost) {
      dull = cost - trial < gain * cost ? dull + 1 : 0;
      cost = trial;
      acceptResiduals();
      damping = max(damping * 0.15, SMALLEST_DAMPING);
      fresh = true;
      if (dull >= patience) return;
    } else {
      copyConstants(CONSTANTS, SAVED);
      damping *= 6;
      if (damping > LARGEST_DAMPING) break;
    }
  }
  if (!fresh) evaluate();
}
