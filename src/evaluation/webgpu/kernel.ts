/** The batch kernel's pipelines on one device, compiled as they are needed. */

import source from '../../../shaders/evaluate-batch.wgsl?raw';
import { arithmeticSource, type ShortFormat } from './arithmetic';
import { compileShader, createPipeline } from './compile';
import type { GpuConnection } from './device';
import { SHADER_STAGE_COMPUTE } from './flags';
import { MAX_SLOTS } from './packing';

export type KernelEntry = 'score' | 'values';

const LABEL = 'evaluate-batch.wgsl';
const WORKGROUP_SIZE = 64;
/**
 * The nearest cache is small: 64 threads with 16 slots of 16 bytes take 16 KiB of it. Most programs of a search fit.
 */
const SLOT_COUNTS: readonly number[] = [16, MAX_SLOTS];

export interface BatchKernel {
  readonly connection: GpuConnection;
  /** In which its programs are evaluated. */
  readonly format: ShortFormat;
  readonly bindGroupLayout: GPUBindGroupLayout;
  /** The pipeline for programs of at most `slots` slots (at most MAX_SLOTS). @throws GpuError */
  pipeline(entry: KernelEntry, slots: number): Promise<GPUComputePipeline>;
}

export function createBatchKernel(connection: GpuConnection, format: ShortFormat = 'f32'): BatchKernel {
  const { device } = connection;
  const types: readonly GPUBufferBindingType[] = [
    'uniform',
    'read-only-storage',
    'read-only-storage',
    'read-only-storage',
    'storage',
  ];
  const bindGroupLayout = device.createBindGroupLayout({
    label: LABEL,
    entries: types.map((type, binding) => ({ binding, visibility: SHADER_STAGE_COMPUTE, buffer: { type } })),
  });
  const layout = device.createPipelineLayout({ label: LABEL, bindGroupLayouts: [bindGroupLayout] });
  const modules = new Map<number, Promise<GPUShaderModule>>();
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();

  const moduleFor = (slotCount: number): Promise<GPUShaderModule> =>
    remembered(modules, slotCount, () =>
      // On the shader's first line, so that the compiler's line numbers are those of the file.
      compileShader(
        connection,
        LABEL,
        `const SLOTS: u32 = ${slotCount}; ${source}\n${arithmeticSource(format)}`,
      ),
    );

  return {
    connection,
    format,
    bindGroupLayout,
    pipeline(entry, slots) {
      const slotCount = SLOT_COUNTS.find((count) => count >= slots) ?? MAX_SLOTS;
      return remembered(pipelines, `${entry} ${slotCount}`, async () =>
        createPipeline(connection, LABEL, layout, {
          module: await moduleFor(slotCount),
          entryPoint: entry,
          constants: { WORKGROUP_SIZE },
        }),
      );
    },
  };
}

function remembered<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
