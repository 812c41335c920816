// AssemblyScript. What is being fitted: a program, its constants and the weights of the training points; residuals and
// derivatives at the constants as they stand.

import { differentiateRows, traceDependence } from './adjoint';
import { exactProductTail, fastTail, putPair, sumTail } from './double-double';
import { evaluateRows, repeatConstants } from './evaluate';
import { WIDTH, get, minus, negative, plus, put, times } from './lanes';
import {
  CONSTANTS,
  CONSTANT_TAILS,
  ERRORS,
  RESIDUALS,
  RESIDUAL_TAILS,
  ROOT_WEIGHTS,
  ROW_BYTES,
  TRAINING,
  VECTOR_BYTES,
  adjointRow,
  adjointTailRow,
  valueRow,
  valueTailRow,
} from './layout';
import { STEP, STEP_TAILS } from './least-squares';

/** Which constant stands in which column of the Jacobian: those in which the result is affine come first. */
export const ORDER: usize = memory.data(4 * 32, 16);
/** Addresses of the Jacobian's columns: heads and tails. */
export const COLUMNS: usize = memory.data(4 * 32, 16);
export const COLUMN_TAILS: usize = memory.data(4 * 32, 16);
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
/** The sets of the affine constants and of the others. */
let affineSet: u32 = 0;
let curvedSet: u32 = 0;

/** Code, constants, ORDER and the training table must stand in memory. All points get the same weight. */
export function setProblem(instructions: i32, constants: i32, affine: i32, result: i32, points: i32): void {
  instructionCount = instructions;
  constantCount = constants;
  affineCount = affine;
  resultSlot = result;
  stride = <usize>points << 3;
  for (let o: usize = 0; o < stride; o += 8) store<f64>(ROOT_WEIGHTS + o, 1);
  memory.copy(valueRow(0), TRAINING, stride);
  memory.fill(valueTailRow(0), 0, stride);
  traceDependence(instructions, constants);
  affineSet = 0;
  curvedSet = 0;
  for (let j = 0; j < constants; j++) {
    const k = load<i32>(ORDER + (<usize>j << 2));
    store<usize>(COLUMNS + (<usize>j << 2), adjointRow(1 + k));
    store<usize>(COLUMN_TAILS + (<usize>j << 2), adjointTailRow(1 + k));
    if (j < affine) affineSet |= 1 << k;
    else curvedSet |= 1 << k;
  }
}

@inline
export function copyConstants(to: usize, from: usize): void {
  memory.copy(to, from, 2 * VECTOR_BYTES);
}

/** Fills ERRORS and RESIDUALS at the current constants; the weighted sum of squares, Infinity if any is not finite. */
export function residualsAt(): f64 {
  repeatConstants(constantCount, stride);
  evaluateRows(instructionCount, constantCount, stride);
  const p = valueRow(resultSlot);
  const pTail = valueTailRow(resultSlot);
  for (let o: usize = 0; o < stride; o += WIDTH) {
    const value = get(p + o);
    const label = negative(get(TRAINING + ROW_BYTES + o));
    const rough = plus(value, label);
    const rest = plus(sumTail(value, label, rough), minus(get(pTail + o), get(TRAINING + 2 * ROW_BYTES + o)));
    const head = plus(rough, rest);
    const tail = fastTail(rough, rest, head);
    const scale = get(TRAINING + 3 * ROW_BYTES + o);
    put(ERRORS + o, times(head, scale));
    const weight = times(scale, get(ROOT_WEIGHTS + o));
    const product = times(head, weight);
    const productTail = plus(exactProductTail(head, weight, product), times(tail, weight));
    putPair(RESIDUALS, RESIDUAL_TAILS, o, product, productTail);
  }
  return sumOfSquares();
}

/** Of RESIDUALS, in binary64; Infinity if it is not finite. */
export function sumOfSquares(): f64 {
  let sum: f64 = 0;
  for (let o: usize = 0; o < stride; o += 8) {
    const residual = load<f64>(RESIDUALS + o);
    sum += residual * residual;
  }
  return sum < Infinity ? sum : Infinity;
}

export function maximumError(): f64 {
  let most: f64 = 0;
  for (let o: usize = 0; o < stride; o += 8) most = max(most, abs(load<f64>(ERRORS + o)));
  return most == most ? most : Infinity;
}

/** The weighted Jacobian's columns of a set of constants, at the point whose values stand in the rows. */
function differentiate(wanted: u32): void {
  for (let o: usize = 0; o < stride; o += WIDTH) {
    put(SEED + o, times(get(TRAINING + 3 * ROW_BYTES + o), get(ROOT_WEIGHTS + o)));
  }
  differentiateRows(instructionCount, constantCount, resultSlot, SEED, wanted, stride);
}

export function differentiateAffine(): void {
  differentiate(affineSet);
}

export function differentiateCurved(): void {
  differentiate(curvedSet);
}

/** Adds the first `count` members of the step to their constants. */
export function applyStep(count: i32): void {
  for (let j = 0; j < count; j++) {
    const offset = <usize>load<i32>(ORDER + (<usize>j << 2)) << 3;
    const head = load<f64>(CONSTANTS + offset);
    const step = load<f64>(STEP + (<usize>j << 3));
    const sum = head + step;
    const back = sum - head;
    const tails = load<f64>(CONSTANT_TAILS + offset) + load<f64>(STEP_TAILS + (<usize>j << 3));
    const tail = tails + (head - (sum - back) + (step - back));
    store<f64>(CONSTANTS + offset, sum + tail);
    store<f64>(CONSTANT_TAILS + offset, tail - (sum + tail - sum));
  }
}
