/**
 * Bit patterns of binary64 and binary32 numbers, and the two facts read off them: exponent and power of two.
 *
 * NaN: the payload passes through `binary64Bits` and `fromBinary64Bits` on the engines met so far, but
 * ECMAScript lets an engine replace one NaN by another whenever it is held as a number. What must keep its
 * payload has to be kept as bits.
 */

const float64 = new Float64Array(1);
const float64Bits = new BigUint64Array(float64.buffer);
const float64Words = new Uint32Array(float64.buffer);
const float32 = new Float32Array(1);
const float32Bits = new Uint32Array(float32.buffer);

/** Index of the high (sign, exponent) word of a binary64 number in memory: 1 on little-endian machines. */
float64[0] = 1;
const HIGH = float64Words[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;

/** The encoding of x as an unsigned 64-bit integer: sign, 11 exponent bits, 52 fraction bits. */
export function binary64Bits(x: number): bigint {
  float64[0] = x;
  return float64Bits[0]!;
}

/** The number encoded by the 64 low bits of `bits`. */
export function fromBinary64Bits(bits: bigint): number {
  float64Bits[0] = bits;
  return float64[0]!;
}

/** The encoding, as an integer in [0, 2^32), of x rounded to binary32. */
export function binary32Bits(x: number): number {
  float32[0] = x;
  return float32Bits[0]!;
}

/** The binary32 number encoded by `bits` (taken modulo 2^32), as the equal binary64 number. */
export function fromBinary32Bits(bits: number): number {
  float32Bits[0] = bits;
  return float32[0]!;
}

/** The sign bit: true for negative numbers and -0. For NaN it is the sign bit that the engine happens to hold. */
export function signBit(x: number): boolean {
  float64[0] = x;
  return float64Words[HIGH]! >>> 31 === 1;
}

/**
 * The integer e with 2^e <= |x| < 2^(e+1), for subnormal numbers too.
 * -Infinity for zeros, Infinity for infinities, NaN for NaN.
 */
export function exponentOf(x: number): number {
  float64[0] = x;
  const biased = (float64Words[HIGH]! >>> 20) & 0x7ff;
  if (biased === 0x7ff) return Math.abs(x);
  if (biased !== 0) return biased - 1023;
  const high = float64Words[HIGH]! & 0xfffff;
  if (high !== 0) return -1011 - Math.clz32(high);
  const low = float64Words[LOW]!;
  return low === 0 ? -Infinity : -1043 - Math.clz32(low);
}

/** 2^k exactly, for integer k from -1074 to 1023; RangeError outside. */
export function powerOfTwo(k: number): number {
  if (!Number.isInteger(k) || k < -1074 || k > 1023) throw new RangeError(`2^${k} is not a binary64 number`);
  let high = 0;
  let low = 0;
  if (k >= -1022) high = (k + 1023) << 20;
  else if (k >= -1042) high = 1 << (k + 1042);
  else low = 1 << (k + 1074);
  float64Words[HIGH] = high;
  float64Words[LOW] = low;
  return float64[0]!;
}

/**
 * x when its last significand bit is set, otherwise the neighbour of x on the side of `residue`: the last step of
 * a rounding to odd (Boldo and Melquiond 2008) of the exact value x + residue, of which x is the nearest binary64.
 * x finite and not zero; residue not zero.
 */
export function makeOdd(x: number, residue: number): number {
  float64[0] = x;
  const low = float64Words[LOW]!;
  if ((low & 1) === 1) return x;
  if (x > 0 === residue > 0) {
    float64Words[LOW] = low + 1;
  } else {
    if (low === 0) float64Words[HIGH] = float64Words[HIGH]! - 1;
    float64Words[LOW] = low - 1;
  }
  return float64[0];
}

/** The finite number x as significand * 2^exponent with an integer significand below 2^53 in absolute value. */
export function decompose(x: number): { readonly significand: bigint; readonly exponent: number } {
  if (!Number.isFinite(x)) throw new RangeError(`${x} has no significand`);
  const bits = binary64Bits(x);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { significand: x < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

/** Number of bits of |n|: 0 for 0, otherwise 1 + floor(log2 |n|). */
export function bitLength(n: bigint): number {
  if (n === 0n) return 0;
  const hex = (n < 0n ? -n : n).toString(16);
  return (
    4 * (hex.length - 8 > 0 ? hex.length - 8 : 0) + 32 - Math.clz32(Number.parseInt(hex.slice(0, 8), 16))
  );
}
