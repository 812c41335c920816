/** Small dense linear algebra in binary64: for systems of a few dozen unknowns. */

export type Matrix = readonly Float64Array[];

const MAX_SWEEPS = 60;

/**
 * The minimum-norm least-squares solution of A x = b by the singular value decomposition (one-sided Jacobi rotations:
 * Hestenes 1958; accurate for small singular values after column scaling, Demmel and Veselic 1992).
 *
 * @param rows the rows of A, each of length n; not changed
 * @param b right-hand side, as long as there are rows
 * @param tolerance singular values below this fraction of the largest count as zero, so that directions the equations
 *   do not determine (a gauge freedom of the unknowns) get no component
 * @returns x of length n; NaN in A or b gives NaN
 */
export function minimumNormSolution(rows: Matrix, b: Float64Array, tolerance: number): Float64Array {
  const n = rows[0]?.length ?? 0;
  const m = rows.length;
  // The rotations work on the rows of A, that is on the columns of its transpose: A^T V = U S, so A = V S U^T.
  const u = rows.map((row) => Float64Array.from(row));
  const v = Array.from({ length: m }, (_, i) => {
    const unit = new Float64Array(m);
    unit[i] = 1;
    return unit;
  });
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let i = 0; i < m; i++) {
      for (let j = i + 1; j < m; j++) {
        if (rotate(u[i]!, u[j]!, v[i]!, v[j]!)) rotated = true;
      }
    }
    if (!rotated) break;
  }
  const singular = u.map((column) => Math.sqrt(dotProduct(column, column)));
  const largest = singular.reduce((a, s) => Math.max(a, s), 0);
  const x = new Float64Array(n);
  for (let k = 0; k < m; k++) {
    const s = singular[k]!;
    if (s <= tolerance * largest || s === 0) continue;
    const factor = dotProduct(v[k]!, b) / (s * s);
    const direction = u[k]!;
    for (let i = 0; i < n; i++) x[i] = x[i]! + factor * direction[i]!;
  }
  return x;
}

export function dotProduct(a: Float64Array, b: Float64Array): number {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!;
  return s;
}

/** Makes two columns orthogonal; false when they are so already. */
function rotate(p: Float64Array, q: Float64Array, vp: Float64Array, vq: Float64Array): boolean {
  const pp = dotProduct(p, p);
  const qq = dotProduct(q, q);
  const pq = dotProduct(p, q);
  if (!(Math.abs(pq) > 1e-15 * Math.sqrt(pp * qq))) return false;
  const zeta = (qq - pp) / (2 * pq);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  turn(p, q, c, s);
  turn(vp, vq, c, s);
  return true;
}

function turn(p: Float64Array, q: Float64Array, c: number, s: number): void {
  for (let i = 0; i < p.length; i++) {
    const a = p[i]!;
    const b = q[i]!;
    p[i] = c * a - s * b;
    q[i] = s * a + c * b;
  }
}
