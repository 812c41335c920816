// AssemblyScript. exp2, exp, exp10, expm1: x = k ln 2 / 512 + r, exp(x) = 2^(k/512) exp(r) with a table of the 512
// fractional powers and a series for exp(r) - 1, |r| <= 2^-10.5 (the method of P. T. P. Tang, "Table-driven
// implementation of the exponential function", 1989). Arguments beyond +-620, in natural units, are taken as +-620.

import {
  exactProductTail,
  exactSquareTail,
  fastTail,
  firsts,
  INTEGER_SHIFT,
  INTEGER_SHIFT_BITS,
  powerOfTwo,
  productTail,
  seconds,
  select,
  splat,
  storePair,
  sumTail,
} from './double-double';
import { HI, LO, X } from './rows';
import {
  LN10_1,
  LN10_2,
  LN10_3,
  LN2_1,
  LN2_2,
  LN2_3,
  NATURAL_STEP_1,
  NATURAL_STEP_2,
  NATURAL_STEP_3,
  POWERS,
  STEP,
  STEPS,
  STEPS_LOG2,
  STEPS_PER_DECADE,
  STEPS_PER_UNIT,
  STEP_MASK,
} from './tables/exponential';
import { SIXTH_HI, SIXTH_LO } from './tables/series';

const LARGEST_NATURAL: f64 = 620;
const LARGEST_BINARY: f64 = 894;
const LARGEST_DECIMAL: f64 = 269;

@inline
function clamped(x: v128, largest: f64): v128 {
  return f64x2.max(f64x2.min(x, splat(largest)), splat(-largest));
}

/** 2^(n/512) exp(rHi + rLo), or that minus 1; `shifted` holds the integer n plus INTEGER_SHIFT. */
@inline
function storeExponential(shifted: v128, rHi: v128, rLo: v128, minusOne: bool, o: usize): void {
  const n = i64x2.sub(shifted, i64x2.splat(INTEGER_SHIFT_BITS));
  const row0 = v128.load(POWERS + ((<usize>i64x2.extract_lane(n, 0) & STEP_MASK) << 4));
  const row1 = v128.load(POWERS + ((<usize>i64x2.extract_lane(n, 1) & STEP_MASK) << 4));
  const tableHi = firsts(row0, row1);
  const tableLo = seconds(row0, row1);

  // exp(r) - 1 = r + r^2/2 + r^3 (1/6 + r/24 + ... + r^5/40320)
  const half = splat(0.5);
  const square = f64x2.mul(rHi, rHi);
  const squareTail = exactSquareTail(rHi, square);
  const c45 = f64x2.add(splat(1.0 / 24.0), f64x2.mul(rHi, splat(1.0 / 120.0)));
  const c67 = f64x2.add(splat(1.0 / 720.0), f64x2.mul(rHi, splat(1.0 / 5040.0)));
  const c678 = f64x2.add(c67, f64x2.mul(square, splat(1.0 / 40320.0)));
  const series = f64x2.mul(rHi, f64x2.add(c45, f64x2.mul(square, c678)));
  const cube = f64x2.mul(rHi, square);
  const halfSquare = f64x2.mul(half, square);
  const head = f64x2.add(rHi, halfSquare);
  const headTail = fastTail(rHi, halfSquare, head);
  const small = f64x2.add(rLo, f64x2.add(f64x2.mul(half, squareTail), f64x2.mul(rHi, rLo)));
  let growthHi = head;
  let growthLo = headTail;
  if (minusOne) {
    const sixth = splat(SIXTH_HI);
    const inner = f64x2.add(sixth, series);
    const innerLo = f64x2.add(fastTail(sixth, series, inner), splat(SIXTH_LO));
    const slope = f64x2.mul(f64x2.mul(splat(3), square), rLo);
    const cubeLo = f64x2.add(exactProductTail(rHi, square, cube), f64x2.add(f64x2.mul(rHi, squareTail), slope));
    const cubic = f64x2.mul(cube, inner);
    const cubicLo = productTail(cube, cubeLo, inner, innerLo, cubic);
    const sum = f64x2.add(head, cubic);
    const tail = f64x2.add(f64x2.add(fastTail(head, cubic, sum), headTail), f64x2.add(cubicLo, small));
    growthHi = f64x2.add(sum, tail);
    growthLo = fastTail(sum, tail, growthHi);
  } else {
    const cubic = f64x2.mul(cube, f64x2.add(splat(1.0 / 6.0), series));
    const tail = f64x2.add(headTail, f64x2.add(cubic, small));
    growthHi = f64x2.add(head, tail);
    growthLo = fastTail(head, tail, growthHi);
  }

  const product = f64x2.mul(tableHi, growthHi);
  const productLo = productTail(tableHi, tableLo, growthHi, growthLo, product);
  const value = f64x2.add(tableHi, product);
  const valueTail = f64x2.add(fastTail(tableHi, product, value), f64x2.add(tableLo, productLo));
  const scale = powerOfTwo(i64x2.shr_s(n, <i32>STEPS_LOG2));
  const scaled = f64x2.mul(value, scale);
  const scaledTail = f64x2.mul(valueTail, scale);
  if (!minusOne) {
    storePair(HI, LO, o, scaled, scaledTail);
    return;
  }
  const minus = splat(-1);
  const less = f64x2.add(scaled, minus);
  const lessTail = f64x2.add(sumTail(scaled, minus, less), scaledTail);
  const near = i64x2.eq(n, i64x2.splat(0));
  storePair(HI, LO, o, select(near, growthHi, less), select(near, growthLo, lessTail));
}

