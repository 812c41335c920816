// AssemblyScript. The linear algebra of a fit: the Jacobian's columns made orthogonal in double-double by modified
// Gram-Schmidt (Bjorck 1967) without square roots, J = Q U with U unit upper triangular, and the damped triangular solve of
// a Levenberg-Marquardt step by Givens rotations (More 1978, section 3).
//
// The solve needs double-double like the rest: along a direction in which columns cancel to 20 digits, a step rounded to
// binary64 is an error in the other directions that outweighs it.

import { leading, productTail, putPair, splitProductTail, sumTail } from './double-double';
import { WIDTH, get, minus, plus, put, splat, times } from './lanes';
import { MAX_CONSTANTS, VECTOR_BYTES } from './layout';

/** Numbers in a row of a matrix. */
const COLUMNS: i32 = MAX_CONSTANTS + 1;
/** U above its diagonal, row-major: heads and tails. */
const U: usize = memory.data(8 * 33 * 33, 16);
const U_TAILS: usize = memory.data(8 * 33 * 33, 16);
/** Squared lengths of Q's columns; 0 for a column that depends on those before it. */
const SQUARES: usize = memory.data(8 * 32, 16);
const SQUARE_TAILS: usize = memory.data(8 * 32, 16);
/** Coefficients of the residuals in Q. */
const Z: usize = memory.data(8 * 32, 16);
const Z_TAILS: usize = memory.data(8 * 32, 16);
/** The first of them while the acceleration uses Z. */
const Z_KEPT: usize = memory.data(2 * 8 * 32, 16);
/** U with Z as a further column, and SQUARES, while the damping is rotated in; the row that is rotated in. */
const W: usize = memory.data(8 * 33 * 33, 16);
const W_TAILS: usize = memory.data(8 * 33 * 33, 16);
const D: usize = memory.data(8 * 32, 16);
const D_TAILS: usize = memory.data(8 * 32, 16);
const ROW: usize = memory.data(8 * 33, 16);
const ROW_TAILS: usize = memory.data(8 * 33, 16);
/** The step, in column order. */
export const STEP: usize = memory.data(8 * 32, 16);
export const STEP_TAILS: usize = memory.data(8 * 32, 16);

/** Partial sums of even and odd points: heads, then tails. */
const PARTIAL: usize = memory.data(4 * 8, 16);

/** A column that loses this much of its length to the columns before it counts as dependent on them. */
const RANK_TOLERANCE: f64 = 1e-28;

/** What the last operation on single double-doubles gave. */
let head: f64 = 0;
let tail: f64 = 0;

@inline
function at(matrix: usize, i: i32, j: i32): usize {
  return matrix + (<usize>(i * COLUMNS + j) << 3);
}

@inline
function item(vector: usize, i: i32): usize {
  return vector + (<usize>i << 3);
}

/** h + t, renormalised, to head and tail. */
@inline
function settle(h: f64, t: f64): void {
  head = h + t;
  tail = t - (head - h);
}

@inline
function tailOfSum(a: f64, b: f64, s: f64): f64 {
  const t = s - a;
  return a - (s - t) + (b - t);
}

