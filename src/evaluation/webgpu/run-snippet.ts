/** Runs a WGSL function of one f32, such as an exported program, over an array of numbers on the device. */

import source from '../../../shaders/run-snippet.wgsl?raw';
import { compileShader, createPipeline } from './compile';
import { checked, orLost, type GpuConnection } from './device';
import { GpuCompilationError, messageOf, type CompilationProblem } from './errors';
import { BUFFER_USAGE, MAP_MODE_READ, SHADER_STAGE_COMPUTE } from './flags';

export type SnippetOutcome =
  | { readonly kind: 'values'; readonly values: Float32Array }
  /** Lines and columns are those of the text that was given. */
  | { readonly kind: 'compilation failed'; readonly problems: readonly CompilationProblem[] }
  | { readonly kind: 'failed'; readonly reason: string };

const WORKGROUP_SIZE = 64;
const MAX_WORKGROUPS = 1024;
/** Numbers per dispatch: 1 MiB in and out. */
const CHUNK = 2 ** 18;
const MAX_SOURCE_LENGTH = 2 ** 20;
const LABEL = 'the snippet';

/**
 * The values f(x) for all of xs, computed by the adapter as it compiles the text (nothing guards against
 * contraction and the like: that is what one may want to see).
 * @param snippet WGSL that declares `fn NAME(x: f32) -> f32` and whatever that needs, without bindings in group 0.
 * @param name NAME.
 */
export async function runSnippet(
  connection: GpuConnection,
  snippet: string,
  name: string,
  xs: Float32Array,
): Promise<SnippetOutcome> {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) {
    return { kind: 'failed', reason: 'the name of the function is not an identifier of WGSL' };
  }
  if (snippet.length > MAX_SOURCE_LENGTH) return { kind: 'failed', reason: 'the WGSL text is too long' };
  try {
    const runner = await compileRunner(connection, snippet, name);
    const values = new Float32Array(xs.length);
    for (let start = 0; start < xs.length; start += CHUNK) {
      values.set(await runChunk(connection, runner, xs.slice(start, start + CHUNK)), start);
    }
    return { kind: 'values', values };
  } catch (thrown) {
    if (thrown instanceof GpuCompilationError) {
      return { kind: 'compilation failed', problems: thrown.problems };
    }
    return { kind: 'failed', reason: messageOf(thrown) };
  }
}

interface Runner {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

async function compileRunner(connection: GpuConnection, snippet: string, name: string): Promise<Runner> {
  const { device } = connection;
  const code = `${snippet}\nfn ulpforge_snippet(x: f32) -> f32 { return ${name}(x); }\n${source}`;
  const module = await compileShader(connection, LABEL, code);
  const types: readonly GPUBufferBindingType[] = ['read-only-storage', 'storage'];
  const layout = device.createBindGroupLayout({
    entries: types.map((type, binding) => ({ binding, visibility: SHADER_STAGE_COMPUTE, buffer: { type } })),
  });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const pipeline = await createPipeline(connection, LABEL, pipelineLayout, {
    module,
    entryPoint: 'ulpforge_run',
    constants: { ULPFORGE_WORKGROUP_SIZE: WORKGROUP_SIZE },
  });
  return { layout, pipeline };
}

async function runChunk(
  connection: GpuConnection,
  { layout, pipeline }: Runner,
  xs: Float32Array<ArrayBuffer>,
): Promise<Float32Array> {
  const { device } = connection;
  const size = xs.byteLength;
  const buffers: GPUBuffer[] = [];
  const buffer = (usage: number): GPUBuffer => {
    const made = device.createBuffer({ size, usage });
    buffers.push(made);
    return made;
  };
  try {
    const read = await checked(connection, 'running the snippet', () => {
      const input = buffer(BUFFER_USAGE.storage | BUFFER_USAGE.copyDestination);
      const output = buffer(BUFFER_USAGE.storage | BUFFER_USAGE.copySource);
      const readable = buffer(BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination);
      device.queue.writeBuffer(input, 0, xs);
      const bindGroup = device.createBindGroup({
        layout,
        entries: [input, output].map((bound, binding) => ({ binding, resource: { buffer: bound } })),
      });
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(Math.min(MAX_WORKGROUPS, Math.ceil(xs.length / WORKGROUP_SIZE)));
      pass.end();
      encoder.copyBufferToBuffer(output, 0, readable, 0, size);
      device.queue.submit([encoder.finish()]);
      return readable;
    });
    await orLost(connection, 'reading the values', () => read.mapAsync(MAP_MODE_READ));
    return new Float32Array(read.getMappedRange().slice(0));
  } finally {
    for (const made of buffers) made.destroy();
  }
}
