/** Small dense linear systems in double-double, for conditions that binary64 cannot resolve. */

import {
  ddAbs,
  ddAdd,
  ddAddNumber,
  ddCompare,
  ddDiv,
  ddFrom,
  ddMul,
  ddNeg,
  ddSqrt,
  ddSub,
  type DoubleDouble,
} from './double-double';

export type Vector = readonly DoubleDouble[];

const MAX_SWEEPS = 60;
const ZERO = ddFrom(0);
const ONE = ddFrom(1);
/** Columns whose cosine is below this count as orthogonal: 2^-100. */
const ORTHOGONAL = 7.888609052210118e-31;

/** A x = b, taken apart: x = sum over k of (coefficient_k / singular_k) direction_k. */
export interface Decomposed {
  /** Singular values of A, not sorted. */
  readonly singular: Float64Array;
  /** For each, the part of the solution that belongs to it. */
  readonly parts: readonly Vector[];
}

/**
 * The singular value decomposition of A (one-sided Jacobi rotations: Hestenes 1958) and what each singular value
 * contributes to the least-squares solution of A x = b.
 *
 * @param rows the rows of A, each of length n
 * @param b right-hand side, as long as there are rows
 * @returns as many singular values as rows; NaN in A or b gives NaN
 */
export function decompose(rows: readonly Vector[], b: Vector): Decomposed {
  const m = rows.length;
  // The rotations work on the rows of A, that is on the columns of its transpose: A^T V = U S, so A = V S U^T.
  const u = rows.map((row) => [...row]);
  const v = rows.map((_, i) => rows.map((__, j) => (i === j ? ONE : ZERO)));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let i = 0; i < m; i++) {
      for (let j = i + 1; j < m; j++) {
        if (rotate(u[i]!, u[j]!, v[i]!, v[j]!)) rotated = true;
      }
    }
    if (!rotated) break;
  }
  const squares = u.map((column) => dotProduct(column, column));
  return {
    singular: Float64Array.from(squares, ({ hi }) => Math.sqrt(hi)),
    parts: u.map((direction, k) => {
      if (squares[k]!.hi === 0) return direction.map(() => ZERO);
      const factor = ddDiv(dotProduct(v[k]!, b), squares[k]!);
      return direction.map((entry) => ddMul(factor, entry));
    }),
  };
}

/**
 * The minimum-norm solution: of the decomposition, the parts whose singular value is above `tolerance` times the largest.
 * Directions that the equations do not determine (a gauge freedom of the unknowns) get no component.
 */
export function minimumNorm({ singular, parts }: Decomposed, tolerance: number): DoubleDouble[] {
  const largest = singular.reduce((a, s) => Math.max(a, s), 0);
  const kept = parts.filter((_, k) => !(singular[k]! <= tolerance * largest));
  return (parts[0] ?? []).map((_, i) => kept.reduce((sum, part) => ddAdd(sum, part[i]!), ZERO));
}

export function dotProduct(a: Vector, b: Vector): DoubleDouble {
  return a.reduce((sum, entry, i) => ddAdd(sum, ddMul(entry, b[i]!)), ZERO);
}

/** Makes two columns orthogonal; false when they are so already. */
function rotate(p: DoubleDouble[], q: DoubleDouble[], vp: DoubleDouble[], vq: DoubleDouble[]): boolean {
  const pp = dotProduct(p, p);
  const qq = dotProduct(q, q);
  const pq = dotProduct(p, q);
  if (!(Math.abs(pq.hi) > ORTHOGONAL * Math.sqrt(pp.hi) * Math.sqrt(qq.hi))) return false;
  const zeta = ddDiv(ddSub(qq, pp), ddAdd(pq, pq));
  const root = ddSqrt(ddAddNumber(ddMul(zeta, zeta), 1));
  const positive = ddDiv(ONE, ddAdd(ddAbs(zeta), root));
  const t = ddCompare(zeta, ZERO) < 0 ? ddNeg(positive) : positive;
  const c = ddDiv(ONE, ddSqrt(ddAddNumber(ddMul(t, t), 1)));
  const s = ddMul(c, t);
  turn(p, q, c, s);
  turn(vp, vq, c, s);
  return true;
}

function turn(p: DoubleDouble[], q: DoubleDouble[], c: DoubleDouble, s: DoubleDouble): void {
  for (let i = 0; i < p.length; i++) {
    const a = p[i]!;
    const b = q[i]!;
    p[i] = ddSub(ddMul(c, a), ddMul(s, b));
    q[i] = ddAdd(ddMul(s, a), ddMul(c, b));
  }
}
