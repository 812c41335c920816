/**
 * What a device makes of a function: its value at every binary32 number of a range, held against true values. The
 * device computes chunk after chunk while the CPU compares those that are there. The function is WGSL, an exported
 * program or a call of one of WGSL's own.
 */

import source from '../../../shaders/scan-snippet.wgsl?raw';
import { fromOrdinal32, infinityOrdinal } from '../../numerics/ordinals';
import { checked, orLost, type GpuConnection } from './device';
import { GpuCompilationError, messageOf, type CompilationProblem } from './errors';
import { BUFFER_USAGE, MAP_MODE_READ } from './flags';
import { Frames, heard } from './frames';
import type { ReferenceBlocks } from './reference-blocks';
import { compileSnippet, SNIPPET_WORKGROUP_SIZE, type Snippet, type SnippetPipeline } from './snippet';

export interface DeviceScan {
  /** Numbers at which the function has a value in binary32 and the device's was compared with it. */
  readonly count: number;
  /**
   * The largest error in ulps of the exact value (Goldberg's), over all but the flushed values; Infinity where the
   * device's value is not finite. -1 where nothing was compared.
   */
  readonly maxUlp: number;
  /** The least argument at which it is met. */
  readonly argmax: number;
  /** Numbers at which the device's value is not the correctly rounded one. The sign of a zero does not count. */
  readonly misrounded: number;
  /** Of these, values that are zero in place of a subnormal number, as WGSL allows. */
  readonly flushed: number;
}

export type DeviceScanOutcome =
  | ({ readonly kind: 'scanned' } & DeviceScan)
  /** `watch` answered false; what had been compared until then. */
  | ({ readonly kind: 'cancelled' } & DeviceScan)
  /** Lines and columns are those of the snippet. */
  | { readonly kind: 'compilation failed'; readonly problems: readonly CompilationProblem[] }
  | { readonly kind: 'failed'; readonly reason: string };

export interface DeviceScanOptions {
  /** Ordinals of the first and the last number; zero counts once, as +0. */
  readonly first: number;
  readonly last: number;
  /** Told after each chunk how many numbers are done; its answer says whether to go on. */
  readonly watch?: (done: number, total: number) => boolean | Promise<boolean>;
}

/** Numbers of a dispatch: 4 MiB of values, some ten milliseconds on an adapter that runs on the CPU. */
const CHUNK = 2 ** 20;
const MAX_WORKGROUPS = 4096;
const FRAMES = 3;
const PARAMETER_BYTES = 16;
const SMALLEST_NORMAL = 2 ** -126;
const LARGEST_ORDINAL = Number(infinityOrdinal('f32')) - 1;

interface Frame {
  readonly parameters: GPUBuffer;
  readonly output: GPUBuffer;
  readonly readable: GPUBuffer;
  readonly bindGroup: GPUBindGroup;
}

export async function deviceScan(
  connection: GpuConnection,
  snippet: Snippet,
  references: ReferenceBlocks,
  { first, last, watch }: DeviceScanOptions,
): Promise<DeviceScanOutcome> {
  const finite = first >= -LARGEST_ORDINAL && last <= LARGEST_ORDINAL;
  if (!Number.isInteger(first) || !Number.isInteger(last) || !finite || first > last) {
    return { kind: 'failed', reason: `no range of binary32 numbers: ordinals ${first} to ${last}` };
  }
  try {
    const pipeline = await compileSnippet(connection, snippet, source, ['uniform', 'storage']);
    return await scanWith(connection, pipeline, references, { first, last, ...(watch && { watch }) });
  } catch (thrown) {
    if (thrown instanceof GpuCompilationError) {
      return { kind: 'compilation failed', problems: thrown.problems };
    }
    return { kind: 'failed', reason: messageOf(thrown) };
  }
}

