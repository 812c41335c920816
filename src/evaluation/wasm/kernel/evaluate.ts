// AssemblyScript. Values of a program over a row of points: one instruction at a time, two points per SIMD lane pair.
// + - * / sqrt and negation round exactly as the law does in binary64. fma is evaluated as a product and a sum,
// rounded twice: right for `real` targets, where binary64 stands for exact arithmetic; finite formats are judged
// elsewhere, by the law.

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
  rowConstants,
} from './forward-tape';
import { constantAddress, valueRow } from './layout';

export function broadcast(destination: usize, value: f64, stride: usize): void {
  const v = f64x2.splat(value);
  for (let o: usize = 0; o < stride; o += 32) {
    v128.store(destination + o, v);
    v128.store(destination + o, v, 16);
  }
}

/** Fills the rows of all constants. */
export function broadcastConstants(constantCount: i32, stride: usize): void {
  for (let k = 0; k < constantCount; k++) {
    broadcast(valueRow(1 + k, stride), load<f64>(constantAddress(k)), stride);
  }
}

/** Fills the rows of the constants that the forward tape reads as rows. */
@inline
function broadcastRowConstants(stride: usize): void {
  for (let rest = rowConstants; rest != 0; rest &= rest - 1) {
    const k = ctz(rest);
    broadcast(valueRow(1 + k, stride), load<f64>(constantAddress(k)), stride);
  }
}

/** `operation` is known where this is inlined, so that one branch is left. */
@inline
function combine(operation: i32, a: v128, b: v128): v128 {
  if (operation == ADD) return f64x2.add(a, b);
  if (operation == SUBTRACT) return f64x2.sub(a, b);
  if (operation == MULTIPLY) return f64x2.mul(a, b);
  return f64x2.div(a, b);
}

@inline
function rows(operation: i32, d: usize, a: usize, b: usize, stride: usize): void {
  for (let o: usize = 0; o < stride; o += 64) {
    v128.store(d + o, combine(operation, v128.load(a + o), v128.load(b + o)));
    v128.store(d + o, combine(operation, v128.load(a + o, 16), v128.load(b + o, 16)), 16);
    v128.store(d + o, combine(operation, v128.load(a + o, 32), v128.load(b + o, 32)), 32);
    v128.store(d + o, combine(operation, v128.load(a + o, 48), v128.load(b + o, 48)), 48);
  }
}

@inline
function rowConstant(operation: i32, d: usize, a: usize, b: usize, stride: usize): void {
  const k = v128.load64_splat(b);
  for (let o: usize = 0; o < stride; o += 64) {
    v128.store(d + o, combine(operation, v128.load(a + o), k));
    v128.store(d + o, combine(operation, v128.load(a + o, 16), k), 16);
    v128.store(d + o, combine(operation, v128.load(a + o, 32), k), 32);
    v128.store(d + o, combine(operation, v128.load(a + o, 48), k), 48);
  }
}

@inline
function constantRow(operation: i32, d: usize, a: usize, b: usize, stride: usize): void {
  const k = v128.load64_splat(a);
  for (let o: usize = 0; o < stride; o += 64) {
    v128.store(d + o, combine(operation, k, v128.load(b + o)));
    v128.store(d + o, combine(operation, k, v128.load(b + o, 16)), 16);
    v128.store(d + o, combine(operation, k, v128.load(b + o, 32)), 32);
    v128.store(d + o, combine(operation, k, v128.load(b + o, 48)), 48);
  }
}

/** Fills the rows of the forward entries [entry, end); x must stand in its row. `stride` is 8 times the points. */
export function evaluateRows(entry: usize, end: usize, stride: usize): void {
  broadcastRowConstants(stride);
  for (; entry < end; entry += ENTRY_BYTES) {
    const d = load<usize>(entry, 4);
    const a = load<usize>(entry, 8);
    const b = load<usize>(entry, 12);
    switch (load<i32>(entry)) {
      case ADD: {
        rows(ADD, d, a, b, stride);
        break;
      }
      case SUBTRACT: {
        rows(SUBTRACT, d, a, b, stride);
        break;
      }
      case MULTIPLY: {
        rows(MULTIPLY, d, a, b, stride);
        break;
      }
      case DIVIDE: {
        rows(DIVIDE, d, a, b, stride);
        break;
      }
      case FMA: {
        const c = load<usize>(entry, 16);
        for (let o: usize = 0; o < stride; o += 16) {
          v128.store(d + o, f64x2.add(f64x2.mul(v128.load(a + o), v128.load(b + o)), v128.load(c + o)));
        }
        break;
      }
      case ROOT: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, f64x2.sqrt(v128.load(a + o)));
        break;
      }
      case ROW_CONSTANT + ADD: {
        rowConstant(ADD, d, a, b, stride);
        break;
      }
      case ROW_CONSTANT + SUBTRACT: {
        rowConstant(SUBTRACT, d, a, b, stride);
        break;
      }
      case ROW_CONSTANT + MULTIPLY: {
        rowConstant(MULTIPLY, d, a, b, stride);
        break;
      }
      case ROW_CONSTANT + DIVIDE: {
        rowConstant(DIVIDE, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + ADD: {
        constantRow(ADD, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + SUBTRACT: {
        constantRow(SUBTRACT, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + MULTIPLY: {
        constantRow(MULTIPLY, d, a, b, stride);
        break;
      }
      case CONSTANT_ROW + DIVIDE: {
        constantRow(DIVIDE, d, a, b, stride);
        break;
      }
      default: {
        for (let o: usize = 0; o < stride; o += 16) v128.store(d + o, f64x2.neg(v128.load(a + o)));
      }
    }
  }
}
