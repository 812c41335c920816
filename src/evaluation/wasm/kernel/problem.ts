// AssemblyScript. What is being fitted: a program, its constants and the weights of the training points; residuals and
// derivatives at the constants as they stand.

import { differentiateRows } from './adjoint';
import {
  ACTIVE,
  BACKWARD,
  BACKWARD_AFFINE,
  SOURCES,
  SOURCES_AFFINE,
  compileBackward,
  markActive,
} from './adjoint-tape';
import { STEP } from './damped-solve';
import { broadcast, evaluateRows } from './evaluate';
import { FORWARD, FORWARD_AFFINE, compileForward, selectForward } from './forward-tape';
import {
  BLOCK,
  CONSTANTS,
  ERRORS,
  LABELS,
  LABEL_TAILS,
  ORDER,
  ROOT_WEIGHTS,
  SCALES,
  TRAINING,
  WEIGHTED_SCALES,
  adjointRow,
  valueRow,
} from './layout';
import { takeColumns } from './least-squares';

/** The constants where the current step began. */
export const SAVED: usize = memory.data(8 * 32, 16);
/** Rows that belong to the columns, where their orthogonal parts go. */
const TARGETS: usize = memory.data(4 * 32, 16);

const RESIDUAL_ROWS: usize = memory.data(2 * 1024, 64);
/** What orthogonalization leaves of the residuals. */
const REMAINDER: usize = memory.data(1024, 64);

export let constantCount: i32 = 0;
/** Constants in which the result is jointly affine. */
export let affineCount: i32 = 0;
/** Bytes of a row. */
export let stride: usize = 0;
/** Weighted residuals where the current step began, and at the constants being tried. */
export let residuals: usize = RESIDUAL_ROWS;
export let trialResiduals: usize = RESIDUAL_ROWS + 1024;
let resultSlot: i32 = 0;
let forwardEnd: usize = 0;
let forwardAffineEnd: usize = 0;
let backwardEnd: usize = 0;
let backwardAffineEnd: usize = 0;

/** Code, constants, ORDER and the training table must stand in memory. All points get the same weight. */
export function setProblem(instructions: i32, constants: i32, affine: i32, result: i32, points: i32): void {
  constantCount = constants;
  affineCount = affine;
  resultSlot = result;
  stride = <usize>min(points, BLOCK) << 3;
  forwardEnd = compileForward<f64>(instructions, constants, result, stride);
  if (affine > 0) {
    markActive(instructions, constants, affine);
    forwardAffineEnd = selectForward(instructions, ACTIVE + 1 + <usize>constants);
    backwardAffineEnd = compileBackward(
      BACKWARD_AFFINE,
      SOURCES_AFFINE,
      instructions,
      constants,
      affine,
      result,
      stride,
    );
  }
  if (affine < constants) {
    markActive(instructions, constants, constants);
    backwardEnd = compileBackward(BACKWARD, SOURCES, instructions, constants, constants, result, stride);
  }
  for (let j: usize = 0; j < <usize>constants << 2; j += 4) {
    store<usize>(TARGETS + j, adjointRow(1 + load<i32>(ORDER + j), stride));
  }
  broadcast<f64>(ROOT_WEIGHTS, 1, stride);
  copyRow(WEIGHTED_SCALES, SCALES);
  copyRow(valueRow(0, stride), TRAINING);
}

@inline
function copyRow(to: usize, from: usize): void {
  for (let o: usize = 0; o < stride; o += 16) v128.store(to + o, v128.load(from + o));
}

/** Copies the constants from one such region to another. */
export function copyConstants(to: usize, from: usize): void {
  const bytes = <usize>constantCount << 3;
  for (let o: usize = 0; o < bytes; o += 8) store<f64>(to + o, load<f64>(from + o));
}

/** After a change of ROOT_WEIGHTS. */
export function applyWeights(): void {
  for (let o: usize = 0; o < stride; o += 16) {
    v128.store(WEIGHTED_SCALES + o, f64x2.mul(v128.load(SCALES + o), v128.load(ROOT_WEIGHTS + o)));
  }
}

/** Fills the value rows at the current constants. */
export function evaluate(): void {
  evaluateRows<f64>(FORWARD, forwardEnd, stride);
}

/** The same where only affine constants have changed. */
export function evaluateAffine(): void {
  evaluateRows<f64>(FORWARD_AFFINE, forwardAffineEnd, stride);
}

/** What the program as evaluated misses the labels by, times `factors`, to the row `to`; the sum of squares. */
function scaledDifferences(to: usize, factors: usize): f64 {
  const p = valueRow(resultSlot, stride);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  for (let o: usize = 0; o < stride; o += 32) {
    const head0 = f64x2.sub(v128.load(p + o), v128.load(LABELS + o));
    const head1 = f64x2.sub(v128.load(p + o, 16), v128.load(LABELS + o, 16));
    const r0 = f64x2.mul(f64x2.sub(head0, v128.load(LABEL_TAILS + o)), v128.load(factors + o));
    const r1 = f64x2.mul(f64x2.sub(head1, v128.load(LABEL_TAILS + o, 16)), v128.load(factors + o, 16));
    v128.store(to + o, r0);
    v128.store(to + o, r1, 16);
    s0 = f64x2.add(s0, f64x2.mul(r0, r0));
    s1 = f64x2.add(s1, f64x2.mul(r1, r1));
  }
  const s = f64x2.add(s0, s1);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** Fills the row `to` with the residuals of the values as they stand; their sum of squares, Infinity if not finite. */
export function weigh(to: usize): f64 {
  const sum = scaledDifferences(to, WEIGHTED_SCALES);
  return sum < Infinity ? sum : Infinity;
}

/** Fills ERRORS from the values as they stand; the largest, Infinity if one is not a number. */
export function maximumError(): f64 {
  scaledDifferences(ERRORS, SCALES);
  let m = f64x2.splat(0);
  for (let o: usize = 0; o < stride; o += 16) m = f64x2.max(m, f64x2.abs(v128.load(ERRORS + o)));
  const value = max(f64x2.extract_lane(m, 0), f64x2.extract_lane(m, 1));
  return value == value ? value : Infinity;
}

/** The trial residuals become those of the current step. */
export function acceptResiduals(): void {
  const row = residuals;
  residuals = trialResiduals;
  trialResiduals = row;
}

/** Takes the weighted Jacobian at the point whose values stand in the rows, with the residuals in the row `right`. */
export function differentiate(right: usize): void {
  differentiateRows(BACKWARD, backwardEnd, stride);
  takeColumns(SOURCES, TARGETS, constantCount, right, REMAINDER);
}

/** The same for the affine constants alone, with the residuals in the row `right`. */
export function differentiateAffine(right: usize): void {
  differentiateRows(BACKWARD_AFFINE, backwardAffineEnd, stride);
  takeColumns(SOURCES_AFFINE, TARGETS, affineCount, right, REMAINDER);
}

export function applyStep(count: i32): void {
  for (let j = 0; j < count; j++) {
    const offset = <usize>load<i32>(ORDER + (<usize>j << 2)) << 3;
    store<f64>(CONSTANTS + offset, load<f64>(CONSTANTS + offset) + load<f64>(STEP + (<usize>j << 3)));
  }
}
