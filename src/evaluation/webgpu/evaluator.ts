/**
 * Runs the batch kernel over one label table. Batches are split so that a dispatch stays short, and two of them
 * are under way at a time: one is written and read while the other is computed. Buffers are made once.
 */

import type { BatchScores } from '../evaluator';
import type { ScoreTable } from '../score';
import { checked, orLost } from './device';
import { GpuError } from './errors';
import { BUFFER_USAGE, MAP_MODE_READ } from './flags';
import { Frames, heard } from './frames';
import type { BatchKernel, KernelEntry } from './kernel';
import { blockCount, HEADER_WORDS, packTable, writePrograms, type PackedProgram } from './packing';
import { Pace } from './pace';

/** Some value of the program was so small that the GPU may have flushed it. */
export const FLAG_TINY = 1;
/** Some value or error was infinite or not a number. */
export const FLAG_NOT_FINITE = 2;

export interface GpuScores extends BatchScores {
  /** FLAG_TINY and FLAG_NOT_FINITE for each program; a score counts only where this is 0. */
  readonly flags: Uint32Array;
}

export interface GpuEvaluator {
  /** @throws GpuError; once it has thrown, the evaluator is of no more use. */
  scoreBatch(programs: readonly PackedProgram[]): Promise<GpuScores>;
  /** Bits of the value of every program at every point, program by program. @throws GpuError likewise. */
  valueBits(programs: readonly PackedProgram[]): Promise<Uint32Array>;
  /** How much goes into one dispatch. */
  readonly pace: Pace;
  destroy(): void;
}

/** One workgroup goes over all points of its program: longer tables would make a single dispatch too long. */
export const MAX_TABLE_POINTS = 65536;

const MAX_PROGRAMS_PER_DISPATCH = 8192;
/** Constants and instructions of all programs of a dispatch: 1 MiB. */
const MAX_WORDS_PER_DISPATCH = 2 ** 18;
const MAX_RESULT_VECTORS = 16384;
const PARAMETER_BYTES = 8;
const VECTOR_BYTES = 16;
const FRAMES = 2;

interface Frame {
  readonly headers: Uint32Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly parameterBuffer: GPUBuffer;
  readonly headerBuffer: GPUBuffer;
  readonly wordBuffer: GPUBuffer;
  readonly resultBuffer: GPUBuffer;
  readonly readBuffer: GPUBuffer;
  readonly bindGroup: GPUBindGroup;
}

/** @throws GpuError where the device has no room for the table, or the table is too long. */
export async function createGpuEvaluator(kernel: BatchKernel, table: ScoreTable): Promise<GpuEvaluator> {
  if (table.length > MAX_TABLE_POINTS) {
    throw new GpuError('validation', `a table of ${table.length} points is too long for the GPU kernel`);
  }
  const { connection } = kernel;
  const { tableBuffer, frames } = await checked(connection, 'the allocation of GPU buffers', () => {
    const buffer = createTableBuffer(connection.device, table);
    return {
      tableBuffer: buffer,
      frames: Array.from({ length: FRAMES }, () => createFrame(kernel, buffer)),
    };
  });
  return new Evaluator(kernel, blockCount(table), table.length, tableBuffer, frames);
}

function createTableBuffer(device: GPUDevice, table: ScoreTable): GPUBuffer {
  const packed = packTable(table);
  const buffer = device.createBuffer({
    label: 'label table',
    size: packed.byteLength,
    usage: BUFFER_USAGE.storage | BUFFER_USAGE.copyDestination,
  });
  device.queue.writeBuffer(buffer, 0, packed);
  return buffer;
}

