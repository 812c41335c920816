/** Functions of one f32 given as WGSL, such as exported programs, put into the project's kernels. */

import { compileShader, createPipeline } from './compile';
import type { GpuConnection } from './device';
import { GpuError } from './errors';
import { SHADER_STAGE_COMPUTE } from './flags';

export interface Snippet {
  /** WGSL that declares `fn NAME(x: f32) -> f32` and whatever that needs, without bindings in group 0. */
  readonly code: string;
  /** NAME. */
  readonly name: string;
}

export interface SnippetPipeline {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

export const SNIPPET_WORKGROUP_SIZE = 64;
const MAX_SOURCE_LENGTH = 2 ** 20;
const LABEL = 'the snippet';

/**
 * The kernel with the snippet before it, so that the compiler's lines and columns are those of the snippet.
 * @param kernel WGSL with the entry point `ulpforge_run`, which calls `ulpforge_snippet`.
 * @throws GpuError for a name that is none or a text that is too long
 * @throws GpuCompilationError
 */
export async function compileSnippet(
  connection: GpuConnection,
  { code, name }: Snippet,
  kernel: string,
  types: readonly GPUBufferBindingType[],
): Promise<SnippetPipeline> {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) {
    throw new GpuError('validation', 'the name of the function is not an identifier of WGSL');
  }
  if (code.length > MAX_SOURCE_LENGTH) throw new GpuError('validation', 'the WGSL text is too long');
  const { device } = connection;
  const whole = `${code}\nfn ulpforge_snippet(x: f32) -> f32 { return ${name}(x); }\n${kernel}`;
  const module = await compileShader(connection, LABEL, whole);
  const layout = device.createBindGroupLayout({
    entries: types.map((type, binding) => ({ binding, visibility: SHADER_STAGE_COMPUTE, buffer: { type } })),
  });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const pipeline = await createPipeline(connection, LABEL, pipelineLayout, {
    module,
    entryPoint: 'ulpforge_run',
    constants: { ULPFORGE_WORKGROUP_SIZE: SNIPPET_WORKGROUP_SIZE },
  });
  return { layout, pipeline };
}
