/** The time a dispatch takes: by the device's own clock where it has one, else by the host's. */

import { checked, orLost, type GpuConnection } from './device';
import { BUFFER_USAGE, MAP_MODE_READ } from './flags';

export type Clock = 'device' | 'host';

export interface Stopwatch {
  readonly clock: Clock;
  /** Milliseconds from the begin of the dispatch to its end; by the host's clock with the way there and back. */
  time(pipeline: GPUComputePipeline, bindGroup: GPUBindGroup, workgroups: number): Promise<number>;
  destroy(): void;
}

/** Two timestamps of 64 bits, in nanoseconds. */
const TIMESTAMP_BYTES = 16;

export function createStopwatch(connection: GpuConnection, clock?: Clock): Stopwatch {
  const hasTimestamps = connection.device.features.has('timestamp-query');
  return (clock ?? (hasTimestamps ? 'device' : 'host')) === 'device'
    ? new DeviceStopwatch(connection)
    : new HostStopwatch(connection);
}

class HostStopwatch implements Stopwatch {
  readonly clock = 'host';
  readonly #connection: GpuConnection;

  constructor(connection: GpuConnection) {
    this.#connection = connection;
  }

  async time(pipeline: GPUComputePipeline, bindGroup: GPUBindGroup, workgroups: number): Promise<number> {
    const { device } = this.#connection;
    let begun = 0;
    await checked(this.#connection, 'a timed dispatch', () => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups);
      pass.end();
      const commands = encoder.finish();
      begun = performance.now();
      device.queue.submit([commands]);
    });
    await orLost(this.#connection, 'a timed dispatch', () => device.queue.onSubmittedWorkDone());
    return performance.now() - begun;
  }

  destroy(): void {
    // Holds nothing.
  }
}

class DeviceStopwatch implements Stopwatch {
  readonly clock = 'device';
  readonly #connection: GpuConnection;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #readable: GPUBuffer;

  constructor(connection: GpuConnection) {
    const { device } = connection;
    this.#connection = connection;
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 });
    this.#resolved = device.createBuffer({
      size: TIMESTAMP_BYTES,
      usage: BUFFER_USAGE.queryResolve | BUFFER_USAGE.copySource,
    });
    this.#readable = device.createBuffer({
      size: TIMESTAMP_BYTES,
      usage: BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination,
    });
  }

  async time(pipeline: GPUComputePipeline, bindGroup: GPUBindGroup, workgroups: number): Promise<number> {
    const { device } = this.#connection;
    await checked(this.#connection, 'a timed dispatch', () => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass({
        timestampWrites: {
          querySet: this.#queries,
          beginningOfPassWriteIndex: 0,
          endOfPassWriteIndex: 1,
        },
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups);
      pass.end();
      encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
      encoder.copyBufferToBuffer(this.#resolved, 0, this.#readable, 0, TIMESTAMP_BYTES);
      device.queue.submit([encoder.finish()]);
    });
    return orLost(this.#connection, 'reading timestamps', async () => {
      await this.#readable.mapAsync(MAP_MODE_READ);
      const [begin = 0n, end = 0n] = new BigUint64Array(this.#readable.getMappedRange().slice(0));
      this.#readable.unmap();
      return Number(end - begin) / 1e6;
    });
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#readable.destroy();
  }
}
