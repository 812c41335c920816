/** Expressions as functions that the oracle evaluates. */

import {
  type Ball,
  isExact,
  magnitude,
  PrecisionTooLow,
  relativeBits,
  rounded,
  signOf,
} from '../../numerics/ball/ball';
import { ballFromExact, exactFromBall } from '../../numerics/ball/exact';
import { bitLength } from '../../numerics/bits';
import type { ExactNumber } from '../../numerics/number-text';
import { REAL_LINE, type RealFunction } from '../catalogue-function';
import { NoValue, UnresolvedValue } from './errors';
import { evaluate, type Point } from './evaluate';
import { exactValue } from './exact';
import { limitAt } from './limit';
import { parseExpression } from './parse';
import type { Expression } from './tree';

/**
 * Bits by which cancellation may exceed what is asked for, besides those that x itself explains: an expression that is
 * not told from zero by then is not evaluated further.
 */
const CANCELLATION_BITS = 4096;
const GUARD = 16;
/** Values below 2^VANISHING are not told from 0. */
const VANISHING = -(2 ** 42);
const MAX_NAME = 60;
const KEPT_EXPRESSIONS = 64;

/** An expression that is not told from zero with so many bits more is taken for zero where only its sign is asked. */
const SIGN_BITS = 512;

export interface ExpressionFunction extends RealFunction {
  readonly expression: Expression;
  readonly encloseAt: (x: ExactNumber, bits: number) => Ball;
  /** The sign of the value, 0 also where it is not told from zero. Throws as enclose. */
  readonly signAt: (x: ExactNumber) => -1 | 0 | 1;
}

const known = new Map<string, ExpressionFunction>();

/** The function a text stands for; TargetError with the column where it is not an expression. */
export function expressionFunction(text: string): ExpressionFunction {
  let f = known.get(text);
  if (f === undefined) {
    const expression = parseExpression(text);
    f = {
      id: text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}...` : text,
      domain: REAL_LINE,
      enclose: (x, bits) =>
        isExact(x)
          ? encloseAt(expression, exactFromBall(x), bits, CANCELLATION_BITS)
          : enclose(expression, x, bits),
      encloseAt: (x, bits) => encloseAt(expression, x, bits, CANCELLATION_BITS),
      exact: (x) => exactValue(expression, x),
      signAt: (x) => signAt(expression, x),
      expression,
    };
    const [oldest] = known.keys();
    if (known.size >= KEPT_EXPRESSIONS && oldest !== undefined) known.delete(oldest);
    known.set(text, f);
  }
  return f;
}

/** The enclosure over a ball, whatever it loses to cancellation. */
function enclose(expression: Expression, x: Ball, bits: number): Ball {
  const value = evaluate(expression, { x }, bits + GUARD);
  return rounded(value.mid, value.rad, value.exp, bits + 8);
}

/**
 * The enclosure at an exact point, to `bits` bits relative to the value: the precision is raised by what is lost to
 * cancellation. UnresolvedValue where the value is not told from zero by `patience` bits besides those x itself explains.
 */
function encloseAt(expression: Expression, x: ExactNumber, bits: number, patience: number): Ball {
  const most = bits + patience + 4 * sizeOf(x);
  for (let working = bits + GUARD, first = true; ; first = false) {
    const value = attempt(expression, x, working);
    const reached = value === undefined ? 0 : relativeBits(value);
    if (value !== undefined && reached >= bits) return rounded(value.mid, value.rad, value.exp, bits + 8);
    // The oracle says that such a value is too small.
    if (value !== undefined && magnitude(value) < VANISHING) return value;
    if (first) {
      const rational = exactValue(expression, x);
      if (rational !== undefined) return ballFromExact(rational, bits + 8);
    }
    if (working >= most) throw unresolved(value, working);
    working = Math.min(working + (reached > 0 ? bits - reached + GUARD : working), most);
  }
}

function signAt(expression: Expression, x: ExactNumber): -1 | 0 | 1 {
  try {
    return signOf(encloseAt(expression, x, 2, SIGN_BITS));
  } catch (error) {
    if (error instanceof UnresolvedValue) return 0;
    // Too small to be told from 0: it has a value all the same.
    if (error instanceof PrecisionTooLow) return 1;
    throw error;
  }
}

/** The bits of x and its distance from 1 in binades. */
function sizeOf({ numerator, denominator }: ExactNumber): number {
  if (numerator === 0n) return 0;
  const [n, d] = [bitLength(numerator), bitLength(denominator)];
  return n + d - trailingZeros(numerator) - trailingZeros(denominator) + Math.abs(n - d);
}

function trailingZeros(n: bigint): number {
  return bitLength(n & -n) - 1;
}

/** undefined where the precision does not suffice. */
function attempt(expression: Expression, exact: ExactNumber, bits: number): Ball | undefined {
  const at: Point = { x: ballFromExact(exact, bits + 8), exact };
  try {
    try {
      return evaluate(expression, at, bits);
    } catch (error) {
      if (!(error instanceof NoValue) || !error.indeterminate) throw error;
      return limitAt(expression, at.x, exact, bits, error.column);
    }
  } catch (error) {
    if (error instanceof PrecisionTooLow) return undefined;
    throw error;
  }
}

function unresolved(value: Ball | undefined, bits: number): UnresolvedValue {
  return new UnresolvedValue(
    value === undefined
      ? `with ${bits} bits an operand is not told from zero or from the end of a domain`
      : `with ${bits} bits the value is not told from zero: it is zero, or its terms cancel`,
  );
}
