// Calls a function of one f32, which the host puts before this text, again and again, so that its time can be taken.
// The host also defines `fn ulpforge_snippet(x: f32) -> f32`, which calls the function by its name.
//
// Each thread takes arguments spread over the interval in an order that a compiler cannot foresee, and returns a word
// that depends on all values: no call can be left out.

struct UlpforgeTiming {
  calls: u32,
  seed: u32,
  lower: f32,
  // 2^-24 of the interval's width.
  step: f32,
}

@group(0) @binding(0) var<uniform> ulpforge_timing: UlpforgeTiming;
@group(0) @binding(1) var<storage, read_write> ulpforge_results: array<u32>;

override ULPFORGE_WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(ULPFORGE_WORKGROUP_SIZE)
fn ulpforge_run(@builtin(global_invocation_id) invocation: vec3<u32>) {
  var state = ulpforge_timing.seed ^ (invocation.x * 0x9e3779b9u);
  var result = 0u;
  for (var i = 0u; i < ulpforge_timing.calls; i++) {
    state = state * 1664525u + 1013904223u;
    let x = ulpforge_timing.lower + f32(state >> 8u) * ulpforge_timing.step;
    result ^= bitcast<u32>(ulpforge_snippet(x));
  }
  ulpforge_results[invocation.x] = result;
}
