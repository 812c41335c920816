/**
 * Certificates: a rigorous upper bound of the error of a program over its whole interval, by branch and bound on Taylor
 * models (S. Chevillard, J. Harrison, M. Joldes and Ch. Lauter, "Efficient and accurate computation of upper bounds of
 * approximation errors", Theoretical Computer Science 412, 2011, has the like for polynomials).
 */

import { type Ball, fromNumber, subtract, toNumber } from '../../numerics/ball/ball';
import { sizeAbove, sizeBelow } from '../../numerics/ball/interval';
import { exponentOf } from '../../numerics/bits';
import { FORMAT_PARAMETERS, isFiniteFormat } from '../../numerics/format';
import { formatSignificant } from '../../numerics/number-text';
import { fromOrdinal, nextDown, nextUp, ordinalRange } from '../../numerics/ordinals';
import { constantToExact, constantText } from '../../program/constant';
import { ProgramError } from '../../program/errors';
import type { Program } from '../../program/program';
import type { MeasuredError, Target } from '../../targets/target';
import { integerZeros } from '../../targets/zeros';
import { type Certificate, CertificateError, type Place, TIGHT } from './certificate';
import { boundPiece, isSame, middleOf, type Obstacle, type Piece, type PieceSetting } from './piece';
import { boundByRanges } from './range-bound';

export interface CertifyOptions {
  /** Pieces after which the work ends with what it has. */
  readonly maxPieces?: number;
  /** A bound to be confirmed: the work ends as soon as it is. */
  readonly goal?: number;
}

export interface CertifyProgress {
  readonly pieces: number;
  /** The bound so far; Infinity while some piece has none. */
  readonly upper: number;
}

const DEFAULT_PIECES = 4000;
/** To which the bound is driven, well within TIGHT. */
const TOLERANCE = TIGHT / 100;
/** Halvings after which a piece without bound is given up, inside the interval and at its ends. */
const MAX_DEPTH = 56;
const MAX_DEPTH_AT_END = 400;
/** The same at ends where no range helps: next to poles. */
const MAX_DEPTH_AT_POLE = 100;
/** Halvings before ranges alone are tried. */
const RANGES_FROM = 12;
/** A piece whose bound has not fallen by this part in so many halvings is as good as it gets. */
const STALE_GAIN = 0.002;
const STALE_HALVINGS = 4;
const DIGITS = 15;
/** Bounds below it are taken for the error 0. */
const NOTHING = 1e-36;
/** Errors above it are not told apart. */
const HUGE = 1e300;

interface Bounded extends Piece {
  readonly depth: number;
  readonly upper: number;
  readonly rounding: number;
  readonly obstacle?: Obstacle;
  /** Bounds of the pieces it was halved from, the nearest first. */
  readonly history: readonly number[];
}

/**
 * Steps of a piece each; the last returns the certificate.
 *
 * @param refined the program's refined maximum: the lower bound
 * @throws CertificateError (by `next`) where the error has no bound, with the place
 */