function tailOfProduct(a: f64, b: f64, p: f64): f64 {
  let t = 134217729.0 * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = 134217729.0 * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - p + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** head + tail -= (aHi + aLo) (bHi + bLo). */
function subtractProduct(aHi: f64, aLo: f64, bHi: f64, bLo: f64): void {
  const p = aHi * bHi;
  const low = tailOfProduct(aHi, bHi, p) + (aHi * bLo + aLo * bHi);
  const s = head - p;
  settle(s, tailOfSum(head, -p, s) + (tail - low));
}

/** head + tail /= dHi + dLo. */
function divide(dHi: f64, dLo: f64): void {
  const q = head / dHi;
  const p = q * dHi;
  settle(q, (head - p - tailOfProduct(q, dHi, p) + (tail - q * dLo)) / dHi);
}

/** The scalar product of two rows of double-doubles, to head and tail. */
function dot(a: usize, aTail: usize, b: usize, bTail: usize, stride: usize): void {
  // Even and odd points are summed apart, whatever the width of a step.
  for (let first: usize = 0; first < 16; first += WIDTH) {
    let s = splat(0);
    let t = splat(0);
    for (let o = first; o < stride; o += 16) {
      const x = get(a + o);
      const y = get(b + o);
      const p = times(x, y);
      const low = productTail(x, get(aTail + o), y, get(bTail + o), p);
      const sum = plus(s, p);
      t = plus(t, plus(sumTail(s, p, sum), low));
      s = sum;
    }
    put(PARTIAL + first, s);
    put(PARTIAL + 16 + first, t);
  }
  const even = load<f64>(PARTIAL);
  const odd = load<f64>(PARTIAL, 8);
  const s = even + odd;
  settle(s, tailOfSum(even, odd, s) + (load<f64>(PARTIAL, 16) + load<f64>(PARTIAL, 24)));
}

/** target -= (fHi + fLo) source, over rows of double-doubles. */
function subtractMultiple(
  target: usize,
  targetTail: usize,
  fHi: f64,
  fLo: f64,
  source: usize,
  sourceTail: usize,
  stride: usize,
): void {
  const f = splat(-fHi);
  const low = splat(-fLo);
  const fHigh = leading(f);
  const fLow = minus(f, fHigh);
  for (let o: usize = 0; o < stride; o += WIDTH) {
    const x = get(source + o);
    const p = times(f, x);
    const rest = plus(splitProductTail(fHigh, fLow, x, p), plus(times(f, get(sourceTail + o)), times(low, x)));
    const y = get(target + o);
    const s = plus(y, p);
    putPair(target, targetTail, o, s, plus(sumTail(y, p, s), plus(get(targetTail + o), rest)));
  }
}

/**
 * Makes the columns [from, to) orthogonal to each other and to those before `from`, which are so already; the residuals
 * are made orthogonal to all of them. The columns become those of Q; U, SQUARES and Z are filled.
 * @param columns addresses (as usize) of the heads of the columns, and `columnTails` of their tails
 */
export function orthogonalize(
  columns: usize,
  columnTails: usize,
  from: i32,
  to: i32,
  residuals: usize,
  residualTails: usize,
  stride: usize,
): void {
  for (let k = 0; k < to; k++) {
    const column = load<usize>(columns + (<usize>k << 2));
    const columnTail = load<usize>(columnTails + (<usize>k << 2));
    if (k >= from) {
      dot(column, columnTail, column, columnTail, stride);
      const square = head;
      const whole = squaredNorm(k) + square;
      const dependent = !(square > whole * (RANK_TOLERANCE * RANK_TOLERANCE)) || !(square < Infinity);
      store<f64>(item(SQUARES, k), dependent ? 0 : square);
      store<f64>(item(SQUARE_TAILS, k), tail);
    }
    const square = load<f64>(item(SQUARES, k));
    if (square == 0) {
      store<f64>(item(Z, k), 0);
      store<f64>(item(Z_TAILS, k), 0);
      for (let j = max(k + 1, from); j < to; j++) {
        store<f64>(at(U, k, j), 0);
        store<f64>(at(U_TAILS, k, j), 0);
      }
      continue;
    }
    const squareTail = load<f64>(item(SQUARE_TAILS, k));
    for (let j = max(k + 1, from); j < to; j++) {
      const other = load<usize>(columns + (<usize>j << 2));
      const otherTail = load<usize>(columnTails + (<usize>j << 2));
      dot(column, columnTail, other, otherTail, stride);
      divide(square, squareTail);
      if (!(abs(head) < Infinity)) {
        // A derivative that is not finite at some point: its constant stays where it is.
        store<f64>(at(U, k, j), 0);
        store<f64>(at(U_TAILS, k, j), 0);
        memory.fill(other, 0, stride);
        memory.fill(otherTail, 0, stride);
        continue;
      }
      store<f64>(at(U, k, j), head);
      store<f64>(at(U_TAILS, k, j), tail);
      subtractMultiple(other, otherTail, head, tail, column, columnTail, stride);
    }
    dot(column, columnTail, residuals, residualTails, stride);
    divide(square, squareTail);
    store<f64>(item(Z, k), head);
    store<f64>(item(Z_TAILS, k), tail);
    subtractMultiple(residuals, residualTails, head, tail, column, columnTail, stride);
  }
}

/** Squared length of column k of J, less that of column k of Q. */
function squaredNorm(k: i32): f64 {
  let s: f64 = 0;
  for (let i = 0; i < k; i++) {
    const u = load<f64>(at(U, i, k));
    s += u * u * load<f64>(item(SQUARES, i));
  }
  return s;
}

/** Length of column k of J. */
export function columnNorm(k: i32): f64 {
  return sqrt(squaredNorm(k) + load<f64>(item(SQUARES, k)));
}

/**
 * STEP = argmin |Q (U s + z)|^2 + damping * sum (diagonal_k s_k)^2 over the first `count` columns; columns below
 * `undamped` are not damped. A direction that the data do not determine gets no step.
 */
export function solveDamped(count: i32, undamped: i32, damping: f64, diagonal: usize): void {
  for (let i = 0; i < count; i++) {
    store<f64>(item(D, i), load<f64>(item(SQUARES, i)));
    store<f64>(item(D_TAILS, i), load<f64>(item(SQUARE_TAILS, i)));
    for (let j = i + 1; j < count; j++) {
      store<f64>(at(W, i, j), load<f64>(at(U, i, j)));
      store<f64>(at(W_TAILS, i, j), load<f64>(at(U_TAILS, i, j)));
    }
    store<f64>(at(W, i, count), load<f64>(item(Z, i)));
    store<f64>(at(W_TAILS, i, count), load<f64>(item(Z_TAILS, i)));
  }
  for (let k = undamped; k < count; k++) {
    const length = load<f64>(item(diagonal, k));
    rotateIn(k, count, damping * length * length);
  }
  for (let i = count - 1; i >= 0; i--) {
    head = -load<f64>(at(W, i, count));
    tail = -load<f64>(at(W_TAILS, i, count));
    for (let j = i + 1; j < count; j++) {
      subtractProduct(
        load<f64>(at(W, i, j)),
        load<f64>(at(W_TAILS, i, j)),
        load<f64>(item(STEP, j)),
        load<f64>(item(STEP_TAILS, j)),
      );
    }
    const free = load<f64>(item(D, i)) != 0;
    store<f64>(item(STEP, i), free ? head : 0);
    store<f64>(item(STEP_TAILS, i), free ? tail : 0);
  }
}

/**
 * Rotates the row that is zero but for 1 at k, with this weight, into the triangle W, whose rows have the weights D, by
 * Givens rotations without square roots (Gentleman 1973). Column `count` is the right-hand side.
 */
function rotateIn(k: i32, count: i32, first: f64): void {
  let weight = first;
  for (let j = k; j <= count; j++) {
    store<f64>(item(ROW, j), 0);
    store<f64>(item(ROW_TAILS, j), 0);
  }
  store<f64>(item(ROW, k), 1);
  for (let i = k; i < count && weight > 0; i++) {
    const x = load<f64>(item(ROW, i));
    const xTail = load<f64>(item(ROW_TAILS, i));
    if (x == 0) continue;
    const d = load<f64>(item(D, i));
    // The sine, weight x / (d + weight x^2), and the new diagonal.
    const p = weight * x;
    const pTail = tailOfProduct(weight, x, p) + weight * xTail;
    head = d;
    tail = load<f64>(item(D_TAILS, i));
    subtractProduct(-p, -pTail, x, xTail);
    const sum = head;
    const sumTail = tail;
    if (!(sum > 0)) return;
    settle(p, pTail);
    divide(sum, sumTail);
    const sine = head;
    const sineTail = tail;
    store<f64>(item(D, i), sum);
    store<f64>(item(D_TAILS, i), sumTail);
    weight *= d / sum;
    for (let j = i + 1; j <= count; j++) {
      const w = load<f64>(at(W, i, j));
      const wTail = load<f64>(at(W_TAILS, i, j));
      head = load<f64>(item(ROW, j));
      tail = load<f64>(item(ROW_TAILS, j));
      subtractProduct(x, xTail, w, wTail);
      const r = head;
      const rTail = tail;
      store<f64>(item(ROW, j), r);
      store<f64>(item(ROW_TAILS, j), rTail);
      head = w;
      tail = wTail;
      subtractProduct(-sine, -sineTail, r, rTail);
      store<f64>(at(W, i, j), head);
      store<f64>(at(W_TAILS, i, j), tail);
    }
  }
}

/** By how much a full step lowers the sum of squares, if the residuals were linear. */
export function decrement(count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const z = load<f64>(item(Z, i));
    sum += load<f64>(item(SQUARES, i)) * z * z;
  }
  return sum;
}

