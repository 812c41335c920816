// AssemblyScript. Passes over the columns of a Jacobian: products with a row, and a row less multiples of them. Each pass
// does all it can for several columns while their numbers are in registers.
//
// Columns are told by index: SOURCE holds the address a column is read from, TARGET the one it is written to, FACTORS
// what to subtract and PRODUCTS what comes out. Every sum over points runs in four interleaved parts.

/** Addresses; column `count` is the right-hand side. */
export const SOURCE: usize = memory.data(4 * 40, 16);
export const TARGET: usize = memory.data(4 * 40, 16);
export const FACTORS: usize = memory.data(8 * 40, 16);
export const PRODUCTS: usize = memory.data(8 * 40, 16);

@inline
export function source(j: i32): usize {
  return load<usize>(SOURCE + (<usize>j << 2));
}

@inline
export function target(j: i32): usize {
  return load<usize>(TARGET + (<usize>j << 2));
}

@inline
export function factor(j: i32): v128 {
  return v128.load64_splat(FACTORS + (<usize>j << 3));
}

@inline
export function total(j: i32, s0: v128, s1: v128): void {
  const s = f64x2.add(s0, s1);
  store<f64>(PRODUCTS + (<usize>j << 3), f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1));
}

@inline
export function settle(j: i32): void {
  store<usize>(SOURCE + (<usize>j << 2), target(j));
}

@inline
export function less(t: v128, f: v128, a: v128): v128 {
  return f64x2.sub(t, f64x2.mul(f, a));
}

@inline
export function plus(s: v128, a: v128, b: v128): v128 {
  return f64x2.add(s, f64x2.mul(a, b));
}

function multiply1(a: usize, j: i32, stride: usize): void {
  const b = source(j);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  for (let o: usize = 0; o < stride; o += 32) {
    s0 = plus(s0, v128.load(a + o), v128.load(b + o));
    s1 = plus(s1, v128.load(a + o, 16), v128.load(b + o, 16));
  }
  total(j, s0, s1);
}

function multiply2(a: usize, j: i32, stride: usize): void {
  const b = source(j);
  const c = source(j + 1);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  let c0 = b0;
  let c1 = b0;
  for (let o: usize = 0; o < stride; o += 32) {
    const v = v128.load(a + o);
    b0 = plus(b0, v, v128.load(b + o));
    c0 = plus(c0, v, v128.load(c + o));
    const w = v128.load(a + o, 16);
    b1 = plus(b1, w, v128.load(b + o, 16));
    c1 = plus(c1, w, v128.load(c + o, 16));
  }
  total(j, b0, b1);
  total(j + 1, c0, c1);
}

function multiply3(a: usize, j: i32, stride: usize): void {
  const b = source(j);
  const c = source(j + 1);
  const d = source(j + 2);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  let c0 = b0;
  let c1 = b0;
  let d0 = b0;
  let d1 = b0;
  for (let o: usize = 0; o < stride; o += 32) {
    const v = v128.load(a + o);
    b0 = plus(b0, v, v128.load(b + o));
    c0 = plus(c0, v, v128.load(c + o));
    d0 = plus(d0, v, v128.load(d + o));
    const w = v128.load(a + o, 16);
    b1 = plus(b1, w, v128.load(b + o, 16));
    c1 = plus(c1, w, v128.load(c + o, 16));
    d1 = plus(d1, w, v128.load(d + o, 16));
  }
  total(j, b0, b1);
  total(j + 1, c0, c1);
  total(j + 2, d0, d1);
}

/** PRODUCTS of the row `a` with columns [from, to). */
export function multiplyColumns(a: usize, from: i32, to: i32, stride: usize): void {
  let j = from;
  for (; to - j >= 3; j += 3) multiply3(a, j, stride);
  if (to - j == 2) multiply2(a, j, stride);
  else if (to - j == 1) multiply1(a, j, stride);
}

/** row -= FACTORS times columns [0, count). */
export function subtractColumns(row: usize, count: i32, stride: usize): void {
  let j = 0;
  for (; count - j >= 3; j += 3) {
    const a = source(j);
    const b = source(j + 1);
    const c = source(j + 2);
    const af = factor(j);
    const bf = factor(j + 1);
    const cf = factor(j + 2);
    for (let o: usize = 0; o < stride; o += 16) {
      const v = less(less(v128.load(row + o), af, v128.load(a + o)), bf, v128.load(b + o));
      v128.store(row + o, less(v, cf, v128.load(c + o)));
    }
  }
  for (; j < count; j++) {
    const a = source(j);
    const f = factor(j);
    for (let o: usize = 0; o < stride; o += 16) {
      v128.store(row + o, less(v128.load(row + o), f, v128.load(a + o)));
    }
  }
}
