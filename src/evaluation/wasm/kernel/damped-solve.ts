// AssemblyScript. The step of a Levenberg-Marquardt iteration from the QR factors: the rows that damp are folded into the
// triangle by Householder reflections, one for each column (More 1978, section 3, does it by Givens rotations).

import { R, at, item } from './least-squares';

/** The triangle with the right-hand side as its last column, and the damping rows under it. */
const W: usize = memory.data(8 * 32 * 40, 16);
const DAMPING: usize = memory.data(8 * 32 * 40, 16);
/** The reflection: entries of the damping rows, each in both lanes. */
const MIRROR: usize = memory.data(16 * 32, 16);
/** The step, in column order. */
export const STEP: usize = memory.data(8 * 40, 16);

/**
 * STEP = argmin |R s + z|^2 + lambda * sum (diagonal_k s_k)^2 over the first `count` columns; columns below
 * `undamped` are not damped. A direction that the data do not determine gets no step.
 */
export function solveDamped(count: i32, undamped: i32, lambda: f64, diagonal: usize, z: usize): void {
  for (let i = 0; i < count; i++) copyRow(i, count, -load<f64>(item(z, i)));
  const root = sqrt(lambda);
  for (let i = undamped; i < count; i++) reflect(i, undamped, count, root * load<f64>(item(diagonal, i)));
  for (let i = count - 1; i >= 0; i--) {
    const w = load<f64>(at(W, i, i));
    const reciprocal = w == 0 ? 0 : 1 / w;
    let s = load<f64>(at(W, i, count));
    for (let j = count - 1; j > i; j--) s -= load<f64>(at(W, i, j)) * load<f64>(item(STEP, j));
    store<f64>(item(STEP, i), s * reciprocal);
  }
}

// Rows are read and written in aligned pairs of columns throughout: a processor forwards a store to a later load only if
// it holds the whole of what is loaded. The row's padding takes what is too much.

/** Row i of R and the right-hand side to W. */
@inline
function copyRow(i: i32, count: i32, right: f64): void {
  let j = i & ~1;
  for (; j + 1 < count; j += 2) v128.store(at(W, i, j), v128.load(at(R, i, j)));
  const pair =
    j == count ? f64x2.splat(right) : f64x2.replace_lane(f64x2.splat(load<f64>(at(R, i, j))), 1, right);
  v128.store(at(W, i, j), pair);
}

/** Clears column i of the damping rows from `first` to i, of which the last starts here with the entry `own`. */
@inline
function reflect(i: i32, first: i32, count: i32, own: f64): void {
  let squares = own * own;
  for (let k = first; k < i; k++) {
    const g = load<f64>(at(DAMPING, k, i));
    squares += g * g;
    v128.store(MIRROR + (<usize>k << 4), f64x2.splat(g));
  }
  const w = load<f64>(at(W, i, i));
  const length = sqrt(w * w + squares);
  // The diagonal of R is not negative: no digits are lost.
  const head = w + length;
  const beta = squares == 0 ? 0 : 1 / (length * head);
  const heads = f64x2.splat(head);
  const betas = f64x2.splat(beta);
  const owns = f64x2.splat(own);
  for (let j = (i + 1) & ~1; j <= count; j += 2) {
    const row = at(W, i, j);
    const t = v128.load(row);
    let p = f64x2.mul(heads, t);
    for (let k = first; k < i; k++) {
      p = f64x2.add(p, f64x2.mul(v128.load(MIRROR + (<usize>k << 4)), v128.load(at(DAMPING, k, j))));
    }
    p = f64x2.mul(p, betas);
    v128.store(row, f64x2.sub(t, f64x2.mul(p, heads)));
    for (let k = first; k < i; k++) {
      const g = at(DAMPING, k, j);
      v128.store(g, f64x2.sub(v128.load(g), f64x2.mul(p, v128.load(MIRROR + (<usize>k << 4)))));
    }
    v128.store(at(DAMPING, i, j), f64x2.neg(f64x2.mul(p, owns)));
  }
  store<f64>(at(W, i, i), squares == 0 ? w : -length);
}
