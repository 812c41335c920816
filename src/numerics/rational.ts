/** Fractions of integers of any size, in lowest terms. */

import { integerSqrt } from './ball/ball';
import { bitLength } from './bits';
import { exactToSignificant, MAX_NUMBER_EXPONENT, parseNumber, type ExactNumber } from './number-text';

/** The denominator is positive; the two have no common factor. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const RATIONAL_ZERO: Rational = { numerator: 0n, denominator: 1n };

export function rationalOf({ sign, numerator, denominator }: ExactNumber): Rational {
  return lowestTerms(sign < 0 ? -numerator : numerator, denominator);
}

/** The larger of the lengths of numerator and denominator. */
export function sizeInBits({ numerator, denominator }: Rational): number {
  return Math.max(bitLength(absolute(numerator)), bitLength(denominator));
}

export function addRationals(a: Rational, b: Rational): Rational {
  if (a.denominator === b.denominator) return lowestTerms(a.numerator + b.numerator, a.denominator);
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  return lowestTerms(numerator, a.denominator * b.denominator);
}

export function negateRational({ numerator, denominator }: Rational): Rational {
  return { numerator: -numerator, denominator };
}

export function subtractRationals(a: Rational, b: Rational): Rational {
  return addRationals(a, negateRational(b));
}

export function multiplyRationals(a: Rational, b: Rational): Rational {
  return lowestTerms(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** RangeError where b is 0. */
export function divideRationals(a: Rational, b: Rational): Rational {
  if (b.numerator === 0n) throw new RangeError('division by zero');
  const numerator = a.numerator * b.denominator;
  const denominator = a.denominator * b.numerator;
  return denominator < 0n ? lowestTerms(-numerator, -denominator) : lowestTerms(numerator, denominator);
}

/** Undefined where the root is not rational. */
export function rationalSquareRoot({ numerator, denominator }: Rational): Rational | undefined {
  if (numerator < 0n) return undefined;
  const [p, q] = [integerSqrt(numerator), integerSqrt(denominator)];
  return p * p === numerator && q * q === denominator ? { numerator: p, denominator: q } : undefined;
}

export function equalRationals(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

/** The nearest number of so many significant decimal digits, ties to even. */
export function toSignificantDigits(a: Rational, digits: number): Rational {
  if (a.numerator === 0n) return a;
  return rationalOf(parseNumber(exactToSignificant(exactOf(a), digits)));
}

/**
 * A decimal literal such as -123e-5 that denotes exactly this number; undefined where its expansion does not end, or has more
 * significant digits than `limit`.
 */
export function decimalText({ numerator, denominator }: Rational, limit: number): string | undefined {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; (rest & 1n) === 0n; rest >>= 1n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  const places = Math.max(twos, fives);
  if (rest !== 1n || places > MAX_NUMBER_EXPONENT) return undefined;
  const scaled = numerator * 2n ** BigInt(places - twos) * 5n ** BigInt(places - fives);
  const text = String(scaled);
  const significant = text.replace('-', '').replace(/0+$/, '').length;
  if (significant > limit) return undefined;
  return places === 0 ? text : `${text}e-${places}`;
}

function exactOf({ numerator, denominator }: Rational): ExactNumber {
  return { sign: numerator < 0n ? -1 : 1, numerator: absolute(numerator), denominator };
}

function lowestTerms(numerator: bigint, denominator: bigint): Rational {
  const common = greatestCommonDivisor(absolute(numerator), denominator);
  return common === 1n
    ? { numerator, denominator }
    : { numerator: numerator / common, denominator: denominator / common };
}

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
