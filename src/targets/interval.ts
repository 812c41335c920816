/** Intervals as text: `(0,1]`, `[-0x1p-3,0.125)`, `(0,pi/4]`. */

import { divide, fromInteger, multiply, toNumber } from '../numerics/ball/ball';
import { constantBall, pi } from '../numerics/ball/constants';
import { exactToFormat, NumberSyntaxError, parseNumber } from '../numerics/number-text';
import { TargetError } from './target-error';
import type { Interval } from './target';

const INTERVAL = /^\s*([[(])([^,;[\]()]*),([^,;[\]()]*)([\])])\s*$/;
const INFINITE_END = /^[+-]?inf(?:inity)?$/i;
const PI_MULTIPLE = /^([+-]?)\s*([0-9]{0,4})\s*\*?\s*pi(?:\s*\/\s*([0-9]{1,4}))?$/i;
const MAX_TEXT_LENGTH = 3000;
/** More than binary64 holds by enough that no multiple of pi of the accepted form lies near a tie. */
const PI_BITS = 160;

/**
 * Reads an interval with open `(` `)` or closed `[` `]` ends. An end is decimal text, a C hexadecimal float or a
 * multiple of pi such as `pi/4`, `-3pi/2`, `2*pi`; the nearest binary64 is taken. TargetError says what is wrong.
 */
export function parseInterval(text: string): Interval {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new TargetError(`an interval may have ${MAX_TEXT_LENGTH} characters, this one has ${text.length}`);
  }
  const match = INTERVAL.exec(text);
  if (match === null) {
    throw new TargetError(`not an interval: ${quote(text)}; write it like (0,1] or [-0.5,0.5]`);
  }
  const [, left, lowerText = '', upperText = '', right] = match;
  const lower = parseEnd(lowerText, 'lower');
  const upper = parseEnd(upperText, 'upper');
  if (lower >= upper) {
    const relation = lower === upper ? 'the two ends are equal' : 'the lower end lies above the upper';
    throw new TargetError(`empty interval ${quote(text.trim())}: ${relation}`);
  }
  return { lower, upper, lowerOpen: left === '(', upperOpen: right === ')' };
}

/** The interval in the form parseInterval reads, with the same binary64 ends; also prints infinite ends. */
export function printInterval({ lower, upper, lowerOpen, upperOpen }: Interval): string {
  return `${lowerOpen ? '(' : '['}${printEnd(lower)},${printEnd(upper)}${upperOpen ? ')' : ']'}`;
}

function parseEnd(text: string, which: 'lower' | 'upper'): number {
  const trimmed = text.trim();
  const value = multipleOfPi(trimmed) ?? readNumber(trimmed, which);
  if (!Number.isFinite(value)) {
    throw new TargetError(
      `the ${which} end ${quote(trimmed)} is too large: ends are finite binary64 numbers`,
    );
  }
  // Both zeros are the same end.
  return value === 0 ? 0 : value;
}

function readNumber(text: string, which: 'lower' | 'upper'): number {
  if (INFINITE_END.test(text)) {
    throw new TargetError(`the ${which} end ${quote(text)} is infinite: ends are finite binary64 numbers`);
  }
  try {
    return exactToFormat(parseNumber(text), 'f64');
  } catch (error) {
    if (error instanceof NumberSyntaxError) throw new TargetError(`the ${which} end: ${error.message}`);
    throw error;
  }
}

function multipleOfPi(text: string): number | undefined {
  const match = PI_MULTIPLE.exec(text);
  if (match === null) return undefined;
  const [, sign, numerator = '', denominator = '1'] = match;
  if (Number(denominator) === 0) throw new TargetError(`division by zero in ${quote(text)}`);
  const value = piTimes(numerator === '' ? 1 : Number(numerator), Number(denominator));
  return sign === '-' ? -value : value;
}

/** p pi / q rounded to binary64. */
function piTimes(p: number, q: number): number {
  const multiple = multiply(constantBall(pi, PI_BITS), fromInteger(p), PI_BITS);
  return toNumber(divide(multiple, fromInteger(q), PI_BITS));
}

const namedMultiples = new Map<number, string>();

function printEnd(x: number): string {
  if (!Number.isFinite(x)) return x < 0 ? '-inf' : 'inf';
  if (namedMultiples.size === 0) {
    for (const q of [6, 8, 4, 3, 2, 1]) {
      for (const p of [1, 2, 3, 4, 5, 7]) {
        namedMultiples.set(piTimes(p, q), `${p === 1 ? '' : p}pi${q === 1 ? '' : `/${q}`}`);
      }
    }
  }
  const name = namedMultiples.get(Math.abs(x));
  if (name !== undefined) return x < 0 ? `-${name}` : name;
  return String(x);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
