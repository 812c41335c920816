// AssemblyScript. The score of a program in binary32: the arithmetic of src/evaluation/score.ts, to the same bits.

import { evaluateRows } from './evaluate';
import { FORWARD, compileForward } from './forward-tape';
import { BLOCK_32, ERRORS_32, MAX_POINTS_32, SCORE_TABLE, valueRow32 } from './layout32';

const COLUMN: usize = <usize>MAX_POINTS_32 << 2;

let argmax: i32 = 0;

export function argmaxOfLastScore(): i32 {
  return argmax;
}

export function noteArgmax(place: i32): void {
  argmax = place;
}

/** 0 where |v| < 2^-125, else v; NaN stays. */
@inline
function settle(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(reinterpret<f32>(0x01000000))));
}

/** Errors of `stride / 4` points into ERRORS_32; whether one of them is larger than `best` or not finite. */
export function errorsOfBlock(result: i32, from: usize, stride: usize, best: f32): bool {
  const p = valueRow32(result, stride);
  const table = SCORE_TABLE + from;
  const limit = f32x4.splat(best);
  let above = i32x4.splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const scaled = settle(f32x4.mul(v128.load(p + o), v128.load(table + 2 * COLUMN + o)));
    const difference = settle(f32x4.sub(scaled, v128.load(table + COLUMN + o)));
    const deviation = settle(f32x4.mul(difference, v128.load(table + 3 * COLUMN + o)));
    const error = f32x4.abs(settle(f32x4.sub(deviation, v128.load(table + 4 * COLUMN + o))));
    v128.store(ERRORS_32 + o, error);
    above = v128.or(above, v128.not(f32x4.le(error, limit)));
  }
  return v128.any_true(above);
}

/** Fills the value rows for the points of the score table from byte `from` of x on; the forward tape ends at `end`. */
@inline
function evaluateBlock(end: usize, from: usize, stride: usize): void {
  memory.copy(valueRow32(0, stride), SCORE_TABLE + from, stride);
  evaluateRows<f32>(FORWARD, end, stride);
}

/** Largest error over the first `points` points (a multiple of 16); Infinity, at its first point, if one is not finite. */
export function score32(instructions: i32, constants: i32, result: i32, points: i32): f32 {
  let best: f32 = -1;
  let end: usize = 0;
  argmax = 0;
  for (let first = 0; first < points; first += BLOCK_32) {
    const stride = <usize>min(BLOCK_32, points - first) << 2;
    const from = <usize>first << 2;
    if (first == 0 || stride != <usize>BLOCK_32 << 2) {
      end = compileForward<f32>(instructions, constants, result, stride);
    }
    evaluateBlock(end, from, stride);
    if (!errorsOfBlock(result, from, stride, best)) continue;
    for (let o: usize = 0; o < stride; o += 4) {
      const error = load<f32>(ERRORS_32 + o);
      if (error <= best) continue;
      argmax = first + <i32>(o >> 2);
      if (!(error < Infinity)) return Infinity;
      best = error;
    }
  }
  return best;
}

/** Values of one block (at most BLOCK_32 points from `first` on); the address of the row. */
export function values32(instructions: i32, constants: i32, result: i32, first: i32, points: i32): usize {
  const stride = <usize>min(points, BLOCK_32) << 2;
  evaluateBlock(compileForward<f32>(instructions, constants, result, stride), <usize>first << 2, stride);
  return valueRow32(result, stride);
}

/** Evaluates the first `points` points `repetitions` times, for measuring the interpreter alone. */
export function evaluateRepeatedly32(instructions: i32, constants: i32, points: i32, repetitions: i32): void {
  for (let r = 0; r < repetitions; r++) {
    let end: usize = 0;
    for (let first = 0; first < points; first += BLOCK_32) {
      const count = min(BLOCK_32, points - first);
      const stride = <usize>count << 2;
      if (first == 0 || count != BLOCK_32) end = compileForward<f32>(instructions, constants, 0, stride);
      evaluateBlock(end, <usize>first << 2, stride);
    }
  }
}
