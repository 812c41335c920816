/**
 * The error over a piece from the ranges of program and target alone: for narrow pieces at places where there is no
 * Taylor series, such as sqrt x at 0, and where numbers of a format overflow harmlessly.
 */

import {
  add,
  type Ball,
  divide,
  ExponentOutOfRange,
  fromNumber,
  isExact,
  multiply,
  negate,
  PrecisionTooLow,
  squareRoot,
  subtract,
  UndefinedValue,
  ZERO,
} from '../../numerics/ball/ball';
import { holdsZero, hull, lowerEnd, sizeBelow, symmetric, upperEnd } from '../../numerics/ball/interval';
import { fmaToFormat } from '../../numerics/fma';
import { type FiniteFormat, isFiniteFormat } from '../../numerics/format';
import { nextDown, nextUp } from '../../numerics/ordinals';
import { isNumberOf, roundDyadic, roundToFormat } from '../../numerics/rounding';
import { constantToNumber } from '../../program/constant';
import type { Opcode } from '../../program/opcode';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import { findFunction } from '../../targets/catalogue';
import type { Target } from '../../targets/target';
import { createSetting, NoModel, rangeOf } from '../taylor-model';
import { enclosure } from '../taylor-coefficients';
import { modelOfTarget } from '../taylor-model-function';
import { constantBallOf } from '../taylor-model-program';
import { isSame, type Piece, ulpBall, upwards } from './piece';

/** Values of short intervals are told to this many bits. */
const BITS = 192;

/** What says that there is no range. */
const NO_RANGE = [UndefinedValue, NoModel, PrecisionTooLow, ExponentOutOfRange] as const;

/** Functions of the catalogue that rise or fall all over their domain. */
const MONOTONE: ReadonlySet<string> = new Set([
  ...['exp', 'exp2', 'exp10', 'expm1', 'log', 'log2', 'log10', 'log1p', 'sinh', 'tanh', 'asin', 'acos'],
  ...['atan', 'asinh', 'acosh', 'atanh', 'sqrt', 'rsqrt', 'cbrt', 'erf', 'erfc', 'normcdf', 'sigmoid'],
  ...['softplus', 'besselIHalf'],
]);

