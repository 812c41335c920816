/**
 * Whether an expression has a value everywhere on an interval, and which norm suits it there.
 *
 * Pieces of the interval over which an enclosure shows that it has are done; others are halved. What is left are
 * narrow pieces around poles, removable singularities and ends of domains: there, values at points and changes of
 * sign decide. A piece at an open end is left alone. The work is bounded: where it runs out, and for functions
 * without known growth, the points decide alone, so that a pole between them can go unseen; labels at it
 * are refused later.
 */

import {
  ExponentOutOfRange,
  fromNumber,
  isZero,
  PrecisionTooLow,
  signOf,
  UndefinedValue,
} from '../../numerics/ball/ball';
import { exactFromNumber } from '../../numerics/number-text';
import { exponentOf, powerOfTwo } from '../../numerics/bits';
import { printInterval } from '../interval';
import type { ErrorNorm, Interval } from '../target';
import { TargetError } from '../target-error';
import { NoValue, UnresolvedValue } from './errors';
import { evaluate } from './evaluate';
import { exactConstant } from './exact';
import type { ExpressionFunction } from './function';
import { type Obstacle, RangeEvaluator } from './ranges';
import type { Expression } from './tree';

/** Pieces of less than 2^-NARROW of the interval are looked at by points. */
const NARROW = 36;
const MAX_PIECES = 6000;
const MAX_WORK = 20_000;
/** Points at which the sign of the function is taken. */
const MOST_POINTS = 64;
const FEWEST_POINTS = 8;
const BITS = 64;

interface Piece {
  readonly low: number;
  readonly high: number;
}

/**
 * The norm that suits the function on the interval: relative where it has no zero, absolute where it has one (inside or
 * at a closed end). TargetError where it has no value at some place, with the place.
 */
export function checkOnInterval(f: ExpressionFunction, interval: Interval): ErrorNorm {
  for (const x of [
    interval.lowerOpen ? undefined : interval.lower,
    interval.upperOpen ? undefined : interval.upper,
  ]) {
    if (x !== undefined) requireValue(f, x);
  }
  const points = samplePoints(interval, f.expression);
  const signs = points.map((x) => requireValue(f, x));
  requireNoPole(f, interval);
  if (signs.every((sign) => sign === 0) && isZeroAt(f, points[0] ?? interval.lower)) {
    throw new TargetError(
      `the expression ${f.id} is zero, or not told from zero, on ${printInterval(interval)}`,
    );
  }
  const ends = [
    interval.lowerOpen ? 1 : sign(f, interval.lower),
    interval.upperOpen ? 1 : sign(f, interval.upper),
  ];
  const positive = signs.includes(1);
  const negative = signs.includes(-1);
  return (positive && negative) || signs.includes(0) || ends.includes(0) ? 'absolute' : 'relative';
}

/** Points inside: even by value, with some close to the ends. Fewer for expressions that take longer. */
function samplePoints({ lower, upper }: Interval, e: Expression): number[] {
  const count = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, Math.floor(640 / effort(e))));
  const points: number[] = [];
  for (let i = 1; i < count; i++) points.push(lower * (1 - i / count) + upper * (i / count));
  for (let j = 8; j <= 32; j += 8) {
    const part = powerOfTwo(-j);
    points.push(lower * (1 - part) + upper * part, lower * part + upper * (1 - part));
  }
  return points.filter((x) => x > lower && x < upper);
}

/** Functions and powers count 1, other parts 1/8. */
function effort(e: Expression): number {
  switch (e.kind) {
    case 'x':
    case 'number':
    case 'constant':
      return 1 / 8;
    case 'negate':
    case 'abs':
      return 1 / 8 + effort(e.of);
    case 'call':
      return 1 + effort(e.of);
    default:
      return (e.kind === 'power' ? 1 : 1 / 8) + effort(e.left) + effort(e.right);
  }
}

/** The sign of f at x, 0 also where it is not told from zero. TargetError where f has no value. */
function requireValue(f: ExpressionFunction, x: number): number {
  try {
    return sign(f, x);
  } catch (error) {
    if (!(error instanceof UndefinedValue)) throw error;
    throw new TargetError(`the expression ${f.id} has no value at x = ${String(x)}: ${error.message}`);
  }
}

/** Whether more precision than signs are worth does not tell f(x) from zero either. */
function isZeroAt(f: ExpressionFunction, x: number): boolean {
  try {
    return isZero(f.encloseAt(exactFromNumber(x), BITS));
  } catch (error) {
    if (error instanceof UnresolvedValue) return true;
    if (error instanceof ExponentOutOfRange) return false;
    throw error;
  }
}

