// AssemblyScript. Hyperbolic functions, from e = exp(|x|) or E = exp(|x|) - 1 where 1 would cancel, and their
// inverses, from ln(1 + y) with a y that holds no cancellation.

import {
  fastTail,
  quotientTail,
  rootTail,
  select,
  splat,
  storePair,
  sumTail,
} from './double-double';
import { exponential, exponentialMinusOne } from './exponential';
import { logarithmOfSuccessor } from './logarithm';
import { A_HI, A_LO, HI, LO, X } from './rows';

/** |x| times `factor` to the row A_HI. */
@inline
export function storeMagnitudes(factor: f64, stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    v128.store(A_HI + o, f64x2.mul(splat(factor), f64x2.abs(v128.load(X + o))));
  }
}

/** Gives the values of an odd function at |x| the signs of x. */
@inline
function restoreSigns(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    const sign = v128.and(v128.load(X + o), splat(-0.0));
    v128.store(HI + o, v128.xor(v128.load(HI + o), sign));
    v128.store(LO + o, v128.xor(v128.load(LO + o), sign));
  }
}

/** (E + E / (1 + E)) / 2 */
export function sinh(stride: usize): void {
  storeMagnitudes(1, stride);
  exponentialMinusOne(A_HI, stride);
  const one = splat(1);
  const half = splat(0.5);
  for (let o: usize = 0; o < stride; o += 16) {
    const hi = v128.load(HI + o);
    const lo = v128.load(LO + o);
    const e = f64x2.add(one, hi);
    const eLo = f64x2.add(sumTail(one, hi, e), lo);
    const q = f64x2.div(hi, e);
    const qLo = quotientTail(hi, lo, e, eLo, q);
    const sum = f64x2.add(hi, q);
    const tail = f64x2.add(f64x2.add(fastTail(hi, q, sum), lo), qLo);
    storePair(HI, LO, o, f64x2.mul(half, sum), f64x2.mul(half, tail));
  }
  restoreSigns(stride);
}

/** (e + 1/e) / 2 */
export function cosh(stride: usize): void {
  storeMagnitudes(1, stride);
  exponential(A_HI, stride);
  const one = splat(1);
  const zero = splat(0);
  const half = splat(0.5);
  for (let o: usize = 0; o < stride; o += 16) {
    const hi = v128.load(HI + o);
    const lo = v128.load(LO + o);
    const q = f64x2.div(one, hi);
    const qLo = quotientTail(one, zero, hi, lo, q);
    const sum = f64x2.add(hi, q);
    const tail = f64x2.add(f64x2.add(fastTail(hi, q, sum), lo), qLo);
    storePair(HI, LO, o, f64x2.mul(half, sum), f64x2.mul(half, tail));
  }
}

/** With E = exp(2|x|) - 1: E / (E + 2), and 1 - 2 / (E + 2) from E = 2 on. */
export function tanh(stride: usize): void {
  storeMagnitudes(2, stride);
  exponentialMinusOne(A_HI, stride);
  const one = splat(1);
  const zero = splat(0);
  const two = splat(2);
  for (let o: usize = 0; o < stride; o += 16) {
    const hi = v128.load(HI + o);
    const lo = v128.load(LO + o);
    const large = f64x2.ge(hi, two);
    const sum = f64x2.add(hi, two);
    const sumLo = f64x2.add(sumTail(hi, two, sum), lo);
    const nHi = select(large, splat(-2), hi);
    const nLo = v128.andnot(lo, large);
    const q = f64x2.div(nHi, sum);
    const qLo = quotientTail(nHi, nLo, sum, sumLo, q);
    const start = select(large, one, zero);
    const head = f64x2.add(start, q);
    storePair(HI, LO, o, head, f64x2.add(sumTail(start, q, head), qLo));
  }
  restoreSigns(stride);
}

/** ln(1 + |x| + x^2 / (1 + sqrt(1 + x^2))) */
export function asinh(stride: usize): void {
  const one = splat(1);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = f64x2.abs(v128.load(X + o));
    // Exact for 24 bits.
    const square = f64x2.mul(x, x);
    const sum = f64x2.add(one, square);
    const sumLo = sumTail(one, square, sum);
    const root = f64x2.sqrt(sum);
    const rootLo = rootTail(sum, sumLo, root);
    const d = f64x2.add(one, root);
    const dLo = f64x2.add(sumTail(one, root, d), rootLo);
    const q = f64x2.div(square, d);
    const qLo = quotientTail(square, splat(0), d, dLo, q);
    const y = f64x2.add(x, q);
    storePair(A_HI, A_LO, o, y, f64x2.add(sumTail(x, q, y), qLo));
  }
  logarithmOfSuccessor(stride);
  restoreSigns(stride);
}

/** ln(1 + t + sqrt(x^2 - 1)), t = x - 1; NaN below 1. */
export function acosh(stride: usize): void {
  const minus = splat(-1);
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const square = f64x2.mul(x, x);
    const less = f64x2.add(square, minus);
    const lessLo = sumTail(square, minus, less);
    const root = f64x2.sqrt(less);
    // At 1 the residual is divided by zero.
    const rootLo = v128.andnot(rootTail(less, lessLo, root), f64x2.eq(less, zero));
    const t = f64x2.add(x, minus);
    const tLo = sumTail(x, minus, t);
    const y = f64x2.add(root, t);
    storePair(A_HI, A_LO, o, y, f64x2.add(sumTail(root, t, y), f64x2.add(rootLo, tLo)));
  }
  logarithmOfSuccessor(stride);
  for (let o: usize = 0; o < stride; o += 16) {
    const outside = f64x2.lt(v128.load(X + o), splat(1));
    v128.store(HI + o, v128.or(v128.load(HI + o), outside));
    v128.store(LO + o, v128.or(v128.load(LO + o), outside));
  }
}

/** ln(1 + 2|x| / (1 - |x|)) / 2; NaN beyond +-1. */
export function atanh(stride: usize): void {
  const one = splat(1);
  const half = splat(0.5);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = f64x2.abs(v128.load(X + o));
    const n = f64x2.add(x, x);
    const d = f64x2.sub(one, x);
    const dLo = sumTail(one, f64x2.neg(x), d);
    const q = f64x2.div(n, d);
    storePair(A_HI, A_LO, o, q, quotientTail(n, splat(0), d, dLo, q));
  }
  logarithmOfSuccessor(stride);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = f64x2.abs(v128.load(X + o));
    const pole = f64x2.eq(x, one);
    const outside = f64x2.gt(x, one);
    const hi = v128.or(f64x2.mul(half, v128.load(HI + o)), outside);
    const lo = v128.or(f64x2.mul(half, v128.load(LO + o)), outside);
    v128.store(HI + o, select(pole, splat(Infinity), hi));
    v128.store(LO + o, v128.andnot(lo, pole));
  }
  restoreSigns(stride);
}
