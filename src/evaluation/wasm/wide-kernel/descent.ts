// AssemblyScript. Levenberg-Marquardt with variable projection.

import { CURRENT, CURRENT_TAILS, accelerate } from './acceleration';
import { CONSTANTS, RESIDUALS, RESIDUAL_TAILS, VECTOR_BYTES } from './layout';
import { columnNorm, decrement, orthogonalize, solveDamped } from './least-squares';
import {
  COLUMNS,
  COLUMN_TAILS,
  ORDER,
  SAVED,
  affineCount,
  applyStep,
  constantCount,
  copyConstants,
  differentiateAffine,
  differentiateCurved,
  residualsAt,
  stride,
  sumOfSquares,
} from './problem';

/** Scale of each column in the damping. */
const DIAGONAL: usize = memory.data(8 * 32, 16);

const INITIAL_DAMPING: f64 = 1e-2;
const SMALLEST_DAMPING: f64 = 1e-60;
const LARGEST_DAMPING: f64 = 1e12;
/** What an accepted step multiplies the damping by, and the first of rejected ones; each further one doubles that. */
const RELAXED: f64 = 0.5;
const TIGHTENED: f64 = 2;
/** What accepted steps multiply the damping by before the first rejected one, so that a good start is soon left alone. */
const SEARCHING: f64 = 1e-3;
/** While a full step promises more than this fraction of the cost, a small gain is that of a valley, not of a minimum. */
const VALLEY: f64 = 0.1;
/** Where a full step would lower the cost by less than this fraction, it stands at its minimum. */
const STATIONARY: f64 = 1e-14;

/** Steps that may bring a trial back into the valley before it is rejected. */
const CORRECTIONS: i32 = 4;
/** Each must lower the cost of the trial to this fraction. */
const CORRECTED: f64 = 0.25;

let cost: f64 = 0;
let damping: f64 = 0;
let stepsUsed: i32 = 0;
/** Whether no step has been rejected yet. */
let searching: bool = true;
/** Whether the affine columns and their part of the factors are those of the current constants. */
let affineFactored: bool = false;

/** Trial steps since `begin`. */
export function stepsTaken(): i32 {
  return stepsUsed;
}

/** Starts at the constants as they stand; false if some point has no finite value. */
export function begin(): bool {
  stepsUsed = 0;
  damping = INITIAL_DAMPING;
  searching = true;
  memory.fill(DIAGONAL, 0, VECTOR_BYTES);
  return measure();
}

/** Takes the cost anew, after a change of weights; false if it is not finite. */
export function measure(): bool {
  affineFactored = false;
  cost = residualsAt();
  return cost < Infinity;
}

/** Moves the affine constants to their optimum for the others as they stand; the cost there. */
function projectAffine(): f64 {
  differentiateAffine();
  orthogonalize(COLUMNS, COLUMN_TAILS, 0, affineCount, RESIDUALS, RESIDUAL_TAILS, stride);
  solveDamped(affineCount, affineCount, 0, DIAGONAL);
  applyStep(affineCount);
  return sumOfSquares();
}

/** Moves the affine constants to their optimum, unless that is lost to rounding or overflow. */
export function solveAffine(): void {
  copyConstants(SAVED, CONSTANTS);
  projectAffine();
  const projected = residualsAt();
  affineFactored = projected < cost;
  if (projected < cost) {
    cost = projected;
  } else {
    copyConstants(CONSTANTS, SAVED);
    cost = residualsAt();
  }
}

/** The Jacobian at the current constants, factored; what is there of the affine columns is kept. */
function factor(): void {
  let from = affineCount;
  if (!affineFactored) {
    differentiateAffine();
    from = 0;
  }
  differentiateCurved();
  orthogonalize(COLUMNS, COLUMN_TAILS, from, constantCount, RESIDUALS, RESIDUAL_TAILS, stride);
  scaleDamping();
}

