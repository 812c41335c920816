// Evaluates a batch of straight-line programs over a table of labelled points in f32.
//
//   score   one workgroup per program: its maximum error over the points, where it is met, and flags;
//   values  one workgroup per program: its value at every point, for the self-test.
//
// Four points go through a program at a time, so that an instruction is decoded once for the four.
//
// The host puts `const SLOTS: u32 = n;` before this text: how many values one program may hold at once.
// Slot 0 is x, slots 1 .. k are the k constants, instruction i writes slot 1 + k + i.
//
// What WGSL leaves open about f32 (fusion, reassociation, flushing, no infinities or NaN) is dealt with so:
//  - instructions are run by a loop over data and pass their values through an indexed array, so no two of
//    them meet in one expression; the arithmetic of the error passes through `opaque`;
//  - every value near the underflow threshold or beyond the overflow threshold is found by its bits, and
//    raises a flag: the host then scores that program on the CPU.
// Whether an adapter keeps to this is found out by the self-test, not assumed.

struct Parameters {
  // Groups of four points.
  block_count: u32,
  // Always 0, which the compiler cannot know.
  zero: u32,
}

struct Header {
  // Where the program's constants start in `words`; its instructions follow them.
  offset: u32,
  constant_count: u32,
  instruction_count: u32,
  result_slot: u32,
}

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> headers: array<Header>;
// The bits of the constants, and instructions as opcode | a << 8 | b << 16 | c << 24 with a, b, c slots.
@group(0) @binding(2) var<storage, read> words: array<u32>;
// Five planes of block_count vectors each: x, scaled y, first scale, second scale, tail.
@group(0) @binding(3) var<storage, read> points: array<vec4<f32>>;
// score: (bits of the maximum, its point, flags, 0) for each program.
// values: the bits of the value at each point, program by program.
@group(0) @binding(4) var<storage, read_write> results: array<vec4<u32>>;

override WORKGROUP_SIZE: u32 = 64;

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

var<private> slots: array<vec4<f32>, SLOTS>;

fn is_zero(v: vec4<f32>) -> vec4<bool> {
  return (bitcast<vec4<u32>>(v) & vec4(MAGNITUDE)) == vec4(0u);
}

