// AssemblyScript. The correctly rounded binary32 fma, four at a time: the product is exact in binary64, the sum is
// rounded to odd there (Boldo and Melquiond, IEEE Transactions on Computers 57(4), 2008), and then once to binary32.

/** a b + c of numbers of at most 26 bits, rounded to odd in binary64: what is rounded from it is rounded once. */
export function fusedToOdd(a: v128, b: v128, c: v128): v128 {
  return roundedToOdd(a, b, c);
}

@inline
function roundedToOdd(a: v128, b: v128, c: v128): v128 {
  const p = f64x2.mul(a, b);
  const s = f64x2.add(p, c);
  const t = f64x2.sub(s, p);
  const error = f64x2.add(f64x2.sub(p, f64x2.sub(s, t)), f64x2.sub(c, t));
  const zero = i64x2.splat(0);
  const one = i64x2.splat(1);
  // Inexact, finite, and with an even last bit: move to the neighbour on the side of the error.
  const inexact = v128.and(
    f64x2.gt(f64x2.abs(error), f64x2.splat(0)),
    f64x2.lt(f64x2.abs(s), f64x2.splat(Infinity)),
  );
  const even = i64x2.eq(v128.and(s, one), zero);
  // 1 where the error has the sign of the sum, else -1.
  const move = v128.or(i64x2.shr_s(v128.xor(s, error), 63), one);
  return i64x2.add(s, v128.and(move, v128.and(inexact, even)));
}

/** a b + c of four binary32 numbers each. */
@inline
export function fma32(a: v128, b: v128, c: v128): v128 {
  const low = roundedToOdd(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b), f64x2.promote_low_f32x4(c));
  const high = roundedToOdd(
    f64x2.promote_low_f32x4(upperHalf(a)),
    f64x2.promote_low_f32x4(upperHalf(b)),
    f64x2.promote_low_f32x4(upperHalf(c)),
  );
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

@inline
function upperHalf(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}
