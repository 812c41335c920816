// The arithmetic of the format in which programs are judged, done in f32 and rounded after each operation.
//
// The host puts `const FORMAT = n;` before this text: 0 for binary32, 1 for binary16, 2 for bfloat16; and
// score-arithmetic.wgsl.
//
// For + - * / and sqrt the two roundings give what one would: f32 has at least 2 p + 2 bits for the p of the format,
// 11 or 8 (Figueroa 1995). Binary16's subnormal numbers are normal in f32. For fma that does not hold: see `fused`.

const BINARY32 = 0u;
const BINARY16 = 1u;
const BFLOAT16 = 2u;

// 2^-14, binary16's least normal number, and 2^16, which rounds to infinity there.
const LEAST_NORMAL16 = 0x38800000u;
const BEYOND16 = 0x47800000u;
// 2^-100: the rounding error of a sum of numbers of 16 bits that are larger is zero or normal.
const SMALL_TERM = 0x0d800000u;

// v in the format, to nearest, ties to even. Infinities and NaN stay what they are.
fn rounded(v: vec4<f32>) -> vec4<f32> {
  if FORMAT == BINARY32 {
    return v;
  }
  let bits = bitcast<vec4<u32>>(v);
  let magnitude = bits & vec4(MAGNITUDE);
  if FORMAT == BFLOAT16 {
    let nearest = (bits + vec4(0x7fffu) + ((bits >> vec4(16u)) & vec4(1u))) & vec4(0xffff0000u);
    return bitcast<vec4<f32>>(select(nearest, bits, magnitude >= vec4(INFINITY_BITS)));
  }
  let normal = (magnitude + vec4(0xfffu) + ((magnitude >> vec4(13u)) & vec4(1u))) & vec4(0xffffe000u);
  // The subnormal numbers are the multiples of 2^-24, and so are f32's from 1/2 on.
  let subnormal = opaque(opaque(bitcast<vec4<f32>>(magnitude) + vec4(0.5)) - vec4(0.5));
  let small = magnitude < vec4(LEAST_NORMAL16);
  let nearest = select(normal, bitcast<vec4<u32>>(subnormal), small);
  let finite = select(nearest, vec4(INFINITY_BITS), nearest >= vec4(BEYOND16));
  let known = select(finite, magnitude, magnitude >= vec4(INFINITY_BITS));
  return bitcast<vec4<f32>>(known | (bits & vec4(SIGN)));
}

// a b + c. In binary32 that is the adapter's fma. In a shorter format the product is exact in f32, and the sum is
// rounded to odd there, which leaves the rounding to the format to decide (Boldo and Melquiond 2008); its error is
// found by Knuth's TwoSum.
fn fused(a: vec4<f32>, b: vec4<f32>, c: vec4<f32>) -> vec4<f32> {
  if FORMAT == BINARY32 {
    return fma(a, b, c);
  }
  let product = opaque(a * b);
  let sum = opaque(product + c);
  let addend = opaque(sum - product);
  let rest = opaque(opaque(product - opaque(sum - addend)) + opaque(c - addend));
  let bits = bitcast<vec4<u32>>(sum);
  let inward = ((bits ^ bitcast<vec4<u32>>(rest)) & vec4(SIGN)) != vec4(0u);
  let odd = bits + select(vec4(1u), vec4(0xffffffffu), inward);
  let moved = !is_zero(rest) & ((bits & vec4(1u)) == vec4(0u));
  return bitcast<vec4<f32>>(select(bits, odd, moved));
}

// Where the error of the sum in `fused` may have been flushed to zero: bfloat16 alone has numbers so small.
fn is_small_fma(a: vec4<f32>, b: vec4<f32>, c: vec4<f32>) -> vec4<bool> {
  if FORMAT != BFLOAT16 {
    return vec4(false);
  }
  let product = bitcast<vec4<u32>>(opaque(a * b)) & vec4(MAGNITUDE);
  let addend = bitcast<vec4<u32>>(c) & vec4(MAGNITUDE);
  return ((product < vec4(SMALL_TERM)) & !(is_zero(a) | is_zero(b))) |
    ((addend < vec4(SMALL_TERM)) & (addend != vec4(0u)));
}

// The highest bit is set where the rounded value is infinite or no number.
fn overflow(value: vec4<f32>) -> vec4<u32> {
  return (bitcast<vec4<u32>>(value) & vec4(MAGNITUDE)) + vec4(SIGN - INFINITY_BITS);
}

// The flags of one instruction: `exact` is its value in f32, `value` that in the format.
fn flags_of_rounded(
  opcode: u32,
  a: vec4<f32>,
  b: vec4<f32>,
  c: vec4<f32>,
  exact: vec4<f32>,
  value: vec4<f32>,
) -> vec4<u32> {
  var flags = flags_of(opcode, a, b, c, exact);
  if FORMAT == BINARY32 {
    return flags;
  }
  flags |= select(vec4(0u), vec4(FLAG_NOT_FINITE), overflow(value) >= vec4(SIGN));
  if opcode == FMA {
    flags |= select(vec4(0u), vec4(FLAG_TINY), is_small_fma(a, b, c));
  }
  return flags;
}
