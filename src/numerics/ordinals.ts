/**
 * Ordinals: the numbers of a format counted from zero, so that neighbours differ by 1. Both zeros have ordinal 0,
 * the smallest positive number 1, the infinities come one after the largest finite number, and the ordinal of -x
 * is minus that of x.
 */

import { binary32Bits, exponentOf, fromBinary32Bits, powerOfTwo } from './bits';
import { FORMAT_PARAMETERS } from './format';
import type { FiniteFormat } from './format';
import { isNumberOf, largestFinite, roundToFormat } from './rounding';
import { ulpOf } from './ulp';

/** The ordinal of +Infinity in the format. */
export function infinityOrdinal(format: FiniteFormat): bigint {
  const { precision, minExponent, maxExponent } = FORMAT_PARAMETERS[format];
  return BigInt(maxExponent - minExponent + 2) << BigInt(precision - 1);
}

/** The ordinal of x, which must be a number of the format or an infinity; RangeError otherwise and for NaN. */
export function ordinalOf(x: number, format: FiniteFormat): bigint {
  if (!isNumberOf(x, format)) throw new RangeError(`${x} is not a number of ${format}`);
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return x < 0 ? -infinityOrdinal(format) : infinityOrdinal(format);
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  const exponent = Math.max(exponentOf(magnitude), minExponent);
  const ordinal =
    (BigInt(exponent - minExponent) << BigInt(precision - 1)) + BigInt(magnitude / ulpOf(magnitude, format));
  return x < 0 ? -ordinal : ordinal;
}

/** The number of the format with this ordinal (+0 for 0n); RangeError beyond the infinities' ordinals. */
export function fromOrdinal(n: bigint, format: FiniteFormat): number {
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  const infinity = infinityOrdinal(format);
  const magnitude = n < 0n ? -n : n;
  if (magnitude > infinity) throw new RangeError(`${format} has no number with ordinal ${n}`);
  if (magnitude === infinity) return n < 0n ? -Infinity : Infinity;
  const hidden = 1n << BigInt(precision - 1);
  const biased = magnitude >> BigInt(precision - 1);
  const fraction = magnitude & (hidden - 1n);
  const significand = biased === 0n ? fraction : fraction | hidden;
  const exponent = minExponent + Math.max(Number(biased) - 1, 0);
  const value = Number(significand) * powerOfTwo(exponent - precision + 1);
  return n < 0n ? -value : value;
}

/**
 * The least number of the format above x, x being any binary64 number. As in IEEE 754-2019, 5.3.1:
 * the one above both zeros is the smallest positive number, the one above the largest negative number is -0, the
 * one above Infinity is Infinity, and NaN stays NaN.
 */
export function nextUp(x: number, format: FiniteFormat): number {
  if (x === Infinity || Number.isNaN(x)) return x;
  const nearest = roundToFormat(x, format);
  if (nearest > x) return nearest;
  return nearest < 0 ? -towardsZero(-nearest, format) : awayFromZero(nearest, format);
}

/** The greatest number of the format below x: -nextUp(-x). */
export function nextDown(x: number, format: FiniteFormat): number {
  return -nextUp(-x, format);
}

/** The number after x >= 0 of the format. */
function awayFromZero(x: number, format: FiniteFormat): number {
  const next = x + ulpOf(x, format);
  return next > largestFinite(format) ? Infinity : next;
}

/** The number before x > 0 of the format. */
function towardsZero(x: number, format: FiniteFormat): number {
  if (x === Infinity) return largestFinite(format);
  const { minExponent } = FORMAT_PARAMETERS[format];
  const exponent = exponentOf(x);
  const ulp = ulpOf(x, format);
  // Below a power of two the numbers lie twice as dense, except among the subnormal ones.
  return exponent > minExponent && x === powerOfTwo(exponent) ? x - ulp / 2 : x - ulp;
}

/** An interval's ends; any interval of a target is one. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
}

/**
 * The ordinals of the first and the last finite number of the format inside the bounds; first > last when there is
 * none. The bounds may be any binary64 numbers or infinities; RangeError when one is NaN.
 */
export function ordinalRange(
  bounds: Bounds,
  format: FiniteFormat,
): { readonly first: bigint; readonly last: bigint } {
  const { lower, upper, lowerOpen, upperOpen } = bounds;
  if (Number.isNaN(lower) || Number.isNaN(upper))
    throw new RangeError('an end of the interval is not a number');
  return {
    first: firstOrdinal(lower, lowerOpen, format),
    last: -firstOrdinal(-upper, upperOpen, format),
  };
}

function firstOrdinal(lower: number, open: boolean, format: FiniteFormat): bigint {
  const smallest = 1n - infinityOrdinal(format);
  if (lower === -Infinity) return smallest;
  // nextUp gives the smallest positive number for both zeros, so an open end at a zero leaves out both of them.
  const number = open || !isNumberOf(lower, format) ? nextUp(lower, format) : lower;
  const ordinal = ordinalOf(number, format);
  return ordinal < smallest ? smallest : ordinal;
}

/**
 * How many finite numbers of the format lie inside the bounds; 0n for an empty or reversed interval. Zero counts
 * once. For example [1,2) holds 8388608 and [0,1] 1065353217 numbers of f32.
 */
export function countNumbers(bounds: Bounds, format: FiniteFormat): bigint {
  const { first, last } = ordinalRange(bounds, format);
  return last < first ? 0n : last - first + 1n;
}

/** ordinalOf for f32 without bigints. x is rounded to f32; the result is an integer, never -0, or NaN for NaN. */
export function ordinalOf32(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const bits = binary32Bits(x);
  return bits > 0x7fffffff ? 0x80000000 - bits : bits;
}

/** The f32 number with this ordinal; n an integer of at most 0x7f800000 in absolute value, RangeError otherwise. */
export function fromOrdinal32(n: number): number {
  if (!Number.isInteger(n) || n > 0x7f800000 || n < -0x7f800000) {
    throw new RangeError(`f32 has no number with ordinal ${n}`);
  }
  return fromBinary32Bits(n < 0 ? 0x80000000 - n : n);
}
