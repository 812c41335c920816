/**
 * Expressions in ball arithmetic: the enclosures of the catalogue composed. Every value of the expression on the
 * ball of x lies within the result, so cancellation shows as a wide ball and a higher precision narrows it.
 */

import {
  add,
  type Ball,
  divide,
  ExponentOutOfRange,
  fromInteger,
  isExact,
  isZero,
  magnitude,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  relativeBits,
  rounded,
  squareRoot,
  subtract,
  toNumber,
  UndefinedValue,
  ZERO,
} from '../../numerics/ball/ball';
import { constantBall, pi } from '../../numerics/ball/constants';
import { exp, MAX_ARGUMENT_EXPONENT } from '../../numerics/ball/exponential';
import { log } from '../../numerics/ball/logarithm';
import { ballFromExact } from '../../numerics/ball/exact';
import { type ExactNumber, formatSignificant } from '../../numerics/number-text';
import type { CatalogueFunction } from '../catalogue-function';
import { printInterval } from '../interval';
import { NoValue } from './errors';
import { exactConstant, exactValue } from './exact';
import type { Binary, Call, Expression, Power } from './tree';

/** Beyond it exponents are refused, long before they leave the safe integers. */
const MAX_EXPONENT = 2 ** 45;
/**
 * The error bounds of the catalogue are of first order: an argument that is not exact must be known at least so well,
 * relative to itself and to its distance from the ends of the function's domain.
 */
const ARGUMENT_BITS = 16;

/** Holds e^x for x <= -2^43, which all narrow balls with a magnitude above MAX_ARGUMENT_EXPONENT keep to. */
const VANISHING: Ball = { mid: 0n, rad: 1n, exp: -(2 ** 43) };

/** Where an expression is evaluated: an exact x is also known as a fraction. */
export interface Point {
  readonly x: Ball;
  readonly exact?: ExactNumber | undefined;
}

/**
 * A ball around the values of the expression at the point, computed with about `bits` bits. Throws PrecisionTooLow,
 * NoValue, ExponentOutOfRange.
 */
export function evaluate(e: Expression, at: Point, bits: number): Ball {
  const value = evaluateNode(e, at, bits);
  if (Math.abs(value.exp) > MAX_EXPONENT)
    throw new ExponentOutOfRange('an intermediate value is out of range');
  return value;
}

function evaluateNode(e: Expression, at: Point, bits: number): Ball {
  switch (e.kind) {
    case 'x':
      return at.x;
    case 'number':
      return ballFromExact(e.value, bits);
    case 'constant':
      return e.id === 'pi' ? constantBall(pi, bits) : exp(ONE, bits);
    case 'negate':
      return negate(evaluate(e.of, at, bits));
    case 'abs':
      return absoluteBall(evaluate(e.of, at, bits));
    case 'power':
      return power(e, at, bits);
    case 'call':
      return call(e, at, bits);
    default:
      return binary(e, at, bits);
  }
}

function binary(e: Binary, at: Point, bits: number): Ball {
  const a = evaluate(e.left, at, bits);
  const b = evaluate(e.right, at, bits);
  switch (e.kind) {
    case 'add':
      return add(a, b, bits);
    case 'subtract':
      return subtract(a, b, bits);
    case 'multiply':
      return multiply(a, b, bits);
    case 'divide':
      if (holdsZero(b) && isZero(decided(b, e.right, at)))
        throw new NoValue('division by zero', e.column, true);
      return divide(a, b, bits);
    case 'min':
      return negate(maximum(negate(a), negate(b), bits));
    case 'max':
      return maximum(a, b, bits);
  }
}

/** The ball of the value, or the exact zero where the value at the point is known to be that. */
function decided(value: Ball, e: Expression, { exact }: Point): Ball {
  if (exact === undefined || isExact(value)) return value;
  return exactValue(e, exact)?.numerator === 0n ? ZERO : value;
}

function holdsZero({ mid, rad }: Ball): boolean {
  return mid <= rad && -mid <= rad;
}

/** [0, the largest absolute value] where the sign is not decided. */
export function absoluteBall(a: Ball): Ball {
  if (!holdsZero(a)) return a.mid < 0n ? negate(a) : a;
  if (isZero(a)) return a;
  const most = (a.mid < 0n ? -a.mid : a.mid) + a.rad;
  return { mid: most, rad: most, exp: a.exp - 1 };
}

/** max(a, b) = b + max(a - b, 0), in which b is the larger unless it is known not to be. */
function maximum(a: Ball, b: Ball, bits: number): Ball {
  const difference = subtract(a, b, bits);
  if (!holdsZero(difference) || isZero(difference)) return difference.mid > 0n ? a : b;
  const most = difference.mid + difference.rad;
  return add(b, { mid: most, rad: most, exp: difference.exp - 1 }, bits);
}

/** x^n by repeated squaring; x^0 = 1. */
export function wholePower(base: Ball, n: number, bits: number): Ball {
  let result = ONE;
  let square = base;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square, bits);
    if (rest > 1) square = multiply(square, square, bits);
    if (Math.abs(square.exp) > MAX_EXPONENT) throw new ExponentOutOfRange('a power is out of range');
  }
  return n < 0 ? divide(ONE, result, bits) : result;
}