/** A bound of the error in the norm's unit, as an exact ball; undefined where ranges give none. */
export function boundByRanges(piece: Piece, target: Target, program: Program): Ball | undefined {
  try {
    const f = rangeOfTarget(piece, target);
    if (f === undefined) return undefined;
    const { format, norm } = target;
    const p = isFiniteFormat(format)
      ? computedRange(program, piece, format)
      : exactRange(program, hull(piece.low, piece.high));
    if (p === undefined) return undefined;
    const difference = size(subtract(p, f, BITS));
    if (norm === 'absolute') return difference;
    if (norm === 'ulp' && isFiniteFormat(format))
      return upwards(divide(difference, ulpBall(target.ulpAt ?? sizeBelow(f), format), BITS));
    return holdsZero(f) ? undefined : size(divide(difference, f, BITS));
  } catch (error) {
    if (NO_RANGE.some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

function size(a: Ball): Ball {
  return upwards(symmetric(a));
}

function rangeOfTarget({ low, high }: Piece, { function: fn }: Target): Ball | undefined {
  const x = hull(low, high);
  const entry = fn.kind === 'catalogue' && MONOTONE.has(fn.id) ? findFunction(fn.id) : undefined;
  if (entry !== undefined) return enclosure(entry, x, BITS);
  const center: Ball = { mid: x.mid, rad: 0n, exp: x.exp };
  for (const at of [center, low, high]) {
    try {
      const setting = createSetting(x, at, 4, BITS);
      return rangeOf(modelOfTarget(fn, setting), setting);
    } catch (error) {
      if (at === high) throw error;
    }
  }
  return undefined;
}

/** The program's values in exact arithmetic, by interval arithmetic. */
function exactRange(program: Program, x: Ball): Ball | undefined {
  const values: Ball[] = [];
  const constants = program.constants.map((constant) => constantBallOf(constant, BITS));
  const read = (operand: Operand | undefined): Ball => {
    if (operand === INPUT) return x;
    if (operand === undefined) return ZERO;
    return (isConstantOperand(operand) ? constants[constantIndex(operand)] : values[operand]) ?? ZERO;
  };
  for (const { opcode, operands } of program.instructions) {
    const [a, b, c] = [read(operands[0]), read(operands[1]), read(operands[2])];
    switch (opcode) {
      case 'add':
        values.push(add(a, b, BITS));
        break;
      case 'sub':
        values.push(subtract(a, b, BITS));
        break;
      case 'mul':
        values.push(multiply(a, b, BITS));
        break;
      case 'div':
        if (holdsZero(b)) return undefined;
        values.push(divide(a, b, BITS));
        break;
      case 'fma':
        values.push(add(multiply(a, b, BITS), c, BITS));
        break;
      case 'sqrt':
        if (lowerEnd(a).mid < 0n) return undefined;
        values.push(hull(squareRoot(lowerEnd(a), BITS), squareRoot(upperEnd(a), BITS)));
        break;
      case 'neg':
        values.push(negate(a));
        break;
    }
  }
  return read(program.result);
}

interface NumberRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The numbers that the program gives in the format. Rounding to nearest is monotone, so the rounded results at the ends
 * of the operands' ranges are the ends of the results, infinities included; undefined where a NaN may arise.
 */
function computedRange(program: Program, { low, high }: Piece, format: FiniteFormat): Ball | undefined {
  const x: NumberRange = { low: numberFrom(low, 1, format), high: numberFrom(high, -1, format) };
  if (x.low > x.high) return ZERO;
  const constants = program.constants.map((constant) => {
    const value = constantToNumber(constant);
    return { low: value, high: value };
  });
  const values: NumberRange[] = [];
  const read = (operand: Operand | undefined): NumberRange => {
    if (operand === INPUT) return x;
    if (operand === undefined) return { low: 0, high: 0 };
    const value = isConstantOperand(operand) ? constants[constantIndex(operand)] : values[operand];
    return value ?? { low: NaN, high: NaN };
  };
  for (const { opcode, operands } of program.instructions) {
    const [a, b, c] = [read(operands[0]), read(operands[1]), read(operands[2])];
    if (opcode === 'div' && b.low <= 0 && b.high >= 0) return undefined;
    const results: number[] = [];
    for (const u of [a.low, a.high])
      for (const v of [b.low, b.high])
        for (const w of [c.low, c.high]) results.push(apply(opcode, u, v, w, format));
    if (results.some(Number.isNaN)) return undefined;
    // 0 times infinity inside the ranges would be NaN although the ends are not.
    if ((opcode === 'mul' || opcode === 'fma') && mayBeIndeterminate(a, b)) return undefined;
    values.push({ low: Math.min(...results), high: Math.max(...results) });
  }
  const { low: from, high: to } = read(program.result);
  return Number.isFinite(from) && Number.isFinite(to) ? hull(fromNumber(from), fromNumber(to)) : undefined;
}

function mayBeIndeterminate(a: NumberRange, b: NumberRange): boolean {
  const holds = ({ low, high }: NumberRange): boolean => low <= 0 && high >= 0;
  const infinite = ({ low, high }: NumberRange): boolean => low === -Infinity || high === Infinity;
  return (holds(a) && infinite(b)) || (holds(b) && infinite(a));
}

function apply(opcode: Opcode, a: number, b: number, c: number, format: FiniteFormat): number {
  switch (opcode) {
    case 'add':
      return roundToFormat(a + b, format);
    case 'sub':
      return roundToFormat(a - b, format);
    case 'mul':
      return roundToFormat(a * b, format);
    case 'div':
      return roundToFormat(a / b, format);
    case 'fma':
      return fmaToFormat(a, b, c, format);
    case 'sqrt':
      return roundToFormat(Math.sqrt(a), format);
    case 'neg':
      return -a;
  }
}

/** The number of the format nearest to the exact ball on the side given (1: not below it). */
function numberFrom(end: Ball, side: 1 | -1, format: FiniteFormat): number {
  const nearest = roundDyadic(end.mid, end.exp, format);
  if (!Number.isFinite(nearest) || !isNumberOf(nearest, format)) return nearest;
  const there = fromNumber(nearest);
  if (!isExact(end) || isSame(there, end)) return nearest;
  const above = subtract(there, end, Infinity).mid > 0n;
  if (above === side > 0) return nearest;
  return side > 0 ? nextUp(nearest, format) : nextDown(nearest, format);
}
