// AssemblyScript. Derivatives of the result with respect to constants, in reverse mode: one backward pass costs about
// two evaluations whatever the number of constants, where forward mode costs one evaluation per constant.

import {
  ADJOINT_ENTRY_BYTES,
  A_ADD,
  A_DIVIDE,
  A_MULTIPLY,
  A_MULTIPLY_ADD,
  A_MULTIPLY_SUBTRACT,
  A_NEGATE,
  A_NEGATE_PRODUCT,
  A_PRODUCT,
  A_QUOTIENT,
  A_RATIO,
  A_RATIO_BOTH,
  A_ROOT,
  A_ROOT_ADD,
  A_SCALE,
  A_SCALE_ADD,
  A_SQUARE,
  A_SUBTRACT,
  A_UNSCALE,
} from './adjoint-operations';

/** One entry at offset o; `operation` is known where this is inlined. k is the constant, twice, where v is one. */
@inline
function contribution(operation: i32, s: usize, v: usize, p: usize, k: v128): v128 {
  const g = v128.load(s);
  if (operation == A_ADD) return f64x2.add(v128.load(p), g);
  if (operation == A_SUBTRACT) return f64x2.sub(v128.load(p), g);
  if (operation == A_NEGATE) return f64x2.neg(g);
  if (operation == A_MULTIPLY) return f64x2.mul(g, v128.load(v));
  if (operation == A_MULTIPLY_ADD) return f64x2.add(v128.load(p), f64x2.mul(g, v128.load(v)));
  if (operation == A_SCALE) return f64x2.mul(g, k);
  if (operation == A_SCALE_ADD) return f64x2.add(v128.load(p), f64x2.mul(g, k));
  if (operation == A_DIVIDE) return f64x2.div(g, v128.load(v));
  if (operation == A_UNSCALE) return f64x2.div(g, k);
  if (operation == A_NEGATE_PRODUCT) return f64x2.neg(f64x2.mul(g, v128.load(v)));
  if (operation == A_MULTIPLY_SUBTRACT) return f64x2.sub(v128.load(p), f64x2.mul(g, v128.load(v)));
  if (operation == A_SQUARE) {
    const half = f64x2.mul(g, v128.load(v));
    return f64x2.add(half, half);
  }
  const root = f64x2.div(f64x2.mul(f64x2.splat(0.5), g), v128.load(v));
  return operation == A_ROOT ? root : f64x2.add(v128.load(p), root);
}

@inline
function fill(operation: i32, d: usize, s: usize, v: usize, p: usize, k: v128, stride: usize): void {
  for (let o: usize = 0; o < stride; o += 32) {
    v128.store(d + o, contribution(operation, s + o, v + o, p + o, k));
    v128.store(d + o, contribution(operation, s + o + 16, v + o + 16, p + o + 16, k), 16);
  }
}

/** A constant whose reciprocal loses nothing to over- or underflow. */
@inline
function isModerate(constant: f64): bool {
  const size = abs(constant);
  return size > 1e-300 && size < 1e300;
}

/**
 * d = s / divisor, where quotient = constant / divisor is known: two products are quicker than a division. A derivative
 * may be an ulp off.
 */
function divideByRatio(d: usize, s: usize, quotient: usize, constant: f64, divisor: usize, stride: usize): void {
  if (!isModerate(constant)) {
    fill(A_DIVIDE, d, s, divisor, 0, f64x2.splat(0), stride);
    return;
  }
  const k = f64x2.splat(1 / constant);
  for (let o: usize = 0; o < stride; o += 16) {
    v128.store(d + o, f64x2.mul(v128.load(s + o), f64x2.mul(v128.load(quotient + o), k)));
  }
}

