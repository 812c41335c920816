// AssemblyScript. erf, erfc, the normal distribution function and gelu, from M(t) = Phi(-t) exp(t^2/2): smooth, so that
// Taylor expansions at multiples of 1/4 give it, and without underflow. Near 0 erf has its own series. Arguments with
// Phi(-t) below 2^-210 are taken as ones with about that value.

import {
  exactProductTail,
  fastTail,
  firsts,
  productTail,
  seconds,
  select,
  splat,
  storePair,
  sumTail,
  toIntegers,
} from './double-double';
import { exponential } from './exponential';
import { A_HI, A_LO, B_HI, B_LO, HI, LO, X } from './rows';
import {
  EXPANSIONS,
  LARGEST,
  PAIRED_TERMS,
  ROOT_2_HI,
  ROOT_2_LO,
  SMALL_PAIRED_TERMS,
  SMALL_PAIRS,
  SMALL_REST,
  SMALL_TERMS,
  TERMS,
} from './tables/error-function';

/** Bytes of the pairs of a row of EXPANSIONS. */
const PAIRS_BYTES: usize = <usize>PAIRED_TERMS << 4;

/** A short number below 17 / sqrt(2). */
const LARGEST_OF_ERFC: f64 = 12;

/** The coefficients at one place of both rows. */
@inline
function coefficient(row0: usize, row1: usize, offset: usize): v128 {
  return v128.load64_lane(row1 + offset, v128.load64_zero(row0 + offset), 1);
}

/** M of the numbers in the rows B_HI + B_LO, in [0, 17], to the rows A_HI and A_LO: to within 2^-83. */
function mills(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    const tHi = v128.load(B_HI + o);
    const place = f64x2.nearest(f64x2.mul(splat(4), tHi));
    const index = toIntegers(place);
    const row0 = EXPANSIONS + ((<usize>i64x2.extract_lane(index, 0) & 127) << 8);
    const row1 = EXPANSIONS + ((<usize>i64x2.extract_lane(index, 1) & 127) << 8);
    const h = f64x2.sub(tHi, f64x2.mul(splat(0.25), place));
    const hLo = v128.load(B_LO + o);

    let sum = coefficient(row0, row1, PAIRS_BYTES + (<usize>(TERMS - PAIRED_TERMS - 1) << 3));
    for (let n = TERMS - PAIRED_TERMS - 2; n >= 0; n--) {
      sum = f64x2.add(coefficient(row0, row1, PAIRS_BYTES + (<usize>n << 3)), f64x2.mul(h, sum));
    }
    let sumLo = splat(0);
    for (let n = PAIRED_TERMS - 1; n >= 0; n--) {
      const pair0 = v128.load(row0 + (<usize>n << 4));
      const pair1 = v128.load(row1 + (<usize>n << 4));
      const a = firsts(pair0, pair1);
      const p = f64x2.mul(h, sum);
      const pLo = productTail(h, hLo, sum, sumLo, p);
      const next = f64x2.add(a, p);
      sumLo = f64x2.add(fastTail(a, p, next), f64x2.add(pLo, seconds(pair0, pair1)));
      sum = next;
    }
    storePair(A_HI, A_LO, o, sum, sumLo);
  }
}

/** Phi(-t) of the numbers in the rows B_HI + B_LO whose -t^2/2 stand in the row A_HI, to the rows HI and LO. */
function normalTail(stride: usize): void {
  exponential(A_HI, stride);
  mills(stride);
  for (let o: usize = 0; o < stride; o += 16) {
    const eHi = v128.load(HI + o);
    const mHi = v128.load(A_HI + o);
    const p = f64x2.mul(eHi, mHi);
    storePair(HI, LO, o, p, productTail(eHi, v128.load(LO + o), mHi, v128.load(A_LO + o), p));
  }
}

/** erfc |x| / 2 to the rows HI and LO: Phi(-|x| sqrt 2). */
function halfComplement(stride: usize): void {
  const root = splat(ROOT_2_HI);
  const rootLo = splat(ROOT_2_LO);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = f64x2.min(f64x2.abs(v128.load(X + o)), splat(LARGEST_OF_ERFC));
    const t = f64x2.mul(x, root);
    storePair(B_HI, B_LO, o, t, productTail(x, splat(0), root, rootLo, t));
    // Exact for 24 bits.
    v128.store(A_HI + o, f64x2.neg(f64x2.mul(x, x)));
  }
  normalTail(stride);
}

