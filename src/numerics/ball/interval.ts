/** Balls as closed intervals: their ends, their hull, and binary64 bounds of their values. */

import { nextDown, nextUp } from '../ordinals';
import { type Ball, toNumber } from './ball';

/** The lower end, exactly. */
export function lowerEnd({ mid, rad, exp }: Ball): Ball {
  return { mid: mid - rad, rad: 0n, exp };
}

/** The upper end, exactly. */
export function upperEnd({ mid, rad, exp }: Ball): Ball {
  return { mid: mid + rad, rad: 0n, exp };
}

export function holdsZero({ mid, rad }: Ball): boolean {
  return mid <= rad && -mid <= rad;
}

/** The smallest ball that holds both. */
export function hull(a: Ball, b: Ball): Ball {
  const exp = Math.min(a.exp, b.exp);
  const [liftA, liftB] = [BigInt(a.exp - exp), BigInt(b.exp - exp)];
  const lower = least((a.mid - a.rad) << liftA, (b.mid - b.rad) << liftB);
  const upper = -least(-(a.mid + a.rad) << liftA, -(b.mid + b.rad) << liftB);
  return { mid: lower + upper, rad: upper - lower, exp: exp - 1 };
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** The ball {-m <= v <= m} for the largest absolute value m of the ball. */
export function symmetric(a: Ball): Ball {
  return { mid: 0n, rad: largestSize(a), exp: a.exp };
}

/** An upper bound of |v| over the ball, in binary64, at most an ulp above it; Infinity beyond binary64. */
export function sizeAbove(a: Ball): number {
  const size = largestSize(a);
  return size === 0n ? 0 : nextUp(toNumber({ mid: size, rad: 0n, exp: a.exp }), 'f64');
}

/** A lower bound of |v| over the ball, in binary64; 0 where the ball holds 0. */
export function sizeBelow(a: Ball): number {
  const size = (a.mid < 0n ? -a.mid : a.mid) - a.rad;
  if (size <= 0n) return 0;
  return Math.max(0, nextDown(toNumber({ mid: size, rad: 0n, exp: a.exp }), 'f64'));
}

function largestSize({ mid, rad }: Ball): bigint {
  return (mid < 0n ? -mid : mid) + rad;
}
