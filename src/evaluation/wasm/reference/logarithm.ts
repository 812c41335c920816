// AssemblyScript. Logarithms: z = 2^k m, r = m c - 1 with a tabulated c near 1/m, |r| <= 2^-10 (P. T. P. Tang,
// "Table-driven implementation of the logarithm function", 1990). c = 1 around 1, so that the result keeps its relative
// accuracy there.

import {
  exactProductTail,
  exactSquareTail,
  fastTail,
  firsts,
  fromIntegers,
  leading,
  powerOfTwo,
  productTail,
  seconds,
  select,
  splat,
  storePair,
  sumTail,
} from './double-double';
import { A_HI, A_LO, B_HI, HI, LO, X } from './rows';
import {
  CELL_BITS,
  CELL_MASK,
  LN2_HI,
  LN2_LO,
  LOG10_E_HI,
  LOG10_E_LO,
  LOG2_E_HI,
  LOG2_E_LO,
  ORIGIN,
  RECIPROCALS,
} from './tables/logarithm';
import { THIRD_HI, THIRD_LO } from './tables/series';

/**
 * ln of zHi + zLo > 0 to the rows HI and LO. Where `offsetByOne`, of 1 + (yHi + yLo), whose rounding z is. Where
 * `fractionOnly`, ln m alone, and k goes to the row B_HI.
 */
@inline
function storeLogarithm(
  zHi: v128,
  zLo: v128,
  yHi: v128,
  yLo: v128,
  offsetByOne: bool,
  fractionOnly: bool,
  o: usize,
): void {
  const place = i64x2.sub(zHi, i64x2.splat(ORIGIN));
  const exponent = i64x2.shr_s(place, 52);
  const cell = i64x2.shr_u(place, <i32>CELL_BITS);
  const row0 = RECIPROCALS + ((<usize>i64x2.extract_lane(cell, 0) & CELL_MASK) << 5);
  const row1 = RECIPROCALS + ((<usize>i64x2.extract_lane(cell, 1) & CELL_MASK) << 5);
  const head0 = v128.load(row0);
  const head1 = v128.load(row1);
  const c = firsts(head0, head1);
  const tableHi = seconds(head0, head1);
  const tableLo = firsts(v128.load(row0, 16), v128.load(row1, 16));
  const k = fromIntegers(exponent);

  // r = m c - 1; products of half of m with c, a number of 14 bits, are exact.
  const m = i64x2.sub(zHi, i64x2.shl(exponent, 52));
  const mLeading = leading(m);
  const r1 = f64x2.sub(f64x2.mul(mLeading, c), splat(1));
  const r2 = f64x2.mul(f64x2.sub(m, mLeading), c);
  let rHi = f64x2.add(r1, r2);
  let rLo = sumTail(r1, r2, rHi);
  if (offsetByOne) {
    const low = f64x2.add(rLo, f64x2.mul(f64x2.mul(zLo, powerOfTwo(i64x2.neg(exponent))), c));
    const sum = f64x2.add(rHi, low);
    rLo = fastTail(rHi, low, sum);
    rHi = sum;
    const near = v128.and(f64x2.eq(c, splat(1)), f64x2.eq(k, splat(0)));
    rHi = select(near, yHi, rHi);
    rLo = select(near, yLo, rLo);
  }

  // ln(1 + r) = r - r^2/2 + r^3 (1/3 - r/4 + ... + r^6/9)
  const square = f64x2.mul(rHi, rHi);
  const squareTail = exactSquareTail(rHi, square);
  const c45 = f64x2.sub(f64x2.mul(rHi, splat(1.0 / 5.0)), splat(1.0 / 4.0));
  const c67 = f64x2.sub(f64x2.mul(rHi, splat(1.0 / 7.0)), splat(1.0 / 6.0));
  const c89 = f64x2.sub(f64x2.mul(rHi, splat(1.0 / 9.0)), splat(1.0 / 8.0));
  const c4 = f64x2.add(c45, f64x2.mul(square, f64x2.add(c67, f64x2.mul(square, c89))));
  const series = f64x2.mul(rHi, c4);
  const third = splat(THIRD_HI);
  const inner = f64x2.add(third, series);
  const innerLo = f64x2.add(fastTail(third, series, inner), splat(THIRD_LO));
  const cube = f64x2.mul(rHi, square);
  const slope = f64x2.mul(f64x2.mul(splat(3), square), rLo);
  const cubeLo = f64x2.add(exactProductTail(rHi, square, cube), f64x2.add(f64x2.mul(rHi, squareTail), slope));
  const cubic = f64x2.mul(cube, inner);
  const cubicLo = productTail(cube, cubeLo, inner, innerLo, cubic);

  // Multiples of 2^-42: this sum is exact.
  const start = fractionOnly ? tableHi : f64x2.add(f64x2.mul(k, splat(LN2_HI)), tableHi);
  const rest = fractionOnly ? tableLo : f64x2.add(f64x2.mul(k, splat(LN2_LO)), tableLo);
  const halfSquare = f64x2.mul(splat(-0.5), square);
  const s1 = f64x2.add(start, rHi);
  const s2 = f64x2.add(s1, halfSquare);
  const s3 = f64x2.add(s2, cubic);
  const tails = f64x2.add(fastTail(s2, cubic, s3), cubicLo);
  const squareRest = f64x2.add(f64x2.mul(splat(0.5), squareTail), f64x2.mul(rHi, rLo));
  const small = f64x2.add(tails, f64x2.sub(rLo, squareRest));
  const large = f64x2.add(f64x2.add(fastTail(start, rHi, s1), fastTail(s1, halfSquare, s2)), rest);
  storePair(HI, LO, o, s3, f64x2.add(large, small));
  if (fractionOnly) v128.store(B_HI + o, k);
}

