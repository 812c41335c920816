/**
 * Scores constant vectors of one structure over one label table on the GPU. Long lists are split so that a dispatch
 * stays short, and two dispatches are under way at a time.
 */

import type { Structure } from '../../program/program';
import type { ScoreTable } from '../score';
import { checked, orLost } from './device';
import { GpuError } from './errors';
import type { GpuScores } from './evaluator';
import { BUFFER_USAGE, MAP_MODE_READ } from './flags';
import { Frames, heard } from './frames';
import { hasOrdinaryLabels, layOutLabels, type LabelLayout } from './label-layout';
import { Pace } from './pace';
import { QUADS_PER_GROUP, type SpecialisedKernel } from './specialised-kernel';

export interface SpecialisedEvaluator {
  /**
   * The scores of the structure with each of the constant vectors, which have structure.constantCount numbers each,
   * none of which `refusedConstant` refuses and none zero where the structure divides.
   * @throws GpuError; once it has thrown, the evaluator is of no more use.
   */
  score(structure: Structure, vectors: readonly Float32Array[]): Promise<GpuScores>;
  /** How much goes into one dispatch. */
  readonly pace: Pace;
  destroy(): void;
}

/** Vectors of a dispatch: 4 in each thread. */
const MAX_QUADS = 2 ** 14;
/** Constants of a dispatch, in groups of four: 8 MiB. */
const MAX_CONSTANT_QUADS = 2 ** 19;
const VECTOR_BYTES = 16;
const PLANES = 3;
const FRAMES = 2;
/** Threads of a dispatch: vectors in groups of four, times slices of the points. */
const MAX_THREADS = 2 ** 17;
/** Threads that keep an adapter busy; fewer constant vectors are spread out over more slices of the points. */
const ENOUGH_THREADS = 2 ** 17;
const ENOUGH_THREADS_ON_CPU = 512;
/** A slice of fewer points is not worth a thread of its own. */
const LEAST_SLICE = 16;
/** What the error of a point costs, in instructions. */
const ERROR_WORK = 3;

interface Frame {
  readonly constants: Float32Array<ArrayBuffer>;
  readonly parameterBuffer: GPUBuffer;
  readonly constantBuffer: GPUBuffer;
  readonly resultBuffer: GPUBuffer;
  readonly readBuffer: GPUBuffer;
  readonly mergeParameterBuffer: GPUBuffer;
  readonly scoreBindings: GPUBindGroup;
  readonly mergeBindings: GPUBindGroup;
}

/** How one dispatch is laid out. */
interface Grid {
  readonly quads: number;
  readonly slices: number;
  readonly pointsPerSlice: number;
}

interface Pipelines {
  readonly score: GPUComputePipeline;
  readonly merge: GPUComputePipeline;
}

/** @throws GpuError where the device has no room. */
export async function createSpecialisedEvaluator(
  kernel: SpecialisedKernel,
  table: ScoreTable,
): Promise<SpecialisedEvaluator> {
  const { connection } = kernel;
  const { device } = connection;
  return checked(connection, 'the allocation of GPU buffers', () => {
    const layout = layOutLabels(table);
    const tables = [layout.labels, layout.firstScales, layout.indices].map((data) => {
      const buffer = device.createBuffer({
        label: 'label table',
        size: data.byteLength,
        usage: BUFFER_USAGE.storage | BUFFER_USAGE.copyDestination,
      });
      device.queue.writeBuffer(buffer, 0, data);
      return buffer;
    });
    const frames = Array.from({ length: FRAMES }, () => createFrame(kernel, tables));
    return new Evaluator(kernel, layout, hasOrdinaryLabels(table), tables, frames);
  });
}

