// Brings together what evaluate-structure.wgsl found in each slice of the points: the maximum, the first point at which
// it is met, all flags. The first slice's place takes the result.

struct Parameters {
  // Groups of four constant vectors.
  quads: u32,
  slices: u32,
}

@group(0) @binding(0) var<uniform> parameters: Parameters;
// For each slice three planes of `quads` vectors: bits of the maximum, its point, flags.
@group(0) @binding(1) var<storage, read_write> results: array<vec4<u32>>;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn merge(@builtin(global_invocation_id) thread: vec3<u32>) {
  let quad = thread.x;
  let quads = parameters.quads;
  if quad >= quads {
    return;
  }
  var errors = results[quad];
  var places = results[quad + quads];
  var flags = results[quad + 2u * quads];
  for (var slice = 1u; slice < parameters.slices; slice++) {
    let plane = 3u * slice * quads + quad;
    let other_errors = results[plane];
    let other_places = results[plane + quads];
    let better = (other_errors > errors) | ((other_errors == errors) & (other_places < places));
    errors = select(errors, other_errors, better);
    places = select(places, other_places, better);
    flags |= results[plane + 2u * quads];
  }
  results[quad] = errors;
  results[quad + quads] = places;
  results[quad + 2u * quads] = flags;
}
