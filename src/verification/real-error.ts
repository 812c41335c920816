/** The error of a program in exact real arithmetic at a point, to a stated accuracy however small it is. */

import {
  absolute,
  type Ball,
  divide,
  fromNumber,
  isZero,
  magnitude,
  PrecisionTooLow,
  relativeBits,
  signOf,
  subtract,
  toNumber,
  UndefinedValue,
} from '../numerics/ball/ball';
import { powerOfTwo } from '../numerics/bits';
import type { ExactNumber } from '../numerics/number-text';
import { oracleBall } from '../oracle/oracle';
import type { Target } from '../targets/target';
import { compileExactLimit, compileExactProgram, type ExactProgram } from './exact-program';
import type { Program } from '../program/program';

/** Working precision of the first attempt: relative errors down to about 2^-100 come out well. */
const FIRST_BITS = 168;
/** An error that is not told from 0 at this precision is taken to be 0: there the program is the function. */
const LAST_BITS = 1500;
const MAX_LABELS = 40_000;

/** The error at a point. */
export interface PointError {
  /** Signed, in the norm's unit; Infinity where the program has no value; NaN where the norm has no meaning. */
  readonly value: number;
  /** The same to the accuracy asked for; null where it is not finite or cannot be told from 0. */
  readonly ball: Ball | null;
}

const FAILED: PointError = { value: Infinity, ball: null };
const MEANINGLESS: PointError = { value: NaN, ball: null };
const VANISHING: PointError = { value: 0, ball: null };

/** Values of the target's function at the points looked at so far, shared by all programs for the target. */
export interface RealReference {
  readonly target: Target;
  readonly labels: Map<number, Ball>;
}

export function createRealReference(target: Target): RealReference {
  return { target, labels: new Map() };
}

/** The error of one program at points of the target's interval. */
export interface RealError {
  /**
   * At a binary64, or at any exact ball (at an end of the interval the program's limit, where it divides by zero there), to `accuracy` bits relative to it; errors whose size is below
   * `negligible` need not be resolved further.
   */
  at(x: number | Ball, accuracy: number, negligible?: number): PointError;
  /** How often the program was evaluated at a new point. */
  readonly points: number;
}

export function createRealError(reference: RealReference, program: Program): RealError {
  const inside = compileExactProgram(program);
  const limit = compileExactLimit(program);
  const { lower, upper } = reference.target.interval;
  let points = 0;
  return {
    at(x, accuracy, negligible = 0) {
      points++;
      const evaluate = x === lower || x === upper ? limit : inside;
      for (let bits = FIRST_BITS; bits <= LAST_BITS; bits *= 2) {
        const error = attempt(reference, evaluate, x, bits);
        if (error === undefined) continue;
        if (!('mid' in error)) return error;
        if (relativeBits(error) >= accuracy) return { value: toNumber(error), ball: error };
        if (isBelow(error, negligible)) return { value: toNumber(error), ball: null };
      }
      return VANISHING;
    },
    get points() {
      return points;
    },
  };
}

function isBelow(error: Ball, bound: number): boolean {
  const size = magnitude(error);
  return bound > 0 && size <= 1000 && size >= -1000 && powerOfTwo(size) <= bound;
}

/** undefined where the precision does not suffice. */
function attempt(
  { target, labels }: RealReference,
  evaluate: ExactProgram,
  x: number | Ball,
  bits: number,
): Ball | PointError | undefined {
  try {
    const label = labelOf(target, labels, x, bits);
    const relative = target.norm === 'relative';
    if (relative && isZero(label)) return MEANINGLESS;
    const difference = subtract(evaluate(typeof x === 'number' ? fromNumber(x) : x, bits), label, bits);
    return relative ? divide(difference, absolute(label), bits) : difference;
  } catch (error) {
    if (error instanceof UndefinedValue) return FAILED;
    if (error instanceof PrecisionTooLow) return undefined;
    throw error;
  }
}

function labelOf(target: Target, labels: Map<number, Ball>, x: number | Ball, bits: number): Ball {
  if (typeof x !== 'number') return oracleBall(target.function, exactMidpoint(x), bits);
  const known = labels.get(x);
  if (known !== undefined && relativeBits(known) >= bits) return known;
  const label = oracleBall(target.function, x, bits);
  if (labels.size >= MAX_LABELS) labels.clear();
  labels.set(x, label);
  return label;
}

/** The sign of the target's function at x. */
export function signOfTarget({ target, labels }: RealReference, x: number): -1 | 0 | 1 {
  return signOf(labelOf(target, labels, x, 32));
}

/** The midpoint as a fraction. */
function exactMidpoint({ mid, exp }: Ball): ExactNumber {
  const size = mid < 0n ? -mid : mid;
  return {
    sign: mid < 0n ? -1 : 1,
    numerator: exp > 0 ? size << BigInt(exp) : size,
    denominator: exp < 0 ? 1n << BigInt(-exp) : 1n,
  };
}
