// AssemblyScript. The linear algebra of a fit: QR of the Jacobian by modified Gram-Schmidt (Bjorck 1967), so that no
// normal equations square the condition number. Columns are made orthogonal and keep their lengths.

import { advanceColumns } from './advance-columns';
import { FACTORS, PRODUCTS, SOURCE, TARGET, multiplyColumns, source, subtractColumns } from './columns';
import { ZEROS } from './layout';

/** Numbers in a row of R: the most columns, and the right-hand side. */
export const WIDTH: i32 = 40;

/** Upper triangle of R, row by row. */
export const R: usize = memory.data(8 * 32 * 40, 16);
/** Q transposed times the right-hand side. */
export const Z: usize = memory.data(8 * 40, 16);
/** Reciprocal lengths of the columns as they stand; 0 for one that depends on those before it. */
const RECIPROCALS: usize = memory.data(8 * 40, 16);
/** Lengths of the Jacobian's columns, squared. */
const SQUARES: usize = memory.data(8 * 40, 16);

/** A column that loses this much of its length to the columns before it counts as dependent on them. */
const RANK_TOLERANCE: f64 = 1e-13;
/** Squared length below which a column counts as zero: its reciprocal is of no use. */
const SMALLEST_SQUARE: f64 = 1e-290;

@inline
export function at(matrix: usize, i: i32, j: i32): usize {
  return matrix + (<usize>(i * WIDTH + j) << 3);
}

@inline
export function item(vector: usize, i: i32): usize {
  return vector + (<usize>i << 3);
}

/** The columns to work on: read where `sources` says, written to `targets`; the right-hand side likewise. */
export function takeColumns(sources: usize, targets: usize, count: i32, right: usize, rightTo: usize): void {
  for (let j: usize = 0; j < <usize>count << 2; j += 4) {
    store<usize>(SOURCE + j, load<usize>(sources + j));
    store<usize>(TARGET + j, load<usize>(targets + j));
  }
  store<usize>(SOURCE + (<usize>count << 2), right);
  store<usize>(TARGET + (<usize>count << 2), rightTo);
}

/**
 * Makes the columns taken orthogonal, each to those before it, and fills R and Z.
 * @returns the squared length of what the right-hand side keeps if `complete`, otherwise 0
 */
export function orthogonalize(count: i32, complete: bool, stride: usize): f64 {
  multiplyColumns(source(0), 0, count + 1, stride);
  for (let k = 0; k < count; k++) {
    const squared = load<f64>(item(PRODUCTS, k));
    let taken: f64 = 0;
    for (let i = 0; i < k; i++) {
      const r = load<f64>(at(R, i, k));
      taken += r * r;
    }
    const original = squared + taken;
    const bound = max(original * (RANK_TOLERANCE * RANK_TOLERANCE), SMALLEST_SQUARE);
    if (!(squared > bound) || !(squared < Infinity)) {
      for (let j = k; j < count; j++) store<f64>(at(R, k, j), 0);
      store<f64>(item(Z, k), 0);
      store<f64>(item(RECIPROCALS, k), 0);
      store<f64>(item(SQUARES, k), taken);
      if (k + 1 < count || complete) multiplyColumns(source(k + 1), k + 1, count + 1, stride);
      continue;
    }
    const norm = sqrt(squared);
    const inverse = 1 / norm;
    const inverseSquare = 1 / squared;
    store<f64>(at(R, k, k), norm);
    store<f64>(item(RECIPROCALS, k), inverse);
    store<f64>(item(SQUARES, k), original);
    for (let j = k + 1; j < count; j++) {
      const product = load<f64>(item(PRODUCTS, j));
      const factor = product * inverseSquare;
      if (abs(factor) < Infinity) {
        store<f64>(at(R, k, j), product * inverse);
        store<f64>(item(FACTORS, j), factor);
      } else {
        // A derivative that is not finite at some point: its constant stays where it is.
        store<f64>(at(R, k, j), 0);
        store<f64>(item(FACTORS, j), 0);
        store<usize>(SOURCE + (<usize>j << 2), ZEROS);
      }
    }
    const right = load<f64>(item(PRODUCTS, count));
    store<f64>(item(Z, k), right * inverse);
    store<f64>(item(FACTORS, count), right * inverseSquare);
    if (k + 1 < count || complete) advanceColumns(source(k), k + 1, count + 1, stride);
  }
  return complete ? load<f64>(item(PRODUCTS, count)) : 0;
}

/** Length of the Jacobian's column k. */
export function columnNorm(k: i32): f64 {
  return sqrt(load<f64>(item(SQUARES, k)));
}

/** Subtracts J times `step` times `scale` from `row`, J being Q R. */
export function subtractJacobianTimes(count: i32, step: usize, scale: f64, row: usize, stride: usize): void {
  for (let k = 0; k < count; k++) {
    let sum: f64 = 0;
    for (let j = k; j < count; j++) sum += load<f64>(at(R, k, j)) * load<f64>(item(step, j));
    store<f64>(item(FACTORS, k), sum * load<f64>(item(RECIPROCALS, k)) * scale);
  }
  subtractColumns(row, count, stride);
}

/** z = Q transposed times `row`. */
export function projectRow(count: i32, row: usize, z: usize, stride: usize): void {
  multiplyColumns(row, 0, count, stride);
  for (let k = 0; k < count; k++) {
    const reciprocal = load<f64>(item(RECIPROCALS, k));
    store<f64>(item(z, k), reciprocal == 0 ? 0 : load<f64>(item(PRODUCTS, k)) * reciprocal);
  }
}
