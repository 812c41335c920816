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

const INITIAL_DAMPING: f64 = 1;
/** Far below the square of the smallest singular value that binary64 resolves: a valley may be as flat as that. */
const SMALLEST_DAMPING: f64 = 1e-26;
const LARGEST_DAMPING: f64 = 1e12;
/** What accepted and rejected steps multiply the damping by. */
const RELAXED: f64 = 0.04;
const TIGHTENED: f64 = 10;
/** Steps that may bring a trial back into the valley before it is rejected. */
const CORRECTIONS: i32 = 4;
/** Each must lower the cost of the trial to this fraction. */
const CORRECTED: f64 = 0.25;

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
 * Steps from a trial point of the given cost towards the valley that it left, until the cost is below that where the step
 * began or no longer falls fast. The damping grows with the cost, so that a large residual does not lead far along the valley.
 */
function correct(trial: f64): f64 {
  if (affineCount > 0) {
    evaluateAffine();
    trial = weigh(trialResiduals);
  }
  for (let c = 0; c < CORRECTIONS; c++) {
    stepsUsed++;
    const corrective = max(damping, trial);
    differentiate(trialResiduals);
    linearize(corrective);
    solveStep(corrective, false);
    applyStep(constantCount);
    evaluate();
    const next = weigh(trialResiduals);
    if (next < cost) return next;
    if (!(next < CORRECTED * trial)) return Infinity;
    trial = next;
  }
  return Infinity;
}

/**
 * At most `steps` trial steps from the current constants, after `begin` or `measure`; ends early after `patience`
 * accepted steps in a row that each lower the cost by less than the fraction `gain`. `correcting`: a step that leaves a
 * narrow valley is not rejected before a few corrections, for along such a valley only tiny steps lower the cost at once.
 */
export function descend(steps: i32, gain: f64, patience: i32, correcting: bool): void {
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
      differentiate(residuals);
      linearize(damping);
      factored = true;
    }
    copyConstants(SAVED, CONSTANTS);
    solveStep(damping, !fresh);
    fresh = false;
    if (factored) accelerate(damping);
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
    const corrected = correcting && !(trial < cost) && trial < Infinity;
    if (corrected) trial = correct(trial);
    if (trial < cost) {
      dull = cost - trial < gain * cost ? dull + 1 : 0;
      cost = trial;
      acceptResiduals();
      damping = max(damping * RELAXED, SMALLEST_DAMPING);
      fresh = true;
      if (dull >= patience) return;
    } else {
      copyConstants(CONSTANTS, SAVED);
      if (corrected) {
        evaluate();
        fresh = true;
      }
      damping *= TIGHTENED;
      if (damping > LARGEST_DAMPING) break;
    }
  }
  if (!fresh) evaluate();
}
