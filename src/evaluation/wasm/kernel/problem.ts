// AssemblyScript. What is being fitted: a program, its constants and the weights of the training points; residuals and
// derivatives at the constants as they stand.

import { sumTail } from '../reference/double-double';
import { differentiateRows } from './adjoint';
import { broadcastConstants, evaluateRows } from './evaluate';
import { broadcastTails, evaluateRowsWide, tailRow } from './evaluate-wide';
import {
  BLOCK,
  CONSTANTS,
  CONSTANT_BYTES,
  CONSTANT_TAILS,
  ERRORS,
  RESIDUALS,
  ROOT_WEIGHTS,
  ROW_BYTES,
  TRAINING,
  adjointRow,
  valueRow,
} from './layout';
import { STEP } from './least-squares';

/** Which constant stands in which column of the Jacobian: those in which the result is affine come first. */
export const ORDER: usize = memory.data(4 * 32, 16);
/** Addresses of the Jacobian's columns. */
export const COLUMNS: usize = memory.data(4 * 32, 16);
/** The constants where the current step began. */
export const SAVED: usize = memory.data(2 * 8 * 32, 16);
const SEED: usize = memory.data(1024, 64);

export let constantCount: i32 = 0;
/** Constants in which the result is jointly affine. */
export let affineCount: i32 = 0;
/** Bytes of a row. */
export let stride: usize = 0;
let instructionCount: i32 = 0;
let resultSlot: i32 = 0;
/** Whether values and residuals are computed in double-double. */
let wide: bool = false;

/** Code, constants, ORDER and the training table must stand in memory. All points get the same weight. */
export function setProblem(
  instructions: i32,
  constants: i32,
  affine: i32,
  result: i32,
  points: i32,
  inDoubleDouble: bool,
): void {
  instructionCount = instructions;
  constantCount = constants;
  affineCount = affine;
  resultSlot = result;
  stride = <usize>min(points, BLOCK) << 3;
  wide = inDoubleDouble;
  for (let o: usize = 0; o < stride; o += 8) store<f64>(ROOT_WEIGHTS + o, 1);
  memory.copy(valueRow(0, stride), TRAINING, stride);
}

@inline
export function copyConstants(to: usize, from: usize): void {
  memory.copy(to, from, CONSTANT_BYTES);
}

/** Program minus label at the current constants, to RESIDUALS. */
function differences(): void {
  broadcastConstants(constantCount, stride);
  evaluateRows(instructionCount, constantCount, stride);
  const p = valueRow(resultSlot, stride);
  for (let o: usize = 0; o < stride; o += 16) {
    const head = f64x2.sub(v128.load(p + o), v128.load(TRAINING + ROW_BYTES + o));
    v128.store(RESIDUALS + o, f64x2.sub(head, v128.load(TRAINING + 2 * ROW_BYTES + o)));
  }
}

/** The same in double-double: the difference of the heads is exact where the program is near the label. */
function differencesWide(): void {
  broadcastConstants(constantCount, stride);
  broadcastTails(constantCount, stride);
  evaluateRowsWide(instructionCount, constantCount, stride);
  const p = valueRow(resultSlot, stride);
  const pTail = tailRow(resultSlot, stride);
  for (let o: usize = 0; o < stride; o += 16) {
    const value = v128.load(p + o);
    const label = f64x2.neg(v128.load(TRAINING + ROW_BYTES + o));
    const head = f64x2.add(value, label);
    const tails = f64x2.sub(v128.load(pTail + o), v128.load(TRAINING + 2 * ROW_BYTES + o));
    v128.store(RESIDUALS + o, f64x2.add(head, f64x2.add(sumTail(value, label, head), tails)));
  }
}

/** Fills ERRORS and RESIDUALS at the current constants; the weighted sum of squares, Infinity if any is not finite. */
export function residualsAt(): f64 {
  if (wide) differencesWide();
  else differences();
  let sum = f64x2.splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const error = f64x2.mul(v128.load(RESIDUALS + o), v128.load(TRAINING + 3 * ROW_BYTES + o));
    const residual = f64x2.mul(error, v128.load(ROOT_WEIGHTS + o));
    v128.store(ERRORS + o, error);
    v128.store(RESIDUALS + o, residual);
    sum = f64x2.add(sum, f64x2.mul(residual, residual));
  }
  const total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  return total < Infinity ? total : Infinity;
}

export function maximumError(): f64 {
  let m = f64x2.splat(0);
  for (let o: usize = 0; o < stride; o += 16) m = f64x2.max(m, f64x2.abs(v128.load(ERRORS + o)));
  const value = max(f64x2.extract_lane(m, 0), f64x2.extract_lane(m, 1));
  return value == value ? value : Infinity;
}

/** The weighted Jacobian at the point whose values stand in the rows; its columns are the adjoint rows. */
export function differentiate(): void {
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

export function applyStep(count: i32): void {
  for (let j = 0; j < count; j++) {
    const offset = <usize>load<i32>(ORDER + (<usize>j << 2)) << 3;
    const head = load<f64>(CONSTANTS + offset);
    const step = load<f64>(STEP + (<usize>j << 3));
    const sum = head + step;
    store<f64>(CONSTANTS + offset, sum);
    if (!wide) continue;
    const back = sum - head;
    const tail = load<f64>(CONSTANT_TAILS + offset) + (head - (sum - back) + (step - back));
    store<f64>(CONSTANTS + offset, sum + tail);
    store<f64>(CONSTANT_TAILS + offset, tail - (sum + tail - sum));
  }
}
