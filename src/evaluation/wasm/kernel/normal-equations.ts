// AssemblyScript. The damped normal equations. They square the condition number, which the damping bounds: while it is
// not tiny they give the step of the QR factors to more digits than the next step needs, at half the work.

import { PRODUCTS, multiplyColumns, source } from './columns';
import { STEP } from './damped-solve';
import { at, item } from './least-squares';

/** Upper triangle of the columns' products with one another and with the right-hand side, row by row. */
const GRAM: usize = memory.data(8 * 32 * 40, 16);
/** Upper triangles of the Cholesky factors, U = D L^T and L^T; in the last column of U what elimination makes of GRAM's. */
const U: usize = memory.data(8 * 32 * 40, 16);
const L: usize = memory.data(8 * 32 * 40, 16);
/** Reciprocals of the pivots. */
const RECIPROCALS: usize = memory.data(8 * 40, 16);
/** A right-hand side, and what elimination makes of it. */
const Y: usize = memory.data(8 * 40, 16);

/** Damping from which the normal equations serve. */
export const LEAST_DAMPING: f64 = 1e-10;
/** A pivot that keeps less than this of its diagonal entry has lost too many digits. */
const LEAST_PIVOT: f64 = 1e-11;

/** Multiplies the columns taken with one another and with the right-hand side. */
export function takeProducts(count: i32, stride: usize): void {
  for (let k = 0; k < count; k++) {
    multiplyColumns(source(k), k, count + 1, stride);
    for (let j = k; j <= count; j++) store<f64>(at(GRAM, k, j), load<f64>(item(PRODUCTS, j)));
  }
}

/** Length of the Jacobian's column k. */
export function columnLength(k: i32): f64 {
  return sqrt(load<f64>(at(GRAM, k, k)));
}

/**
 * Factors J^T J + lambda * diag(diagonal^2), columns below `undamped` undamped.
 * @returns false if some pivot is too small to trust, or not finite
 */
export function factorDamped(count: i32, undamped: i32, lambda: f64, diagonal: usize): bool {
  for (let k = 0; k < count; k++) {
    for (let j = k; j <= count; j++) store<f64>(at(U, k, j), load<f64>(at(GRAM, k, j)));
  }
  for (let k = 0; k < count; k++) {
    let pivot = load<f64>(at(U, k, k));
    let whole = load<f64>(at(GRAM, k, k));
    if (k >= undamped) {
      const d = load<f64>(item(diagonal, k));
      const damping = lambda * d * d;
      pivot += damping;
      whole += damping;
    }
    if (!(pivot > whole * LEAST_PIVOT) || !(whole < Infinity)) return false;
    const reciprocal = 1 / pivot;
    store<f64>(item(RECIPROCALS, k), reciprocal);
    for (let i = k + 1; i < count; i++) {
      const u = load<f64>(at(U, k, i));
      const l = u * reciprocal;
      store<f64>(at(L, k, i), l);
      for (let j = i; j <= count; j++) {
        store<f64>(at(U, i, j), load<f64>(at(U, i, j)) - l * load<f64>(at(U, k, j)));
      }
    }
  }
  return true;
}

/** STEP for the right-hand side of the columns taken. */
export function solveForResiduals(count: i32): void {
  for (let k = 0; k < count; k++) store<f64>(item(Y, k), load<f64>(at(U, k, count)));
  substituteBack(count);
}

/** STEP for the row `right`. */
export function solveForRow(count: i32, right: usize, stride: usize): void {
  multiplyColumns(right, 0, count, stride);
  for (let i = 0; i < count; i++) {
    let y = load<f64>(item(PRODUCTS, i));
    for (let k = 0; k < i; k++) y -= load<f64>(at(L, k, i)) * load<f64>(item(Y, k));
    store<f64>(item(Y, i), y);
  }
  substituteBack(count);
}

/** STEP = -L^-T D^-1 Y. What was found last comes last, so that the sums before it need not wait. */
function substituteBack(count: i32): void {
  for (let i = count - 1; i >= 0; i--) {
    let s = -(load<f64>(item(Y, i)) * load<f64>(item(RECIPROCALS, i)));
    for (let j = count - 1; j > i; j--) s -= load<f64>(at(L, i, j)) * load<f64>(item(STEP, j));
    store<f64>(item(STEP, i), s);
  }
}
