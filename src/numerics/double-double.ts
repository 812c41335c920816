/**
 * Double-double arithmetic: a number as the unevaluated sum hi + lo of two binary64 numbers with
 * |lo| <= ulp(hi) / 2, which gives 106 bits or a little more.
 *
 * Bounds are relative, with u = 2^-53, and hold as long as nothing overflows or underflows: results and, for
 * products and quotients, operands between 2^-960 and 2^1020 in absolute value, or zero. They are those of
 *   [JMP] M. Joldes, J.-M. Muller, V. Popescu, "Tight and rigorous error bounds for basic building blocks of
 *         double-word arithmetic", ACM Transactions on Mathematical Software 44(2), 2017,
 *   [LLMPR] V. Lefevre, N. Louvet, J.-M. Muller, J. Picot, L. Rideau, "Accurate calculation of Euclidean norms
 *         using double-word arithmetic", ACM Transactions on Mathematical Software 49(1), 2023.
 *
 * Where an operand or a result is not finite (overflow, division by zero, the square root of a negative number),
 * hi of the result is an infinity or NaN and lo means nothing: test `Number.isFinite(r.hi)`. Signs of zeros are
 * not kept.
 */

import { decompose, powerOfTwo } from './bits';
import { exactFromNumber, exactToFormat, exactToSignificant } from './number-text';
import type { ExactNumber } from './number-text';

export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** Veltkamp's constant for binary64. */
const SPLITTER = 134217729;
/** Above this, splitting would overflow. */
const SPLIT_LIMIT = powerOfTwo(995);
/** Above this, the product of the high parts, which can be larger than the factors, could overflow. */
const PRODUCT_LIMIT = powerOfTwo(1021);
const SCALE_DOWN = powerOfTwo(-53);
const SCALE_UP = powerOfTwo(53);

/** a + b exactly, in 6 operations (Knuth's TwoSum), barring overflow. */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const t = hi - a;
  return { hi, lo: a - (hi - t) + (b - t) };
}

/** a + b exactly, in 3 operations (Dekker's Fast2Sum), where a is zero or |a| >= |b|. */
export function fastTwoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

/**
 * a * b exactly, by Veltkamp's splitting and Dekker's product, for factors of any size; the product must not
 * overflow, and be zero or at least 2^-969 in absolute value so that lo does not underflow.
 */
export function twoProduct(a: number, b: number): DoubleDouble {
  const hi = a * b;
  if (Math.abs(a) > SPLIT_LIMIT || Math.abs(b) > SPLIT_LIMIT || Math.abs(hi) > PRODUCT_LIMIT) {
    return twoProductOfLarge(a, b, hi);
  }
  let t = SPLITTER * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = SPLITTER * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  return { hi, lo: aLow * bLow - (hi - aHigh * bHigh - aLow * bHigh - aHigh * bLow) };
}

/** twoProduct where splitting or multiplying the parts would overflow: the larger factor is scaled down. */
function twoProductOfLarge(a: number, b: number, hi: number): DoubleDouble {
  if (!Number.isFinite(hi)) return { hi, lo: NaN };
  const scaled = Math.abs(a) > Math.abs(b) ? twoProduct(a * SCALE_DOWN, b) : twoProduct(a, b * SCALE_DOWN);
  return { hi, lo: scaled.lo * SCALE_UP };
}

/** The double-double equal to x. */
export function ddFrom(x: number): DoubleDouble {
  return { hi: x, lo: 0 };
}

/** -x, exactly. */
export function ddNeg(x: DoubleDouble): DoubleDouble {
  return { hi: -x.hi, lo: -x.lo };
}

/** |x|, exactly. */
export function ddAbs(x: DoubleDouble): DoubleDouble {
  return x.hi < 0 ? ddNeg(x) : x;
}

/** x + y to within 3u^2 + 13u^3, cancellation included (AccurateDWPlusDW, [JMP] algorithm 6). */
export function ddAdd(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const s = x.hi + y.hi;
  let t = s - x.hi;
  const sError = x.hi - (s - t) + (y.hi - t);
  const r = x.lo + y.lo;
  t = r - x.lo;
  const rError = x.lo - (r - t) + (y.lo - t);
  const c = sError + r;
  const v = s + c;
  const w = rError + (c - (v - s));
  const hi = v + w;
  return { hi, lo: w - (hi - v) };
}

/** x - y, as accurate as ddAdd. */
export function ddSub(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  return ddAdd(x, { hi: -y.hi, lo: -y.lo });
}

/** x + y for a binary64 y, to within 2u^2 (DWPlusFP, [JMP] algorithm 4). */
export function ddAddNumber(x: DoubleDouble, y: number): DoubleDouble {
  const s = x.hi + y;
  const t = s - x.hi;
  const v = x.lo + (x.hi - (s - t) + (y - t));
  const hi = s + v;
  return { hi, lo: v - (hi - s) };
}

