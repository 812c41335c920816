/** Helpers for stating where a function has a rational value. */

import { bitLength } from '../numerics/bits';
import { integerSqrt } from '../numerics/ball/ball';
import { integerCubeRoot } from '../numerics/ball/cube-root';
import type { ExactNumber } from '../numerics/number-text';

/** Exponents of powers whose exact value is written out: beyond them it has more digits than can be asked for. */
const LARGEST_EXPONENT = 100_000n;

export function exactInteger(n: bigint): ExactNumber {
  return { sign: n < 0n ? -1 : 1, numerator: n < 0n ? -n : n, denominator: 1n };
}

export function isZero(x: ExactNumber): boolean {
  return x.numerator === 0n;
}

export function isOne(x: ExactNumber): boolean {
  return x.sign > 0 && x.numerator === x.denominator;
}

/** The value of x where it is an integer. */
export function integerValue(x: ExactNumber): bigint | undefined {
  return x.numerator % x.denominator === 0n ? BigInt(x.sign) * (x.numerator / x.denominator) : undefined;
}

/** `value` where x = 0: for functions that, by Lindemann's theorem, are transcendental at all other rational x. */
export function onlyAtZero(value: bigint): (x: ExactNumber) => ExactNumber | undefined {
  const exact = exactInteger(value);
  return (x) => (isZero(x) ? exact : undefined);
}

/** base^x for integer x; at other rational x the power is irrational when the base is no perfect power. */
export function integerPower(base: bigint, x: ExactNumber): ExactNumber | undefined {
  const n = integerValue(x);
  if (n === undefined || n > LARGEST_EXPONENT || n < -LARGEST_EXPONENT) return undefined;
  return n < 0n
    ? { sign: 1, numerator: 1n, denominator: base ** -n }
    : { sign: 1, numerator: base ** n, denominator: 1n };
}

/** n with x = base^n: the only rational values of a logarithm to a base that is no perfect power. */
export function exponentOfPower(base: bigint, x: ExactNumber): ExactNumber | undefined {
  if (x.numerator === 0n || x.sign < 0) return undefined;
  const inverse = x.numerator < x.denominator;
  const large = inverse ? x.denominator : x.numerator;
  const small = inverse ? x.numerator : x.denominator;
  if (large % small !== 0n) return undefined;
  const power = large / small;
  // base^n has floor(n log2 base) + 1 bits, which leaves one or two candidates for n.
  const bitsOfBase = bitLength(base);
  let low = 0;
  let high = bitLength(power);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (middle * (bitsOfBase - 1) > bitLength(power) || base ** BigInt(middle) >= power) high = middle;
    else low = middle + 1;
  }
  if (base ** BigInt(low) !== power) return undefined;
  return exactInteger(BigInt(inverse ? -low : low));
}

/** sqrt(x) where it is rational. */
export function rationalSquareRoot(x: ExactNumber): ExactNumber | undefined {
  if (x.sign < 0 && x.numerator !== 0n) return undefined;
  const divisor = greatestCommonDivisor(x.numerator, x.denominator);
  const numerator = perfectRoot(x.numerator / divisor);
  const denominator = perfectRoot(x.denominator / divisor);
  if (numerator === undefined || denominator === undefined) return undefined;
  return { sign: 1, numerator, denominator };
}

/** The real cube root of x where it is rational. */
export function rationalCubeRoot(x: ExactNumber): ExactNumber | undefined {
  const divisor = greatestCommonDivisor(x.numerator, x.denominator);
  const numerator = perfectCubeRoot(x.numerator / divisor);
  const denominator = perfectCubeRoot(x.denominator / divisor);
  if (numerator === undefined || denominator === undefined) return undefined;
  return { sign: x.sign, numerator, denominator };
}

export function reciprocal(x: ExactNumber): ExactNumber | undefined {
  return x.numerator === 0n
    ? undefined
    : { sign: x.sign, numerator: x.denominator, denominator: x.numerator };
}

function perfectRoot(n: bigint): bigint | undefined {
  const root = integerSqrt(n);
  return root * root === n ? root : undefined;
}

function perfectCubeRoot(n: bigint): bigint | undefined {
  const root = integerCubeRoot(n);
  return root * root * root === n ? root : undefined;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
