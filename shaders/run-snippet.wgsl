// Calls a function of one f32, which the host puts before this text, on every number of an array.
// The host also defines `fn ulpforge_snippet(x: f32) -> f32`, which calls the function by its name.

@group(0) @binding(0) var<storage, read> ulpforge_inputs: array<f32>;
@group(0) @binding(1) var<storage, read_write> ulpforge_outputs: array<f32>;

override ULPFORGE_WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(ULPFORGE_WORKGROUP_SIZE)
fn ulpforge_run(
  @builtin(global_invocation_id) invocation: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  let stride = groups.x * ULPFORGE_WORKGROUP_SIZE;
  for (var i = invocation.x; i < arrayLength(&ulpforge_outputs); i += stride) {
    ulpforge_outputs[i] = ulpforge_snippet(ulpforge_inputs[i]);
  }
}
