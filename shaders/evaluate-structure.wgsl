// Scores many vectors of constants of one structure over a table of labelled points, in f32 or rounded to a
// shorter format.
//
// The host puts before this text the structure as straight-line code (specialise.ts):
//   struct Constants                                  four values of each constant;
//   fn load_constants(quad, quads) -> Constants       from the buffer;
//   fn run(x, Constants) -> Run                       the value for four constant vectors at one x;
//   fn examine(x, Constants) -> vec4<u32>             their flags, slowly;
//   const ORDINARY_LABELS: bool                       see label-layout.ts;
// and after it score-arithmetic.wgsl and round-to-format.wgsl.
//
// A thread holds four constant vectors in the four components of its registers and takes one point after the other:
// a label is loaded once for four programs, and, since neighbouring threads want the same label, once for a warp.
// Threads need nothing of each other: there is no workgroup memory and no barrier. The points are cut into slices, one
// for each row of workgroups, and where that makes more than one, merge-slices.wgsl follows.
//
// Every value passes through `opaque`, so that no two operations of the law become one, and what is odd about it is
// collected. Where something is (a zero, underflow, overflow), the slice is gone through again with care, instruction by
// instruction. The host puts the points at which that is to be expected, such as x = 0, into
// a slice of their own.

struct Parameters {
  // Groups of four constant vectors.
  quads: u32,
  // The points of the slices before the last one; the last one has the rest.
  ordinary_count: u32,
  points_per_slice: u32,
  // Always 0, which the compiler cannot know.
  zero: u32,
}

// A value, and the oddities of x and all values on the way to it.
struct Run {
  value: vec4<f32>,
  oddities: vec4<u32>,
}

@group(0) @binding(0) var<uniform> parameters: Parameters;
// One plane of `quads` vectors for each constant.
@group(0) @binding(1) var<storage, read> constants: array<vec4<f32>>;
// x, scaled y, second scale, tail.
@group(0) @binding(2) var<storage, read> points: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> first_scales: array<f32>;
// The index of each point in the label table.
@group(0) @binding(4) var<storage, read> indices: array<u32>;
// For each slice three planes of `quads` vectors: bits of the maximum, its point, flags.
@group(0) @binding(5) var<storage, read_write> results: array<vec4<u32>>;

override WORKGROUP_SIZE: u32 = 64;

fn error_at(i: u32, point: vec4<f32>, value: vec4<f32>) -> vec4<u32> {
  if ORDINARY_LABELS {
    // Nothing here can underflow: `settle` would change nothing.
    let difference = opaque(value - point.y);
    let deviation = opaque(difference * point.z);
    return bitcast<vec4<u32>>(deviation - point.w) & vec4(MAGNITUDE);
  }
  return error_bits(value, vec4(point.y), vec4(first_scales[i]), vec4(point.z), vec4(point.w));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn score(@builtin(global_invocation_id) thread: vec3<u32>) {
  let quad = thread.x;
  let quads = parameters.quads;
  if quad >= quads {
    return;
  }
  let bound = load_constants(quad, quads);
  let start = min(thread.y * parameters.points_per_slice, parameters.ordinary_count);
  let past = start >= parameters.ordinary_count;
  let end = select(min(start + parameters.points_per_slice, parameters.ordinary_count), arrayLength(&points), past);
  var errors = vec4(0u);
  var places = vec4(start);
  var oddities = vec4(0u);
  for (var i = start; i < end; i++) {
    let point = points[i];
    let x = vec4(point.x);
    let result = run(x, bound);
    oddities |= result.oddities;
    let bits = error_at(i, point, result.value);
    let larger = bits > errors;
    errors = select(errors, bits, larger);
    places = select(places, vec4(i), larger);
  }
  var flags = select(vec4(0u), vec4(FLAG_NOT_FINITE), errors >= vec4(INFINITY_BITS));
  if any(oddities >= vec4(SIGN)) {
    for (var i = start; i < end; i++) {
      flags |= examine(vec4(points[i].x), bound);
    }
  }
  let plane = 3u * thread.y * quads + quad;
  results[plane] = errors;
  results[plane + quads] = vec4(indices[places.x], indices[places.y], indices[places.z], indices[places.w]);
  results[plane + 2u * quads] = flags;
}
