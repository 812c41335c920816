/** Eigenvalues and eigenvectors of small symmetric matrices in decimal arithmetic, by Jacobi's rotations and inverse iteration. */

import type { Decimal, DecimalConstructor } from '../oracle/decimal';

export interface Eigenpair {
  readonly value: Decimal;
  /** Of length 1. */
  readonly vector: readonly Decimal[];
}

/** Sweeps converge quadratically: about 7 for 16 digits, one more for each doubling. */
const MAX_SWEEPS = 40;

/**
 * All eigenpairs by ascending |value|, to about the precision of D relative to the largest.
 *
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, section 8.5.
 */
export function symmetricEigenvectors(
  matrix: readonly (readonly Decimal[])[],
  D: DecimalConstructor,
): Eigenpair[] {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  // Rows are the eigenvectors.
  const vectors = matrix.map((_, r) => matrix.map((__, c) => new D(r === c ? 1 : 0)));
  const scale = a.flat().reduce((most, v) => (v.abs().gt(most) ? v.abs() : most), new D(0));
  const negligible = scale.times(new D(`1e-${String(D.precision)}`));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotations = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (a[p]![q]!.abs().lte(negligible)) continue;
        rotate(a, vectors, p, q, D);
        rotations++;
      }
    }
    if (rotations === 0) break;
  }
  return vectors
    .map((vector, i) => ({ value: a[i]![i]!, vector }))
    .sort((left, right) => left.value.abs().comparedTo(right.value.abs()));
}

/** Makes a[p][q] zero. */
function rotate(a: Decimal[][], vectors: Decimal[][], p: number, q: number, D: DecimalConstructor): void {
  const off = a[p]![q]!;
  const cotangent = a[q]![q]!.minus(a[p]![p]!).div(off.times(2));
  // The smaller root of t^2 + 2 t cot - 1.
  const root = cotangent.times(cotangent).plus(1).sqrt();
  const t = new D(cotangent.isNegative() ? -1 : 1).div(cotangent.abs().plus(root));
  const c = new D(1).div(t.times(t).plus(1).sqrt());
  const s = t.times(c);
  a[p]![p] = a[p]![p]!.minus(t.times(off));
  a[q]![q] = a[q]![q]!.plus(t.times(off));
  a[p]![q] = new D(0);
  a[q]![p] = new D(0);
  for (let k = 0; k < a.length; k++) {
    if (k !== p && k !== q) {
      const [x, y] = [a[k]![p]!, a[k]![q]!];
      const [left, right] = [c.times(x).minus(s.times(y)), s.times(x).plus(c.times(y))];
      a[k]![p] = a[p]![k] = left;
      a[k]![q] = a[q]![k] = right;
    }
    const [u, v] = [vectors[p]![k]!, vectors[q]![k]!];
    vectors[p]![k] = c.times(u).minus(s.times(v));
    vectors[q]![k] = s.times(u).plus(c.times(v));
  }
}

/** Steps without a shift, which find the eigenvector, and steps with its Rayleigh quotient, which triple the digits. */
const PLAIN_STEPS = 3;
const SHIFTED_STEPS = 9;

/**
 * The eigenpair nearest to 0, in a fraction of the time that all of them take; null where the iteration does not
 * settle, and possibly another pair where two are almost equally near.
 */
export function smallestEigenpair(
  matrix: readonly (readonly Decimal[])[],
  D: DecimalConstructor,
): Eigenpair | null {
  const scale = matrix.flat().reduce((most, v) => (v.abs().gt(most) ? v.abs() : most), new D(0));
  const negligible = scale.times(new D(`1e${String(3 - D.precision)}`));
  if (negligible.isZero()) return null;
  let vector = unit(matrix.map(() => new D(1)));
  let value = new D(0);
  for (let step = 0; step < PLAIN_STEPS + SHIFTED_STEPS; step++) {
    vector = unit(solveShifted(matrix, step < PLAIN_STEPS ? new D(0) : value, vector, negligible));
    const image = matrix.map((row) => dot(row, vector));
    value = dot(image, vector);
    const settled = image.every((v, i) => v.minus(value.times(vector[i]!)).abs().lte(negligible));
    if (settled) return { value, vector };
  }
  return null;
}

function dot(a: readonly Decimal[], b: readonly Decimal[]): Decimal {
  return a.reduce((sum, v, i) => sum.plus(v.times(b[i]!)), a[0]!.times(0));
}

function unit(vector: readonly Decimal[]): Decimal[] {
  const length = dot(vector, vector).sqrt();
  return vector.map((v) => v.div(length));
}

/** The solution of (A - shift) y = b by elimination with row pivoting; a vanishing pivot is replaced by `negligible`. */
function solveShifted(
  matrix: readonly (readonly Decimal[])[],
  shift: Decimal,
  b: readonly Decimal[],
  negligible: Decimal,
): Decimal[] {
  const size = b.length;
  const rows = matrix.map((row, r) => [...row.map((v, c) => (r === c ? v.minus(shift) : v)), b[r]!]);
  for (let p = 0; p < size; p++) {
    let best = p;
    for (let r = p + 1; r < size; r++) if (rows[r]![p]!.abs().gt(rows[best]![p]!.abs())) best = r;
    [rows[p], rows[best]] = [rows[best]!, rows[p]!];
    const pivot = rows[p]!;
    if (pivot[p]!.abs().lt(negligible)) pivot[p] = negligible;
    for (let r = p + 1; r < size; r++) {
      const row = rows[r]!;
      const factor = row[p]!.div(pivot[p]!);
      for (let c = p + 1; c <= size; c++) row[c] = row[c]!.minus(factor.times(pivot[c]!));
    }
  }
  const solution = [...b];
  for (let p = size - 1; p >= 0; p--) {
    let rest = rows[p]![size]!;
    for (let c = p + 1; c < size; c++) rest = rest.minus(rows[p]![c]!.times(solution[c]!));
    solution[p] = rest.div(rows[p]![p]!);
  }
  return solution;
}
