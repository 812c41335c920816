// AssemblyScript. Values of a program over a row of points: one instruction at a time, two points per vector in binary64
// (T = f64) and four in binary32 (T = f32). + - * / sqrt and negation round exactly as the law does, and so does fma in
// binary32. In binary64 fma is evaluated as a product and a sum, rounded twice: right for `real` targets, where binary64
// stands for exact arithmetic; binary64 as a finite format is judged elsewhere, by the law.

import { fma32 } from './fma32';
import {
  ADD,
  CONSTANT_ROW,
  DIVIDE,
  ENTRY_BYTES,
  FMA,
  MULTIPLY,
  ROOT,
  ROW_CONSTANT,
  SUBTRACT,
  constantAt,
  rowAt,
  rowConstants,
} from './forward-tape';

export function broadcast<T>(destination: usize, value: T, stride: usize): void {
  const v = v128.splat<T>(value);
  for (let o: usize = 0; o < stride; o += 32) {
    v128.store(destination + o, v);
    v128.store(destination + o, v, 16);
  }
}

/** Fills the rows of the constants that the forward tape reads as rows. */
@inline
function broadcastRowConstants<T>(stride: usize): void {
  for (let rest = rowConstants; rest != 0; rest &= rest - 1) {
    const k = ctz(rest);
    broadcast<T>(rowAt<T>(1 + k, stride), load<T>(constantAt<T>(k)), stride);
  }
}

/** `operation` is known where this is inlined, so that one branch is left. */
@inline
function combine<T>(operation: i32, a: v128, b: v128): v128 {
  if (operation == ADD) return v128.add<T>(a, b);
  if (operation == SUBTRACT) return v128.sub<T>(a, b);
  if (operation == MULTIPLY) return v128.mul<T>(a, b);
  return v128.div<T>(a, b);
}

@inline
function multiplyAdd<T>(a: v128, b: v128, c: v128): v128 {
  return sizeof<T>() == 8 ? f64x2.add(f64x2.mul(a, b), c) : fma32(a, b, c);
}

@inline
function rows<T>(operation: i32, d: usize, a: usize, b: usize, stride: usize): void {
  for (let o: usize = 0; o < stride; o += 64) {
    v128.store(d + o, combine<T>(operation, v128.load(a + o), v128.load(b + o)));
    v128.store(d + o, combine<T>(operation, v128.load(a + o, 16), v128.load(b + o, 16)), 16);
    v128.store(d + o, combine<T>(operation, v128.load(a + o, 32), v128.load(b + o, 32)), 32);
    v128.store(d + o, combine<T>(operation, v128.load(a + o, 48), v128.load(b + o, 48)), 48);
  }
}

@inline
function rowConstant<T>(operation: i32, d: usize, a: usize, b: usize, stride: usize): void {
  const k = v128.load_splat<T>(b);
  for (let o: usize = 0; o < stride; o += 64) {
    v128.store(d + o, combine<T>(operation, v128.load(a + o), k));
    v128.store(d + o, combine<T>(operation, v128.load(a + o, 16), k), 16);
    v128.store(d + o, combine<T>(operation, v128.load(a + o, 32), k), 32);
    v128.store(d + o, combine<T>(operation, v128.load(a + o, 48), k), 48);
  }
}

@inline
function constantRow<T>(operation: i32, d: usize, a: usize, b: usize, stride: usize): void {
  const k = v128.load_splat<T>(a);
  for (let o: usize = 0; o < stride; o += 64) {
    v128.store(d + o, combine<T>(operation, k, v128.load(b + o)));
    v128.store(d + o, combine<T>(operation, k, v128.load(b + o, 16)), 16);
    v128.store(d + o, combine<T>(operation, k, v128.load(b + o, 32)), 32);
    v128.store(d + o, combine<T>(operation, k, v128.load(b + o, 48)), 48);
  }
}

/**
 * Fills the rows of the forward entries [entry, end), which must have been compiled for T; x must stand in its row.
 * `stride` is the bytes of a row, a multiple of 64.
 */
export function evaluateRows<T>(entry: usize, end: usize, stride: usize): void {
  broadcastRowConstants<T>(stride);
  for (; entry < end; entry += ENTRY_BYTES) {
    const d = load<usize>(entry, 4);
    const a = load<usize>(entry, 8);
    const b = load<usize>(entry, 12);
    switch (load<i32>(entry)) {
      case ADD: {
        rows<T>(ADD, d, a, b, stride);
        break;
      }
      case SUBTRACT: {
        rows<T>(SUBTRACT, d, a, b, stride);
        break;
      }
      case MULTIPLY: {
        rows<T>(MULTIPLY, d, a, b, stride);
        break;
      }
      case DIVIDE: {
        rows<T>(DIVIDE, d, a, b, stride);
        break;
      }
      case FMA: {
        const c = load<usize>(entry, 16);
        for (let o: usize = 0; o < stride; o += 16) {
          v128.store(d + o, multiplyAdd<T>(v128.load(a + o), v128.load(b + o), v128.load(c + o)));
        }
        break;
      }
      case ROOT: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, v128.sqrt<T>(v128.load(a + o)));
        break;
      }
      case ROW_CONSTANT + ADD: {
        rowConstant<T>(ADD, d, a, b, stride);
        break;
      }
      case ROW_CONSTANT + SUBTRACT: {
        rowConstant<T>(SUBTRACT, d, a, b, stride);
        break;
      }
      case ROW_CONSTANT + MULTIPLY: {
        rowConstant<T>(MULTIPLY, d, a, b, stride);
        break;
      }
      case ROW_CONSTANT + DIVIDE: {
        rowConstant<T>(DIVIDE, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + ADD: {
        constantRow<T>(ADD, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + SUBTRACT: {
        constantRow<T>(SUBTRACT, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + MULTIPLY: {
        constantRow<T>(MULTIPLY, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + DIVIDE: {
        constantRow<T>(DIVIDE, d, a, b, stride);
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, v128.neg<T>(v128.load(a + o)));
      }
    }
  }
}
