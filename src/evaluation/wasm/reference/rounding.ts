// AssemblyScript. Double-doubles to pairs: the value rounded to a format, to nearest, ties to even, and the rest in ulps.

import { INTEGER_SHIFT, select, splat } from './double-double';
import { HI, LO, X } from './rows';

/** RN(f(x)) in the format, and (f(x) - RN(f(x))) / ulp(f(x)). */
export const ROUNDED: usize = memory.data(2048, 64);
export const TAIL: usize = memory.data(2048, 64);
/** 1 / ulp(f(x)). */
export const PER_ULP: usize = memory.data(2048, 64);
/** Places in the block whose rounding is not decided, as i32. */
export const UNDECIDED: usize = memory.data(4 * 256, 16);

const LOW_BOUND: f64 = 1e-12;
const EXPONENT_BITS: i64 = 0x7ff0000000000000;
/** Far below what any lo of a number of the formats can be. */
const SLIGHT: f64 = 1e-290;
/** Twice the bits of 1, so that the exponents of a power of two and its reciprocal add up to it. */
const RECIPROCAL_BITS: i64 = 0x7fe0000000000000;

/**
 * Fills ROUNDED, TAIL and PER_ULP from HI and LO, and counts the places, listed in UNDECIDED, at which a relative error
 * of `bound` could change the rounding. `unit` is 2^(1-p) for the precision p, `leastNormal` and `largest` are numbers
 * of the format. What exceeds the format becomes an infinity, with tail 0.
 *
 * Where |x| < `exactBelow`, hi is the exact leading term of a series and lo, to within LOW_BOUND of itself, the rest:
 * this decides the ties that x/2 makes when it is subnormal. Where `inward` is not 0, a lo of 0 is a rest that was too
 * small, and that lies on the side of 0, unless x = 0: the ulp of what is just below a power of two is the smaller one.
 */
export function roundRows(
  points: i32,
  unit: f64,
  leastNormal: f64,
  largest: f64,
  bound: f64,
  exactBelow: f64,
  inward: i32,
): i32 {
  const stride = <usize>points << 3;
  const one = i64x2.splat(1);
  const inwardMask = i64x2.splat(-(<i64>inward));
  let undecided = 0;
  for (let o: usize = 0; o < stride; o += 16) {
    const hi = v128.load(HI + o);
    const low = v128.load(LO + o);
    const x = v128.load(X + o);
    const vanished = v128.and(f64x2.eq(low, splat(0)), v128.and(f64x2.ne(x, splat(0)), inwardMask));
    const lo = select(vanished, v128.or(v128.andnot(splat(-0.0), hi), splat(SLIGHT)), low);
    // hi rounded to odd: the bits that lo adds can then change no further rounding (Boldo and Melquiond 2008).
    const step = v128.or(i64x2.shr_s(v128.xor(hi, lo), 63), one);
    const even = i64x2.sub(v128.and(hi, one), one);
    const sticky = v128.and(even, f64x2.ne(lo, splat(0)));
    const odd = i64x2.add(hi, v128.and(step, sticky));

    const power = v128.and(odd, i64x2.splat(EXPONENT_BITS));
    const quantum = f64x2.mul(f64x2.max(power, splat(leastNormal)), splat(unit));
    const perUlp = i64x2.sub(i64x2.splat(RECIPROCAL_BITS), quantum);
    const shift = f64x2.mul(quantum, splat(INTEGER_SHIFT));
    const nearest = f64x2.sub(f64x2.add(odd, shift), shift);
    const difference = f64x2.sub(hi, nearest);
    const rest = f64x2.add(difference, lo);
    // How far |difference + lo| is from half a quantum: lo may be too small to be seen in `rest`.
    const beside = f64x2.sub(f64x2.abs(difference), f64x2.mul(splat(0.5), quantum));
    const outward = v128.xor(lo, v128.and(difference, splat(-0.0)));
    const margin = f64x2.abs(f64x2.add(beside, outward));
    const magnitude = f64x2.abs(hi);
    const known = v128.and(
      f64x2.lt(f64x2.abs(x), splat(exactBelow)),
      f64x2.gt(margin, f64x2.mul(splat(LOW_BOUND), f64x2.abs(lo))),
    );
    const doubtful = v128.andnot(f64x2.le(margin, f64x2.mul(splat(bound), magnitude)), known);

    const sign = v128.and(hi, splat(-0.0));
    const beyond = v128.or(f64x2.gt(f64x2.abs(nearest), splat(largest)), f64x2.eq(magnitude, splat(Infinity)));
    const rounded = v128.or(select(beyond, splat(Infinity), nearest), sign);
    v128.store(ROUNDED + o, rounded);
    v128.store(TAIL + o, v128.andnot(f64x2.mul(rest, perUlp), beyond));
    v128.store(PER_ULP + o, perUlp);
    const mask = i64x2.bitmask(doubtful);
    if (mask != 0) {
      const place = <i32>(o >> 3);
      if ((mask & 1) != 0) {
        store<i32>(UNDECIDED + ((<usize>undecided) << 2), place);
        undecided++;
      }
      if ((mask & 2) != 0 && place + 1 < points) {
        store<i32>(UNDECIDED + ((<usize>undecided) << 2), place + 1);
        undecided++;
      }
    }
  }
  return undecided;
}
