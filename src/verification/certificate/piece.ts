/** The error of a program over one piece of the interval. */

import {
  add,
  type Ball,
  divide,
  ExponentOutOfRange,
  fromNumber,
  magnitude,
  PrecisionTooLow,
  scaleByPowerOfTwo,
  shifted,
  subtract,
  toNumber,
  UndefinedValue,
} from '../../numerics/ball/ball';
import { holdsZero, hull, sizeBelow } from '../../numerics/ball/interval';
import { type FiniteFormat, isFiniteFormat } from '../../numerics/format';
import { ulpOf } from '../../numerics/ulp';
import type { Program } from '../../program/program';
import type { Target } from '../../targets/target';
import {
  createSetting,
  divideModels,
  type ModelSetting,
  NoModel,
  rangeOf,
  signOfDomain,
  subtractModels,
  type TaylorModel,
} from '../taylor-model';
import { modelOfTarget } from '../taylor-model-function';
import { modelsOfProgram, NoProgramModel } from '../taylor-model-program';
import { boundModel } from './model-bound';
import { boundRounding } from './rounding-error';

/** A closed piece of the interval; the ends are exact balls. */
export interface Piece {
  readonly low: Ball;
  readonly high: Ball;
}

/** Why there is no bound over a piece. */
export interface Obstacle {
  readonly of: 'program' | 'target' | 'norm';
  readonly message: string;
  /** The program's instruction that has no value somewhere on the piece, counted from 0. */
  readonly instruction?: number;
}

export interface PieceBound {
  /** In the norm's unit. */
  readonly upper: Ball;
  /** |error| is at least this at `at`: of the program in exact arithmetic. */
  readonly lower: Ball;
  readonly at: Ball;
  /** The part of `upper` that is due to rounding in a finite format. */
  readonly rounding: Ball;
}

export interface PieceSetting {
  readonly target: Target;
  readonly program: Program;
  readonly order: number;
  /** Working precision of the first attempt. */
  readonly bits: number;
  readonly tolerance: number;
}

const NOTHING: Ball = { mid: 0n, rad: 0n, exp: 0 };
const MAX_BITS = 4096;
/** The part of the bound that imprecision may take before the precision is raised. */
const IMPRECISION_SHIFT = -12;
const WORKING = 64;
const MIDDLE_BITS = 16;

/** Expansion about the middle, else about one of the ends, where common zeros cancel and open ends may have poles. */
export function boundPiece(
  piece: Piece,
  setting: PieceSetting,
  expandableEnds: readonly Ball[],
  enough: Ball,
): PieceBound | Obstacle {
  const ends = expandableEnds.filter((end) => isSame(end, piece.low) || isSame(end, piece.high));
  let best: PieceBound | Obstacle | undefined;
  for (const center of [middleOf(piece), ...ends]) {
    const bound = boundAbout(center, piece, setting, enough);
    if (best === undefined || !('upper' in best)) best = bound;
    else if ('upper' in bound && isBelow(bound.upper, best.upper)) best = bound;
    // Which ulp holds may only be told from an end at which the target is a power of two.
    if ('upper' in best && setting.target.norm !== 'ulp') return best;
  }
  return best!;
}

/** A point near the middle, of few more bits than the width of the piece calls for. */
export function middleOf({ low, high }: Piece): Ball {
  const grain = magnitude(subtract(high, low, Infinity)) - MIDDLE_BITS;
  const { mid, exp } = scaleByPowerOfTwo(add(low, high, Infinity), -1);
  return exp >= grain ? { mid, rad: 0n, exp } : { mid: shifted(mid, exp - grain), rad: 0n, exp: grain };
}

export function isSame(a: Ball, b: Ball): boolean {
  return subtract(a, b, Infinity).mid === 0n;
}

function boundAbout(center: Ball, piece: Piece, setting: PieceSetting, enough: Ball): PieceBound | Obstacle {
  const x = hull(piece.low, piece.high);
  let before: Ball | undefined;
  for (let bits = setting.bits; ; bits *= 2) {
    try {
      const models = createSetting(x, center, setting.order, bits);
      const { bound, imprecision } = attempt(models, x, setting, enough);
      // More precision does not help where the imprecision stems from a kink, say.
      const helps = before === undefined || isBelow(imprecision, scaleByPowerOfTwo(before, -8));
      const isSharp = isBelow(imprecision, scaleByPowerOfTwo(bound.upper, IMPRECISION_SHIFT));
      if (isSharp || !helps || bits >= MAX_BITS || isBelow(bound.upper, enough)) return bound;
      before = imprecision;
    } catch (error) {
      if (error instanceof PrecisionTooLow && bits < MAX_BITS) continue;
      return obstacleOf(error);
    }
  }
}

function obstacleOf(error: unknown): Obstacle {
  if (error instanceof NoProgramModel)
    return { of: 'program', message: error.cause.obstruction, instruction: error.instruction };
  if (error instanceof NormFailure) return { of: 'norm', message: error.message };
  if (
    error instanceof NoModel ||
    error instanceof UndefinedValue ||
    error instanceof ExponentOutOfRange ||
    error instanceof PrecisionTooLow
  )
    return { of: 'target', message: error.message };
  throw error;
}

