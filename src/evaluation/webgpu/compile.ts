/** Compilation of WGSL, with the compiler's complaints as values. */

import { orLost, type GpuConnection } from './device';
import { GpuCompilationError, messageOf, type CompilationProblem } from './errors';

/**
 * The shader module of `code`.
 * @param label names the shader in messages.
 * @throws GpuCompilationError with line and column of each error.
 */
export async function compileShader(
  connection: GpuConnection,
  label: string,
  code: string,
): Promise<GPUShaderModule> {
  const { device } = connection;
  const { module, information, error } = await orLost(connection, `the compilation of ${label}`, async () => {
    device.pushErrorScope('validation');
    const created = device.createShaderModule({ label, code });
    const [rejection, messages] = await Promise.all([device.popErrorScope(), created.getCompilationInfo()]);
    return { module: created, information: messages, error: rejection };
  });
  const problems = problemsOf(information);
  if (problems.length > 0) throw new GpuCompilationError(label, problems);
  if (error !== null) {
    throw new GpuCompilationError(label, [{ line: 0, column: 0, message: messageOf(error.message) }]);
  }
  return module;
}

function problemsOf(information: GPUCompilationInfo): CompilationProblem[] {
  const problems: CompilationProblem[] = [];
  for (const message of information.messages) {
    if (message.type !== 'error') continue;
    problems.push({ line: message.lineNum, column: message.linePos, message: messageOf(message.message) });
  }
  return problems;
}

/** A compute pipeline of the module. @throws GpuError where the device refuses it. */
export function createPipeline(
  connection: GpuConnection,
  label: string,
  layout: GPUPipelineLayout,
  compute: GPUProgrammableStage,
): Promise<GPUComputePipeline> {
  return orLost(connection, `the pipeline of ${label}`, () =>
    connection.device.createComputePipelineAsync({ label, layout, compute }),
  );
}
