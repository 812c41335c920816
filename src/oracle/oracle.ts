/**
 * The oracle: the value of a target's function at an exact point, to any number of digits, correctly rounded.
 *
 * The digits come from ball arithmetic (numerics/ball), whose results carry their error bound; decimal.js
 * (oracle/decimal) is the decimal arithmetic in which values are handed to those who go on computing with them. Its own
 * multiplication is quadratic: 15 times as slow as that of BigInt at 45 digits, 75 times at 1,000.
 */

import { type Ball, relativeBits } from '../numerics/ball/ball';
import { type ExactNumber, exactFromNumber } from '../numerics/number-text';
import { findFunction } from '../targets/catalogue';
import type { RealFunction } from '../targets/catalogue-function';
import { expressionFunction } from '../targets/expression/function';
import { TargetError } from '../targets/target-error';
import type { TargetFunction } from '../targets/target';
import { type Decimal, decimalFromBall, decimalFromExact } from './decimal';
import { textFromBall, textFromExact } from './decimal-text';
import { OracleError } from './oracle-error';
import { ballOf, resolve } from './ziv';

export { OracleError } from './oracle-error';

/** Most significant digits that can be asked for. */
export const MAX_DIGITS = 10_000;

/** Raised whenever a function's values change, be it by a mistake that was found: what was kept is then forgotten. */
export const ORACLE_VERSION = 1;

const BITS_PER_DIGIT = 3.321928094887363;

/** The function as it is evaluated; OracleError for names and expressions that mean none. */
export function functionOf(fn: TargetFunction): RealFunction {
  if (fn.kind === 'expression') return readExpression(fn.text);
  const entry = findFunction(fn.id);
  if (entry === undefined) throw new OracleError(`unknown function ${JSON.stringify(fn.id.slice(0, 40))}`);
  return entry;
}

function readExpression(text: string): RealFunction {
  try {
    return expressionFunction(text);
  } catch (error) {
    if (error instanceof TargetError) throw new OracleError(error.message);
    throw error;
  }
}

function exactPoint(x: ExactNumber | number): ExactNumber {
  if (typeof x !== 'number') return x;
  if (!Number.isFinite(x)) throw new OracleError(`${x} is not a point at which a function can be evaluated`);
  return exactFromNumber(x);
}

/**
 * f(x) to `digits` significant decimal digits (1 to MAX_DIGITS), rounded to nearest, exact ties to even, as text
 * like 7.0710678e-1, 1.4142136 or 2.7182818e+2 with exactly that many digits. A zero is 0.000.
 *
 * OracleError for points outside the domain, poles, infinities and NaN, results out of range, bad digits.
 */
export function oracleText(fn: TargetFunction, x: ExactNumber | number, digits: number): string {
  requireDigits(digits);
  return resolve(functionOf(fn), exactPoint(x), Math.ceil(digits * BITS_PER_DIGIT), {
    fromBall: (ball) => textFromBall(ball, digits),
    fromExact: (value) => textFromExact(value, digits),
  });
}

/** f(x) as a Decimal that is within 10^-digits of it, relatively. Errors as oracleText. */
export function oracleDecimal(fn: TargetFunction, x: ExactNumber | number, digits: number): Decimal {
  requireDigits(digits);
  const bits = Math.ceil(digits * BITS_PER_DIGIT) + 4;
  return resolve(functionOf(fn), exactPoint(x), bits, {
    fromBall: (ball) => (relativeBits(ball) >= bits ? decimalFromBall(ball, digits + 4) : undefined),
    fromExact: (value) => decimalFromExact(value, digits + 4),
  });
}

/** A ball around f(x) whose radius is at most 2^-bits of the value. Errors as oracleText. */
export function oracleBall(fn: TargetFunction, x: ExactNumber | number, bits: number): Ball {
  return resolve(functionOf(fn), exactPoint(x), bits, {
    fromBall: (ball) => (relativeBits(ball) >= bits ? ball : undefined),
    fromExact: (value) => ballOf(value, bits + 8),
  });
}

function requireDigits(digits: number): void {
  if (!Number.isInteger(digits) || digits < 1 || digits > MAX_DIGITS) {
    throw new OracleError(`the number of digits is an integer from 1 to ${MAX_DIGITS}, not ${digits}`);
  }
}