export function* certify(
  target: Target,
  program: Program,
  refined: MeasuredError,
  { maxPieces = DEFAULT_PIECES, goal = 0 }: CertifyOptions = {},
): Generator<CertifyProgress, Certificate, undefined> {
  requireNumbers(program);
  requirePlain(target);
  const known = Number.isFinite(refined.value) ? refined.value : 0;
  const { order, bits } = effort(target, known);
  const setting: PieceSetting = { target, program, order, bits, tolerance: TOLERANCE / 4 };
  const { from, to } = endsOf(target);
  const marks = [from, ...specialPoints(target), to].map(fromNumber);
  // A goal below the lower bound cannot be reached.
  const threshold = goal >= known && goal > 0 ? goal : Math.max(NOTHING, known * (1 + TOLERANCE));
  const enough = fromNumber(Math.max(NOTHING, Math.min(threshold, known * (1 + TOLERANCE / 2))));
  let largestLower = 0;
  let lowerAt = from;

  const examine = (piece: Piece, depth: number, history: readonly number[]): Bounded => {
    const bound = boundPiece(piece, setting, marks, enough);
    const hasBound = 'upper' in bound;
    const met = hasBound ? sizeBelow(bound.lower) : 0;
    if (hasBound && met > largestLower) {
      largestLower = met > HUGE ? Infinity : met;
      lowerAt = toNumber(bound.at);
    }
    let upper = hasBound ? sizeAbove(bound.upper) : Infinity;
    let rounding = hasBound ? sizeAbove(bound.rounding) : 0;
    if (upper > threshold && depth >= RANGES_FROM && (!hasBound || isFiniteFormat(target.format))) {
      const ranges = boundByRanges(piece, target, program);
      const other = ranges === undefined ? Infinity : sizeAbove(ranges);
      if (other < upper) {
        upper = other;
        rounding = 0;
      }
    }
    const result = { ...piece, depth, upper, rounding, history };
    return hasBound || upper < Infinity ? result : { ...result, obstacle: bound };
  };

  const open = new Queue();
  for (let i = 0; i + 1 < marks.length; i++)
    open.push(examine({ low: marks[i]!, high: marks[i + 1]! }, 0, []));
  let pieces = open.length;
  let reason: string | undefined;
  for (;;) {
    const top = open.first;
    yield { pieces, upper: top.upper };
    const isHuge = largestLower === Infinity;
    if (isHuge || (top.upper === Infinity && isHopeless(top, marks))) throw refusal(top, target, program);
    if (top.upper <= Math.max(threshold, largestLower * (1 + TOLERANCE))) break;
    if (isStale(top)) {
      reason = staleReason(top, target);
      break;
    }
    if (pieces >= maxPieces) {
      if (top.upper === Infinity) throw refusal(top, target, program, maxPieces);
      reason = `the work was ended after ${pieces} pieces`;
      break;
    }
    open.pop();
    const middle = middleOf(top);
    const history = [top.upper, ...top.history].slice(0, STALE_HALVINGS);
    open.push(examine({ low: top.low, high: middle }, top.depth + 1, history));
    open.push(examine({ low: middle, high: top.high }, top.depth + 1, history));
    pieces += 1;
  }
  const { upper, rounding } = open.first;
  // The pieces may have met a peak that refining missed.
  const isMissed = !Number.isFinite(refined.value) || largestLower > known * (1 + TOLERANCE);
  const lower: MeasuredError = isMissed
    ? { ...refined, value: largestLower, text: textOf(largestLower, -1), argmax: lowerAt }
    : refined;
  const isTight = upper <= lower.value * (1 + TIGHT);
  return {
    target,
    program,
    lower,
    upper: { value: upper, text: textOf(upper, 1) },
    isTight,
    ...(isTight
      ? {}
      : { reason: reason ?? (goal > 0 ? 'a larger bound was asked for' : 'the error is not told from 0') }),
    pieces,
    order,
    bits,
    rounding,
  };
}

