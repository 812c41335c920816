/**
 * Exact rational arithmetic and the definition of correct rounding, written apart from src/numerics so that
 * tests do not check its code against itself.
 */

import { FORMAT_PARAMETERS } from '../../src/numerics/format';
import type { FiniteFormat } from '../../src/numerics/format';

/** n / d with d > 0, not necessarily in lowest terms. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export function fraction(n: bigint, d = 1n): Fraction {
  return d < 0n ? { n: -n, d: -d } : { n, d };
}

/** 2^k. */
export function twoTo(k: number): Fraction {
  return k < 0 ? { n: 1n, d: 1n << BigInt(-k) } : { n: 1n << BigInt(k), d: 1n };
}

/** The finite number x, from its bits. */
export function fractionOf(x: number): Fraction {
  if (!Number.isFinite(x)) throw new RangeError(`${x} is not finite`);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const significand = (bits & 0xfffffffffffffn) + (field === 0 ? 0n : 1n << 52n);
  const value = times(fraction(significand), twoTo(Math.max(field, 1) - 1075));
  return bits >> 63n === 1n ? negated(value) : value;
}

export function negated(a: Fraction): Fraction {
  return { n: -a.n, d: a.d };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, negated(b));
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

export function over(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n);
}

export function magnitude(a: Fraction): Fraction {
  return { n: a.n < 0n ? -a.n : a.n, d: a.d };
}

/** The sign of a - b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A rough binary64 value, for messages and ratios that need no accuracy. */
export function approximately(a: Fraction): number {
  const shift = Math.max(a.n.toString(2).length - 64, a.d.toString(2).length - 64, 0);
  return Number(a.n >> BigInt(shift)) / Number(a.d >> BigInt(shift));
}

/** floor(log2 |a|) for a other than 0, by comparison. */
function binaryExponent(a: Fraction): number {
  const size = magnitude(a);
  let e = size.n.toString(2).length - size.d.toString(2).length;
  while (compare(size, twoTo(e)) < 0) e -= 1;
  while (compare(size, twoTo(e + 1)) >= 0) e += 1;
  return e;
}

/** Why `rounded` is not `exact` rounded to nearest, ties to even, into the format; '' when it is. */
export function roundingFault(rounded: number, exact: Fraction, format: FiniteFormat): string {
  const { precision, minExponent, maxExponent } = FORMAT_PARAMETERS[format];
  const size = magnitude(exact);
  if (exact.n !== 0n && (Object.is(rounded, 0) || rounded > 0) !== exact.n > 0n) return 'wrong sign';
  if (Number.isNaN(rounded)) return 'NaN';
  const largestPlusHalf = minus(twoTo(maxExponent + 1), twoTo(maxExponent - precision));
  if (Math.abs(rounded) === Infinity) return compare(size, largestPlusHalf) >= 0 ? '' : 'spurious overflow';
  if (compare(size, largestPlusHalf) >= 0) return 'missed overflow';
  const candidate = magnitude(fractionOf(rounded));
  const exponent = candidate.n === 0n ? minExponent : Math.max(binaryExponent(candidate), minExponent);
  const quantum = twoTo(exponent - precision + 1);
  const quanta = over(candidate, quantum);
  if (quanta.n % quanta.d !== 0n) return 'not a number of the format';
  const even = (quanta.n / quanta.d) % 2n === 0n;
  const isPowerAboveSubnormals = exponent > minExponent && compare(candidate, twoTo(exponent)) === 0;
  const distance = minus(size, candidate);
  const halfGap = twoTo(exponent - precision - (distance.n < 0n && isPowerAboveSubnormals ? 1 : 0));
  const order = compare(magnitude(distance), halfGap);
  if (order > 0) return 'not the nearest';
  return order === 0 && !even ? 'tie not to even' : '';
}
