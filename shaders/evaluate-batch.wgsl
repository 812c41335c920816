// Evaluates a batch of straight-line programs over a table of labelled points, in f32 or rounded to a shorter format.
//
//   score   one workgroup per program: its maximum error over the points, where it is met, and flags;
//   values  one workgroup per program: its value at every point, for the self-test.
//
// A workgroup fetches its program once, into workgroup memory: one barrier, and from then on every instruction comes
// from there. Four points go through a program at a time, so that an instruction is decoded once for the four.
// Neighbouring threads read neighbouring vectors of the points: the loads of a workgroup are contiguous.
//
// The host puts `const SLOTS: u32 = n;` before this text, how many values are held at once, and after it
// score-arithmetic.wgsl and round-to-format.wgsl. Slot 0 is x, slots 1 .. k are the k constants; the host lets the values of instructions share
// the others as far as they are not needed at the same time. An array that is indexed at run time lies in memory, not
// in registers: the fewer slots, the more of it stays in the nearest cache.
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
// The bits of the constants, and instructions as opcode | to << 3 | a << 10 | b << 17 | c << 24 with slots to, a, b, c.
@group(0) @binding(2) var<storage, read> words: array<u32>;
// Five planes of block_count vectors each: x, scaled y, first scale, second scale, tail.
@group(0) @binding(3) var<storage, read> points: array<vec4<f32>>;
// score: (bits of the maximum, its point, flags, 0) for each program.
// values: the bits of the value at each point, program by program.
@group(0) @binding(4) var<storage, read_write> results: array<vec4<u32>>;

override WORKGROUP_SIZE: u32 = 64;

const OPCODE_MASK = 0x7u;
const SLOT_MASK = 0x7fu;
// As packing.ts has it.
const MAX_PROGRAM_WORDS = 96u;

var<workgroup> code: array<u32, MAX_PROGRAM_WORDS>;
var<private> slots: array<vec4<f32>, SLOTS>;

// Brings the program to the workgroup and its constants to this thread's slots.
fn fetch(header: Header, thread: u32) {
  let count = header.constant_count + header.instruction_count;
  for (var i = thread; i < count; i += WORKGROUP_SIZE) {
    code[i] = words[header.offset + i];
  }
  workgroupBarrier();
  for (var k = 0u; k < header.constant_count; k++) {
    slots[1u + k] = vec4(bitcast<f32>(code[k]));
  }
}

// Runs the program on four points; its result is then in its slot. Returns the flags.
fn run(header: Header, x: vec4<f32>) -> u32 {
  slots[0] = x;
  var flags = flags_of_input(x);
  let end = header.constant_count + header.instruction_count;
  for (var i = header.constant_count; i < end; i++) {
    let word = code[i];
    let opcode = word & OPCODE_MASK;
    let a = slots[(word >> 10u) & SLOT_MASK];
    let b = slots[(word >> 17u) & SLOT_MASK];
    var c = vec4(0.0);
    var value: vec4<f32>;
    var suspect = vec4(false);
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
        suspect = is_zero(b);
      }
      case FMA: {
        c = slots[(word >> 24u) & SLOT_MASK];
        value = fused(a, b, c);
        suspect = is_small_fma(a, b, c);
      }
      case SQRT: {
        value = sqrt(a);
        suspect = is_negative(a);
      }
      default: {
        value = bitcast<vec4<f32>>(bitcast<vec4<u32>>(a) ^ vec4(SIGN));
      }
    }
    var nearest = value;
    var odd = oddity(value);
    if FORMAT != BINARY32 {
      nearest = rounded(opaque(value));
      odd |= overflow(nearest);
    }
    slots[(word >> 3u) & SLOT_MASK] = nearest;
    if any(suspect | (odd >= vec4(SIGN))) {
      flags |= flags_of_rounded(opcode, a, b, c, value, nearest);
    }
  }
  return flags.x | flags.y | flags.z | flags.w;
}

var<workgroup> group_errors: array<u32, WORKGROUP_SIZE>;
var<workgroup> group_points: array<u32, WORKGROUP_SIZE>;
var<workgroup> group_flags: array<u32, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn score(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let program = group.x;
  let header = headers[program];
  fetch(header, thread);
  var flags = 0u;
  var errors = vec4(0u);
  var blocks = vec4(parameters.block_count);
  for (var block = thread; block < parameters.block_count; block += WORKGROUP_SIZE) {
    flags |= run(header, points[block]);
    let count = parameters.block_count;
    let bits = error_bits(
      slots[header.result_slot],
      points[count + block],
      points[2u * count + block],
      points[3u * count + block],
      points[4u * count + block],
    );
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
  fetch(header, thread);
  for (var block = thread; block < parameters.block_count; block += WORKGROUP_SIZE) {
    _ = run(header, points[block]);
    results[program * parameters.block_count + block] = bitcast<vec4<u32>>(slots[header.result_slot]);
  }
}