/** Runs the steps to the end. */
export function certifyAtOnce(
  target: Target,
  program: Program,
  refined: MeasuredError,
  options: CertifyOptions = {},
): Certificate {
  const steps = certify(target, program, refined, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The rounding bounds are those of an arithmetic that rounds to the format after each operation, gradually at the lower end. */
function requirePlain({ compute, flush }: Target): void {
  if (compute !== undefined)
    throw new CertificateError(
      'certificates are for programs that compute in their own format; every number of f16 and bf16 can be checked',
    );
  if (flush === true)
    throw new CertificateError('certificates are for gradual underflow, not for flushed subnormal numbers');
}

/** The ends, of finite formats the first and the last number in the interval. */
function endsOf({ interval, format }: Target): Place {
  if (!isFiniteFormat(format)) return { from: interval.lower, to: interval.upper };
  const { first, last } = ordinalRange(interval, format);
  return { from: fromOrdinal(first, format), to: fromOrdinal(last, format) };
}

function requireNumbers({ constants }: Program): void {
  for (const constant of constants) {
    try {
      constantToExact(constant);
    } catch (error) {
      if (error instanceof ProgramError)
        throw new CertificateError(`the constant ${constantText(constant)} is no number`);
      throw error;
    }
  }
}

/** Coefficients and bits for errors of this size. */
function effort({ format, norm }: Target, known: number): { order: number; bits: number } {
  const ulps = norm === 'ulp' && isFiniteFormat(format) ? FORMAT_PARAMETERS[format].precision : 0;
  const size = known > 0 ? Math.max(0, -exponentOf(known)) + ulps : 60;
  return {
    order: Math.min(28, Math.max(8, 6 + Math.ceil(size / 5))),
    bits: Math.max(128, Math.min(1024, size) + 96),
  };
}

/** Points inside where a Taylor series must be centered for zeros to cancel: zeros of the target, and 0. */
function specialPoints(target: Target): number[] {
  const { lower, upper } = target.interval;
  return [...new Set([0, ...integerZeros(target)])]
    .filter((x) => x > lower && x < upper)
    .sort((a, b) => a - b);
}

function isHopeless({ depth, low, high, obstacle }: Bounded, marks: readonly Ball[]): boolean {
  const atMark = marks.some((mark) => isSame(mark, low) || isSame(mark, high));
  const isPole = obstacle?.of === 'norm' || ['division by zero', 'pole'].includes(obstacle?.message ?? '');
  return depth >= (atMark ? (isPole ? MAX_DEPTH_AT_POLE : MAX_DEPTH_AT_END) : MAX_DEPTH);
}

function isStale({ upper, history }: Bounded): boolean {
  const before = history[STALE_HALVINGS - 1];
  return upper < Infinity && before !== undefined && upper > before * (1 - STALE_GAIN);
}

function staleReason({ rounding, upper }: Bounded, { format }: Target): string {
  if (isFiniteFormat(format) && rounding > 0)
    return (
      `${Math.round((100 * rounding) / upper)} percent of the bound stand for the worst that roundings in ` +
      `${format} could do together, which the points that were looked at do not show`
    );
  return 'halving the worst piece does not lower its bound any more';
}

function placeOf({ low, high }: Piece): Place {
  return { from: below(low), to: above(high) };
}

function below(x: Ball): number {
  const nearest = toNumber(x);
  return Number.isFinite(nearest) && subtract(fromNumber(nearest), x, Infinity).mid > 0n
    ? nextDown(nearest, 'f64')
    : nearest;
}

function above(x: Ball): number {
  const nearest = toNumber(x);
  return Number.isFinite(nearest) && subtract(fromNumber(nearest), x, Infinity).mid < 0n
    ? nextUp(nearest, 'f64')
    : nearest;
}

function refusal(top: Bounded, target: Target, program: Program, limit?: number): CertificateError {
  const place = placeOf(top);
  const where =
    place.from === place.to ? `at x = ${place.from}` : `between x = ${place.from} and ${place.to}`;
  const { obstacle } = top;
  const ended = limit === undefined ? '' : ` (the work was ended after ${limit} pieces)`;
  if (obstacle === undefined)
    return new CertificateError(
      `no certificate: the error exceeds what binary64 can hold ${where}${ended}`,
      place,
    );
  const { of, message, instruction } = obstacle;
  if (of === 'program') {
    const opcode = program.instructions[instruction ?? 0]?.opcode ?? '';
    return new CertificateError(
      `no certificate: ${message} in instruction ${(instruction ?? 0) + 1} (${opcode}) of the program ${where}${ended}`,
      place,
    );
  }
  const what =
    of === 'target' ? 'the target function cannot be enclosed' : `the ${target.norm} error has no bound`;
  return new CertificateError(`no certificate: ${what} ${where}: ${message}${ended}`, place);
}

/** Decimal text of DIGITS digits, not below x for side 1, not above it for side -1. */
function textOf(x: number, side: 1 | -1): string {
  for (let y = x; ; y = side > 0 ? nextUp(y, 'f64') : nextDown(y, 'f64')) {
    const text = formatSignificant(Math.max(0, y), DIGITS);
    if (side * (Number(text) - x) >= 0) return text;
  }
}

/** Largest bound first; of pieces without bound the narrowest, so that a pole is soon closed in. */
class Queue {
  private readonly items: Bounded[] = [];

  get length(): number {
    return this.items.length;
  }

  get first(): Bounded {
    return this.items[0]!;
  }

  push(item: Bounded): void {
    const { items } = this;
    items.push(item);
    let i = items.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(items[i]!, items[parent]!)) return;
      [items[i], items[parent]] = [items[parent]!, items[i]!];
      i = parent;
    }
  }

  pop(): void {
    const { items } = this;
    const last = items.pop()!;
    if (items.length === 0) return;
    items[0] = last;
    for (let i = 0; ;) {
      let best = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < items.length && isBefore(items[child]!, items[best]!)) best = child;
      if (best === i) return;
      [items[i], items[best]] = [items[best]!, items[i]!];
      i = best;
    }
  }
}

function isBefore(a: Bounded, b: Bounded): boolean {
  return a.upper === b.upper ? a.depth > b.depth : a.upper > b.upper;
}