/** x * y to within 7u^2 (DWTimesDW1, [JMP] algorithm 10). */
export function ddMul(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const p = twoProduct(x.hi, y.hi);
  const c = p.lo + (x.hi * y.lo + x.lo * y.hi);
  const hi = p.hi + c;
  return { hi, lo: c - (hi - p.hi) };
}

/** x * y for a binary64 y, to within 3u^2 (DWTimesFP2, [JMP] algorithm 8). */
export function ddMulNumber(x: DoubleDouble, y: number): DoubleDouble {
  const p = twoProduct(x.hi, y);
  const c = p.lo + x.lo * y;
  const hi = p.hi + c;
  return { hi, lo: c - (hi - p.hi) };
}

/** x / y to within 15u^2 + 56u^3 (DWDivDW2, [JMP] algorithm 17). */
export function ddDiv(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const quotient = x.hi / y.hi;
  const p = twoProduct(y.hi, quotient);
  // r = y * quotient (DWTimesFP1, [JMP] algorithm 7)
  const c = y.lo * quotient;
  const t = p.hi + c;
  const d = c - (t - p.hi) + p.lo;
  const rHigh = t + d;
  const rLow = d - (rHigh - t);
  const correction = (x.hi - rHigh + (x.lo - rLow)) / y.hi;
  const hi = quotient + correction;
  return { hi, lo: correction - (hi - quotient) };
}

/** The square root of x to within 25/8 u^2 (SQRTDWtoDW, [LLMPR]); zero for zero, NaN for negative x. */
export function ddSqrt(x: DoubleDouble): DoubleDouble {
  if (x.hi === 0) return { hi: 0, lo: 0 };
  const root = Math.sqrt(x.hi);
  const square = twoProduct(root, root);
  const correction = (x.hi - square.hi - square.lo + x.lo) / (2 * root);
  const hi = root + correction;
  return { hi, lo: correction - (hi - root) };
}

/** x * y + z to within 7u^2 |x * y| + 3u^2 |result| (absolute): a product and a sum, not fused. */
export function ddFma(x: DoubleDouble, y: DoubleDouble, z: DoubleDouble): DoubleDouble {
  return ddAdd(ddMul(x, y), z);
}

/** -1, 0 or 1 as x is less than, equal to or greater than y, exactly; NaN when a part of either is NaN. */
export function ddCompare(x: DoubleDouble, y: DoubleDouble): number {
  if (x.hi !== y.hi) return x.hi < y.hi ? -1 : x.hi > y.hi ? 1 : NaN;
  return x.lo < y.lo ? -1 : x.lo > y.lo ? 1 : x.lo === y.lo ? 0 : NaN;
}

/** The binary64 number nearest to x: its hi. */
export function ddToNumber(x: DoubleDouble): number {
  return x.hi;
}

/** x exactly, as a fraction; RangeError when a part is not finite. */
export function ddToExact(x: DoubleDouble): ExactNumber {
  const high = decompose(x.hi);
  const low = decompose(x.lo);
  const exponent = Math.min(high.exponent, low.exponent);
  const sum =
    (high.significand << BigInt(high.exponent - exponent)) +
    (low.significand << BigInt(low.exponent - exponent));
  if (sum === 0n) return exactFromNumber(x.hi);
  const magnitude = sum < 0n ? -sum : sum;
  return {
    sign: sum < 0n ? -1 : 1,
    numerator: exponent < 0 ? magnitude : magnitude << BigInt(exponent),
    denominator: exponent < 0 ? 1n << BigInt(-exponent) : 1n,
  };
}

/**
 * The double-double nearest to n: hi is n rounded to binary64 and lo the remainder rounded to binary64, so the
 * error is at most u^2 |n| / 2, or half the smallest subnormal number. hi is an infinity (and lo 0) on overflow.
 */
export function ddFromExact(n: ExactNumber): DoubleDouble {
  const hi = exactToFormat(n, 'f64');
  if (!Number.isFinite(hi) || hi === 0) return { hi, lo: 0 };
  const { significand, exponent } = decompose(hi);
  const signed = n.sign < 0 ? -n.numerator : n.numerator;
  // n - hi over the common denominator
  const numerator =
    exponent < 0
      ? (signed << BigInt(-exponent)) - significand * n.denominator
      : signed - (significand << BigInt(exponent)) * n.denominator;
  const denominator = exponent < 0 ? n.denominator << BigInt(-exponent) : n.denominator;
  const magnitude = numerator < 0n ? -numerator : numerator;
  return {
    hi,
    lo:
      magnitude === 0n
        ? 0
        : exactToFormat({ sign: numerator < 0n ? -1 : 1, numerator: magnitude, denominator }, 'f64'),
  };
}

/** x as decimal text with 1 to 34 significant digits, correctly rounded: ddToText(ddFrom(0.5), 3) = "5.00e-1". */
export function ddToText(x: DoubleDouble, digits: number): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 34) {
    throw new RangeError(`a double-double has 1 to 34 significant digits, not ${digits}`);
  }
  if (!Number.isFinite(x.hi)) return String(x.hi);
  return exactToSignificant(ddToExact(x), digits);
}