function createFrame(kernel: BatchKernel, tableBuffer: GPUBuffer): Frame {
  const { device } = kernel.connection;
  const input = (label: string, size: number, usage: number): GPUBuffer =>
    device.createBuffer({ label, size, usage: usage | BUFFER_USAGE.copyDestination });
  const headers = new Uint32Array(HEADER_WORDS * MAX_PROGRAMS_PER_DISPATCH);
  const words = new Uint32Array(MAX_WORDS_PER_DISPATCH);
  const parameterBuffer = input('parameters', PARAMETER_BYTES, BUFFER_USAGE.uniform);
  const headerBuffer = input('program headers', headers.byteLength, BUFFER_USAGE.storage);
  const wordBuffer = input('program words', words.byteLength, BUFFER_USAGE.storage);
  const size = VECTOR_BYTES * MAX_RESULT_VECTORS;
  const resultBuffer = device.createBuffer({
    label: 'results',
    size,
    usage: BUFFER_USAGE.storage | BUFFER_USAGE.copySource,
  });
  const readBuffer = input('results to read', size, BUFFER_USAGE.mapRead);
  const bound = [parameterBuffer, headerBuffer, wordBuffer, tableBuffer, resultBuffer];
  const bindGroup = device.createBindGroup({
    layout: kernel.bindGroupLayout,
    entries: bound.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return { headers, words, parameterBuffer, headerBuffer, wordBuffer, resultBuffer, readBuffer, bindGroup };
}

class Evaluator implements GpuEvaluator {
  readonly pace = new Pace();
  readonly #kernel: BatchKernel;
  readonly #blocks: number;
  readonly #points: number;
  readonly #tableBuffer: GPUBuffer;
  readonly #frames: Frames<Frame>;

  constructor(
    kernel: BatchKernel,
    blocks: number,
    points: number,
    tableBuffer: GPUBuffer,
    frames: readonly Frame[],
  ) {
    this.#kernel = kernel;
    this.#blocks = blocks;
    this.#points = points;
    this.#tableBuffer = tableBuffer;
    this.#frames = new Frames(frames);
  }

  async scoreBatch(programs: readonly PackedProgram[]): Promise<GpuScores> {
    const results = await this.#run('score', programs, 1);
    const bits = new Uint32Array(programs.length);
    const argmax = new Int32Array(programs.length);
    const flags = new Uint32Array(programs.length);
    for (let p = 0; p < programs.length; p++) {
      bits[p] = results[4 * p]!;
      argmax[p] = results[4 * p + 1]!;
      flags[p] = results[4 * p + 2]!;
    }
    return { maxError: new Float32Array(bits.buffer), argmax, flags };
  }

  async valueBits(programs: readonly PackedProgram[]): Promise<Uint32Array> {
    if (this.#blocks > MAX_RESULT_VECTORS) {
      throw new GpuError('validation', `values at ${this.#points} points do not fit the result buffer`);
    }
    const results = await this.#run('values', programs, this.#blocks);
    const stride = 4 * this.#blocks;
    const values = new Uint32Array(programs.length * this.#points);
    for (let p = 0; p < programs.length; p++) {
      values.set(results.subarray(p * stride, p * stride + this.#points), p * this.#points);
    }
    return values;
  }

  destroy(): void {
    this.#tableBuffer.destroy();
    for (const frame of this.#frames.all) {
      frame.parameterBuffer.destroy();
      frame.headerBuffer.destroy();
      frame.wordBuffer.destroy();
      frame.resultBuffer.destroy();
      frame.readBuffer.destroy();
    }
  }

  async #run(
    entry: KernelEntry,
    programs: readonly PackedProgram[],
    vectorsPerProgram: number,
  ): Promise<Uint32Array> {
    const results = new Uint32Array(4 * vectorsPerProgram * programs.length);
    const chunks: Promise<void>[] = [];
    for (let start = 0; start < programs.length;) {
      const end = this.#endOfChunk(programs, start, Math.floor(MAX_RESULT_VECTORS / vectorsPerProgram));
      const chunk = programs.slice(start, end);
      const place = results.subarray(4 * vectorsPerProgram * start, 4 * vectorsPerProgram * end);
      const frame = await this.#frames.take();
      chunks.push(
        heard(this.#runChunk(entry, chunk, place, frame).finally(() => this.#frames.giveBack(frame))),
      );
      start = end;
    }
    await Promise.all(chunks);
    return results;
  }

  #endOfChunk(programs: readonly PackedProgram[], start: number, maxPrograms: number): number {
    const last = Math.min(programs.length, start + Math.min(MAX_PROGRAMS_PER_DISPATCH, maxPrograms));
    let work = 0;
    let words = 0;
    let end = start;
    while (end < last) {
      work += this.#workOf(programs[end]!);
      words += programs[end]!.words.length;
      if (end > start && (work > this.pace.work || words > MAX_WORDS_PER_DISPATCH)) break;
      end++;
    }
    return end;
  }

  #workOf(program: PackedProgram): number {
    return this.#points * (1 + program.instructionCount);
  }

  async #runChunk(
    entry: KernelEntry,
    programs: readonly PackedProgram[],
    place: Uint32Array,
    frame: Frame,
  ): Promise<void> {
    const { connection } = this.#kernel;
    const slots = programs.reduce((most, program) => Math.max(most, program.slots), 0);
    const pipeline = await this.#kernel.pipeline(entry, slots);
    const finished = this.pace.begin(programs.reduce((work, program) => work + this.#workOf(program), 0));
    const submitted = checked(connection, 'a GPU dispatch', () =>
      this.#submit(pipeline, programs, place.byteLength, frame),
    );
    const read = heard(
      orLost(connection, 'reading GPU results', async () => {
        await frame.readBuffer.mapAsync(MAP_MODE_READ, 0, place.byteLength);
        place.set(new Uint32Array(frame.readBuffer.getMappedRange(0, place.byteLength)));
        frame.readBuffer.unmap();
      }),
    );
    // In this order: a refused dispatch is the cause of a failed read.
    await submitted;
    await read;
    finished();
  }

  #submit(
    pipeline: GPUComputePipeline,
    programs: readonly PackedProgram[],
    resultBytes: number,
    frame: Frame,
  ): void {
    const { device } = this.#kernel.connection;
    const wordCount = writePrograms(programs, frame.headers, frame.words);
    const { queue } = device;
    queue.writeBuffer(frame.parameterBuffer, 0, new Uint32Array([this.#blocks, 0]));
    queue.writeBuffer(frame.headerBuffer, 0, frame.headers, 0, HEADER_WORDS * programs.length);
    if (wordCount > 0) queue.writeBuffer(frame.wordBuffer, 0, frame.words, 0, wordCount);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, frame.bindGroup);
    pass.dispatchWorkgroups(programs.length);
    pass.end();
    encoder.copyBufferToBuffer(frame.resultBuffer, 0, frame.readBuffer, 0, resultBytes);
    queue.submit([encoder.finish()]);
  }
}
