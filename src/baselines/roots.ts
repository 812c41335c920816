/** Zeros of a function on an interval, which the relative norm has to know of. */

import type { Decimal } from '../oracle/decimal';
import { BaselineError } from './baseline-error';

export interface Point {
  readonly x: Decimal;
  readonly value: Decimal;
  /** Set where the value is that of a point very near, which stands for the limit at x. */
  readonly isLimit?: boolean;
}

export type Evaluate = (x: Decimal) => Decimal;

/** Steps of the search for a zero; each leaves at most 62% of the bracket. */
const STEPS = 140;
/** A limit this small, relative to the largest value, is a zero. */
const VANISHING = '1e-50';
/** A minimum of |f| this far below the points around it touches zero. */
const TOUCHING = '1e-15';

/**
 * The zeros seen by a scan of ascending points: at a point, between two of different sign, or where |f| touches zero
 * between points. Each must be a number of binary64: of any other zero BaselineError says that it cannot be shared
 * by a polynomial with finite coefficients.
 */
export function findRoots(scan: readonly Point[], f: Evaluate): Decimal[] {
  const size = largestValue(scan);
  const isRoot = ({ value, isLimit = false }: Point): boolean =>
    value.isZero() || (isLimit && value.abs().lte(size.times(VANISHING)));
  const roots = scan.filter(isRoot).map(({ x }) => x);
  scan.forEach((point, i) => {
    const [previous, next] = [scan[i - 1], scan[i + 1]];
    if (next === undefined || isRoot(point) || isRoot(next)) return;
    if (point.value.s !== next.value.s) {
      roots.push(representable(signChange(f, point, next), point, next, f));
      return;
    }
    if (previous === undefined || isRoot(previous) || previous.value.s !== next.value.s) return;
    const lowest = point.value.abs();
    if (lowest.gt(previous.value.abs()) || lowest.gt(next.value.abs())) return;
    const touched = smallest(f, previous.x, next.x);
    if (touched.value.abs().lte(lowest.times(TOUCHING))) {
      roots.push(representable(touched.x, previous, next, f));
    }
  });
  return roots;
}

export function largestValue(points: readonly Point[]): Decimal {
  return points.map((p) => p.value.abs()).reduce((a, b) => (b.gt(a) ? b : a));
}

/** The binary64 number near x at which f is exactly zero. */
function representable(x: Decimal, left: Point, right: Point, f: Evaluate): Decimal {
  const candidates = [0, x.toSignificantDigits(15).toNumber(), x.toNumber()];
  for (const candidate of candidates) {
    const root = x.times(0).plus(candidate);
    if (root.gt(left.x) && root.lt(right.x) && f(root).isZero()) return root;
  }
  const place = x.toSignificantDigits(6).toString();
  throw new BaselineError(
    `in the relative norm no polynomial has a finite error: the function is zero near x = ${place}, where none with finite coefficients is`,
  );
}

function signChange(f: Evaluate, left: Point, right: Point): Decimal {
  let [a, b] = [left.x, right.x];
  for (let step = 0; step < STEPS / 2; step++) {
    const middle = a.plus(b).div(2);
    const value = f(middle);
    if (value.isZero()) return middle;
    if (value.s === left.value.s) a = middle;
    else b = middle;
  }
  return a;
}

/** The smallest |f| between two points with one minimum between them, by golden section. */
function smallest(f: Evaluate, from: Decimal, to: Decimal): Point {
  const ratio = '0.6180339887498948482';
  const at = (x: Decimal): Point => ({ x, value: f(x) });
  let [a, b] = [from, to];
  let left = at(b.minus(b.minus(a).times(ratio)));
  let right = at(a.plus(b.minus(a).times(ratio)));
  for (let step = 0; step < STEPS / 2; step++) {
    if (left.value.abs().lt(right.value.abs())) {
      b = right.x;
      right = left;
      left = at(b.minus(b.minus(a).times(ratio)));
    } else {
      a = left.x;
      left = right;
      right = at(a.plus(b.minus(a).times(ratio)));
    }
  }
  return left.value.abs().lt(right.value.abs()) ? left : right;
}
