// AssemblyScript. Entry of the reference kernel: values of catalogue functions as double-doubles, at arguments of at most
// 24 significant bits. What happens at zeros, infinities and NaN is left to the caller, who is told of them.

import { acos, asin, atan } from './arctangent';
import { splat } from './double-double';
import { erf, erfc, gelu, normcdf } from './error-function';
import { exp10, exp2, exponential, exponentialMinusOne } from './exponential';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic';
import { log, log10, log1p, log2 } from './logarithm';
import { sigmoid, silu, softplus } from './logistic';
import { cbrt, recip, rsqrt, sqrt } from './roots';
import { PER_ULP, ROUNDED, TAIL, UNDECIDED } from './rounding';
import { BLOCK, HI, LO, X } from './rows';
import { cos, cospi, sin, sinc, sinpi, tan } from './trigonometric';

export { roundRows } from './rounding';

export function blockLength(): i32 {
  return BLOCK;
}
export function argumentsAddress(): usize {
  return X;
}
export function highAddress(): usize {
  return HI;
}
export function lowAddress(): usize {
  return LO;
}
export function roundedAddress(): usize {
  return ROUNDED;
}
export function tailAddress(): usize {
  return TAIL;
}
export function perUlpAddress(): usize {
  return PER_ULP;
}
export function undecidedAddress(): usize {
  return UNDECIDED;
}

/** An argument is zero or not finite. */
const SPECIAL: i32 = 1;
/** An argument is no number of binary32. */
const TOO_LONG: i32 = 2;

/** What is to be said of the first `points` arguments: SPECIAL or TOO_LONG or both, or 0. */
export function inspect(points: i32): i32 {
  let special = i64x2.splat(0);
  let long = i64x2.splat(0);
  const stride = <usize>points << 3;
  for (let o: usize = 0; o < stride; o += 16) {
    const x = v128.load(X + o);
    const inside = v128.and(f64x2.lt(f64x2.abs(x), splat(Infinity)), f64x2.ne(x, splat(0)));
    special = v128.or(special, v128.not(inside));
    const short = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x));
    long = v128.or(long, v128.and(f64x2.ne(short, x), f64x2.eq(x, x)));
  }
  return (v128.any_true(special) ? SPECIAL : 0) | (v128.any_true(long) ? TOO_LONG : 0);
}

/** Values of function `id` at the first `points` arguments, an even number, to the rows HI and LO. */
export function evaluate(id: i32, points: i32): void {
  const stride = <usize>points << 3;
  switch (id) {
    case 0: return exp2(stride);
    case 1: return exponential(X, stride);
    case 2: return exp10(stride);
    case 3: return exponentialMinusOne(X, stride);
    case 4: return log2(stride);
    case 5: return log(stride);
    case 6: return log10(stride);
    case 7: return log1p(stride);
    case 8: return sin(stride);
    case 9: return cos(stride);
    case 10: return tan(stride);
    case 11: return sinpi(stride);
    case 12: return cospi(stride);
    case 13: return sinc(stride);
    case 14: return asin(stride);
    case 15: return acos(stride);
    case 16: return atan(stride);
    case 17: return sinh(stride);
    case 18: return cosh(stride);
    case 19: return tanh(stride);
    case 20: return asinh(stride);
    case 21: return acosh(stride);
    case 22: return atanh(stride);
    case 23: return sqrt(stride);
    case 24: return rsqrt(stride);
    case 25: return cbrt(stride);
    case 26: return recip(stride);
    case 27: return sigmoid(stride);
    case 28: return silu(stride);
    case 29: return softplus(stride);
    case 30: return erf(stride);
    case 31: return erfc(stride);
    case 32: return normcdf(stride);
    case 33: return gelu(stride);
  }
}
