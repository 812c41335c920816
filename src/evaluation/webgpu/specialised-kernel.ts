/** Pipelines of shaders/evaluate-structure.wgsl on one device: one for each structure, the latest of them kept. */

import mergeSource from '../../../shaders/merge-slices.wgsl?raw';
import source from '../../../shaders/evaluate-structure.wgsl?raw';
import type { Structure } from '../../program/program';
import { arithmeticSource, type ShortFormat } from './arithmetic';
import { compileShader, createPipeline } from './compile';
import type { GpuConnection } from './device';
import { SHADER_STAGE_COMPUTE } from './flags';
import { specialisedSource } from './specialise';

export const SPECIALISED_LABEL = 'evaluate-structure.wgsl';

const MERGE_LABEL = 'merge-slices.wgsl';

/** Threads of a workgroup, each with four constant vectors. */
export const QUADS_PER_GROUP = 64;

/** Structures whose pipelines are kept. */
export const KEPT_PIPELINES = 64;

const SCORE_BUFFERS: readonly GPUBufferBindingType[] = [
  'uniform',
  'read-only-storage',
  'read-only-storage',
  'read-only-storage',
  'read-only-storage',
  'storage',
];
const MERGE_BUFFERS: readonly GPUBufferBindingType[] = ['uniform', 'storage'];

export interface SpecialisedKernel {
  readonly connection: GpuConnection;
  /** In which structures are evaluated. */
  readonly format: ShortFormat;
  readonly scoreLayout: GPUBindGroupLayout;
  readonly mergeLayout: GPUBindGroupLayout;
  /** How many structures have a pipeline now: KEPT_PIPELINES at most. */
  readonly kept: number;
  /** @param ordinaryLabels see `hasOrdinaryLabels`. @throws GpuError */
  pipeline(structure: Structure, ordinaryLabels: boolean): Promise<GPUComputePipeline>;
  /** @throws GpuError */
  mergePipeline(): Promise<GPUComputePipeline>;
}

export function createSpecialisedKernel(
  connection: GpuConnection,
  format: ShortFormat = 'f32',
): SpecialisedKernel {
  const scoreLayout = layoutOf(connection, SPECIALISED_LABEL, SCORE_BUFFERS);
  const mergeLayout = layoutOf(connection, MERGE_LABEL, MERGE_BUFFERS);
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  let merge: Promise<GPUComputePipeline> | undefined;

  return {
    connection,
    format,
    scoreLayout,
    mergeLayout,
    get kept() {
      return pipelines.size;
    },
    pipeline(structure, ordinaryLabels) {
      // The text says all that a pipeline depends on.
      const key = specialisedSource(structure, ordinaryLabels, format);
      const pipeline = pipelines.get(key) ?? createScorePipeline(connection, scoreLayout, key, format);
      pipelines.delete(key);
      pipelines.set(key, pipeline);
      const [oldest] = pipelines.keys();
      if (pipelines.size > KEPT_PIPELINES && oldest !== undefined) pipelines.delete(oldest);
      return pipeline;
    },
    mergePipeline: () => (merge ??= compile(connection, MERGE_LABEL, mergeLayout, mergeSource, 'merge')),
  };
}

function layoutOf(
  { device }: GpuConnection,
  label: string,
  types: readonly GPUBufferBindingType[],
): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    label,
    entries: types.map((type, binding) => ({ binding, visibility: SHADER_STAGE_COMPUTE, buffer: { type } })),
  });
}

function createScorePipeline(
  connection: GpuConnection,
  layout: GPUBindGroupLayout,
  structureSource: string,
  format: ShortFormat,
): Promise<GPUComputePipeline> {
  const code = `${structureSource}\n${source}\n${arithmeticSource(format)}`;
  return compile(connection, SPECIALISED_LABEL, layout, code, 'score');
}

async function compile(
  connection: GpuConnection,
  label: string,
  bindGroupLayout: GPUBindGroupLayout,
  code: string,
  entryPoint: string,
): Promise<GPUComputePipeline> {
  const module = await compileShader(connection, label, code);
  const layout = connection.device.createPipelineLayout({ label, bindGroupLayouts: [bindGroupLayout] });
  const constants = { WORKGROUP_SIZE: QUADS_PER_GROUP };
  return createPipeline(connection, label, layout, { module, entryPoint, constants });
}
