/**
 * Ball arithmetic: real numbers enclosed in [mid - rad, mid + rad] * 2^exp, with integers of any length.
 *
 * Every operation returns a ball that contains all values the operation takes on its operands, so an error
 * bound is carried along instead of being argued afterwards (the method of Johansson, "Arb: efficient
 * arbitrary-precision midpoint-radius interval arithmetic", IEEE Trans. Computers 66, 2017). Operations round
 * midpoints to `bits` significant bits and are exact, with radius zero, whenever the result fits.
 *
 * BigInt carries the digits because its multiplication is subquadratic and native.
 */

import { bitLength, decompose, exponentOf } from '../bits';
import { roundDyadic } from '../rounding';

/** The closed interval [(mid - rad) 2^exp, (mid + rad) 2^exp]; rad >= 0; exp a safe integer. */
export interface Ball {
  readonly mid: bigint;
  readonly rad: bigint;
  readonly exp: number;
}

/** The enclosure is too wide to decide what was asked; a higher working precision may decide it. */
export class PrecisionTooLow extends Error {
  override readonly name = 'PrecisionTooLow';
}

/** The operation has no real value at its operand: a pole or a point outside the domain. */
export class UndefinedValue extends Error {
  override readonly name = 'UndefinedValue';
}

/** The result or an intermediate value exceeds the bounds set on exponents. */
export class ExponentOutOfRange extends Error {
  override readonly name = 'ExponentOutOfRange';
}

export const ZERO: Ball = { mid: 0n, rad: 0n, exp: 0 };
export const ONE: Ball = { mid: 1n, rad: 0n, exp: 0 };

