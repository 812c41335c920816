// Calls a function of one f32, which the host puts before this text, on consecutive numbers of binary32.
// The host also defines `fn ulpforge_snippet(x: f32) -> f32`, which calls the function by its name.

struct UlpforgeScan {
  // Ordinal of the first number: the numbers are counted from zero, negative ones downwards.
  first: i32,
  count: u32,
}

@group(0) @binding(0) var<uniform> ulpforge_scan: UlpforgeScan;
@group(0) @binding(1) var<storage, read_write> ulpforge_outputs: array<f32>;

override ULPFORGE_WORKGROUP_SIZE: u32 = 64;

fn ulpforge_number(ordinal: i32) -> f32 {
  return bitcast<f32>(select(u32(ordinal), 0x80000000u | u32(-ordinal), ordinal < 0));
}

@compute @workgroup_size(ULPFORGE_WORKGROUP_SIZE)
fn ulpforge_run(
  @builtin(global_invocation_id) invocation: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  let stride = groups.x * ULPFORGE_WORKGROUP_SIZE;
  for (var i = invocation.x; i < ulpforge_scan.count; i += stride) {
    ulpforge_outputs[i] = ulpforge_snippet(ulpforge_number(ulpforge_scan.first + i32(i)));
  }
}
