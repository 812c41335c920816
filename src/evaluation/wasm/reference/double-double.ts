// AssemblyScript. Double-double arithmetic on two points at a time. A sum or product is computed in binary64 by its
// caller; the functions here give its tail, the exact difference to the true result or, for operands that are
// double-doubles themselves, that difference to about 2^-104 of the result. Head and tail are then renormalised by an
// addition and `fastTail`. Sources: T. J. Dekker, "A floating-point technique for extending the available precision",
// 1971; M. Joldes, J.-M. Muller, V. Popescu, "Tight and rigorous error bounds for basic building blocks of double-word
// arithmetic", 2017.
//
// `exactProductTail` is the one place where a fused multiply-add would give the same bits in fewer operations.

/** Veltkamp's constant for binary64. */
const SPLITTER: f64 = 134217729.0;

/** 1.5 * 2^52: adding it leaves the nearest integer in the low bits. */
export const INTEGER_SHIFT: f64 = 6755399441055744.0;
export const INTEGER_SHIFT_BITS: i64 = 0x4338000000000000;

@inline
export function splat(x: f64): v128 {
  return f64x2.splat(x);
}

/** a + b - s for s = RN(a + b), exactly (Knuth's TwoSum). */
@inline
export function sumTail(a: v128, b: v128, s: v128): v128 {
  const t = f64x2.sub(s, a);
  return f64x2.add(f64x2.sub(a, f64x2.sub(s, t)), f64x2.sub(b, t));
}

/** The same where a is zero or |a| >= |b| (Dekker's Fast2Sum). */
@inline
export function fastTail(a: v128, b: v128, s: v128): v128 {
  return f64x2.sub(b, f64x2.sub(s, a));
}

/** The leading 26 bits of a, so that a - leading(a) has 26 bits as well; |a| below 2^995. */
@inline
export function leading(a: v128): v128 {
  const t = f64x2.mul(splat(SPLITTER), a);
  return f64x2.sub(t, f64x2.sub(t, a));
}

/** a * b - p for p = RN(a * b), exactly (Dekker's product). */
@inline
export function exactProductTail(a: v128, b: v128, p: v128): v128 {
  const aHigh = leading(a);
  const bHigh = leading(b);
  const aLow = f64x2.sub(a, aHigh);
  const bLow = f64x2.sub(b, bHigh);
  const high = f64x2.sub(f64x2.mul(aHigh, bHigh), p);
  const middle = f64x2.add(f64x2.add(high, f64x2.mul(aHigh, bLow)), f64x2.mul(aLow, bHigh));
  return f64x2.add(middle, f64x2.mul(aLow, bLow));
}

/** a * a - p for p = RN(a * a), exactly. */
@inline
export function exactSquareTail(a: v128, p: v128): v128 {
  const high = leading(a);
  const low = f64x2.sub(a, high);
  const cross = f64x2.mul(f64x2.add(high, high), low);
  return f64x2.add(f64x2.add(f64x2.sub(f64x2.mul(high, high), p), cross), f64x2.mul(low, low));
}

/** The tail of (aHi + aLo) (bHi + bLo) over p = RN(aHi * bHi). */
@inline
export function productTail(aHi: v128, aLo: v128, bHi: v128, bLo: v128, p: v128): v128 {
  const cross = f64x2.add(f64x2.mul(aHi, bLo), f64x2.mul(aLo, bHi));
  return f64x2.add(exactProductTail(aHi, bHi, p), cross);
}

/** The tail of (nHi + nLo) / (dHi + dLo) over q = RN(nHi / dHi). */
@inline
export function quotientTail(nHi: v128, nLo: v128, dHi: v128, dLo: v128, q: v128): v128 {
  const p = f64x2.mul(q, dHi);
  const exact = f64x2.sub(f64x2.sub(nHi, p), exactProductTail(q, dHi, p));
  return f64x2.div(f64x2.add(exact, f64x2.sub(nLo, f64x2.mul(q, dLo))), dHi);
}

/** The tail of sqrt(aHi + aLo) over s = RN(sqrt(aHi)), aHi > 0. */
@inline
export function rootTail(aHi: v128, aLo: v128, s: v128): v128 {
  const p = f64x2.mul(s, s);
  const rest = f64x2.add(f64x2.sub(f64x2.sub(aHi, p), exactSquareTail(s, p)), aLo);
  return f64x2.div(rest, f64x2.add(s, s));
}

/** head + tail, renormalised, to the rows HI and LO at `offset`; |head| >= |tail|. */
@inline
export function storePair(hi: usize, lo: usize, offset: usize, head: v128, tail: v128): void {
  const sum = f64x2.add(head, tail);
  v128.store(hi + offset, sum);
  v128.store(lo + offset, fastTail(head, tail, sum));
}

/** (row i, row j) of a table of pairs: the first members. */
@inline
export function firsts(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

@inline
export function seconds(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}

/** 2^k for integers k in [-1022, 1023]. */
@inline
export function powerOfTwo(k: v128): v128 {
  return i64x2.shl(i64x2.add(k, i64x2.splat(1023)), 52);
}

/** Small integers as binary64 numbers. */
@inline
export function fromIntegers(k: v128): v128 {
  return f64x2.sub(i64x2.add(k, i64x2.splat(INTEGER_SHIFT_BITS)), splat(INTEGER_SHIFT));
}

/** The integers nearest to binary64 numbers of less than 2^50. */
@inline
export function toIntegers(x: v128): v128 {
  return i64x2.sub(f64x2.add(x, splat(INTEGER_SHIFT)), i64x2.splat(INTEGER_SHIFT_BITS));
}

/** a where the lanes of the mask are set, else b. */
@inline
export function select(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}
