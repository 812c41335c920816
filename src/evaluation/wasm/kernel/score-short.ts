// AssemblyScript. Scores in arithmetics other than plain binary32, to the same bits as the law: operations in binary64, each
// rounded to a format of at most 24 bits or to binary32, subnormal results flushed where that is asked for.

import { fusedToOdd } from './fma32';
import { BLOCK, CODE, valueRow } from './layout';
import { BLOCK_32, CONSTANTS_32, ERRORS_32, SCORE_TABLE, valueRow32 } from './layout32';
import { errorsOfBlock, noteArgmax } from './score32';

/** Adding and subtracting so many quanta rounds to whole ones. */
const INTEGER_SHIFT: f64 = 6755399441055744;
const EXPONENT_BITS: i64 = 0x7ff0000000000000;

/** Of the format of x and the result: 2^(1-p), the least normal and the largest number. */
let unit: f64 = 0;
let leastNormal: f64 = 0;
let largest: f64 = 0;
/** Whether operations round to binary32, and only the result to the format. */
let computes32: bool = false;
/** What is smaller is flushed; 0 for nothing. */
let flushedBelow: f64 = 0;

export function setArithmetic(u: f64, normal: f64, most: f64, binary32: i32, flush: f64): void {
  unit = u;
  leastNormal = normal;
  largest = most;
  computes32 = binary32 != 0;
  flushedBelow = flush;
}

/** Rounded to the format, to nearest, ties to even. */
@inline
function toFormat(v: v128): v128 {
  const power = v128.and(v, i64x2.splat(EXPONENT_BITS));
  const quantum = f64x2.mul(f64x2.max(power, f64x2.splat(leastNormal)), f64x2.splat(unit));
  const shift = f64x2.mul(quantum, f64x2.splat(INTEGER_SHIFT));
  const magnitude = f64x2.abs(v);
  const nearest = f64x2.sub(f64x2.add(magnitude, shift), shift);
  const infinity = f64x2.splat(Infinity);
  const beyond = v128.or(f64x2.gt(nearest, f64x2.splat(largest)), f64x2.eq(magnitude, infinity));
  return v128.or(v128.bitselect(infinity, nearest, beyond), v128.and(v, f64x2.splat(-0.0)));
}

/** As an operation leaves it. */
@inline
function settled(v: v128): v128 {
  const rounded = computes32 ? f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v)) : toFormat(v);
  return flushed(rounded);
}

@inline
function flushed(v: v128): v128 {
  const kept = v128.not(f64x2.lt(f64x2.abs(v), f64x2.splat(flushedBelow)));
  return v128.and(v, v128.or(kept, f64x2.splat(-0.0)));
}

function evaluateShort(instructions: i32, constants: i32, stride: usize): void {
  let code = CODE;
  let d = valueRow(1 + constants, stride);
  for (let i = 0; i < instructions; i++, code += 16, d += stride) {
    const a = valueRow(load<i32>(code, 4), stride);
    const b = valueRow(load<i32>(code, 8), stride);
    switch (load<i32>(code)) {
      case 0: {
        for (let o: usize = 0; o < stride; o += 16)
          v128.store(d + o, settled(f64x2.add(v128.load(a + o), v128.load(b + o))));
        break;
      }
      case 1: {
        for (let o: usize = 0; o < stride; o += 16)
          v128.store(d + o, settled(f64x2.sub(v128.load(a + o), v128.load(b + o))));
        break;
      }
      case 2: {
        for (let o: usize = 0; o < stride; o += 16)
          v128.store(d + o, settled(f64x2.mul(v128.load(a + o), v128.load(b + o))));
        break;
      }
      case 3: {
        for (let o: usize = 0; o < stride; o += 16)
          v128.store(d + o, settled(f64x2.div(v128.load(a + o), v128.load(b + o))));
        break;
      }
      case 4: {
        const c = valueRow(load<i32>(code, 12), stride);
        for (let o: usize = 0; o < stride; o += 16) {
          const sum = fusedToOdd(v128.load(a + o), v128.load(b + o), v128.load(c + o));
          v128.store(d + o, settled(sum));
        }
        break;
      }
      case 5: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, settled(f64x2.sqrt(v128.load(a + o))));
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, f64x2.neg(v128.load(a + o)));
      }
    }
  }
}

/** Values at up to BLOCK points of the table from `first` on, to binary32 numbers at `to`. */
function valuesTo(to: usize, instructions: i32, constants: i32, result: i32, first: i32, points: i32): void {
  const stride = <usize>points << 3;
  const from = SCORE_TABLE + (<usize>first << 2);
  const x = valueRow(0, stride);
  for (let o: usize = 0; o < stride; o += 16)
    v128.store(x + o, flushed(f64x2.promote_low_f32x4(v128.load64_zero(from + (o >> 1)))));
  for (let k = 0; k < constants; k++) {
    const c = flushed(f64x2.splat(<f64>load<f32>(CONSTANTS_32 + (<usize>k << 2))));
    const row = valueRow(1 + k, stride);
    for (let o: usize = 0; o < stride; o += 16) v128.store(row + o, c);
  }
  evaluateShort(instructions, constants, stride);
  const p = valueRow(result, stride);
  for (let o: usize = 0; o < stride; o += 16)
    v128.store64_lane(to + (o >> 1), f32x4.demote_f64x2_zero(toFormat(v128.load(p + o))), 0);
}

/** As score32, in the arithmetic that was set. */
export function scoreShort(instructions: i32, constants: i32, result: i32, points: i32): f32 {
  let best: f32 = -1;
  noteArgmax(0);
  for (let first = 0; first < points; first += BLOCK) {
    const count = min(BLOCK, points - first);
    const stride = <usize>count << 2;
    valuesTo(valueRow32(0, stride), instructions, constants, result, first, count);
    if (!errorsOfBlock(0, <usize>first << 2, stride, best)) continue;
    for (let o: usize = 0; o < stride; o += 4) {
      const error = load<f32>(ERRORS_32 + o);
      if (error <= best) continue;
      noteArgmax(first + <i32>(o >> 2));
      if (!(error < Infinity)) return Infinity;
      best = error;
    }
  }
  return best;
}

/** As values32, in the arithmetic that was set. */
export function valuesShort(instructions: i32, constants: i32, result: i32, first: i32, points: i32): usize {
  const count = min(points, BLOCK_32);
  const row = valueRow32(0, <usize>count << 2);
  for (let done = 0; done < count; done += BLOCK) {
    const to = row + (<usize>done << 2);
    valuesTo(to, instructions, constants, result, first + done, min(BLOCK, count - done));
  }
  return row;
}