function createFrame(kernel: SpecialisedKernel, tables: readonly GPUBuffer[]): Frame {
  const { device } = kernel.connection;
  const buffer = (label: string, size: number, usage: number): GPUBuffer =>
    device.createBuffer({ label, size, usage });
  const input = BUFFER_USAGE.copyDestination;
  const constants = new Float32Array(4 * MAX_CONSTANT_QUADS);
  const parameterBuffer = buffer('parameters', VECTOR_BYTES, BUFFER_USAGE.uniform | input);
  const constantBuffer = buffer('constants', constants.byteLength, BUFFER_USAGE.storage | input);
  const resultBuffer = buffer(
    'results',
    PLANES * MAX_THREADS * VECTOR_BYTES,
    BUFFER_USAGE.storage | BUFFER_USAGE.copySource,
  );
  const readBuffer = buffer(
    'results to read',
    PLANES * MAX_QUADS * VECTOR_BYTES,
    BUFFER_USAGE.mapRead | input,
  );
  const mergeParameterBuffer = buffer('parameters', VECTOR_BYTES, BUFFER_USAGE.uniform | input);
  const bindings = (layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup =>
    device.createBindGroup({
      layout,
      entries: buffers.map((bound, binding) => ({ binding, resource: { buffer: bound } })),
    });
  return {
    constants,
    parameterBuffer,
    constantBuffer,
    resultBuffer,
    readBuffer,
    mergeParameterBuffer,
    scoreBindings: bindings(kernel.scoreLayout, [parameterBuffer, constantBuffer, ...tables, resultBuffer]),
    mergeBindings: bindings(kernel.mergeLayout, [mergeParameterBuffer, resultBuffer]),
  };
}

class Evaluator implements SpecialisedEvaluator {
  readonly pace = new Pace();
  readonly #kernel: SpecialisedKernel;
  readonly #points: number;
  readonly #ordinaryPoints: number;
  readonly #ordinaryLabels: boolean;
  readonly #tables: readonly GPUBuffer[];
  readonly #frames: Frames<Frame>;

  constructor(
    kernel: SpecialisedKernel,
    layout: LabelLayout,
    ordinaryLabels: boolean,
    tables: readonly GPUBuffer[],
    frames: readonly Frame[],
  ) {
    this.#kernel = kernel;
    this.#points = layout.indices.length;
    this.#ordinaryPoints = layout.ordinaryCount;
    this.#ordinaryLabels = ordinaryLabels;
    this.#tables = tables;
    this.#frames = new Frames(frames);
  }

  async score(structure: Structure, vectors: readonly Float32Array[]): Promise<GpuScores> {
    const scores = {
      maxError: new Float32Array(vectors.length),
      argmax: new Int32Array(vectors.length),
      flags: new Uint32Array(vectors.length),
    };
    if (vectors.length === 0) return scores;
    if (vectors.some((vector) => vector.length !== structure.constantCount)) {
      throw new GpuError('validation', `a constant vector does not have ${structure.constantCount} numbers`);
    }
    const [score, merge] = await Promise.all([
      this.#kernel.pipeline(structure, this.#ordinaryLabels),
      this.#kernel.mergePipeline(),
    ]);
    const chunks: Promise<void>[] = [];
    for (let start = 0; start < vectors.length;) {
      const end = Math.min(vectors.length, start + this.#vectorsPerDispatch(structure));
      const part = vectors.slice(start, end);
      const place = {
        maxError: scores.maxError.subarray(start, end),
        argmax: scores.argmax.subarray(start, end),
        flags: scores.flags.subarray(start, end),
      };
      const frame = await this.#frames.take();
      const done = this.#scoreChunk({ score, merge }, structure, part, place, frame);
      chunks.push(heard(done.finally(() => this.#frames.giveBack(frame))));
      start = end;
    }
    await Promise.all(chunks);
    return scores;
  }

  destroy(): void {
    for (const buffer of this.#tables) buffer.destroy();
    for (const frame of this.#frames.all) {
      frame.parameterBuffer.destroy();
      frame.constantBuffer.destroy();
      frame.resultBuffer.destroy();
      frame.readBuffer.destroy();
      frame.mergeParameterBuffer.destroy();
    }
  }

  #workPerVector({ instructions }: Structure): number {
    return this.#points * (instructions.length + ERROR_WORK);
  }

  #vectorsPerDispatch(structure: Structure): number {
    const byMemory = Math.min(
      MAX_QUADS,
      Math.floor(MAX_CONSTANT_QUADS / Math.max(1, structure.constantCount)),
    );
    const byWork = Math.ceil(this.pace.work / this.#workPerVector(structure) / 4);
    // Whole workgroups: what is left of one costs as much.
    const groups = Math.max(1, Math.round(byWork / QUADS_PER_GROUP));
    return 4 * Math.min(byMemory, groups * QUADS_PER_GROUP);
  }

  #gridFor(vectors: number): Grid {
    const quads = Math.ceil(vectors / 4);
    const enough = this.#kernel.connection.software ? ENOUGH_THREADS_ON_CPU : ENOUGH_THREADS;
    const ordinary = this.#ordinaryPoints;
    const mostSlices = Math.min(Math.floor(MAX_THREADS / quads) - 1, Math.ceil(ordinary / LEAST_SLICE));
    const wanted = Math.max(1, Math.min(mostSlices, Math.floor(enough / quads)));
    const pointsPerSlice = Math.max(1, Math.ceil(ordinary / wanted));
    const slices = Math.ceil(ordinary / pointsPerSlice) + (ordinary < this.#points ? 1 : 0);
    return { quads, slices, pointsPerSlice };
  }

  async #scoreChunk(
    pipelines: Pipelines,
    structure: Structure,
    vectors: readonly Float32Array[],
    place: GpuScores,
    frame: Frame,
  ): Promise<void> {
    const { connection } = this.#kernel;
    const grid = this.#gridFor(vectors.length);
    const bytes = PLANES * grid.quads * VECTOR_BYTES;
    const finished = this.pace.begin(vectors.length * this.#workPerVector(structure));
    const submitted = checked(connection, 'a GPU dispatch', () =>
      this.#submit(pipelines, structure, vectors, grid, bytes, frame),
    );
    const read = heard(
      orLost(connection, 'reading GPU results', async () => {
        await frame.readBuffer.mapAsync(MAP_MODE_READ, 0, bytes);
        takeScores(new Uint32Array(frame.readBuffer.getMappedRange(0, bytes)), grid.quads, place);
        frame.readBuffer.unmap();
      }),
    );
    // In this order: a refused dispatch is the cause of a failed read.
    await submitted;
    await read;
    finished();
  }

  #submit(
    pipelines: Pipelines,
    { constantCount }: Structure,
    vectors: readonly Float32Array[],
    { quads, slices, pointsPerSlice }: Grid,
    bytes: number,
    frame: Frame,
  ): void {
    const { device } = this.#kernel.connection;
    const { queue } = device;
    const padded = 4 * quads;
    for (let v = 0; v < padded; v++) {
      // The last one fills up the last group of four.
      const vector = vectors[Math.min(v, vectors.length - 1)]!;
      for (let k = 0; k < constantCount; k++) frame.constants[k * padded + v] = vector[k]!;
    }
    queue.writeBuffer(
      frame.parameterBuffer,
      0,
      new Uint32Array([quads, this.#ordinaryPoints, pointsPerSlice, 0]),
    );
    queue.writeBuffer(frame.mergeParameterBuffer, 0, new Uint32Array([quads, slices, 0, 0]));
    if (constantCount > 0) {
      queue.writeBuffer(frame.constantBuffer, 0, frame.constants, 0, constantCount * padded);
    }
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const groups = Math.ceil(quads / QUADS_PER_GROUP);
    pass.setPipeline(pipelines.score);
    pass.setBindGroup(0, frame.scoreBindings);
    pass.dispatchWorkgroups(groups, slices);
    if (slices > 1) {
      pass.setPipeline(pipelines.merge);
      pass.setBindGroup(0, frame.mergeBindings);
      pass.dispatchWorkgroups(groups);
    }
    pass.end();
    encoder.copyBufferToBuffer(frame.resultBuffer, 0, frame.readBuffer, 0, bytes);
    queue.submit([encoder.finish()]);
  }
}

function takeScores(results: Uint32Array, quads: number, place: GpuScores): void {
  const bits = new Uint32Array(place.maxError.buffer, place.maxError.byteOffset, place.maxError.length);
  const count = bits.length;
  const plane = 4 * quads;
  bits.set(results.subarray(0, count));
  place.argmax.set(results.subarray(plane, plane + count));
  place.flags.set(results.subarray(2 * plane, 2 * plane + count));
}