function sign(f: ExpressionFunction, x: number): number {
  try {
    return f.signAt(exactFromNumber(x));
  } catch (error) {
    // Too large or too small to be held: it has a value, and labels leave the point out.
    if (error instanceof ExponentOutOfRange) return 1;
    throw error;
  }
}

function requireNoPole(f: ExpressionFunction, interval: Interval): void {
  const { lower, upper } = interval;
  const evaluator = new RangeEvaluator();
  const narrow = (upper / 2 - lower / 2) * powerOfTwo(1 - NARROW);
  const pieces: Piece[] = [{ low: lower, high: upper }];
  for (let next = 0; next < pieces.length; next++) {
    const piece = pieces[next] ?? { low: lower, high: upper };
    const obstacle = evaluator.obstacleOn(f.expression, piece);
    if (obstacle === undefined) continue;
    if (evaluator.work > MAX_WORK || pieces.length > MAX_PIECES) return;
    const middle = splitPoint(piece);
    if (piece.high - piece.low > narrow && middle > piece.low && middle < piece.high) {
      pieces.push({ low: piece.low, high: middle }, { low: middle, high: piece.high });
    } else if (!isAtOpenEnd(piece, interval)) judge(f, piece, obstacle);
  }
}

/** The number with the fewest bits not far from the middle: 0, 1 and the like, where functions are special, are met. */
function splitPoint({ low, high }: Piece): number {
  const middle = low / 2 + high / 2;
  const width = high - low;
  if (low < 0 && high > 0) return 0;
  if (!(width > 0 && width < Infinity)) return middle;
  let step = powerOfTwo(Math.max(-1000, Math.min(1000, exponentOf(width) + 1)));
  for (let i = 0; i < 4; i++, step /= 2) {
    const round = Math.round(middle / step) * step;
    if (round > low + width / 8 && round < high - width / 8) return round;
  }
  return middle;
}

function isAtOpenEnd({ low, high }: Piece, { lower, upper, lowerOpen, upperOpen }: Interval): boolean {
  return (lowerOpen && low === lower) || (upperOpen && high === upper);
}

/** Decides on a narrow piece: TargetError where there is a point without value, or a pole that cannot be excluded. */
function judge(f: ExpressionFunction, { low, high }: Piece, at: Obstacle): void {
  requireValue(f, low);
  requireValue(f, high);
  const guard = guardOf(at);
  if (guard === undefined) return;
  // A zero of the guard at an end is a place with a value, hence removable; one between them is a pole.
  const [first, last] = [guardSign(guard, low), guardSign(guard, high)];
  if (first === 0 || last === 0) return;
  const near = String(low / 2 + high / 2);
  const sure = first !== undefined && last !== undefined && first !== last;
  const what = at.kind === 'call' ? `a pole of ${at.entry.id}` : 'division by zero';
  const hint = at.kind === 'divide' ? '; limits of 0/0 are found only where x is a binary64 number' : '';
  throw new TargetError(
    `the expression ${f.id} ${sure ? 'has no value' : 'may have no value'} near x = ${near}: ${what} (column ${at.column})${hint}`,
  );
}

/** A value whose zeros are where there is none of the obstacle; undefined for the closed end of a domain. */
function guardOf(at: Obstacle): Expression | undefined {
  if (at.kind === 'power') {
    const constant = at.integer === undefined ? exactConstant(at.right) : undefined;
    return constant?.sign === 1 ? undefined : at.left;
  }
  if (at.kind !== 'call') return at.right;
  const { of, column, entry } = at;
  if (entry.poleIn !== undefined) return of;
  const { lower, upper, lowerOpen, upperOpen } = entry.domain;
  const distances = [lowerOpen ? lower : Infinity, upperOpen ? upper : Infinity]
    .filter((end) => Number.isFinite(end))
    .map((end): Expression => {
      const right: Expression = { kind: 'number', value: exactFromNumber(end) };
      return { kind: 'subtract', left: of, right, column };
    });
  const [first, second] = distances;
  if (first === undefined || second === undefined) return first;
  return { kind: 'multiply', left: first, right: second, column };
}

function guardSign(guard: Expression, x: number): number | undefined {
  try {
    const value = evaluate(guard, { x: fromNumber(x), exact: exactFromNumber(x) }, BITS);
    return signOf(value);
  } catch (error) {
    if (error instanceof PrecisionTooLow || error instanceof NoValue) return undefined;
    throw error;
  }
}