function power(e: Power, at: Point, bits: number): Ball {
  const base = evaluate(e.left, at, bits);
  if (e.integer !== undefined) {
    const zero = e.integer < 0 && holdsZero(base) && isZero(decided(base, e.left, at));
    if (zero) throw new NoValue('a negative power of zero', e.column, true);
    return wholePower(base, e.integer, bits);
  }
  const sign = signAt(base, e.left, at);
  if (sign < 0) {
    throw new NoValue(
      `a power whose exponent is no whole number needs a positive base, not ${shown(base)}`,
      e.column,
    );
  }
  const constant = exactConstant(e.right);
  if (sign === 0) {
    if (constant !== undefined && constant.sign > 0) return ZERO;
    throw new NoValue('a power of zero whose exponent is not positive and constant', e.column);
  }
  if (constant?.sign === 1 && constant.numerator * 2n === constant.denominator) return squareRoot(base, bits);
  requireNarrow(base);
  const exponent = evaluate(e.right, at, bits);
  // e^t carries the absolute error of t: as many more bits as t has before the point.
  const size = Math.max(0, magnitude(log(base, 32)) + magnitude(exponent));
  if (size > 64) throw new ExponentOutOfRange('a power is out of range');
  const working = bits + size + 8;
  return exp(
    multiply(evaluate(e.right, at, working), log(evaluate(e.left, at, working), working), working),
    bits,
  );
}

/** The sign at the point; PrecisionTooLow where it is not told. */
function signAt(value: Ball, e: Expression, at: Point): -1 | 0 | 1 {
  const known = holdsZero(value) ? decided(value, e, at) : value;
  if (isZero(known)) return 0;
  if (holdsZero(known)) throw new PrecisionTooLow('a sign is not decided at this precision');
  return known.mid < 0n ? -1 : 1;
}

function call(e: Call, at: Point, bits: number): Ball {
  const argument = preciseArgument(e, evaluate(e.of, at, bits), at, bits);
  return callEnclosure(e.entry, argument, bits, e.column);
}

/** The argument; where only its exact value tells it from zero or the end of a domain, that one. */
function preciseArgument({ entry, of }: Call, argument: Ball, { exact }: Point, bits: number): Ball {
  if (exact === undefined || isExact(argument)) return argument;
  const close = holdsZero(argument) || edges(entry).some((edge) => holdsZero(subtract(argument, edge, bits)));
  if (!close) return argument;
  const known = exactValue(of, exact);
  return known === undefined ? argument : ballFromExact(known, bits);
}

/** The function's enclosure at a ball, where the ball is narrow enough for it. */
export function callEnclosure(entry: CatalogueFunction, argument: Ball, bits: number, column: number): Ball {
  const { id, domain } = entry;
  const { lower, upper, lowerOpen, upperOpen } = domain;
  for (const [end, side, open] of [
    [lower, -1, lowerOpen],
    [upper, 1, upperOpen],
  ] as const) {
    if (!Number.isFinite(end)) continue;
    const beyond = subtract(argument, fromInteger(end), bits + 64);
    const outside = isZero(beyond) ? open : !holdsZero(beyond) && (beyond.mid > 0n ? 1 : -1) === side;
    if (outside) {
      throw new NoValue(
        `${id} is defined on ${printInterval(domain)}, its argument is ${shown(argument)}`,
        column,
        isZero(beyond),
      );
    }
    requireNarrow(beyond);
  }
  const smooth = lower < 0 && upper > 0 && entry.poleIn?.(AROUND_ZERO) === undefined;
  if (!smooth || magnitude(argument) > -ARGUMENT_BITS) requireNarrow(argument);
  if (OSCILLATING.has(id) && magnitude(argument) > MAX_PHASE_EXPONENT) {
    throw new NoValue(`${id} is not evaluated beyond 2^${MAX_PHASE_EXPONENT} in expressions`, column, false);
  }
  try {
    // Far below zero the exponential vanishes next to other terms; the catalogue refuses it as a value by itself.
    if (id === 'exp' && argument.mid < 0n && magnitude(argument) > MAX_ARGUMENT_EXPONENT) return VANISHING;
    return entry.enclose(argument, bits);
  } catch (error) {
    if (error instanceof NoValue || !(error instanceof UndefinedValue)) throw error;
    throw new NoValue(`${id} has no value at ${shown(argument)}`, column, true);
  }
}

/** Reducing their argument takes as many digits of pi as it has before the point. */
const OSCILLATING: ReadonlySet<string> = new Set([
  'sin',
  'cos',
  'tan',
  'sinpi',
  'cospi',
  'sinc',
  'besselJ0',
  'airyAi',
]);
/** Beyond every number of binary64, and quick. */
const MAX_PHASE_EXPONENT = 4096;

const AROUND_ZERO = { lower: -(2 ** -16), upper: 2 ** -16, lowerOpen: false, upperOpen: false };

function requireNarrow(value: Ball): void {
  if (relativeBits(value) < ARGUMENT_BITS) throw new PrecisionTooLow('an argument is known too coarsely');
}

function edges({ domain: { lower, upper } }: CatalogueFunction): Ball[] {
  return [lower, upper].filter((end) => Number.isFinite(end)).map((end) => fromInteger(end));
}

function shown(value: Ball): string {
  return formatSignificant(toNumber(rounded(value.mid, 0n, value.exp, 64)), 4)
    .replace(/\.?0+e/, 'e')
    .replace(/e\+0$/, '');
}
