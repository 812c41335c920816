/**
 * Balls and one unsigned infinity: the arithmetic of the projective line, in which a / 0 is infinite and a / infinity is
 * 0. As long as no form is indeterminate (infinity - infinity, 0 * infinity, 0 / 0, infinity / infinity) each operation is
 * continuous, so that the value of a program at a point is its limit there; and binary64 takes the same way.
 */

import {
  add as addBalls,
  type Ball,
  divide as divideBalls,
  isZero,
  multiply as multiplyBalls,
  negate as negateBall,
  signOf,
  squareRoot as squareRootOfBall,
  UndefinedValue,
  ZERO,
} from './ball';

export const INFINITE = Symbol('infinity');
export type ProjectiveBall = Ball | typeof INFINITE;

/** a + b. Throws UndefinedValue for infinity + infinity. */
export function add(a: ProjectiveBall, b: ProjectiveBall, bits: number): ProjectiveBall {
  if (a !== INFINITE && b !== INFINITE) return addBalls(a, b, bits);
  if (a === b) throw new UndefinedValue('the difference of two infinities');
  return INFINITE;
}

/** a * b. Throws UndefinedValue for 0 * infinity, PrecisionTooLow where a factor of infinity may be 0. */
export function multiply(a: ProjectiveBall, b: ProjectiveBall, bits: number): ProjectiveBall {
  if (a !== INFINITE && b !== INFINITE) return multiplyBalls(a, b, bits);
  for (const factor of [a, b] as const)
    if (factor !== INFINITE && signOf(factor) === 0) throw new UndefinedValue('0 times infinity');
  return INFINITE;
}

/** a / b. Throws UndefinedValue for 0 / 0 and infinity / infinity, PrecisionTooLow where b or the a of a / 0 may be 0. */
export function divide(a: ProjectiveBall, b: ProjectiveBall, bits: number): ProjectiveBall {
  if (a === INFINITE && b === INFINITE) throw new UndefinedValue('infinity over infinity');
  if (a === INFINITE) return INFINITE;
  if (b === INFINITE) return ZERO;
  if (!isZero(b)) return divideBalls(a, b, bits);
  if (signOf(a) === 0) throw new UndefinedValue('division of 0 by 0');
  return INFINITE;
}

export function negate(a: ProjectiveBall): ProjectiveBall {
  return a === INFINITE ? INFINITE : negateBall(a);
}

/** The root of a. Throws UndefinedValue below 0 and at infinity, which has no sign. */
export function squareRoot(a: ProjectiveBall, bits: number): ProjectiveBall {
  if (a === INFINITE) throw new UndefinedValue('the square root of infinity');
  return squareRootOfBall(a, bits);
}

/** The finite value. Throws UndefinedValue at infinity. */
export function finite(a: ProjectiveBall): Ball {
  if (a === INFINITE) throw new UndefinedValue('division by zero');
  return a;
}
