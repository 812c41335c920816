/**
 * The linear algebra of a fit: kernel/least-squares.ts in TypeScript, to the same bits. Sums over points run in four
 * interleaved parts, as the kernel's lanes do.
 */

import { KERNEL_MAX_CONSTANTS } from '../wasm/program-code';

/** A row inside a larger array: its first index. */
type Offset = number;

/** A column that loses this much of its length to the columns before it counts as dependent on them. */
const RANK_TOLERANCE = 1e-13;
/** Squared length below which a column counts as zero: its reciprocal is of no use. */
const SMALLEST_SQUARE = 1e-290;
/** Numbers in a row of R: the most columns. */
export const WIDTH = KERNEL_MAX_CONSTANTS;

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

export function subtractMultiple(
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
  /** Q transposed times the residuals. */
  readonly z = new Float64Array(WIDTH);
  /** Upper triangle of R, row by row. */
  readonly r = new Float64Array(WIDTH * WIDTH);
  /** Reciprocal lengths of the columns as they stand; 0 for one that depends on those before it. */
  private readonly reciprocals = new Float64Array(WIDTH);
  /** Lengths of the Jacobian's columns, squared. */
  private readonly squares = new Float64Array(WIDTH);

  /**
   * Makes the first `count` of the columns that start at the given offsets of `rows` orthogonal, applying each to the
   * later columns and to the right-hand side (modified Gram-Schmidt; columns keep their lengths). R and z are filled.
   * @returns the squared length of what the right-hand side keeps
   */
  orthogonalize(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    right: Float64Array,
    points: number,
  ): number {
    const { r, z, reciprocals, squares } = this;
    for (let k = 0; k < count; k++) {
      const column = columns[k]!;
      const squared = dot(rows, column, rows, column, points);
      let taken = 0;
      for (let i = 0; i < k; i++) {
        const rik = r[i * WIDTH + k]!;
        taken += rik * rik;
      }
      const original = squared + taken;
      const bound = Math.max(original * (RANK_TOLERANCE * RANK_TOLERANCE), SMALLEST_SQUARE);
      if (!(squared > bound) || !(squared < Infinity)) {
        r.fill(0, k * WIDTH + k, k * WIDTH + count);
        z[k] = 0;
        reciprocals[k] = 0;
        squares[k] = taken;
        continue;
      }
      const norm = Math.sqrt(squared);
      const inverse = 1 / norm;
      const inverseSquare = 1 / squared;
      r[k * WIDTH + k] = norm;
      reciprocals[k] = inverse;
      squares[k] = original;
      for (let j = k + 1; j < count; j++) {
        const other = columns[j]!;
        const product = dot(rows, column, rows, other, points);
        const factor = product * inverseSquare;
        if (Math.abs(factor) < Infinity) {
          r[k * WIDTH + j] = product * inverse;
          subtractMultiple(rows, other, factor, rows, column, points);
        } else {
          // A derivative that is not finite at some point: its constant stays where it is.
          r[k * WIDTH + j] = 0;
          rows.fill(0, other, other + points);
        }
      }
      const product = dot(rows, column, right, 0, points);
      z[k] = product * inverse;
      subtractMultiple(right, 0, product * inverseSquare, rows, column, points);
    }
    return dot(right, 0, right, 0, points);
  }

  /** Length of the Jacobian's column k. */
  columnNorm(k: number): number {
    return Math.sqrt(this.squares[k]!);
  }

  /** z = Q transposed times `row`; Q stands in the columns. */
  projectRow(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    row: Float64Array,
    z: Float64Array,
    points: number,
  ): void {
    for (let k = 0; k < count; k++) {
      const reciprocal = this.reciprocals[k]!;
      z[k] = reciprocal === 0 ? 0 : dot(row, 0, rows, columns[k]!, points) * reciprocal;
    }
  }

  /** Subtracts J times `step` times `scale` from `row`, J being Q R. */
  subtractJacobianTimes(
    rows: Float64Array,
    columns: Int32Array,
    count: number,
    step: Float64Array,
    scale: number,
    row: Float64Array,
    points: number,
  ): void {
    const { r } = this;
    for (let k = 0; k < count; k++) {
      let sum = 0;
      for (let j = k; j < count; j++) sum += r[k * WIDTH + j]! * step[j]!;
      subtractMultiple(row, 0, sum * this.reciprocals[k]! * scale, rows, columns[k]!, points);
    }
  }
}
