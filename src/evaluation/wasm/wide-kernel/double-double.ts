// AssemblyScript. Double-double arithmetic on the lanes of a step. A sum, product, quotient or root of heads is computed
// in binary64 by its caller; the functions here give its tail: the exact difference to the true result or, for operands
// that are double-doubles themselves, that difference to about 2^-104 of the result. Sources: T. J. Dekker, "A
// floating-point technique for extending the available precision", 1971; M. Joldes, J.-M. Muller, V. Popescu, "Tight and
// rigorous error bounds for basic building blocks of double-word arithmetic", 2017.
//
// Factors, divisors and roots must be below 2^995 and their results between 2^-960 and 2^1020: splitting a larger number
// overflows (to NaN, which the fit takes for a point without a value), a smaller product loses its tail.

import { Lanes, get, minus, over, plus, put, splat, times, unlessZero } from './lanes';

/** Veltkamp's constant for binary64. */
const SPLITTER: f64 = 134217729.0;

/** a + b - s for s = RN(a + b), exactly (Knuth's TwoSum). */
@inline
export function sumTail(a: Lanes, b: Lanes, s: Lanes): Lanes {
  const t = minus(s, a);
  return plus(minus(a, minus(s, t)), minus(b, t));
}

/** The same where a is zero or |a| >= |b| (Dekker's Fast2Sum). */
@inline
export function fastTail(a: Lanes, b: Lanes, s: Lanes): Lanes {
  return minus(b, minus(s, a));
}

/** The leading 26 bits of a, so that a - leading(a) has 26 bits as well. */
@inline
export function leading(a: Lanes): Lanes {
  const t = times(splat(SPLITTER), a);
  return minus(t, minus(t, a));
}

/** a * b - p for p = RN(a * b), exactly (Dekker's product), for an a that is split already. */
@inline
export function splitProductTail(aHigh: Lanes, aLow: Lanes, b: Lanes, p: Lanes): Lanes {
  const bHigh = leading(b);
  const bLow = minus(b, bHigh);
  const high = minus(times(aHigh, bHigh), p);
  const middle = plus(plus(high, times(aHigh, bLow)), times(aLow, bHigh));
  return plus(middle, times(aLow, bLow));
}

/** a * b - p for p = RN(a * b), exactly. */
@inline
export function exactProductTail(a: Lanes, b: Lanes, p: Lanes): Lanes {
  const aHigh = leading(a);
  return splitProductTail(aHigh, minus(a, aHigh), b, p);
}

/** The tail of (aHi + aLo) (bHi + bLo) over p = RN(aHi * bHi). */
@inline
export function productTail(aHi: Lanes, aLo: Lanes, bHi: Lanes, bLo: Lanes, p: Lanes): Lanes {
  return plus(exactProductTail(aHi, bHi, p), plus(times(aHi, bLo), times(aLo, bHi)));
}

/** The tail of (nHi + nLo) / (dHi + dLo) over q = RN(nHi / dHi). */
@inline
export function quotientTail(nHi: Lanes, nLo: Lanes, dHi: Lanes, dLo: Lanes, q: Lanes): Lanes {
  const p = times(q, dHi);
  const exact = minus(minus(nHi, p), exactProductTail(q, dHi, p));
  return over(plus(exact, minus(nLo, times(q, dLo))), dHi);
}

/** The tail of sqrt(aHi + aLo) over s = RN(sqrt(aHi)); zero for the root of zero. */
@inline
export function rootTail(aHi: Lanes, aLo: Lanes, s: Lanes): Lanes {
  const p = times(s, s);
  const rest = plus(minus(minus(aHi, p), exactProductTail(s, s, p)), aLo);
  return unlessZero(s, over(rest, plus(s, s)));
}

/** head + tail, renormalised, to the rows `hi` and `lo` at `o`; |head| >= |tail|. */
@inline
export function putPair(hi: usize, lo: usize, o: usize, head: Lanes, tail: Lanes): void {
  const sum = plus(head, tail);
  put(hi + o, sum);
  put(lo + o, fastTail(head, tail, sum));
}

/** Sum of two double-doubles, cancellation included (AccurateDWPlusDW). */
@inline
export function putSum(hi: usize, lo: usize, o: usize, aHi: Lanes, aLo: Lanes, bHi: Lanes, bLo: Lanes): void {
  const s = plus(aHi, bHi);
  const t = plus(aLo, bLo);
  const c = plus(sumTail(aHi, bHi, s), t);
  const v = plus(s, c);
  putPair(hi, lo, o, v, plus(sumTail(aLo, bLo, t), fastTail(s, c, v)));
}

@inline
export function putProduct(hi: usize, lo: usize, o: usize, aHi: Lanes, aLo: Lanes, bHi: Lanes, bLo: Lanes): void {
  const p = times(aHi, bHi);
  putPair(hi, lo, o, p, productTail(aHi, aLo, bHi, bLo, p));
}

/**
 * head + tail, not yet renormalised, to the rows at `o`: stored, or added where there is something already. The sum is
 * good to 2^-104 of its larger term (SloppyDWPlusDW), which is what a derivative's rounding is worth anyway.
 */
@inline
export function contribute(hi: usize, lo: usize, o: usize, head: Lanes, tail: Lanes, first: bool): void {
  if (first) {
    putPair(hi, lo, o, head, tail);
    return;
  }
  const a = get(hi + o);
  const s = plus(a, head);
  putPair(hi, lo, o, s, plus(sumTail(a, head, s), plus(get(lo + o), tail)));
}