fn opaque(v: vec4<f32>) -> vec4<f32> {
  return bitcast<vec4<f32>>(bitcast<vec4<u32>>(v) ^ vec4(parameters.zero));
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

fn load_constants(header: Header) {
  for (var k = 0u; k < header.constant_count; k++) {
    slots[1u + k] = vec4(bitcast<f32>(words[header.offset + k]));
  }
}

// Runs the program on four points; its result is then in its slot. Returns the flags.
fn run(header: Header, x: vec4<f32>) -> u32 {
  slots[0] = x;
  let x_magnitude = bitcast<vec4<u32>>(x) & vec4(MAGNITUDE);
  var tiny = any((x_magnitude < vec4(SMALLEST_NORMAL_BITS)) & (x_magnitude != vec4(0u)));
  var largest = x_magnitude;
  let first_instruction = header.offset + header.constant_count;
  for (var i = 0u; i < header.instruction_count; i++) {
    let word = words[first_instruction + i];
    let opcode = word & 0xffu;
    let a = slots[(word >> 8u) & 0xffu];
    let b = slots[(word >> 16u) & 0xffu];
    var value: vec4<f32>;
    switch opcode {
      case ADD: {
        value = a + b;
      }
      case SUB: {
        value = a - b;
      }
      case MUL: {
        value = a * b;
      }
      case DIV: {
        value = a / b;
        largest = max(largest, select(vec4(0u), vec4(INFINITY_BITS), is_zero(b)));
      }
      case FMA: {
        value = fma(a, b, slots[word >> 24u]);
      }
      case SQRT: {
        value = sqrt(a);
        let negative = !is_zero(a) & ((bitcast<vec4<u32>>(a) & vec4(SIGN)) != vec4(0u));
        largest = max(largest, select(vec4(0u), vec4(INFINITY_BITS), negative));
      }
      case NEG: {
        value = bitcast<vec4<f32>>(bitcast<vec4<u32>>(a) ^ vec4(SIGN));
      }
      default: {
        largest = vec4(INFINITY_BITS);
      }
    }
    slots[1u + header.constant_count + i] = value;
    let magnitude = bitcast<vec4<u32>>(value) & vec4(MAGNITUDE);
    largest = max(largest, magnitude);
    let suspect = magnitude < vec4(TINY_BITS);
    if any(suspect) {
      tiny = tiny | any(suspect & !((magnitude == vec4(0u)) & is_true_zero(opcode, a, b, slots[word >> 24u])));
    }
  }
  return select(0u, FLAG_TINY, tiny) |
    select(0u, FLAG_NOT_FINITE, any(largest >= vec4(INFINITY_BITS)));
}

// What is below 2^-125 counts as zero: the CPU's copy of this arithmetic says the same.
fn settle(v: vec4<f32>) -> vec4<f32> {
  let hidden = opaque(v);
  let magnitude = bitcast<vec4<u32>>(hidden) & vec4(MAGNITUDE);
  return select(hidden, vec4(0.0), magnitude < vec4(TINY_BITS));
}

// The bits of the errors of four values, infinity standing for NaN as well.
fn error_bits(block: u32, value: vec4<f32>) -> vec4<u32> {
  let count = parameters.block_count;
  let scaled = settle(value * points[2u * count + block]);
  let difference = settle(scaled - points[count + block]);
  let deviation = settle(difference * points[3u * count + block]);
  let error = settle(deviation - points[4u * count + block]);
  return min(bitcast<vec4<u32>>(error) & vec4(MAGNITUDE), vec4(INFINITY_BITS));
}

var<workgroup> group_errors: array<u32, WORKGROUP_SIZE>;
var<workgroup> group_points: array<u32, WORKGROUP_SIZE>;
var<workgroup> group_flags: array<u32, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn score(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let program = group.x;
  let header = headers[program];
  load_constants(header);
  var flags = 0u;
  var errors = vec4(0u);
  var blocks = vec4(parameters.block_count);
  for (var block = thread; block < parameters.block_count; block += WORKGROUP_SIZE) {
    flags |= run(header, points[block]);
    let bits = error_bits(block, slots[header.result_slot]);
    let first = blocks == vec4(parameters.block_count);
    let larger = (bits > errors) | first;
    errors = select(errors, bits, larger);
    blocks = select(blocks, vec4(block), larger);
  }
  var largest = errors.x;
  var place = 4u * blocks.x;
  for (var lane = 1u; lane < 4u; lane++) {
    let candidate = 4u * blocks[lane] + lane;
    if errors[lane] > largest || (errors[lane] == largest && candidate < place) {
      largest = errors[lane];
      place = candidate;
    }
  }
  if largest >= INFINITY_BITS {
    flags |= FLAG_NOT_FINITE;
  }
  group_errors[thread] = largest;
  group_points[thread] = place;
  group_flags[thread] = flags;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if thread < half {
      let other = thread + half;
      let error = group_errors[other];
      let candidate = group_points[other];
      if error > group_errors[thread] || (error == group_errors[thread] && candidate < group_points[thread]) {
        group_errors[thread] = error;
        group_points[thread] = candidate;
      }
      group_flags[thread] |= group_flags[other];
    }
  }
  if thread == 0u {
    results[program] = vec4(group_errors[0], group_points[0], group_flags[0], 0u);
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn values(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let program = group.x;
  let header = headers[program];
  load_constants(header);
  for (var block = thread; block < parameters.block_count; block += WORKGROUP_SIZE) {
    _ = run(header, points[block]);
    results[program * parameters.block_count + block] = bitcast<vec4<u32>>(slots[header.result_slot]);
  }
}