/** The same, and second = -(d quotient). */
function divideBothByRatio(
  d: usize,
  s: usize,
  quotient: usize,
  constant: f64,
  divisor: usize,
  second: usize,
  stride: usize,
): void {
  if (!isModerate(constant)) {
    fill(A_DIVIDE, d, s, divisor, 0, f64x2.splat(0), stride);
    fill(A_NEGATE_PRODUCT, second, d, quotient, 0, f64x2.splat(0), stride);
    return;
  }
  const k = f64x2.splat(1 / constant);
  for (let o: usize = 0; o < stride; o += 16) {
    const q = v128.load(quotient + o);
    const g = f64x2.mul(v128.load(s + o), f64x2.mul(q, k));
    v128.store(d + o, g);
    v128.store(second + o, f64x2.neg(f64x2.mul(g, q)));
  }
}

/** Runs the entries [entry, end) of a backward pass; the rows of the forward pass must stand. */
export function differentiateRows(entry: usize, end: usize, stride: usize): void {
  const none = f64x2.splat(0);
  for (; entry < end; entry += ADJOINT_ENTRY_BYTES) {
    const d = load<usize>(entry, 4);
    const s = load<usize>(entry, 8);
    const v = load<usize>(entry, 12);
    const p = load<usize>(entry, 16);
    switch (load<i32>(entry)) {
      case A_ADD: {
        fill(A_ADD, d, s, v, p, none, stride);
        break;
      }
      case A_SUBTRACT: {
        fill(A_SUBTRACT, d, s, v, p, none, stride);
        break;
      }
      case A_NEGATE: {
        fill(A_NEGATE, d, s, v, p, none, stride);
        break;
      }
      case A_MULTIPLY: {
        fill(A_MULTIPLY, d, s, v, p, none, stride);
        break;
      }
      case A_MULTIPLY_ADD: {
        fill(A_MULTIPLY_ADD, d, s, v, p, none, stride);
        break;
      }
      case A_SCALE: {
        fill(A_SCALE, d, s, v, p, v128.load64_splat(v), stride);
        break;
      }
      case A_SCALE_ADD: {
        fill(A_SCALE_ADD, d, s, v, p, v128.load64_splat(v), stride);
        break;
      }
      case A_DIVIDE: {
        fill(A_DIVIDE, d, s, v, p, none, stride);
        break;
      }
      case A_UNSCALE: {
        fill(A_UNSCALE, d, s, v, p, v128.load64_splat(v), stride);
        break;
      }
      case A_NEGATE_PRODUCT: {
        fill(A_NEGATE_PRODUCT, d, s, v, p, none, stride);
        break;
      }
      case A_MULTIPLY_SUBTRACT: {
        fill(A_MULTIPLY_SUBTRACT, d, s, v, p, none, stride);
        break;
      }
      case A_ROOT: {
        fill(A_ROOT, d, s, v, p, none, stride);
        break;
      }
      case A_SQUARE: {
        fill(A_SQUARE, d, s, v, p, none, stride);
        break;
      }
      case A_RATIO: {
        divideByRatio(d, s, v, load<f64>(p), load<usize>(entry, 24), stride);
        break;
      }
      case A_RATIO_BOTH: {
        divideBothByRatio(d, s, v, load<f64>(p), load<usize>(entry, 24), load<usize>(entry, 20), stride);
        break;
      }
      case A_QUOTIENT: {
        const second = load<usize>(entry, 20);
        for (let o: usize = 0; o < stride; o += 16) {
          const g = f64x2.div(v128.load(s + o), v128.load(v + o));
          v128.store(d + o, g);
          v128.store(second + o, f64x2.neg(f64x2.mul(g, v128.load(p + o))));
        }
        break;
      }
      case A_PRODUCT: {
        const second = load<usize>(entry, 20);
        for (let o: usize = 0; o < stride; o += 16) {
          const g = v128.load(s + o);
          v128.store(d + o, f64x2.mul(g, v128.load(v + o)));
          v128.store(second + o, f64x2.mul(g, v128.load(p + o)));
        }
        break;
      }
      default: {
        fill(A_ROOT_ADD, d, s, v, p, none, stride);
      }
    }
  }
}
