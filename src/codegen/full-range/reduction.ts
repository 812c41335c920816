/** Steps that several full-range functions share, in the type of computation of the builder. */

import type { DataflowBuilder, Value } from './builder';

export interface Split {
  readonly high: number;
  readonly low: number;
}

/**
 * A constant c = high + low. In binary64 high has 53 - 12 bits, so that k * high is exact for |k| < 2^12; in binary32
 * 24 - 9 bits for |k| < 2^9.
 */
export interface SplitConstant {
  readonly f64: Split;
  readonly f32: Split;
}

/** An integer in both guises. */
export interface RoundedInteger {
  readonly asFloat: Value;
  readonly asInteger: Value;
}

const MAGIC_64 = 1.5 * 2 ** 52;
const MAGIC_32 = 1.5 * 2 ** 23;
const MAGIC_32_BITS = 0x4b400000;

/**
 * t rounded to the nearest integer, ties to even, for |t| below 2^22 in binary32 and 2^31 in binary64: adding 1.5 times
 * the power of two whose ulp is 1 rounds, and leaves the integer in the last bits of the encoding. Shaders, where such a
 * sum may be cancelled, have an instruction for it.
 */
export function roundToInteger(b: DataflowBuilder, t: Value): RoundedInteger {
  if (b.forShaders) {
    const nearest = b.named('k', b.nearest(t));
    return { asFloat: nearest, asInteger: b.named('n', b.toInteger(nearest)) };
  }
  const shift = b.compute === 'f64' ? MAGIC_64 : MAGIC_32;
  const shifted = b.named('shifted', b.add(t, shift));
  const asFloat = b.named('k', b.sub(shifted, shift));
  const asInteger = b.compute === 'f64' ? b.lowWord(shifted) : b.isub(b.bits32(shifted), MAGIC_32_BITS);
  return { asFloat, asInteger: b.named('n', asInteger) };
}

/** 2^k for an integer k between the least and the greatest exponent of normal numbers. */
export function powerOfTwo(b: DataflowBuilder, k: Value): Value {
  return b.compute === 'f64'
    ? b.fromWords(b.shl(b.iadd(k, 1023), 20), 0)
    : b.fromBits32(b.shl(b.iadd(k, 127), 23));
}

/**
 * value * 2^k rounded once to the format of the function, for a value about 1 and every k that leads into it or just out
 * of it: subnormal results and overflow come out right. Where the arithmetic is no wider than the format, the scaling is
 * done in two halves, of which the first is exact.
 */
export function scale(b: DataflowBuilder, value: Value, k: Value): Value {
  if (b.compute !== b.format) return b.mul(value, powerOfTwo(b, k));
  const half = b.named('half', b.shr(k, 1));
  const rest = b.isub(k, half);
  return b.mul(b.mul(value, powerOfTwo(b, half)), powerOfTwo(b, rest));
}

/** x - k c: in two parts where the arithmetic is no wider than the format, since then the difference must be exact. */
export function subtractMultiple(
  b: DataflowBuilder,
  x: Value,
  k: Value,
  constant: SplitConstant,
  name: string,
): Value {
  const { high, low } = constant[b.compute];
  if (b.compute !== b.format) {
    return b.sub(x, b.mul(k, b.constant(high + low, b.compute, name)));
  }
  const exact = b.kept(b.sub(x, b.mul(k, b.constant(high, b.compute, `${name}_high`))));
  return b.sub(exact, b.mul(k, b.constant(low, b.compute, `${name}_low`)));
}

/** x = 2^exponent * significand. */
export interface Decomposition {
  readonly exponent: Value;
  readonly significand: Value;
}

/** The first words of the encodings of sqrt(1/2) and 1 in both formats. */
const WORDS = {
  f64: { rootOfHalf: 0x3fe6a09e, one: 0x3ff00000, bits: 20, mask: 0xfffff, bias: 1023 },
  f32: { rootOfHalf: 0x3f3504f3, one: 0x3f800000, bits: 23, mask: 0x7fffff, bias: 127 },
} as const;

/**
 * A positive normal number of the type of computation with a significand from about sqrt(1/2) to sqrt(2), so that
 * those of numbers around 1 are close to 1.
 */
export function decomposeAroundOne(b: DataflowBuilder, x: Value): Decomposition {
  const { rootOfHalf, one, bits, mask, bias } = WORDS[b.compute];
  const encoding = b.compute === 'f64' ? b.highWord(x) : b.bits32(x);
  const shifted = b.named('shifted', b.iadd(encoding, one - rootOfHalf));
  const exponent = b.named('n', b.isub(b.shr(shifted, bits), bias));
  const word = b.iadd(b.and(shifted, mask), rootOfHalf);
  const significand = b.compute === 'f64' ? b.fromWords(word, b.lowWord(x)) : b.fromBits32(word);
  return { exponent, significand: b.named('m', significand) };
}

/** The biased exponent of a positive normal number of the type of computation. */
export function biasedExponent(b: DataflowBuilder, x: Value): Value {
  return b.shr(b.compute === 'f64' ? b.highWord(x) : b.bits32(x), WORDS[b.compute].bits);
}

export function biasOf(b: DataflowBuilder): number {
  return WORDS[b.compute].bias;
}

/** x * 2^-n for normal x and result of the type of computation, by the encoding. */
export function divideByPower(b: DataflowBuilder, x: Value, n: Value): Value {
  const { bits } = WORDS[b.compute];
  return b.compute === 'f64'
    ? b.fromWords(b.isub(b.highWord(x), b.shl(n, bits)), b.lowWord(x))
    : b.fromBits32(b.isub(b.bits32(x), b.shl(n, bits)));
}

/** The smallest normal number of a format, and a power of two that makes normal numbers of subnormal ones. */
const LEAST_NORMAL = { f64: 2 ** -1022, f32: 2 ** -126 } as const;
const LIFT = { f64: 54, f32: 24 } as const;
/** A subnormal number of binary32 is its encoding times 2^-149; twice that is lifted by an even multiple of 3. */
const LIFT_OF_ENCODING = 150;

/** A positive x of the function's format as normal number of the type of computation, x * 2^lift. */
export interface Normalised {
  readonly value: Value;
  /** Absent where it is 0 throughout. */
  readonly lift?: Value;
}

/**
 * Makes a subnormal argument normal. Nothing is to be done where the arithmetic is wider than the format, nor in
 * functions without special cases.
 */
export function normalise(b: DataflowBuilder, x: Value): Normalised {
  if (b.compute !== b.format || !b.specialCases) return { value: b.toCompute(x) };
  const isSubnormal = b.named('subnormal', b.lt(x, LEAST_NORMAL[b.compute]));
  const lift = b.forShaders ? LIFT_OF_ENCODING : LIFT[b.compute];
  const lifted = b.forShaders ? b.mul(b.toFloat(b.bits32(x)), 2) : b.mul(x, 2 ** lift);
  return {
    value: b.named('y', b.select(isSubnormal, lifted, x)),
    lift: b.named('lift', b.select(isSubnormal, b.constant(lift, 'i32'), b.constant(0, 'i32'))),
  };
}