/** The norm has no bound, or none is seen, over the piece. */
class NormFailure extends Error {
  override readonly name = 'NormFailure';
}

/** The bound, and what of it more precision may take away. */
function attempt(
  models: ModelSetting,
  x: Ball,
  { target, program, tolerance }: PieceSetting,
  enough: Ball,
): { readonly bound: PieceBound; readonly imprecision: Ball } {
  const f = modelOfTarget(target.function, models);
  const p = modelsOfProgram(program, models);
  const difference = subtractModels(p.result, f, models);
  const { error, scale } = inNorm(difference, f, target, models);
  // What is added for roundings leaves nothing to spare.
  const share = isFiniteFormat(target.format) ? NOTHING : enough;
  let bound;
  try {
    bound = boundModel(error, models, tolerance, share);
  } catch (failure) {
    if (failure instanceof NoModel)
      throw new NormFailure('the error has no bound: there is a pole of the program or a zero of the target');
    throw failure;
  }
  const scaled = (value: Ball): Ball =>
    scale === undefined ? value : upwards(divide(value, scale, WORKING));
  const { rad, mid, exp } = models.domain;
  const reach: Ball = { mid: (mid < 0n ? -mid : mid) + rad, rad: 0n, exp };
  const at = add(models.center, scaleExactly(reach, bound.at), Infinity);
  const rounding = isFiniteFormat(target.format)
    ? roundingInNorm(boundRounding(program, target.format, p, x, models), f, target, models, scale)
    : NOTHING;
  return {
    bound: {
      upper: add(scaled(bound.upper), rounding, WORKING),
      lower: scale === undefined ? bound.lower : NOTHING,
      at,
      rounding,
    },
    imprecision: scaled(bound.imprecision),
  };
}

function scaleExactly(a: Ball, factor: number): Ball {
  // |factor| <= 1 with few bits: a middle of an interval halved a few times.
  return { mid: a.mid * BigInt(Math.round(factor * 2 ** 40)), rad: 0n, exp: a.exp - 40 };
}

/** The largest value of the ball, as an exact ball. */
export function upwards({ mid, rad, exp }: Ball): Ball {
  return { mid: mid + rad, rad: 0n, exp };
}

export function isBelow(a: Ball, b: Ball): boolean {
  const difference = subtract(a, b, WORKING);
  return difference.mid + difference.rad <= 0n;
}

/** The error as a model, to be divided by `scale` if there is one. */
function inNorm(
  difference: TaylorModel,
  f: TaylorModel,
  target: Target,
  models: ModelSetting,
): { readonly error: TaylorModel; readonly scale?: Ball } {
  switch (target.norm) {
    case 'absolute':
      return { error: difference };
    case 'relative':
      try {
        return { error: divideModels(difference, f, models) };
      } catch (failure) {
        if (failure instanceof NoModel) throw new NormFailure('the target may have a zero there');
        throw failure;
      }
    case 'ulp':
      return { error: difference, scale: smallestUlp(target, f, models) };
  }
}

/** The smallest ulp of the target's values over the piece. */
function smallestUlp(target: Target, f: TaylorModel, models: ModelSetting): Ball {
  const { format, ulpAt } = target;
  if (!isFiniteFormat(format)) throw new NormFailure('the ulp norm needs a finite format');
  return ulpBall(ulpAt ?? leastSize(f, models), format);
}

/** The ulp of y in the format, exactly. */
export function ulpBall(y: number, format: FiniteFormat): Ball {
  return fromNumber(ulpOf(y, format));
}

/** A lower bound of |f|: where f moves away from an exact value at the center, just that. */
function leastSize(f: TaylorModel, models: ModelSetting): number {
  const least = sizeBelow(rangeOf(f, models));
  const side = signOfDomain(models);
  const [first, ...others] = f.coefficients;
  if (side === 0 || f.valuation !== 0 || first?.rad !== 0n || first.mid === 0n) return least;
  const slope = rangeOf({ ...f, coefficients: others }, models);
  const rises = slope.mid > slope.rad ? 1 : -slope.mid > slope.rad ? -1 : 0;
  const outwards = first.mid > 0n ? rises * side > 0 : rises * side < 0;
  return outwards ? Math.abs(toNumber(first)) : least;
}

function roundingInNorm(
  absolute: Ball,
  f: TaylorModel,
  { norm }: Target,
  models: ModelSetting,
  scale: Ball | undefined,
): Ball {
  if (norm === 'absolute') return absolute;
  if (scale !== undefined) return upwards(divide(absolute, scale, WORKING));
  if (absolute.mid === 0n) return NOTHING;
  const range = rangeOf(f, models);
  if (holdsZero(range)) throw new NormFailure('the target may have a zero there');
  const quotient = divide(absolute, range, WORKING);
  return upwards(quotient.mid < 0n ? { ...quotient, mid: -quotient.mid } : quotient);
}
