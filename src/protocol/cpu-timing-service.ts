/** Messages between page and the worker that times compiled programs on this machine's CPU. Types only. */

import type { Timing } from '../evaluation/webgpu/timing';
import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import type { Watch } from './oracle-service';

/** What is timed: independent values in a loop, or values of which each waits for the one before. */
export type TimedQuantity = 'throughput' | 'latency';

export interface ProgramTimes {
  /** Nanoseconds a value, the loop with its loads and stores included: vectors of values are computed at a time. */
  readonly throughput: Timing;
  /** Nanoseconds from an argument to the value, the chain itself subtracted. */
  readonly latency: Timing;
}

export type CpuTimingAnswer =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'timed';
      /** In which the programs were computed: binary32 for the formats that have no instructions of their own. */
      readonly format: 'f32' | 'f64';
      /** Values of a vector. */
      readonly lanes: number;
      readonly repetitions: number;
      /** For each program, in the order in which they were given. */
      readonly programs: readonly ProgramTimes[];
    };

export interface CpuTimingService {
  /** Times programs beside each other; `watch` is told how many rounds are done, and says whether to go on. */
  timeOnCpu(target: Target, programs: readonly Program[], watch?: Watch): Promise<CpuTimingAnswer>;
}
