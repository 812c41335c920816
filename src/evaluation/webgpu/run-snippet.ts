/** Runs a WGSL function of one f32, such as an exported program, over an array of numbers on the device. */

import source from '../../../shaders/run-snippet.wgsl?raw';
import { checked, orLost, type GpuConnection } from './device';
import { GpuCompilationError, messageOf, type CompilationProblem } from './errors';
import { BUFFER_USAGE, MAP_MODE_READ } from './flags';
import { compileSnippet, SNIPPET_WORKGROUP_SIZE, type SnippetPipeline } from './snippet';

export type SnippetOutcome =
  | { readonly kind: 'values'; readonly values: Float32Array }
  /** Lines and columns are those of the text that was given. */
  | { readonly kind: 'compilation failed'; readonly problems: readonly CompilationProblem[] }
  | { readonly kind: 'failed'; readonly reason: string };

const MAX_WORKGROUPS = 1024;
/** Numbers per dispatch: 1 MiB in and out. */
const CHUNK = 2 ** 18;

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
  try {
    const runner = await compileSnippet(connection, { code: snippet, name }, source, [
      'read-only-storage',
      'storage',
    ]);
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

async function runChunk(
  connection: GpuConnection,
  { layout, pipeline }: SnippetPipeline,
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
      pass.dispatchWorkgroups(Math.min(MAX_WORKGROUPS, Math.ceil(xs.length / SNIPPET_WORKGROUP_SIZE)));
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
