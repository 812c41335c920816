/**
 * Rounding to nearest, ties to even (IEEE 754-2019, section 4.3.1), into any of the finite formats: from a
 * binary64 number and from exact quotients and dyadic numbers. Every function here rounds once.
 */

import { bitLength, exponentOf, powerOfTwo } from './bits';
import { FORMAT_PARAMETERS } from './format';
import type { FiniteFormat } from './format';

const LARGEST: Readonly<Record<FiniteFormat, number>> = {
  f64: Number.MAX_VALUE,
  f32: largestOf('f32'),
  f16: largestOf('f16'),
  bf16: largestOf('bf16'),
};

function largestOf(format: FiniteFormat): number {
  const { precision, maxExponent } = FORMAT_PARAMETERS[format];
  return (2 - powerOfTwo(1 - precision)) * powerOfTwo(maxExponent);
}

/** The largest finite number of the format. */
export function largestFinite(format: FiniteFormat): number {
  return LARGEST[format];
}

/** The smallest positive number of the format, a subnormal one. */
export function smallestPositive(format: FiniteFormat): number {
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  return powerOfTwo(minExponent - precision + 1);
}

/**
 * The number of the format nearest to x, ties to even, gradual underflow included; what lies at or beyond the
 * largest finite number plus half an ulp becomes an infinity. Signed zeros, infinities and NaN are kept.
 */
export function roundToFormat(x: number, format: FiniteFormat): number {
  if (format === 'f64') return x;
  if (format === 'f32') return Math.fround(x);
  if (x === 0 || !Number.isFinite(x)) return x;
  const exponent = exponentOf(x);
  if (exponent > FORMAT_PARAMETERS[format].maxExponent) return x < 0 ? -Infinity : Infinity;
  // A binary64 sum near 1.5 * 2^52 quanta is a multiple of the quantum, so the addition does the rounding.
  const quantumExponent = quantumExponentOf(exponent, format);
  const shifter = 1.5 * powerOfTwo(quantumExponent + 52);
  const magnitude = Math.abs(x) + shifter - shifter;
  const rounded = magnitude > LARGEST[format] ? Infinity : magnitude;
  return x < 0 ? -rounded : rounded;
}

/** Whether x is a number of the format; infinities and zeros are, NaN is not. */
export function isNumberOf(x: number, format: FiniteFormat): boolean {
  return roundToFormat(x, format) === x;
}

/**
 * numerator / denominator rounded to the format. The quotient's sign is that of the two integers; a zero numerator
 * gives +0, and a quotient that underflows keeps its sign. RangeError for a zero denominator.
 */
export function roundRational(numerator: bigint, denominator: bigint, format: FiniteFormat): number {
  if (denominator === 0n) throw new RangeError('division by zero');
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  // 2^exponent <= n / d < 2^(exponent + 1)
  let exponent = bitLength(n) - bitLength(d);
  if (exponent >= 0 ? n < d << BigInt(exponent) : n << BigInt(-exponent) < d) exponent -= 1;
  const magnitude = roundPositive(n, d, exponent, format);
  return negative ? -magnitude : magnitude;
}

/** significand * 2^exponent rounded to the format; +0 for a zero significand, underflow keeps the sign. */
export function roundDyadic(significand: bigint, exponent: number, format: FiniteFormat): number {
  if (significand === 0n) return 0;
  const n = significand < 0n ? -significand : significand;
  const magnitude = roundPositiveDyadic(n, exponent, format);
  return significand < 0n ? -magnitude : magnitude;
}

/** n / d > 0, where 2^exponent <= n / d < 2^(exponent + 1). */
function roundPositive(n: bigint, d: bigint, exponent: number, format: FiniteFormat): number {
  if (exponent > FORMAT_PARAMETERS[format].maxExponent) return Infinity;
  if (isBelowHalfSmallest(exponent, format)) return 0;
  const quantumExponent = quantumExponentOf(exponent, format);
  const scaledN = quantumExponent < 0 ? n << BigInt(-quantumExponent) : n;
  const scaledD = quantumExponent < 0 ? d : d << BigInt(quantumExponent);
  const quanta = scaledN / scaledD;
  return fromQuanta(quanta, 2n * (scaledN - quanta * scaledD), scaledD, quantumExponent, format);
}

/** n * 2^exponent > 0. */
function roundPositiveDyadic(n: bigint, exponent: number, format: FiniteFormat): number {
  const leading = exponent + bitLength(n) - 1;
  if (leading > FORMAT_PARAMETERS[format].maxExponent) return Infinity;
  if (isBelowHalfSmallest(leading, format)) return 0;
  const quantumExponent = quantumExponentOf(leading, format);
  const dropped = quantumExponent - exponent;
  if (dropped <= 0) return fromQuanta(n << BigInt(-dropped), 0n, 1n, quantumExponent, format);
  const shift = BigInt(dropped);
  const quanta = n >> shift;
  return fromQuanta(quanta, 2n * (n - (quanta << shift)), 1n << shift, quantumExponent, format);
}

/** The exponent of the last place of numbers from 2^exponent up to 2^(exponent + 1). */
function quantumExponentOf(exponent: number, format: FiniteFormat): number {
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  return Math.max(exponent, minExponent) - precision + 1;
}

/** Whether all numbers below 2^(exponent + 1) are below half the smallest positive number. */
function isBelowHalfSmallest(exponent: number, format: FiniteFormat): boolean {
  const { precision, minExponent } = FORMAT_PARAMETERS[format];
  return exponent < minExponent - precision;
}

/** (quanta + remainder / unit) * 2^quantumExponent rounded, where 0 <= remainder < unit. */
function fromQuanta(
  quanta: bigint,
  twiceRemainder: bigint,
  unit: bigint,
  quantumExponent: number,
  format: FiniteFormat,
): number {
  const up = twiceRemainder > unit || (twiceRemainder === unit && (quanta & 1n) === 1n);
  const rounded = Number(up ? quanta + 1n : quanta) * powerOfTwo(quantumExponent);
  return rounded > LARGEST[format] ? Infinity : rounded;
}