/** What a relative change of a constant by 1 changes the residuals by, to first order: |c_k| times column k's length. */
@inline
function effect(k: i32): f64 {
  return abs(load<f64>(CONSTANTS + (<usize>load<i32>(ORDER + (<usize>k << 2)) << 3))) * columnNorm(k);
}

/**
 * Steps are measured by the relative change of each constant (Levenberg's damping in the logarithms), in the unit of the
 * most effective one, so that damping^-1/2 is about the longest relative step. Scaling by the columns' lengths instead lets a
 * constant of little effect change its sign while the others settle: there it stays, in a minimum of its own.
 */
function scaleDamping(): void {
  let most: f64 = 0;
  for (let k = affineCount; k < constantCount; k++) most = max(most, effect(k));
  for (let k = affineCount; k < constantCount; k++) {
    const own = effect(k);
    const length = columnNorm(k);
    store<f64>(DIAGONAL + (<usize>k << 3), own > 0 ? length * (most / own) : length);
  }
}

/**
 * Steps from a trial point of the given cost towards the valley that it left, until the cost is below that where the step
 * began or no longer falls fast. The damping grows with the cost, so that a large residual does not lead far along the valley.
 */
function correct(trial: f64): f64 {
  if (affineCount > 0) trial = residualsAt();
  for (let c = 0; c < CORRECTIONS; c++) {
    stepsUsed++;
    affineFactored = false;
    factor();
    solveDamped(constantCount, affineCount, max(damping, trial), DIAGONAL);
    applyStep(constantCount);
    const next = residualsAt();
    if (next < cost) return next;
    if (!(next < CORRECTED * trial)) return Infinity;
    trial = next;
  }
  return Infinity;
}

/**
 * At most `steps` trial steps from the current constants, after `begin` or `measure`; ends early at a minimum, or near one
 * after `patience` accepted steps in a row that each lower the cost by less than the fraction `gain`.
 */
export function descend(steps: i32, gain: f64, patience: i32): void {
  if (affineCount == constantCount) {
    solveAffine();
    stepsUsed++;
    return;
  }
  let fresh = true;
  // Whether the columns still hold the factors at the start of the step: projecting a trial overwrites them.
  let factored = false;
  let promise: f64 = 0;
  let dull = 0;
  let lastGood = damping;
  let tightening = TIGHTENED;
  for (let s = 0; s < steps; s++) {
    stepsUsed++;
    if (fresh) {
      memory.copy(CURRENT, RESIDUALS, stride);
      memory.copy(CURRENT_TAILS, RESIDUAL_TAILS, stride);
      factor();
      promise = decrement(constantCount);
      if (!(promise > STATIONARY * cost)) {
        fresh = false;
        break;
      }
      fresh = false;
      factored = true;
    }
    copyConstants(SAVED, CONSTANTS);
    solveDamped(constantCount, affineCount, damping, DIAGONAL);
    if (factored) accelerate(damping, DIAGONAL);
    applyStep(constantCount);
    let trial = residualsAt();
    if (affineCount > 0 && trial < Infinity) {
      trial = projectAffine();
      factored = false;
      if (trial < cost) trial = residualsAt();
    }
    const corrected = !(trial < cost) && trial < Infinity;
    if (corrected) trial = correct(trial);
    if (trial < cost) {
      dull = promise <= VALLEY * cost && cost - trial < gain * cost ? dull + 1 : 0;
      cost = trial;
      damping = max(damping * (searching ? SEARCHING : RELAXED), SMALLEST_DAMPING);
      lastGood = damping;
      tightening = TIGHTENED;
      affineFactored = affineCount > 0 && !corrected;
      fresh = true;
      if (dull >= patience) return;
    } else {
      copyConstants(CONSTANTS, SAVED);
      affineFactored = false;
      if (corrected) {
        residualsAt();
        fresh = true;
      }
      searching = false;
      damping *= tightening;
      tightening *= 2;
      if (damping > LARGEST_DAMPING) break;
    }
  }
  if (damping > LARGEST_DAMPING) damping = lastGood;
  if (!fresh) cost = residualsAt();
}
