// AssemblyScript. The linear algebra of a fit: QR of the Jacobian by modified Gram-Schmidt (Bjorck 1967), and the
// damped triangular solve of a Levenberg-Marquardt step by Givens rotations (More 1978, section 3), so that no
// normal equations square the condition number.

import { MAX_CONSTANTS } from './layout';

/** Upper triangle of R, row-major, MAX_CONSTANTS wide. */
const R: usize = memory.data(8 * 32 * 32, 16);
/** Q transposed times the residuals. */
const Z: usize = memory.data(8 * 32, 16);
/** Z of the residuals while the acceleration uses Z. */
const Z_KEPT: usize = memory.data(8 * 32, 16);
/** Working copies for the damped solve. */
const W: usize = memory.data(8 * 32 * 32, 16);
const Y: usize = memory.data(8 * 32, 16);
const ROW: usize = memory.data(8 * 32, 16);
/** The step, in column order. */
export const STEP: usize = memory.data(8 * 32, 16);

/** A column that loses this much of its length to the columns before it counts as dependent on them. */
const RANK_TOLERANCE: f64 = 1e-13;

@inline
function at(matrix: usize, i: i32, j: i32): usize {
  return matrix + (<usize>(i * MAX_CONSTANTS + j) << 3);
}

@inline
function item(vector: usize, i: i32): usize {
  return vector + (<usize>i << 3);
}

export function dot(a: usize, b: usize, stride: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  for (let o: usize = 0; o < stride; o += 32) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a + o), v128.load(b + o)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a + o, 16), v128.load(b + o, 16)));
  }
  const s = f64x2.add(s0, s1);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

function subtractMultiple(target: usize, factor: f64, source: usize, stride: usize): void {
  const f = f64x2.splat(factor);
  for (let o: usize = 0; o < stride; o += 16) {
    v128.store(target + o, f64x2.sub(v128.load(target + o), f64x2.mul(f, v128.load(source + o))));
  }
}

function scaleRow(row: usize, factor: f64, stride: usize): void {
  const f = f64x2.splat(factor);
  for (let o: usize = 0; o < stride; o += 16) v128.store(row + o, f64x2.mul(f, v128.load(row + o)));
}

/**
 * Orthonormalises columns [from, to) of the `count` columns whose addresses are stored (as usize) at `columns`,
 * applying each to the later columns and to the residual row. Columns become those of Q; R and Z are filled.
 */
export function orthogonalize(columns: usize, from: i32, to: i32, count: i32, residuals: usize, stride: usize): void {
  for (let k = from; k < to; k++) {
    const column = load<usize>(columns + (<usize>k << 2));
    const squared = dot(column, column, stride);
    let original = squared;
    for (let i = 0; i < k; i++) {
      const r = load<f64>(at(R, i, k));
      original += r * r;
    }
    if (!(squared > original * (RANK_TOLERANCE * RANK_TOLERANCE)) || !(squared < Infinity)) {
      store<f64>(at(R, k, k), 0);
      store<f64>(item(Z, k), 0);
      for (let j = k + 1; j < count; j++) store<f64>(at(R, k, j), 0);
      continue;
    }
    const norm = sqrt(squared);
    store<f64>(at(R, k, k), norm);
    scaleRow(column, 1 / norm, stride);
    for (let j = k + 1; j < count; j++) {
      const other = load<usize>(columns + (<usize>j << 2));
      const projection = dot(column, other, stride);
      if (!(abs(projection) < Infinity)) {
        // A derivative that is not finite at some point: its constant stays where it is.
        store<f64>(at(R, k, j), 0);
        memory.fill(other, 0, stride);
        continue;
      }
      store<f64>(at(R, k, j), projection);
      subtractMultiple(other, projection, column, stride);
    }
    const z = dot(column, residuals, stride);
    store<f64>(item(Z, k), z);
    subtractMultiple(residuals, z, column, stride);
  }
}

/** Length of column k of R: the length of the Jacobian's column k. */
export function columnNorm(k: i32): f64 {
  let s: f64 = 0;
  for (let i = 0; i <= k; i++) {
    const r = load<f64>(at(R, i, k));
    s += r * r;
  }
  return sqrt(s);
}

/**
 * STEP = argmin |R s + z|^2 + lambda * sum (diagonal_k s_k)^2 over the first `count` columns; columns below
 * `undamped` are not damped. A direction that the data do not determine gets no step.
 */
export function solveDamped(count: i32, undamped: i32, lambda: f64, diagonal: usize): void {
  for (let i = 0; i < count; i++) {
    store<f64>(item(Y, i), -load<f64>(item(Z, i)));
    for (let j = i; j < count; j++) store<f64>(at(W, i, j), load<f64>(at(R, i, j)));
  }
  const root = sqrt(lambda);
  for (let k = undamped; k < count; k++) {
    for (let j = k; j < count; j++) store<f64>(item(ROW, j), 0);
    store<f64>(item(ROW, k), root * load<f64>(item(diagonal, k)));
    let right: f64 = 0;
    for (let i = k; i < count; i++) {
      const g = load<f64>(item(ROW, i));
      if (g == 0) continue;
      const w = load<f64>(at(W, i, i));
      const h = sqrt(w * w + g * g);
      const c = w / h;
      const s = g / h;
      for (let j = i; j < count; j++) {
        const wj = load<f64>(at(W, i, j));
        const gj = load<f64>(item(ROW, j));
        store<f64>(at(W, i, j), c * wj + s * gj);
        store<f64>(item(ROW, j), c * gj - s * wj);
      }
      const y = load<f64>(item(Y, i));
      store<f64>(item(Y, i), c * y + s * right);
      right = c * right - s * y;
    }
  }
  for (let i = count - 1; i >= 0; i--) {
    let s = load<f64>(item(Y, i));
    for (let j = i + 1; j < count; j++) s -= load<f64>(at(W, i, j)) * load<f64>(item(STEP, j));
    const w = load<f64>(at(W, i, i));
    store<f64>(item(STEP, i), w == 0 ? 0 : s / w);
  }
}

/** The right-hand side of the damped solve becomes Q transposed times `row`; Q stands in the columns. */
export function projectRow(columns: usize, count: i32, row: usize, stride: usize): void {
  for (let k = 0; k < count; k++) {
    const dependent = load<f64>(at(R, k, k)) == 0;
    const column = load<usize>(columns + (<usize>k << 2));
    store<f64>(item(Z, k), dependent ? 0 : dot(column, row, stride));
  }
}

/** Subtracts J times `step` from `row`, J being Q R. */
export function subtractJacobianTimes(columns: usize, count: i32, step: usize, row: usize, stride: usize): void {
  for (let k = 0; k < count; k++) {
    let sum: f64 = 0;
    for (let j = k; j < count; j++) sum += load<f64>(at(R, k, j)) * load<f64>(item(step, j));
    if (load<f64>(at(R, k, k)) != 0) {
      subtractMultiple(row, sum, load<usize>(columns + (<usize>k << 2)), stride);
    }
  }
}

export function keepProjection(): void {
  memory.copy(Z_KEPT, Z, 8 * 32);
}

export function restoreProjection(): void {
  memory.copy(Z, Z_KEPT, 8 * 32);
}
