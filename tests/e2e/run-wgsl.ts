import type { Page } from '@playwright/test';

/** Runs a WGSL function of one f32 on the page's own adapter, at every number of the list. */
export function runWgsl(
  page: Page,
  code: string,
  functionName: string,
  xs: readonly number[],
): Promise<number[]> {
  return page.evaluate(
    async ([snippet, name, inputs]) => {
      const adapter = await navigator.gpu.requestAdapter();
      if (!adapter) throw new Error('this browser gives no WebGPU adapter');
      const device = await adapter.requestDevice();
      const module = device.createShaderModule({
        code: `${snippet}
@group(0) @binding(0) var<storage, read> input: array<f32>;
@group(0) @binding(1) var<storage, read_write> output: array<f32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < arrayLength(&input)) { output[id.x] = ${name}(input[id.x]); }
}`,
      });
      const problems = (await module.getCompilationInfo()).messages.filter(({ type }) => type === 'error');
      if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
      const pipeline = device.createComputePipeline({
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
      });
      const size = inputs.length * 4;
      const input = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
      const output = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
      const result = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
      device.queue.writeBuffer(input, 0, Float32Array.from(inputs));
      const group = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: input } },
          { binding: 1, resource: { buffer: output } },
        ],
      });
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(Math.ceil(inputs.length / 64));
      pass.end();
      encoder.copyBufferToBuffer(output, 0, result, 0, size);
      device.queue.submit([encoder.finish()]);
      await result.mapAsync(GPUMapMode.READ);
      const values = Array.from(new Float32Array(result.getMappedRange()));
      device.destroy();
      return values;
    },
    [code, functionName, xs] as const,
  );
}
