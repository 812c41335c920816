// AssemblyScript. The elimination of one column of a Jacobian from the later ones: in one pass they lose their multiples of
// it, and what is left is multiplied with the next column.

import { factor, less, plus, settle, source, target, total } from './columns';

/** Column n less its multiple of `a`, and its square. */
function advance1(a: usize, n: i32, stride: usize): void {
  const b = source(n);
  const bTo = target(n);
  const bf = factor(n);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  for (let o: usize = 0; o < stride; o += 32) {
    const v = less(v128.load(b + o), bf, v128.load(a + o));
    v128.store(bTo + o, v);
    b0 = plus(b0, v, v);
    const w = less(v128.load(b + o, 16), bf, v128.load(a + o, 16));
    v128.store(bTo + o, w, 16);
    b1 = plus(b1, w, w);
  }
  settle(n);
  total(n, b0, b1);
}

/** The same for two columns; products with column n. */
function advance2(a: usize, n: i32, stride: usize): void {
  const b = source(n);
  const bTo = target(n);
  const bf = factor(n);
  const c = source(n + 1);
  const cTo = target(n + 1);
  const cf = factor(n + 1);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  let c0 = b0;
  let c1 = b0;
  for (let o: usize = 0; o < stride; o += 32) {
    const v = v128.load(a + o);
    const p = less(v128.load(b + o), bf, v);
    v128.store(bTo + o, p);
    b0 = plus(b0, p, p);
    const q = less(v128.load(c + o), cf, v);
    v128.store(cTo + o, q);
    c0 = plus(c0, p, q);
    const w = v128.load(a + o, 16);
    const r = less(v128.load(b + o, 16), bf, w);
    v128.store(bTo + o, r, 16);
    b1 = plus(b1, r, r);
    const s = less(v128.load(c + o, 16), cf, w);
    v128.store(cTo + o, s, 16);
    c1 = plus(c1, r, s);
  }
  settle(n);
  settle(n + 1);
  total(n, b0, b1);
  total(n + 1, c0, c1);
}

/** The same for three columns. */
function advance3(a: usize, n: i32, stride: usize): void {
  const b = source(n);
  const bTo = target(n);
  const bf = factor(n);
  const c = source(n + 1);
  const cTo = target(n + 1);
  const cf = factor(n + 1);
  const d = source(n + 2);
  const dTo = target(n + 2);
  const df = factor(n + 2);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  let c0 = b0;
  let c1 = b0;
  let d0 = b0;
  let d1 = b0;
  for (let o: usize = 0; o < stride; o += 32) {
    const v = v128.load(a + o);
    const p = less(v128.load(b + o), bf, v);
    v128.store(bTo + o, p);
    b0 = plus(b0, p, p);
    const q = less(v128.load(c + o), cf, v);
    v128.store(cTo + o, q);
    c0 = plus(c0, p, q);
    const r = less(v128.load(d + o), df, v);
    v128.store(dTo + o, r);
    d0 = plus(d0, p, r);
    const w = v128.load(a + o, 16);
    const s = less(v128.load(b + o, 16), bf, w);
    v128.store(bTo + o, s, 16);
    b1 = plus(b1, s, s);
    const t = less(v128.load(c + o, 16), cf, w);
    v128.store(cTo + o, t, 16);
    c1 = plus(c1, s, t);
    const u = less(v128.load(d + o, 16), df, w);
    v128.store(dTo + o, u, 16);
    d1 = plus(d1, s, u);
  }
  settle(n);
  settle(n + 1);
  settle(n + 2);
  total(n, b0, b1);
  total(n + 1, c0, c1);
  total(n + 2, d0, d1);
}

/** Columns j and j + 1 less their multiples of `a`, and their products with the row `n`. */
function apply2(a: usize, n: usize, j: i32, stride: usize): void {
  const b = source(j);
  const bTo = target(j);
  const bf = factor(j);
  const c = source(j + 1);
  const cTo = target(j + 1);
  const cf = factor(j + 1);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  let c0 = b0;
  let c1 = b0;
  for (let o: usize = 0; o < stride; o += 32) {
    const v = v128.load(a + o);
    const m = v128.load(n + o);
    const p = less(v128.load(b + o), bf, v);
    v128.store(bTo + o, p);
    b0 = plus(b0, m, p);
    const q = less(v128.load(c + o), cf, v);
    v128.store(cTo + o, q);
    c0 = plus(c0, m, q);
    const w = v128.load(a + o, 16);
    const k = v128.load(n + o, 16);
    const r = less(v128.load(b + o, 16), bf, w);
    v128.store(bTo + o, r, 16);
    b1 = plus(b1, k, r);
    const s = less(v128.load(c + o, 16), cf, w);
    v128.store(cTo + o, s, 16);
    c1 = plus(c1, k, s);
  }
  settle(j);
  settle(j + 1);
  total(j, b0, b1);
  total(j + 1, c0, c1);
}

function apply1(a: usize, n: usize, j: i32, stride: usize): void {
  const b = source(j);
  const bTo = target(j);
  const bf = factor(j);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  for (let o: usize = 0; o < stride; o += 32) {
    const p = less(v128.load(b + o), bf, v128.load(a + o));
    v128.store(bTo + o, p);
    b0 = plus(b0, v128.load(n + o), p);
    const r = less(v128.load(b + o, 16), bf, v128.load(a + o, 16));
    v128.store(bTo + o, r, 16);
    b1 = plus(b1, v128.load(n + o, 16), r);
  }
  settle(j);
  total(j, b0, b1);
}

/** Columns [from, to) less their multiples of the row `a`, and PRODUCTS of column `from`, as it then is, with each. */
export function advanceColumns(a: usize, from: i32, to: i32, stride: usize): void {
  if (to - from == 1) {
    advance1(a, from, stride);
    return;
  }
  if (to - from == 2) {
    advance2(a, from, stride);
    return;
  }
  advance3(a, from, stride);
  const n = source(from);
  let j = from + 3;
  for (; to - j >= 2; j += 2) apply2(a, n, j, stride);
  if (j < to) apply1(a, n, j, stride);
}
