// AssemblyScript. The fit of a program's constants on the training table: Levenberg-Marquardt on the residuals in the
// unit of the norm, with variable projection (Golub and Pereyra 1973; the step is Kaufman's), then Lawson's
// reweighting towards the minimax fit (Lawson 1961).

import { differentiateRows } from './adjoint';
import { broadcastConstants, evaluateRows } from './evaluate';
import {
  BLOCK,
  CONSTANTS,
  ERRORS,
  RESIDUALS,
  ROOT_WEIGHTS,
  ROW_BYTES,
  TRAINING,
  adjointRow,
  valueRow,
} from './layout';
import { STEP, columnNorm, dot, orthogonalize, solveDamped } from './least-squares';

/** Which constant stands in which column of the Jacobian: those in which the result is affine come first. */
export const ORDER: usize = memory.data(4 * 32, 16);
const COLUMNS: usize = memory.data(4 * 32, 16);
const DIAGONAL: usize = memory.data(8 * 32, 16);
const SAVED: usize = memory.data(8 * 32, 16);
const BEST: usize = memory.data(8 * 32, 16);
const SEED: usize = memory.data(1024, 64);

const INITIAL_DAMPING: f64 = 1e-2;
const SMALLEST_DAMPING: f64 = 1e-15;
const LARGEST_DAMPING: f64 = 1e12;

let instructionCount: i32 = 0;
let constantCount: i32 = 0;
let affineCount: i32 = 0;
let resultSlot: i32 = 0;
let stride: usize = 0;
let cost: f64 = 0;
let damping: f64 = 0;
let stepsUsed: i32 = 0;

export function stepsOfLastFit(): i32 {
  return stepsUsed;
}

/** Fills ERRORS and RESIDUALS at the current constants; the weighted sum of squares, Infinity if any is not finite. */
function residualsAt(): f64 {
  broadcastConstants(constantCount, stride);
  evaluateRows(instructionCount, constantCount, stride);
  const p = valueRow(resultSlot, stride);
  let sum = f64x2.splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const difference = f64x2.sub(
      f64x2.sub(v128.load(p + o), v128.load(TRAINING + ROW_BYTES + o)),
      v128.load(TRAINING + 2 * ROW_BYTES + o),
    );
    const error = f64x2.mul(difference, v128.load(TRAINING + 3 * ROW_BYTES + o));
    const residual = f64x2.mul(error, v128.load(ROOT_WEIGHTS + o));
    v128.store(ERRORS + o, error);
    v128.store(RESIDUALS + o, residual);
    sum = f64x2.add(sum, f64x2.mul(residual, residual));
  }
  const total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  return total < Infinity ? total : Infinity;
}

function maximumError(): f64 {
  let m = f64x2.splat(0);
  for (let o: usize = 0; o < stride; o += 16) m = f64x2.max(m, f64x2.abs(v128.load(ERRORS + o)));
  const value = max(f64x2.extract_lane(m, 0), f64x2.extract_lane(m, 1));
  return value == value ? value : Infinity;
}

/** The weighted Jacobian at the point whose values stand in the rows; its columns are the adjoint rows. */
function differentiate(): void {
  for (let o: usize = 0; o < stride; o += 16) {
    v128.store(
      SEED + o,
      f64x2.mul(v128.load(TRAINING + 3 * ROW_BYTES + o), v128.load(ROOT_WEIGHTS + o)),
    );
  }
  differentiateRows(instructionCount, constantCount, resultSlot, SEED, stride);
  for (let j = 0; j < constantCount; j++) {
    const k = load<i32>(ORDER + (<usize>j << 2));
    store<usize>(COLUMNS + (<usize>j << 2), adjointRow(1 + k, stride));
  }
}

