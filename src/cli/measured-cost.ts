/** `--cost measured`: the rows of a finished search timed on this machine, and their front of time against error. */

import { cpus } from 'node:os';
import { PIECES, timePrograms } from '../run/cpu-timing';
import { createGpuService } from '../run/gpu-service';
import { measuredFront, type MeasuredFront, type TimedRow } from '../run/measured-front';
import type { Timing } from '../evaluation/webgpu/timing';
import type { TimedQuantity } from '../protocol/cpu-timing-service';
import type { FrontRow } from '../search/front';
import type { Target } from '../targets/target';
import { readChoice, type Flags } from './flags';
import { TIMED_QUANTITIES, type SEARCH_CONFIG_FLAGS } from './search-config';
import { UsageError } from './usage-error';

const DEVICES = ['cpu', 'gpu'] as const;

/** What is to be measured, and where. */
export interface Measurement {
  readonly device: (typeof DEVICES)[number];
  readonly quantity: TimedQuantity;
}

export interface MeasuredRows extends MeasuredFront {
  /** How it was measured, in a sentence or two. */
  readonly conditions: string;
  readonly machine: string;
}

/** Null where the cost is not a measured one. @throws UsageError */
export function readMeasurement(flags: Flags<typeof SEARCH_CONFIG_FLAGS>): Measurement | null {
  const { cost, timing, device } = flags;
  if (cost !== 'measured') {
    if (timing !== undefined) throw new UsageError('--timing is for --cost measured');
    if (device !== undefined) throw new UsageError('--device is for --cost measured');
    return null;
  }
  const measurement: Measurement = {
    device: readChoice('device', device ?? 'cpu', DEVICES),
    quantity: readChoice('timing', timing ?? 'throughput', TIMED_QUANTITIES),
  };
  if (measurement.device === 'gpu') {
    if (measurement.quantity === 'latency')
      throw new UsageError('--timing latency is for --device cpu: of a GPU the throughput is measured');
    const { navigator } = globalThis as { readonly navigator?: object };
    if (!(navigator !== undefined && 'gpu' in navigator))
      throw new UsageError(
        '--device gpu needs WebGPU, which Node does not have: programs are timed on a GPU in the page',
      );
  }
  return measurement;
}

/** Times every row. Throws where nothing can be timed at all; single rows may be not measurable. */
export async function measureRows(
  { device, quantity }: Measurement,
  target: Target,
  rows: readonly FrontRow[],
): Promise<MeasuredRows> {
  const programs = rows.map(({ program }) => program);
  const pair = (timings: readonly Timing[]): TimedRow[] =>
    rows.map((row, i) => ({ row, timing: timings[i]! }));
  if (device === 'gpu') {
    const answer = await createGpuService().timePrograms(target, programs);
    if (answer.kind !== 'timed') throw new Error(`the GPU: ${reasonOf(answer)}`);
    const { adapter, clock, repetitions, timings } = answer;
    return {
      ...measuredFront(pair(timings)),
      machine: adapter,
      conditions:
        `nanoseconds a value of the exported WGSL in f32 with the whole device busy, the loop around it subtracted; ` +
        `median of ${repetitions} interleaved dispatches, by the clock of the ${clock}`,
    };
  }
  const answer = await timePrograms({ target, programs, now: () => performance.now() });
  if (answer.kind !== 'timed') throw new Error(reasonOf(answer));
  const { format, lanes, repetitions } = answer;
  const what =
    quantity === 'throughput'
      ? `nanoseconds a value, independent values, loads and stores included`
      : `nanoseconds from argument to value, each waiting for the one before`;
  return {
    ...measuredFront(pair(answer.programs.map((times) => times[quantity]))),
    machine: cpus()[0]?.model.trim() ?? 'unknown CPU',
    conditions:
      `${what}; compiled to WebAssembly SIMD, ${lanes} values of ${format} at a time, on one thread, the search ended; ` +
      `median of ${repetitions} interleaved repetitions, each the least of ${PIECES}`,
  };
}

function reasonOf(answer: { readonly kind: string; readonly reason?: string }): string {
  return answer.reason ?? answer.kind;
}

/** A time as it is printed: the median with the range of the repetitions. */
export function timeReport(timing: Timing): object {
  return timing.kind === 'measured'
    ? { median: timing.median, least: timing.least, most: timing.most }
    : { notMeasurable: timing.reason };
}