/** erf x by its power series, where |x| <= 1/4. */
@inline
function storeSmall(x: v128, o: usize): void {
  const square = f64x2.mul(x, x);
  let sum = v128.load64_splat(SMALL_REST + (<usize>(SMALL_TERMS - SMALL_PAIRED_TERMS - 1) << 3));
  for (let n = SMALL_TERMS - SMALL_PAIRED_TERMS - 2; n >= 0; n--) {
    sum = f64x2.add(v128.load64_splat(SMALL_REST + (<usize>n << 3)), f64x2.mul(square, sum));
  }
  let sumLo = splat(0);
  for (let n = SMALL_PAIRED_TERMS - 1; n >= 0; n--) {
    const a = v128.load64_splat(SMALL_PAIRS + (<usize>n << 4));
    const aLo = v128.load64_splat(SMALL_PAIRS + (<usize>n << 4), 8);
    const p = f64x2.mul(square, sum);
    const pLo = productTail(square, splat(0), sum, sumLo, p);
    const next = f64x2.add(a, p);
    sumLo = f64x2.add(fastTail(a, p, next), f64x2.add(pLo, aLo));
    sum = next;
  }
  const head = f64x2.add(sum, sumLo);
  const headLo = fastTail(sum, sumLo, head);
  const p = f64x2.mul(x, head);
  const pLo = f64x2.add(exactProductTail(x, head, p), f64x2.mul(x, headLo));
  const large = f64x2.gt(f64x2.abs(x), splat(0.25));
  v128.store(HI + o, select(large, v128.load(HI + o), p));
  v128.store(LO + o, select(large, v128.load(LO + o), pLo));
}

export function erf(stride: usize): void {
  halfComplement(stride);
  const one = splat(1);
  const minusTwo = splat(-2);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const sign = v128.and(x, splat(-0.0));
    const q = f64x2.mul(minusTwo, v128.load(HI + o));
    const sum = f64x2.add(one, q);
    const sumLo = f64x2.add(fastTail(one, q, sum), f64x2.mul(minusTwo, v128.load(LO + o)));
    storePair(HI, LO, o, v128.xor(sum, sign), v128.xor(sumLo, sign));
    if (v128.any_true(f64x2.le(f64x2.abs(x), splat(0.25)))) storeSmall(x, o);
  }
}

/** From Phi(-|t|) in the rows HI and LO, t having the sign of x: `scale` times Phi(t) or, where `mirrored`, Phi(-t). */
@inline
function storeDistribution(mirrored: bool, scale: f64, o: usize): void {
  const zero = splat(0);
  const x = v128.load(X + o);
  const upper = mirrored ? f64x2.lt(x, zero) : f64x2.gt(x, zero);
  const start = v128.and(upper, splat(scale));
  const flip = v128.and(upper, splat(-0.0));
  const q = v128.xor(f64x2.mul(splat(scale), v128.load(HI + o)), flip);
  const qLo = v128.xor(f64x2.mul(splat(scale), v128.load(LO + o)), flip);
  const sum = f64x2.add(start, q);
  storePair(HI, LO, o, sum, f64x2.add(sumTail(start, q, sum), qLo));
}

export function erfc(stride: usize): void {
  halfComplement(stride);
  for (let o: usize = 0; o < stride; o += 16) storeDistribution(true, 2, o);
}

export function normcdf(stride: usize): void {
  const half = splat(-0.5);
  memory.fill(B_LO, 0, stride);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = f64x2.min(f64x2.abs(v128.load(X + o)), splat(LARGEST));
    v128.store(B_HI + o, x);
    // Exact for 24 bits.
    v128.store(A_HI + o, f64x2.mul(half, f64x2.mul(x, x)));
  }
  normalTail(stride);
  for (let o: usize = 0; o < stride; o += 16) storeDistribution(false, 1, o);
}

/** x Phi(x) */
export function gelu(stride: usize): void {
  normcdf(stride);
  for (let o: usize = 0; o < stride; o += 16) {
    // As far as normcdf goes, lest a large factor stand beside a small one.
    const x = f64x2.max(v128.load(X + o), splat(-LARGEST));
    const hi = v128.load(HI + o);
    const p = f64x2.mul(x, hi);
    storePair(HI, LO, o, p, productTail(x, splat(0), hi, v128.load(LO + o), p));
  }
}