/** NaN in the rows HI and LO where x is negative. */
@inline
function refuseNegative(x: v128, o: usize): void {
  const negative = f64x2.lt(x, splat(0));
  v128.store(HI + o, v128.or(v128.load(HI + o), negative));
  v128.store(LO + o, v128.or(v128.load(LO + o), negative));
}

export function log(stride: usize): void {
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    storeLogarithm(x, zero, zero, zero, false, false, o);
    refuseNegative(x, o);
  }
}

export function log2(stride: usize): void {
  const zero = splat(0);
  const factorHi = splat(LOG2_E_HI);
  const factorLo = splat(LOG2_E_LO);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    storeLogarithm(x, zero, zero, zero, false, true, o);
    const hi = v128.load(HI + o);
    const p = f64x2.mul(hi, factorHi);
    const pTail = productTail(hi, v128.load(LO + o), factorHi, factorLo, p);
    const k = v128.load(B_HI + o);
    const sum = f64x2.add(k, p);
    storePair(HI, LO, o, sum, f64x2.add(fastTail(k, p, sum), pTail));
    refuseNegative(x, o);
  }
}

/** Powers of ten have their exact logarithms: no other number of 24 bits is so close to one. */
const EXACT_DISTANCE: f64 = 1e-15;

export function log10(stride: usize): void {
  const zero = splat(0);
  const factorHi = splat(LOG10_E_HI);
  const factorLo = splat(LOG10_E_LO);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    storeLogarithm(x, zero, zero, zero, false, false, o);
    const hi = v128.load(HI + o);
    const p = f64x2.mul(hi, factorHi);
    const pTail = productTail(hi, v128.load(LO + o), factorHi, factorLo, p);
    const nearest = f64x2.nearest(p);
    const exact = v128.and(
      f64x2.ge(x, splat(10)),
      f64x2.lt(f64x2.abs(f64x2.sub(p, nearest)), f64x2.mul(splat(EXACT_DISTANCE), nearest)),
    );
    storePair(HI, LO, o, select(exact, nearest, p), v128.andnot(pTail, exact));
    refuseNegative(x, o);
  }
}

/**
 * ln(1 + A_HI + A_LO) to the rows HI and LO: to within 2^-82. -Infinity at -1, NaN below.
 */
export function logarithmOfSuccessor(stride: usize): void {
  const one = splat(1);
  for (let o: usize = 0; o < stride; o += 16) {
    const yHi = v128.load(A_HI + o);
    const yLo = v128.load(A_LO + o);
    const sum = f64x2.add(one, yHi);
    const sumLo = f64x2.add(sumTail(one, yHi, sum), yLo);
    const zHi = f64x2.add(sum, sumLo);
    const zLo = fastTail(sum, sumLo, zHi);
    storeLogarithm(zHi, zLo, yHi, yLo, true, false, o);
    const pole = f64x2.eq(yHi, splat(-1));
    v128.store(HI + o, select(pole, splat(-Infinity), v128.load(HI + o)));
    v128.store(LO + o, v128.andnot(v128.load(LO + o), pole));
    refuseNegative(f64x2.add(yHi, one), o);
  }
}

export function log1p(stride: usize): void {
  memory.copy(A_HI, X, stride);
  memory.fill(A_LO, 0, stride);
  logarithmOfSuccessor(stride);
}
