// AssemblyScript. Sine, cosine and tangent. The angle is counted in steps of pi/256, x * 256/pi = n + f: x of 24 bits
// is 2^e times a significand, and the product of the significand with a tabulated 2^e * 256/pi modulo 512, given to about
// 160 bits, is exact in all its leading parts (M. Payne, R. Hanek, "Radian reduction for trigonometric functions",
// 1983), so that every x of binary32 is reduced alike, to an error of 2^-130 steps. Then
//   sin = S + (S (cos t - 1) + C sin t),  cos = C + (C (cos t - 1) - S sin t),  t = f pi/256,
// with S and C from a table, exactly 0 at the zeros: relative accuracy is kept around them.

import {
  exactSquareTail,
  fastTail,
  firsts,
  INTEGER_SHIFT,
  INTEGER_SHIFT_BITS,
  productTail,
  quotientTail,
  seconds,
  select,
  splat,
  storePair,
  sumTail,
} from './double-double';
import { A_HI, A_LO, B_HI, HI, LO, X } from './rows';
import { SIXTH_HI, SIXTH_LO } from './tables/series';
import {
  ANGLE_STEP_HI,
  ANGLE_STEP_LO,
  GREATEST_EXPONENT,
  LEAST_EXPONENT,
  QUARTER_TURN,
  REDUCTION,
  SINES,
  STEPS,
  TURN_MASK,
} from './tables/trigonometric';

const EXPONENT_BITS: i64 = 0x7ff0000000000000;
const ONE_BITS: i64 = 0x3ff0000000000000;

@inline
function reductionRow(magnitude: i64): usize {
  const exponent = (magnitude >> 52) - 1023;
  const bounded = max(LEAST_EXPONENT, min(GREATEST_EXPONENT, exponent));
  return REDUCTION + (<usize>(bounded - LEAST_EXPONENT) << 6);
}

/** The product of angle f (in steps) and pi/256, to the rows A_HI and A_LO; n plus INTEGER_SHIFT to the row B_HI. */
@inline
function storeAngle(shifted: v128, fHi: v128, fLo: v128, o: usize): void {
  const stepHi = splat(ANGLE_STEP_HI);
  const p = f64x2.mul(fHi, stepHi);
  storePair(A_HI, A_LO, o, p, productTail(fHi, fLo, stepHi, splat(ANGLE_STEP_LO), p));
  v128.store(B_HI + o, shifted);
}

function reduceRadians(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const magnitude = f64x2.abs(x);
    const row0 = reductionRow(i64x2.extract_lane(magnitude, 0));
    const row1 = reductionRow(i64x2.extract_lane(magnitude, 1));
    const fraction = v128.andnot(x, i64x2.splat(EXPONENT_BITS));
    const m = v128.or(fraction, i64x2.splat(ONE_BITS));
    const parts12a = v128.load(row0);
    const parts12b = v128.load(row1);
    const parts34a = v128.load(row0, 16);
    const parts34b = v128.load(row1, 16);
    const p1 = f64x2.mul(m, firsts(parts12a, parts12b));
    const p2 = f64x2.mul(m, seconds(parts12a, parts12b));
    const p3 = f64x2.mul(m, firsts(parts34a, parts34b));
    const p4 = f64x2.mul(m, seconds(parts34a, parts34b));
    const p5 = f64x2.mul(m, firsts(v128.load(row0, 32), v128.load(row1, 32)));
    const shifted = f64x2.add(f64x2.add(p1, p2), splat(INTEGER_SHIFT));
    const f = f64x2.add(f64x2.sub(p1, f64x2.sub(shifted, splat(INTEGER_SHIFT))), p2);
    const s1 = f64x2.add(f, p3);
    const t1 = sumTail(f, p3, s1);
    const s2 = f64x2.add(t1, p4);
    const t2 = sumTail(t1, p4, s2);
    const s3 = f64x2.add(s1, s2);
    const t3 = f64x2.add(sumTail(s1, s2, s3), f64x2.add(t2, p5));
    const fHi = f64x2.add(s3, t3);
    storeAngle(shifted, fHi, fastTail(s3, t3, fHi), o);
    // Small arguments are their own remainders.
    const small = f64x2.lt(magnitude, splat(1.0 / 256.0));
    v128.store(A_HI + o, select(small, x, v128.load(A_HI + o)));
    v128.store(A_LO + o, v128.andnot(v128.load(A_LO + o), small));
    v128.store(B_HI + o, select(small, splat(INTEGER_SHIFT), shifted));
  }
}

/** x in half turns: x modulo 2 steps exactly, and small numbers keep all their bits. */
function reduceHalfTurns(stride: usize): void {
  const zero = splat(0);
  const two = splat(2);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const turns = f64x2.mul(splat(0.5), x);
    const rest = f64x2.sub(x, f64x2.mul(two, f64x2.nearest(turns)));
    const steps = f64x2.mul(rest, splat(STEPS));
    const shifted = f64x2.add(steps, splat(INTEGER_SHIFT));
    storeAngle(shifted, f64x2.sub(steps, f64x2.sub(shifted, splat(INTEGER_SHIFT))), zero, o);
  }
}

/**
 * The sine of the reduced angle plus `quarters` quarter turns, to the rows `hi` and `lo`: to within 2^-82. NaN where x
 * is not finite.
 */