function abs(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** The bit length of |n| or one more: much cheaper, and enough where bits are only counted to cut them off. */
function lengthBound(n: bigint): number {
  if (n === 0n) return 0;
  const exponent = exponentOf(Number(n));
  return exponent === Infinity ? bitLength(n) : exponent + 1;
}

/** floor(n * 2^shift), for shifts of either sign. */
export function shifted(n: bigint, shift: number): bigint {
  return shift >= 0 ? n << BigInt(shift) : n >> BigInt(-shift);
}

/** ceil(n * 2^shift). */
function shiftedUp(n: bigint, shift: number): bigint {
  return shift >= 0 ? n << BigInt(shift) : -(-n >> BigInt(-shift));
}

function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/** floor(sqrt(n)) for n >= 0, by Newton's iteration from a starting value above the root. */
export function integerSqrt(n: bigint): bigint {
  if (n < 0n) throw new RangeError('integerSqrt of a negative integer');
  if (n < 1n << 52n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const length = bitLength(n);
  // The root of the leading half, recursively, is right in half of its bits; one is added so that it lies above.
  const drop = BigInt(length >> 2);
  let root = (integerSqrt(n >> (2n * drop)) + 1n) << drop;
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The ball with its midpoint, and its radius, cut to `bits` bits or one less. */
export function rounded(mid: bigint, rad: bigint, exp: number, bits: number): Ball {
  let excess = lengthBound(mid) - bits;
  if (rad !== 0n) excess = Math.max(excess, lengthBound(rad) - bits);
  if (excess <= 0) return { mid, rad, exp };
  const shift = BigInt(excess);
  const cut = mid >> shift;
  const lost = cut << shift === mid ? 0n : 1n;
  return { mid: cut, rad: rad === 0n ? lost : -(-rad >> shift) + lost, exp: exp + excess };
}

/** n * 2^exp, exactly. */
export function fromInteger(n: bigint | number, exp = 0): Ball {
  return { mid: BigInt(n), rad: 0n, exp };
}

/** numerator / denominator to `bits` bits. */
export function fromRational(numerator: bigint, denominator: bigint, bits: number): Ball {
  return divide(fromInteger(numerator), fromInteger(denominator), bits);
}

/** A finite binary64 number, exactly; RangeError for the others. */
export function fromNumber(x: number): Ball {
  const { significand, exponent } = decompose(x);
  return { mid: significand, rad: 0n, exp: exponent };
}

/** The midpoint rounded to the nearest binary64, ties to even; the radius is ignored. Overflows to infinities. */
export function toNumber(ball: Ball): number {
  return roundDyadic(ball.mid, ball.exp, 'f64');
}

/** A k with |v| < 2^k for all v of the ball, the smallest or the one after it; -Infinity for the exact zero. */
export function magnitude(ball: Ball): number {
  const bound = abs(ball.mid) + ball.rad;
  return bound === 0n ? -Infinity : lengthBound(bound) + ball.exp;
}

/** Bits to which the ball determines its value, relative to it: Infinity when exact, <= 0 when zero lies within. */
export function relativeBits(ball: Ball): number {
  if (ball.rad === 0n) return Infinity;
  return bitLength(ball.mid) - bitLength(ball.rad) - 1;
}

export function isExact(ball: Ball): boolean {
  return ball.rad === 0n;
}

/** Whether the ball is the exact number zero. */
export function isZero(ball: Ball): boolean {
  return ball.mid === 0n && ball.rad === 0n;
}

/** The sign of every value of the ball, or 0 for the exact zero. Throws PrecisionTooLow when undecided. */
export function signOf(ball: Ball): -1 | 0 | 1 {
  if (ball.mid > ball.rad) return 1;
  if (-ball.mid > ball.rad) return -1;
  if (isZero(ball)) return 0;
  throw new PrecisionTooLow('the sign of a value is not decided at this precision');
}

export function negate(a: Ball): Ball {
  return { mid: -a.mid, rad: a.rad, exp: a.exp };
}

export function absolute(a: Ball): Ball {
  return signOf(a) < 0 ? negate(a) : a;
}

/** a * 2^k, exactly. */
export function scaleByPowerOfTwo(a: Ball, k: number): Ball {
  return { mid: a.mid, rad: a.rad, exp: a.exp + k };
}

/** The ball widened by 2^k. */
export function widened(a: Ball, k: number, bits: number): Ball {
  return add(a, { mid: 0n, rad: 1n, exp: k }, bits);
}

export function add(a: Ball, b: Ball, bits: number): Ball {
  if (isZero(a)) return rounded(b.mid, b.rad, b.exp, bits);
  if (isZero(b)) return rounded(a.mid, a.rad, a.exp, bits);
  if (a.exp === b.exp) return rounded(a.mid + b.mid, a.rad + b.rad, a.exp, bits);
  const topA = magnitude(a);
  const topB = magnitude(b);
  const big = topA >= topB ? a : b;
  const small = big === a ? b : a;
  const floor = Math.max(topA, topB) - bits - 8;
  if (Math.min(topA, topB) <= floor && big.exp > floor) {
    // The small operand lies below every bit that is kept: one unit of the radius covers it.
    const left = BigInt(big.exp - floor);
    return rounded(big.mid << left, (big.rad << left) + 1n, floor, bits);
  }
  const exp = Math.min(big.exp, small.exp);
  if (Math.min(topA, topB) <= floor) {
    return rounded(
      big.mid,
      big.rad + shiftedUp(abs(small.mid) + small.rad, small.exp - big.exp),
      big.exp,
      bits,
    );
  }
  const liftA = BigInt(a.exp - exp);
  const liftB = BigInt(b.exp - exp);
  return rounded((a.mid << liftA) + (b.mid << liftB), (a.rad << liftA) + (b.rad << liftB), exp, bits);
}

export function subtract(a: Ball, b: Ball, bits: number): Ball {
  return add(a, negate(b), bits);
}

export function multiply(a: Ball, b: Ball, bits: number): Ball {
  const rad = a.rad === 0n && b.rad === 0n ? 0n : abs(a.mid) * b.rad + abs(b.mid) * a.rad + a.rad * b.rad;
  return rounded(a.mid * b.mid, rad, a.exp + b.exp, bits);
}

/** Throws UndefinedValue when b is zero, PrecisionTooLow when b may be zero. */
export function divide(a: Ball, b: Ball, bits: number): Ball {
  const divisor = abs(b.mid);
  if (divisor <= b.rad) {
    if (isZero(b)) throw new UndefinedValue('division by zero');
    throw new PrecisionTooLow('a divisor is not told from zero at this precision');
  }
  const shift = Math.max(0, bits + 3 - lengthBound(a.mid) + lengthBound(b.mid));
  const lift = BigInt(shift);
  const numerator = a.mid << lift;
  const quotient = numerator / b.mid;
  const exp = a.exp - b.exp - shift;
  if (a.rad === 0n && b.rad === 0n) {
    return rounded(quotient, quotient * b.mid === numerator ? 0n : 1n, exp, bits);
  }
  // |A/B - a/b| <= (a.rad |b| + |a| b.rad) / (|b| (|b| - b.rad)) for A, B in the balls.
  const spread = ceilDivide((a.rad * divisor + abs(a.mid) * b.rad) << lift, divisor * (divisor - b.rad));
  return rounded(quotient, spread + 1n, exp, bits);
}

/** Throws UndefinedValue when a is negative, PrecisionTooLow when it may be. */
export function squareRoot(a: Ball, bits: number): Ball {
  const sign = signOf(a);
  if (sign === 0) return ZERO;
  if (sign < 0) throw new UndefinedValue('square root of a negative number');
  let shift = Math.max(0, 2 * bits + 5 - lengthBound(a.mid));
  if ((a.exp - shift) % 2 !== 0) shift += 1;
  const lift = BigInt(shift);
  const radicand = a.mid << lift;
  const root = integerSqrt(radicand);
  const exp = (a.exp - shift) / 2;
  if (a.rad === 0n) return rounded(root, root * root === radicand ? 0n : 1n, exp, bits);
  // |sqrt A - sqrt a| = |A - a| / (sqrt A + sqrt a) <= rad / sqrt a.
  return rounded(root, ceilDivide(a.rad << lift, root) + 1n, exp, bits);
}

/** The ball in fixed point: value and error in units of 2^-fractionBits, |v 2^fractionBits - value| <= error. */
export function toFixedPoint(a: Ball, fractionBits: number): { value: bigint; error: bigint } {
  const shift = a.exp + fractionBits;
  const value = shifted(a.mid, shift);
  const inexact = shift < 0 && value << BigInt(-shift) !== a.mid;
  return { value, error: shiftedUp(a.rad, shift) + (inexact ? 1n : 0n) };
}
