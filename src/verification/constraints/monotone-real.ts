/**
 * Monotone programs in exact real arithmetic: the sign of the derivative, at points or over the whole interval. Program and
 * derivatives are enclosed by power series in t with ball coefficients at x + t; over a ball x of a piece's width their second
 * and third coefficients hold p' and p'' / 2 of all of the piece, from which its derivative is bounded by the mean value
 * theorem (R. E. Moore, R. B. Kearfott and M. J. Cloud, "Introduction to Interval Analysis", SIAM 2009, section 6.4).
 */

import {
  add,
  type Ball,
  divide,
  fromNumber,
  isZero,
  multiply,
  ONE,
  PrecisionTooLow,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
  UndefinedValue,
  ZERO,
} from '../../numerics/ball/ball';
import { hull, lowerEnd, upperEnd } from '../../numerics/ball/interval';
import { chebyshevPoints } from '../../oracle/sampling';
import type { Opcode } from '../../program/opcode';
import { parityOf } from '../../program/parity';
import { constantIndex, INPUT, isConstantOperand, type Operand, type Program } from '../../program/program';
import {
  addSeries,
  constantSeries,
  divideSeries,
  multiplySeries,
  negateSeries,
  PoleOfSeries,
  type Series,
  subtractSeries,
  TooFewTerms,
} from '../../targets/expression/power-series';
import type { Target } from '../../targets/target';
import { constantBallOf } from '../taylor-model-program';
import type { Direction } from './direction';
import type { ConstraintVerdict } from './verdict';

const BITS = 160;
/** Value, derivative, half the second. */
const TERMS = 3;

/** Pieces after which the certificate is given up, and how narrow the narrowest may be in widths of the interval. */
const MOST_PIECES = 6000;
const NARROWEST = 2 ** -40;

/**
 * Whether the derivative of the program has the direction's sign, or is 0, throughout the target's interval: `certified` where
 * enclosures of all pieces show it, else `sampled` at `points` Chebyshev points.
 * @param certify whether the certificate is to be tried; it takes up to a second
 */
export function checkMonotoneReal(
  { interval }: Target,
  program: Program,
  direction: Direction,
  points: number,
  certify: boolean,
): ConstraintVerdict {
  const derive = compileSeries(program);
  for (const x of chebyshevPoints(interval, points)) {
    const slope = derive(fromNumber(x))?.[1];
    if (slope === undefined || isBelowZero(turned(slope, direction)))
      return { holds: false, proof: 'exact', points, at: x };
  }
  if (certify && isCertified(derive, parityOf(program) === 'even', interval, direction))
    return { holds: true, proof: 'certified' };
  return { holds: true, proof: 'sampled', points };
}

function isCertified(
  derive: SeriesOf,
  even: boolean,
  { lower, upper }: Target['interval'],
  direction: Direction,
): boolean {
  const narrowest = (upper - lower) * NARROWEST;
  const pending = [{ from: lower, to: upper }];
  for (let pieces = 0; pending.length > 0; pieces++) {
    const { from, to } = pending.pop()!;
    if (hasSlope(derive, even, from, to, direction)) continue;
    const middle = from / 2 + to / 2;
    if (pieces >= MOST_PIECES || to - from < narrowest || middle <= from || middle >= to) return false;
    pending.push({ from: middle, to }, { from, to: middle });
  }
  return true;
}

/** Whether the enclosures show p' of no other sign than the direction's from one number to another. */
function hasSlope(derive: SeriesOf, even: boolean, from: number, to: number, direction: Direction): boolean {
  const piece = hull(fromNumber(from), fromNumber(to));
  const [, slope, half] = derive(piece) ?? [];
  if (slope === undefined || half === undefined) return false;
  if (isNotNegative(turned(slope, direction))) return true;
  const second = scaleByPowerOfTwo(half, 1);
  if (even && (from === 0 || to === 0)) {
    // p'(0) = 0, and p'(x) = p''(s) x for some s between.
    const side: Direction = from === 0 ? 1 : -1;
    return isNotNegative(turned(turned(second, direction), side));
  }
  const middle = fromNumber(from / 2 + to / 2);
  const at = derive(middle)?.[1];
  if (at === undefined) return false;
  const bound = add(at, multiply(second, subtract(piece, middle, BITS), BITS), BITS);
  return isNotNegative(turned(bound, direction));
}

type SeriesOf = (x: Ball) => Series | undefined;

/** The program's series at x + t; undefined where an enclosure does not exist. */
function compileSeries(program: Program): SeriesOf {
  const constants = program.constants.map((constant) => {
    const ball = attempt(() => constantBallOf(constant, BITS));
    return ball && constantSeries(ball, TERMS);
  });
  return (x) =>
    attempt(() => {
      const input: Series = [x, ONE, ZERO];
      const values: Series[] = [];
      const read = (operand: Operand | undefined): Series => {
        if (operand === INPUT) return input;
        const series =
          operand === undefined
            ? undefined
            : isConstantOperand(operand)
              ? constants[constantIndex(operand)]
              : values[operand];
        if (series === undefined) throw new UndefinedValue('an operand has no value');
        return series;
      };
      for (const { opcode, operands } of program.instructions) {
        const value = apply(opcode, () => operands.map(read));
        if (value.length < TERMS) throw new UndefinedValue('too few terms are left');
        values.push(value);
      }
      return read(program.result);
    });
}

function apply(opcode: Opcode, operands: () => readonly Series[]): Series {
  const [a, b, c] = operands() as [Series, Series, Series];
  switch (opcode) {
    case 'add':
      return addSeries(a, b, BITS);
    case 'sub':
      return subtractSeries(a, b, BITS);
    case 'mul':
      return multiplySeries(a, b, BITS);
    case 'div':
      return divideSeries(a, b, BITS);
    case 'fma':
      return addSeries(multiplySeries(a, b, BITS), c, BITS);
    case 'neg':
      return negateSeries(a);
    case 'sqrt':
      return rootSeries(a);
  }
}

function rootSeries([value, slope, half]: Series): Series {
  const root = squareRoot(value!, BITS);
  const twice = scaleByPowerOfTwo(root, 1);
  const first = divide(slope!, twice, BITS);
  return [root, first, divide(subtract(half!, multiply(first, first, BITS), BITS), twice, BITS)];
}

function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (
      error instanceof UndefinedValue ||
      error instanceof PrecisionTooLow ||
      error instanceof PoleOfSeries ||
      error instanceof TooFewTerms
    )
      return undefined;
    throw error;
  }
}

function turned(a: Ball, direction: Direction): Ball {
  return direction > 0 ? a : { ...a, mid: -a.mid };
}

function isNotNegative(a: Ball): boolean {
  return lowerEnd(a).mid >= 0n;
}

function isBelowZero(a: Ball): boolean {
  return !isZero(a) && upperEnd(a).mid < 0n;
}