@inline
function storeSine(quarters: usize, hi: usize, lo: usize, o: usize): void {
  const tHi = v128.load(A_HI + o);
  const tLo = v128.load(A_LO + o);
  const n = i64x2.sub(v128.load(B_HI + o), i64x2.splat(INTEGER_SHIFT_BITS));
  const place0 = <usize>i64x2.extract_lane(n, 0) + quarters * QUARTER_TURN;
  const place1 = <usize>i64x2.extract_lane(n, 1) + quarters * QUARTER_TURN;
  const sine0 = v128.load(SINES + ((place0 & TURN_MASK) << 4));
  const sine1 = v128.load(SINES + ((place1 & TURN_MASK) << 4));
  const cosine0 = v128.load(SINES + (((place0 + QUARTER_TURN) & TURN_MASK) << 4));
  const cosine1 = v128.load(SINES + (((place1 + QUARTER_TURN) & TURN_MASK) << 4));
  const sHi = firsts(sine0, sine1);
  const sLo = seconds(sine0, sine1);
  const cHi = firsts(cosine0, cosine1);
  const cLo = seconds(cosine0, cosine1);

  const square = f64x2.mul(tHi, tHi);
  const squareLo = f64x2.add(exactSquareTail(tHi, square), f64x2.mul(f64x2.add(tHi, tHi), tLo));

  // sin t = t + t u, u = t^2 (-1/6 + t^2 (1/120 - t^2/5040 + t^4/362880))
  let series = f64x2.add(splat(-1.0 / 5040.0), f64x2.mul(square, splat(1.0 / 362880.0)));
  series = f64x2.add(splat(1.0 / 120.0), f64x2.mul(square, series));
  series = f64x2.mul(square, series);
  const sixth = splat(-SIXTH_HI);
  const inner = f64x2.add(sixth, series);
  const innerLo = f64x2.sub(fastTail(sixth, series, inner), splat(SIXTH_LO));
  const u = f64x2.mul(square, inner);
  const uLo = productTail(square, squareLo, inner, innerLo, u);
  const tu = f64x2.mul(tHi, u);
  const tuLo = productTail(tHi, tLo, u, uLo, tu);
  const sinHead = f64x2.add(tHi, tu);
  const sinTail = f64x2.add(fastTail(tHi, tu, sinHead), f64x2.add(tLo, tuLo));

  // cos t - 1 = -t^2/2 + t^4 (1/24 - t^2/720 + t^4/40320 - t^6/3628800)
  let even = f64x2.add(splat(1.0 / 40320.0), f64x2.mul(square, splat(-1.0 / 3628800.0)));
  even = f64x2.add(splat(-1.0 / 720.0), f64x2.mul(square, even));
  even = f64x2.add(splat(1.0 / 24.0), f64x2.mul(square, even));
  const fourth = f64x2.mul(f64x2.mul(square, square), even);
  const half = f64x2.mul(splat(-0.5), square);
  const cosHead = f64x2.add(half, fourth);
  const cosTail = f64x2.sub(fastTail(half, fourth, cosHead), f64x2.mul(splat(0.5), squareLo));

  const cs = f64x2.mul(cHi, sinHead);
  const csTail = productTail(cHi, cLo, sinHead, sinTail, cs);
  const sc = f64x2.mul(sHi, cosHead);
  const scTail = productTail(sHi, sLo, cosHead, cosTail, sc);
  const first = f64x2.add(sHi, cs);
  const second = f64x2.add(first, sc);
  const tails = f64x2.add(fastTail(sHi, cs, first), sumTail(first, sc, second));
  const tail = f64x2.add(tails, f64x2.add(f64x2.add(csTail, scTail), sLo));
  storePair(hi, lo, o, second, tail);
}

function sineOfAngle(quarters: usize, stride: usize): void {
  if (quarters == 0) {
    for (let o: usize = 0; o < stride; o += 16) storeSine(0, HI, LO, o);
  } else {
    for (let o: usize = 0; o < stride; o += 16) storeSine(1, HI, LO, o);
  }
}

export function sin(stride: usize): void {
  reduceRadians(stride);
  sineOfAngle(0, stride);
}

export function cos(stride: usize): void {
  reduceRadians(stride);
  sineOfAngle(1, stride);
}

export function sinpi(stride: usize): void {
  reduceHalfTurns(stride);
  sineOfAngle(0, stride);
}

export function cospi(stride: usize): void {
  reduceHalfTurns(stride);
  sineOfAngle(1, stride);
}

export function tan(stride: usize): void {
  reduceRadians(stride);
  for (let o: usize = 0; o < stride; o += 16) {
    storeSine(0, HI, LO, o);
    // The angle is read before its row is overwritten.
    storeSine(1, A_HI, A_LO, o);
    const sHi = v128.load(HI + o);
    const cHi = v128.load(A_HI + o);
    const q = f64x2.div(sHi, cHi);
    const tail = quotientTail(sHi, v128.load(LO + o), cHi, v128.load(A_LO + o), q);
    storePair(HI, LO, o, q, tail);
  }
}

/** sin(x) / x. */
export function sinc(stride: usize): void {
  sin(stride);
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const hi = v128.load(HI + o);
    const q = f64x2.div(hi, x);
    storePair(HI, LO, o, q, quotientTail(hi, v128.load(LO + o), x, zero, q));
  }
}
