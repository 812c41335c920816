/**
 * Fused multiply-add in software: a * b + c rounded once, to nearest, ties to even.
 *
 * The fast path is that of S. Boldo and G. Melquiond, "Emulation of FMA and correctly rounded sums: proved
 * algorithms using rounding to odd", IEEE Transactions on Computers 57(4), 2008; it needs exact error terms, so
 * everything near underflow and overflow takes the path through exact integers.
 */

import { decompose, makeOdd, powerOfTwo } from './bits';
import type { FiniteFormat } from './format';
import { roundDyadic, roundToFormat } from './rounding';

/** Veltkamp's constant for binary64. */
const SPLITTER = 134217729;
/** Factors up to here can be split without overflow. */
const FACTOR_LIMIT = powerOfTwo(990);
/**
 * Product and addend from 2^-900 to 2^1000: then all exact values in the fast path are multiples of 2^-1006 below
 * 2^1002, so nothing underflows or overflows on the way, the result included.
 */
const TERM_MIN = powerOfTwo(-900);
const TERM_MAX = powerOfTwo(1000);

/**
 * a * b + c as IEEE 754's fusedMultiplyAdd for binary64. An exact zero from terms of opposite sign is +0;
 * 0 * Infinity is NaN whatever c is.
 */
export function fma(a: number, b: number, c: number): number {
  const product = a * b;
  const productMagnitude = Math.abs(product);
  const addendMagnitude = Math.abs(c);
  if (
    productMagnitude >= TERM_MIN &&
    productMagnitude <= TERM_MAX &&
    addendMagnitude >= TERM_MIN &&
    addendMagnitude <= TERM_MAX &&
    Math.abs(a) <= FACTOR_LIMIT &&
    Math.abs(b) <= FACTOR_LIMIT
  ) {
    return fmaByErrorTerms(a, b, c, product);
  }
  if (a === 0 || b === 0 || !Number.isFinite(a) || !Number.isFinite(b)) return product + c;
  if (!Number.isFinite(c)) return c;
  // Not product + c: a product that underflows to -0 stays -0.
  if (c === 0) return product;
  return fmaExact(a, b, c, 'f64');
}

function fmaByErrorTerms(a: number, b: number, c: number, product: number): number {
  // Dekker: productError = a * b - product.
  let t = SPLITTER * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = SPLITTER * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  const productError = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  // Knuth, twice: c + productError = s + sError, then product + s = sum + sumError.
  const s = c + productError;
  t = s - c;
  const sError = c - (s - t) + (productError - t);
  const sum = product + s;
  t = sum - product;
  const sumError = product - (sum - t) + (s - t);
  return sum + addToOdd(sError, sumError);
}

/** a + b rounded to odd: exact, or of the two numbers around a + b the one with an odd significand. */
function addToOdd(a: number, b: number): number {
  const sum = a + b;
  const t = sum - a;
  const error = a - (sum - t) + (b - t);
  // The error is NaN where the sum is an infinity.
  return error !== 0 && Number.isFinite(sum) ? makeOdd(sum, error) : sum;
}

/**
 * a * b + c rounded once into the format, for operands that are numbers of the format. Infinities, NaN and zeros
 * as in `fma`; results that underflow keep their sign.
 */
export function fmaToFormat(a: number, b: number, c: number, format: FiniteFormat): number {
  if (format === 'f64') return fma(a, b, c);
  // The product is exact in binary64; its 53 bits are enough for the second rounding to be innocuous after the
  // first was to odd.
  return roundToFormat(addToOdd(a * b, c), format);
}

/**
 * a * b + c rounded once into the format, for any finite binary64 operands, by integer arithmetic. An exact zero
 * is +0 unless all terms are negative zeros.
 */
export function fmaExact(a: number, b: number, c: number, format: FiniteFormat): number {
  const x = decompose(a);
  const y = decompose(b);
  const z = decompose(c);
  const product = x.significand * y.significand;
  const productExponent = x.exponent + y.exponent;
  const exponent = Math.min(productExponent, z.exponent);
  const sum =
    (product << BigInt(productExponent - exponent)) + (z.significand << BigInt(z.exponent - exponent));
  // Only where both terms are zero can an exact zero be negative, and there a * b + c is exact.
  if (sum === 0n) return product === 0n ? a * b + c : 0;
  return roundDyadic(sum, exponent, format);
}