async function scanWith(
  connection: GpuConnection,
  pipeline: SnippetPipeline,
  references: ReferenceBlocks,
  { first, last, watch }: DeviceScanOptions,
): Promise<DeviceScanOutcome> {
  const total = last - first + 1;
  const comparison = new Comparison(references);
  const length = Math.min(CHUNK, total);
  const made: GPUBuffer[] = [];
  try {
    const frames = new Frames(
      await checked(connection, 'the allocation of GPU buffers', () =>
        Array.from({ length: Math.min(FRAMES, Math.ceil(total / length)) }, () =>
          createFrame(connection, pipeline.layout, length, made),
        ),
      ),
    );
    const pending: { readonly start: number; readonly values: Promise<Float32Array> }[] = [];
    let submitted = first;
    const submit = (): void => {
      const start = submitted;
      const count = Math.min(length, last - start + 1);
      submitted += count;
      const values = frames
        .take()
        .then((frame) =>
          runChunk(connection, pipeline, frame, start, count).finally(() => frames.giveBack(frame)),
        );
      pending.push({ start, values: heard(values) });
    };
    while (pending.length < FRAMES && submitted <= last) submit();
    for (let chunk = pending.shift(); chunk !== undefined; chunk = pending.shift()) {
      const values = await chunk.values;
      if (submitted <= last) submit();
      comparison.compare(chunk.start, values);
      const done = chunk.start - first + values.length;
      if (watch !== undefined && !(await watch(done, total)) && done < total) {
        await Promise.allSettled(pending.map(({ values: rest }) => rest));
        return { kind: 'cancelled', ...comparison.result() };
      }
    }
    return { kind: 'scanned', ...comparison.result() };
  } finally {
    for (const buffer of made) buffer.destroy();
  }
}

function createFrame(
  { device }: GpuConnection,
  layout: GPUBindGroupLayout,
  length: number,
  made: GPUBuffer[],
): Frame {
  const buffer = (size: number, usage: number): GPUBuffer => {
    const created = device.createBuffer({ size, usage });
    made.push(created);
    return created;
  };
  const parameters = buffer(PARAMETER_BYTES, BUFFER_USAGE.uniform | BUFFER_USAGE.copyDestination);
  const output = buffer(4 * length, BUFFER_USAGE.storage | BUFFER_USAGE.copySource);
  const readable = buffer(4 * length, BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination);
  const bindGroup = device.createBindGroup({
    layout,
    entries: [parameters, output].map((bound, binding) => ({ binding, resource: { buffer: bound } })),
  });
  return { parameters, output, readable, bindGroup };
}

async function runChunk(
  connection: GpuConnection,
  { pipeline }: SnippetPipeline,
  { parameters, output, readable, bindGroup }: Frame,
  start: number,
  count: number,
): Promise<Float32Array> {
  const { device } = connection;
  await checked(connection, 'a GPU dispatch', () => {
    device.queue.writeBuffer(parameters, 0, Int32Array.of(start, count, 0, 0));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(Math.min(MAX_WORKGROUPS, Math.ceil(count / SNIPPET_WORKGROUP_SIZE)));
    pass.end();
    encoder.copyBufferToBuffer(output, 0, readable, 0, 4 * count);
    device.queue.submit([encoder.finish()]);
  });
  return orLost(connection, 'reading the values', async () => {
    await readable.mapAsync(MAP_MODE_READ, 0, 4 * count);
    const values = new Float32Array(readable.getMappedRange(0, 4 * count).slice(0));
    readable.unmap();
    return values;
  });
}

class Comparison {
  private readonly references: ReferenceBlocks;
  private count = 0;
  private maxUlp = -1;
  private argmax = NaN;
  private misrounded = 0;
  private flushed = 0;

  constructor(references: ReferenceBlocks) {
    this.references = references;
  }

  result(): DeviceScan {
    const { count, maxUlp, argmax, misrounded, flushed } = this;
    return { count, maxUlp, argmax, misrounded, flushed };
  }

  /** `values` are those at the numbers from the ordinal `start` on. */
  compare(start: number, values: Float32Array): void {
    const { x } = this.references;
    for (let from = 0; from < values.length; from += x.length) {
      const count = Math.min(x.length, values.length - from);
      for (let i = 0; i < count; i++) x[i] = fromOrdinal32(start + from + i);
      this.references.evaluate(count);
      this.compareBlock(values.subarray(from, from + count));
    }
  }

  private compareBlock(values: Float32Array): void {
    const { x, rounded, tail, perUlp } = this.references;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const expected = rounded[i]!;
      if (Number.isNaN(expected)) continue;
      this.count++;
      if (value !== expected) this.misrounded++;
      else if (!Number.isFinite(expected)) continue;
      if (value === 0 && expected !== 0 && Math.abs(expected) < SMALLEST_NORMAL) {
        this.flushed++;
        continue;
      }
      const distance = Math.abs((value - expected) * perUlp[i]! - tail[i]!);
      const error = Number.isNaN(distance) ? Infinity : distance;
      if (error <= this.maxUlp) continue;
      this.maxUlp = error;
      this.argmax = x[i]!;
    }
  }
}