/** exp (or expm1) of the row `source`, whose numbers have 48 significant bits at most. */
@inline
function exponentialOf(source: usize, minusOne: bool, stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    const x = clamped(v128.load(source + o), LARGEST_NATURAL);
    const shifted = f64x2.add(f64x2.mul(x, splat(STEPS_PER_UNIT)), splat(INTEGER_SHIFT));
    const k = f64x2.sub(shifted, splat(INTEGER_SHIFT));
    const r1 = f64x2.sub(x, f64x2.mul(k, splat(NATURAL_STEP_1)));
    const r2 = f64x2.mul(k, splat(-NATURAL_STEP_2));
    const rHi = f64x2.add(r1, r2);
    const rLo = f64x2.sub(sumTail(r1, r2, rHi), f64x2.mul(k, splat(NATURAL_STEP_3)));
    storeExponential(shifted, rHi, rLo, minusOne, o);
  }
}

/** exp of the row `source`, to HI and LO: to within 2^-82. */
export function exponential(source: usize, stride: usize): void {
  exponentialOf(source, false, stride);
}

/** exp - 1 of the row `source`, to HI and LO: to within 2^-86. */
export function exponentialMinusOne(source: usize, stride: usize): void {
  exponentialOf(source, true, stride);
}

export function exp2(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    const x = clamped(v128.load(X + o), LARGEST_BINARY);
    const shifted = f64x2.add(f64x2.mul(x, splat(STEPS)), splat(INTEGER_SHIFT));
    const k = f64x2.sub(shifted, splat(INTEGER_SHIFT));
    // Exact, with no more bits than x has.
    const f = f64x2.sub(x, f64x2.mul(k, splat(STEP)));
    const r1 = f64x2.mul(f, splat(LN2_1));
    const r2 = f64x2.mul(f, splat(LN2_2));
    const rHi = f64x2.add(r1, r2);
    const rLo = f64x2.add(fastTail(r1, r2, rHi), f64x2.mul(f, splat(LN2_3)));
    storeExponential(shifted, rHi, rLo, false, o);
  }
}

/** 10^x is a binary64 number for integers from 0 up to this. */
const LARGEST_EXACT_POWER: f64 = 22;

export function exp10(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    const x = clamped(v128.load(X + o), LARGEST_DECIMAL);
    const shifted = f64x2.add(f64x2.mul(x, splat(STEPS_PER_DECADE)), splat(INTEGER_SHIFT));
    const k = f64x2.sub(shifted, splat(INTEGER_SHIFT));
    // Exact: both products are, and they cancel.
    const r1 = f64x2.sub(f64x2.mul(x, splat(LN10_1)), f64x2.mul(k, splat(NATURAL_STEP_1)));
    const p = f64x2.mul(x, splat(LN10_2));
    const q = f64x2.mul(k, splat(-NATURAL_STEP_2));
    const r2 = f64x2.add(p, q);
    const r3 = f64x2.sub(f64x2.mul(x, splat(LN10_3)), f64x2.mul(k, splat(NATURAL_STEP_3)));
    const head = f64x2.add(r1, r2);
    const tail = f64x2.add(sumTail(r1, r2, head), f64x2.add(sumTail(p, q, r2), r3));
    const rHi = f64x2.add(head, tail);
    storeExponential(shifted, rHi, fastTail(head, tail, rHi), false, o);
    const bounded = v128.and(f64x2.ge(x, splat(0)), f64x2.le(x, splat(LARGEST_EXACT_POWER)));
    const exact = v128.and(bounded, f64x2.eq(x, f64x2.nearest(x)));
    v128.store(LO + o, v128.andnot(v128.load(LO + o), exact));
  }
}