/** Z becomes the coefficients of the rows `row` and `rowTail` in Q. */
export function projectRow(
  columns: usize,
  columnTails: usize,
  count: i32,
  row: usize,
  rowTail: usize,
  stride: usize,
): void {
  for (let k = 0; k < count; k++) {
    const square = load<f64>(item(SQUARES, k));
    head = 0;
    tail = 0;
    if (square != 0) {
      dot(load<usize>(columns + (<usize>k << 2)), load<usize>(columnTails + (<usize>k << 2)), row, rowTail, stride);
      divide(square, load<f64>(item(SQUARE_TAILS, k)));
    }
    store<f64>(item(Z, k), head);
    store<f64>(item(Z_TAILS, k), tail);
  }
}

/** Subtracts J times STEP from the rows `row` and `rowTail`. */
export function subtractJacobianTimesStep(
  columns: usize,
  columnTails: usize,
  count: i32,
  row: usize,
  rowTail: usize,
  stride: usize,
): void {
  for (let k = 0; k < count; k++) {
    if (load<f64>(item(SQUARES, k)) == 0) continue;
    head = -load<f64>(item(STEP, k));
    tail = -load<f64>(item(STEP_TAILS, k));
    for (let j = k + 1; j < count; j++) {
      subtractProduct(
        load<f64>(at(U, k, j)),
        load<f64>(at(U_TAILS, k, j)),
        load<f64>(item(STEP, j)),
        load<f64>(item(STEP_TAILS, j)),
      );
    }
    const column = load<usize>(columns + (<usize>k << 2));
    subtractMultiple(row, rowTail, -head, -tail, column, load<usize>(columnTails + (<usize>k << 2)), stride);
  }
}

export function keepProjection(): void {
  memory.copy(Z_KEPT, Z, VECTOR_BYTES);
  memory.copy(Z_KEPT + VECTOR_BYTES, Z_TAILS, VECTOR_BYTES);
}

export function restoreProjection(): void {
  memory.copy(Z, Z_KEPT, VECTOR_BYTES);
  memory.copy(Z_TAILS, Z_KEPT + VECTOR_BYTES, VECTOR_BYTES);
}
