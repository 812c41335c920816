/**
 * The linear algebra of a fit: kernel/least-squares.ts in TypeScript, to the same bits. Sums over points run in four
 * interleaved parts, as the kernel's lanes do.
 */

import { KERNEL_MAX_CONSTANTS } from '../wasm/program-code';

/** A row inside a larger array: its first index. */
type Offset = number;

/** A column that loses this much of its length to the columns before it counts as dependent on them. */
const RANK_TOLERANCE = 1e-13;
const WIDTH = KERNEL_MAX_CONSTANTS;

/** The sum of a[i] b[i] over two rows of `points` numbers, a multiple of 4. */
export function dot(a: Float64Array, atA: Offset, b: Float64Array, atB: Offset, points: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < points; i += 4) {
    s0 += a[atA + i]! * b[atB + i]!;
    s1 += a[atA + i + 1]! * b[atB + i + 1]!;
    s2 += a[atA + i + 2]! * b[atB + i + 2]!;
    s3 += a[atA + i + 3]! * b[atB + i + 3]!;
  }
  return s0 + s2 + (s1 + s3);
}

function subtractMultiple(
  target: Float64Array,
  atTarget: Offset,
  factor: number,
  source: Float64Array,
  atSource: Offset,
  points: number,
): void {
  for (let i = 0; i < points; i++) target[atTarget + i]! -= factor * source[atSource + i]!;
}

export class LeastSquares {
  /** The step of the last `solveDamped`, in column order. */
  readonly step = new Float64Array(WIDTH);
  /** Upper triangle of R, row by row. */
  private readonly r = new Float64Array(WIDTH * WIDTH);
  /** Q transposed times the residuals. */
  private readonly z = new Float64Array(WIDTH);
  /** z of the residuals while the acceleration uses z. */
  private readonly zKept = new Float64Array(WIDTH);
  private readonly w = new Float64Array(WIDTH * WIDTH);
  private readonly y = new Float64Array(WIDTH);
  private readonly row = new Float64Array(WIDTH);

  /**
   * Orthonormalises the first `count` of the columns that start at the given offsets of `rows`, applying each to the
   * later columns and to the residuals (modified Gram-Schmidt). Columns become those of Q; R and z are filled.
   */
  orthogonalize(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    residuals: Float64Array,
    points: number,
  ): void {
    const { r, z } = this;
    for (let k = 0; k < count; k++) {
      const column = columns[k]!;
      const squared = dot(rows, column, rows, column, points);
      let original = squared;
      for (let i = 0; i < k; i++) {
        const rik = r[i * WIDTH + k]!;
        original += rik * rik;
      }
      if (!(squared > original * (RANK_TOLERANCE * RANK_TOLERANCE)) || !(squared < Infinity)) {
        r.fill(0, k * WIDTH + k, k * WIDTH + count);
        z[k] = 0;
        continue;
      }
      const norm = Math.sqrt(squared);
      r[k * WIDTH + k] = norm;
      const inverse = 1 / norm;
      for (let i = 0; i < points; i++) rows[column + i]! *= inverse;
      for (let j = k + 1; j < count; j++) {
        const other = columns[j]!;
        const projection = dot(rows, column, rows, other, points);
        if (!(Math.abs(projection) < Infinity)) {
          // A derivative that is not finite at some point: its constant stays where it is.
          r[k * WIDTH + j] = 0;
          rows.fill(0, other, other + points);
          continue;
        }
        r[k * WIDTH + j] = projection;
        subtractMultiple(rows, other, projection, rows, column, points);
      }
      const zk = dot(rows, column, residuals, 0, points);
      z[k] = zk;
      subtractMultiple(residuals, 0, zk, rows, column, points);
    }
  }

  /** Length of column k of R: the length of the Jacobian's column k. */
  columnNorm(k: number): number {
    let s = 0;
    for (let i = 0; i <= k; i++) {
      const rik = this.r[i * WIDTH + k]!;
      s += rik * rik;
    }
    return Math.sqrt(s);
  }

  /**
   * step = argmin |R s + z|^2 + lambda * sum (diagonal_k s_k)^2 over the first `count` columns; columns below
   * `undamped` are not damped. A direction that the data do not determine gets no step.
   */
  solveDamped(count: number, undamped: number, lambda: number, diagonal: Float64Array): void {
    const { r, z, w, y, row, step } = this;
    for (let i = 0; i < count; i++) {
      y[i] = -z[i]!;
      for (let j = i; j < count; j++) w[i * WIDTH + j] = r[i * WIDTH + j]!;
    }
    const root = Math.sqrt(lambda);
    for (let k = undamped; k < count; k++) {
      row.fill(0, k, count);
      row[k] = root * diagonal[k]!;
      let right = 0;
      for (let i = k; i < count; i++) {
        const g = row[i]!;
        if (g === 0) continue;
        const wi = w[i * WIDTH + i]!;
        const h = Math.sqrt(wi * wi + g * g);
        const c = wi / h;
        const s = g / h;
        for (let j = i; j < count; j++) {
          const wj = w[i * WIDTH + j]!;
          const gj = row[j]!;
          w[i * WIDTH + j] = c * wj + s * gj;
          row[j] = c * gj - s * wj;
        }
        const yi = y[i]!;
        y[i] = c * yi + s * right;
        right = c * right - s * yi;
      }
    }
    for (let i = count - 1; i >= 0; i--) {
      let s = y[i]!;
      for (let j = i + 1; j < count; j++) s -= w[i * WIDTH + j]! * step[j]!;
      const wi = w[i * WIDTH + i]!;
      step[i] = wi === 0 ? 0 : s / wi;
    }
  }

  /** The right-hand side of the damped solve becomes Q transposed times `row`; Q stands in the columns. */
  projectRow(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    row: Float64Array,
    points: number,
  ): void {
    for (let k = 0; k < count; k++) {
      const dependent = this.r[k * WIDTH + k] === 0;
      this.z[k] = dependent ? 0 : dot(rows, columns[k]!, row, 0, points);
    }
  }

  /** Subtracts J times `step` from `row`, J being Q R. */
  subtractJacobianTimes(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    step: Float64Array,
    row: Float64Array,
    points: number,
  ): void {
    const { r } = this;
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let j = k; j < count; j++) sum += r[k * WIDTH + j]! * step[j]!;
      if (r[k * WIDTH + k] !== 0) subtractMultiple(row, 0, sum, rows, columns[k]!, points);
    }
  }

  keepProjection(): void {
    this.zKept.set(this.z);
  }

  restoreProjection(): void {
    this.z.set(this.zKept);
  }
}
