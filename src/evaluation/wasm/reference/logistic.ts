// AssemblyScript. The logistic function and its relatives, from e = exp(-|x|).

import { fastTail, productTail, quotientTail, select, splat, storePair, sumTail } from './double-double';
import { exponential } from './exponential';
import { storeMagnitudes } from './hyperbolic';
import { logarithmOfSuccessor } from './logarithm';
import { A_HI, A_LO, HI, LO, X } from './rows';

/** 1 / (1 + e) for x >= 0, e / (1 + e) for x < 0; times x where `weighted`. */
@inline
function logistic(weighted: bool, stride: usize): void {
  storeMagnitudes(-1, stride);
  exponential(A_HI, stride);
  const one = splat(1);
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const hi = v128.load(HI + o);
    const lo = v128.load(LO + o);
    const d = f64x2.add(one, hi);
    const dLo = f64x2.add(fastTail(one, hi, d), lo);
    const negative = f64x2.lt(x, zero);
    const nHi = select(negative, hi, one);
    const nLo = v128.and(lo, negative);
    const q = f64x2.div(nHi, d);
    const qLo = quotientTail(nHi, nLo, d, dLo, q);
    if (weighted) {
      const p = f64x2.mul(x, q);
      storePair(HI, LO, o, p, productTail(x, zero, q, qLo, p));
    } else {
      storePair(HI, LO, o, q, qLo);
    }
  }
}

export function sigmoid(stride: usize): void {
  logistic(false, stride);
}

export function silu(stride: usize): void {
  logistic(true, stride);
}

/** max(x, 0) + ln(1 + exp(-|x|)) */
export function softplus(stride: usize): void {
  storeMagnitudes(-1, stride);
  exponential(A_HI, stride);
  memory.copy(A_HI, HI, stride);
  memory.copy(A_LO, LO, stride);
  logarithmOfSuccessor(stride);
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const positive = f64x2.max(v128.load(X + o), zero);
    const hi = v128.load(HI + o);
    const sum = f64x2.add(positive, hi);
    storePair(HI, LO, o, sum, f64x2.add(sumTail(positive, hi, sum), v128.load(LO + o)));
  }
}
