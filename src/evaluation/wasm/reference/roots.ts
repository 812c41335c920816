// AssemblyScript. Roots and the reciprocal: a binary64 value, corrected by its exact residual.

import {
  exactProductTail,
  exactSquareTail,
  fromIntegers,
  powerOfTwo,
  quotientTail,
  rootTail,
  select,
  splat,
  storePair,
  toIntegers,
} from './double-double';
import { HI, LO, X } from './rows';

export function recip(stride: usize): void {
  const one = splat(1);
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const q = f64x2.div(one, x);
    storePair(HI, LO, o, q, quotientTail(one, zero, x, zero, q));
  }
}

export function sqrt(stride: usize): void {
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const s = f64x2.sqrt(x);
    storePair(HI, LO, o, s, rootTail(x, splat(0), s));
  }
}

export function rsqrt(stride: usize): void {
  const one = splat(1);
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const root = f64x2.sqrt(x);
    const tail = rootTail(x, zero, root);
    const q = f64x2.div(one, root);
    storePair(HI, LO, o, q, quotientTail(one, zero, root, tail, q));
  }
}

/** A quadratic that is within 6 per cent of the cube root on [1,8): Halley's iteration triples the digits from there. */
const START_0: f64 = 0.76;
const START_1: f64 = 0.3;
const START_2: f64 = -0.0185;
/** 1.5 * 2^36: adding and subtracting it rounds a number of [1,2] to 17 bits, whose cube is exact. */
const SHORTENING: f64 = 103079215104.0;

@inline
function halley(y: v128, m: v128): v128 {
  const cube = f64x2.mul(f64x2.mul(y, y), y);
  const sum = f64x2.add(cube, f64x2.add(m, m));
  return f64x2.mul(y, f64x2.div(sum, f64x2.add(f64x2.add(cube, cube), m)));
}

export function cbrt(stride: usize): void {
  const zero = splat(0);
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const magnitude = f64x2.abs(x);
    // |x| = 8^k m with m in [1,8): the thirds keep their distance from the rounding boundaries.
    const exponent = fromIntegers(i64x2.sub(i64x2.shr_u(magnitude, 52), i64x2.splat(1024)));
    const k = toIntegers(f64x2.mul(exponent, splat(1.0 / 3.0)));
    const m = i64x2.sub(magnitude, i64x2.shl(i64x2.add(k, i64x2.add(k, k)), 52));
    let y = f64x2.add(splat(START_1), f64x2.mul(m, splat(START_2)));
    y = f64x2.add(splat(START_0), f64x2.mul(m, y));
    y = halley(halley(halley(y, m), m), m);
    // (m - y^3) / (3 y^2), with y^3 as a double-double
    const square = f64x2.mul(y, y);
    const squareTail = exactSquareTail(y, square);
    const cube = f64x2.mul(square, y);
    const cubeTail = f64x2.add(exactProductTail(square, y, cube), f64x2.mul(squareTail, y));
    const residual = f64x2.sub(f64x2.sub(m, cube), cubeTail);
    const correction = f64x2.div(residual, f64x2.mul(splat(3), square));
    const short = f64x2.sub(f64x2.add(y, splat(SHORTENING)), splat(SHORTENING));
    const exact = f64x2.eq(f64x2.mul(f64x2.mul(short, short), short), m);
    const scale = v128.or(powerOfTwo(k), v128.and(x, splat(-0.0)));
    const head = f64x2.mul(select(exact, short, y), scale);
    storePair(HI, LO, o, head, f64x2.mul(select(exact, zero, correction), scale));
  }
}
