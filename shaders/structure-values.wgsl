// The values of several structures, written as the specialised kernels write them, for the self-test.
//
// The host puts before this text (structure-traps.ts):
//   struct Constants, fn load_constants                as evaluate-structure.wgsl has them;
//   fn run_shape(shape, x, Constants) -> Run           the structures, one for each number of a shape;
//   fn examine_shape(shape, x, Constants) -> vec4<u32> their flags, for those that are examined;
// and after it score-arithmetic.wgsl and round-to-format.wgsl.

struct Parameters {
  // Groups of four constant vectors.
  quads: u32,
  point_count: u32,
  // Not used; the place of what other kernels have there.
  reserved: u32,
  // Always 0, which the compiler cannot know.
  zero: u32,
}

struct Run {
  value: vec4<f32>,
  oddities: vec4<u32>,
}

@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> constants: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> points: array<f32>;
// For each shape and point `quads` vectors, the bits of the values; and as many again, their flags.
@group(0) @binding(3) var<storage, read_write> results: array<vec4<u32>>;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn values(@builtin(global_invocation_id) thread: vec3<u32>) {
  let count = parameters.point_count * parameters.quads;
  if thread.x >= count {
    return;
  }
  let point = thread.x / parameters.quads;
  let quad = thread.x % parameters.quads;
  let bound = load_constants(quad, parameters.quads);
  let x = vec4(points[point]);
  let result = run_shape(thread.y, x, bound);
  let place = thread.y * count + thread.x;
  results[place] = bitcast<vec4<u32>>(result.value);
  var flags = vec4(0u);
  if any(result.oddities >= vec4(SIGN)) {
    flags = examine_shape(thread.y, x, bound);
  }
  results[arrayLength(&results) / 2u + place] = flags;
}