function applyStep(count: i32): void {
  for (let j = 0; j < count; j++) {
    const address = CONSTANTS + (<usize>load<i32>(ORDER + (<usize>j << 2)) << 3);
    store<f64>(address, load<f64>(address) + load<f64>(STEP + (<usize>j << 3)));
  }
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
function solveAffine(): void {
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

@inline
function copyConstants(to: usize, from: usize): void {
  memory.copy(to, from, <usize>constantCount << 3);
}

/**
 * At most `steps` trial steps from the current constants, whose cost must stand in `cost`; ends early after `patience`
 * accepted steps in a row that each lower the cost by less than the fraction `gain`.
 */
function descend(steps: i32, gain: f64, patience: i32): void {
  if (affineCount == constantCount) {
    solveAffine();
    stepsUsed++;
    return;
  }
  let fresh = true;
  let dull = 0;
  for (let s = 0; s < steps; s++) {
    stepsUsed++;
    if (fresh) {
      differentiate();
      orthogonalize(COLUMNS, 0, constantCount, constantCount, RESIDUALS, stride);
      for (let k = affineCount; k < constantCount; k++) {
        const address = DIAGONAL + (<usize>k << 3);
        store<f64>(address, max(load<f64>(address) * 0.5, columnNorm(k)));
      }
      fresh = false;
    }
    copyConstants(SAVED, CONSTANTS);
    solveDamped(constantCount, affineCount, damping, DIAGONAL);
    applyStep(constantCount);
    let trial = residualsAt();
    if (affineCount > 0 && trial < Infinity) {
      trial = projectAffine();
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

function reweight(largest: f64): void {
  let sum: f64 = 0;
  const inverse = 1 / largest;
  for (let o: usize = 0; o < stride; o += 8) {
    const root = load<f64>(ROOT_WEIGHTS + o);
    const weight = root * root * abs(load<f64>(ERRORS + o)) * inverse;
    store<f64>(ROOT_WEIGHTS + o, weight);
    sum += weight;
  }
  if (!(sum > 0)) return;
  const mean = sum / <f64>(stride >> 3);
  for (let o: usize = 0; o < stride; o += 8) {
    store<f64>(ROOT_WEIGHTS + o, sqrt(load<f64>(ROOT_WEIGHTS + o) / mean));
  }
}

/**
 * Fits the constants in place and returns the largest error over the training points (Infinity when some point has no
 * finite value). `affine` counts the constants, first in ORDER, in which the result is jointly affine.
 *   steps          Levenberg-Marquardt steps for every candidate
 *   extendBelow    a candidate whose error comes below this gets `extendedSteps` more
 *   lawsonBelow    a candidate below this gets `lawsonSteps` reweightings
 */
export function fit(
  instructions: i32,
  constants: i32,
  affine: i32,
  result: i32,
  points: i32,
  steps: i32,
  extendBelow: f64,
  extendedSteps: i32,
  lawsonBelow: f64,
  lawsonSteps: i32,
): f64 {
  instructionCount = instructions;
  constantCount = constants;
  affineCount = affine;
  resultSlot = result;
  stride = <usize>min(points, BLOCK) << 3;
  stepsUsed = 0;
  for (let o: usize = 0; o < stride; o += 8) store<f64>(ROOT_WEIGHTS + o, 1);
  memory.copy(valueRow(0, stride), TRAINING, stride);
  cost = residualsAt();
  if (!(cost < Infinity)) return Infinity;
  if (constants == 0) return maximumError();
  if (affineCount > 0) solveAffine();
  damping = INITIAL_DAMPING;
  memory.fill(DIAGONAL, 0, 8 * 32);
  descend(steps, 1e-3, 3);
  let best = maximumError();
  if (best < extendBelow) {
    descend(extendedSteps, 1e-5, 6);
    best = maximumError();
  }
  if (best < lawsonBelow && best > 0) {
    copyConstants(BEST, CONSTANTS);
    let current = best;
    for (let s = 0; s < lawsonSteps; s++) {
      reweight(current);
      cost = residualsAt();
      if (!(cost < Infinity)) break;
      descend(3, 1e-4, 1);
      current = maximumError();
      if (!(current > 0)) break;
      if (current < best) {
        best = current;
        copyConstants(BEST, CONSTANTS);
      }
    }
    copyConstants(CONSTANTS, BEST);
  }
  return best;
}
