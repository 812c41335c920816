// What the scoring kernels have in common: the arithmetic of the error, as src/evaluation/score.ts defines it, and the
// detection of values that a GPU may get wrong.
//
// This text is appended to a kernel that declares `parameters`, with a member `zero` that is 0 and that the compiler
// cannot know.

const ADD = 0u;
const SUB = 1u;
const MUL = 2u;
const DIV = 3u;
const FMA = 4u;
const SQRT = 5u;
const NEG = 6u;

const SIGN = 0x80000000u;
const MAGNITUDE = 0x7fffffffu;
const INFINITY_BITS = 0x7f800000u;
const SMALLEST_NORMAL_BITS = 0x00800000u;
// 2^-125: everything below it may have met the underflow threshold, before or after rounding.
const TINY_BITS = 0x01000000u;

const FLAG_TINY = 1u;
const FLAG_NOT_FINITE = 2u;

// The same bits, by a way that a compiler cannot see through: nothing is fused or reassociated across it.
fn opaque(v: vec4<f32>) -> vec4<f32> {
  return bitcast<vec4<f32>>(bitcast<vec4<u32>>(v) ^ vec4(parameters.zero));
}

fn is_zero(v: vec4<f32>) -> vec4<bool> {
  return (bitcast<vec4<u32>>(v) & vec4(MAGNITUDE)) == vec4(0u);
}

fn is_negative(v: vec4<f32>) -> vec4<bool> {
  return bitcast<vec4<u32>>(v) > vec4(SIGN);
}

// The highest bit is set for zeros, tiny values, infinities and NaN, and clear for 2^-125 <= |v| < infinity. The bits of
// several values can be collected by `|`.
fn oddity(v: vec4<f32>) -> vec4<u32> {
  let magnitude = bitcast<vec4<u32>>(v) & vec4(MAGNITUDE);
  return (magnitude - vec4(TINY_BITS)) | (magnitude + vec4(SIGN - INFINITY_BITS));
}

// Whether an exact result of the instruction would be zero too, so that nothing was flushed.
fn is_true_zero(opcode: u32, a: vec4<f32>, b: vec4<f32>, c: vec4<f32>) -> vec4<bool> {
  let difference = bitcast<vec4<u32>>(a) ^ bitcast<vec4<u32>>(b);
  switch opcode {
    case ADD: {
      return (is_zero(a) & is_zero(b)) | (difference == vec4(SIGN));
    }
    case SUB: {
      return (is_zero(a) & is_zero(b)) | (difference == vec4(0u));
    }
    case MUL: {
      return is_zero(a) | is_zero(b);
    }
    case FMA: {
      return (is_zero(a) | is_zero(b)) & is_zero(c);
    }
    default: {
      return is_zero(a);
    }
  }
}

// The flags of one instruction whose value is unusual, or that divides by zero, or takes the root of a negative number.
fn flags_of(opcode: u32, a: vec4<f32>, b: vec4<f32>, c: vec4<f32>, value: vec4<f32>) -> vec4<u32> {
  let magnitude = bitcast<vec4<u32>>(value) & vec4(MAGNITUDE);
  let kept = (magnitude == vec4(0u)) & is_true_zero(opcode, a, b, c);
  var broken = magnitude >= vec4(INFINITY_BITS);
  if opcode == DIV {
    broken = broken | is_zero(b);
  }
  if opcode == SQRT {
    broken = broken | is_negative(a);
  }
  return select(vec4(0u), vec4(FLAG_TINY), (magnitude < vec4(TINY_BITS)) & !kept) |
    select(vec4(0u), vec4(FLAG_NOT_FINITE), broken);
}

// The flags of x, which no instruction computed.
fn flags_of_input(x: vec4<f32>) -> vec4<u32> {
  let magnitude = bitcast<vec4<u32>>(x) & vec4(MAGNITUDE);
  return select(vec4(0u), vec4(FLAG_TINY), (magnitude < vec4(TINY_BITS)) & (magnitude != vec4(0u)));
}

// What is below 2^-125 counts as zero: the CPU's copy of this arithmetic says the same.
fn settle(v: vec4<f32>) -> vec4<f32> {
  let hidden = opaque(v);
  let magnitude = bitcast<vec4<u32>>(hidden) & vec4(MAGNITUDE);
  return select(hidden, vec4(0.0), magnitude < vec4(TINY_BITS));
}

// The bits of the errors of four values, infinity standing for NaN as well.
fn error_bits(value: vec4<f32>, y: vec4<f32>, first: vec4<f32>, second: vec4<f32>, tail: vec4<f32>) -> vec4<u32> {
  let scaled = settle(value * first);
  let difference = settle(scaled - y);
  let deviation = settle(difference * second);
  let error = settle(deviation - tail);
  return min(bitcast<vec4<u32>>(error) & vec4(MAGNITUDE), vec4(INFINITY_BITS));
}
