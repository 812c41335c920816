/**
 * Messages between page and the worker that examines this machine's GPU: what it can be trusted with, what error it
 * makes, how long it takes, and the search among neighbouring constants. Types only.
 */

import type { BuiltinName } from '../evaluation/webgpu/builtins';
import type { DeviceScanOutcome } from '../evaluation/webgpu/device-scan';
import type { Clock } from '../evaluation/webgpu/stopwatch';
import type { Timing } from '../evaluation/webgpu/timing';
import type { GpuPreference, GpuReport } from '../evaluation/gpu-report';
import type { ShortFormat } from '../evaluation/wasm/reference-kernel';
import type { LabelTable } from '../oracle/labels';
import type { Program } from '../program/program';
import type { Interval, Target } from '../targets/target';
import type { Watch } from './oracle-service';

export type { BuiltinName, Clock, DeviceScanOutcome, Timing };

/** There is no GPU to ask. */
export interface NoGpu {
  readonly kind: 'unavailable';
  readonly reason: string;
}

export type GpuSelfTest =
  | NoGpu
  | {
      readonly kind: 'tested';
      readonly adapter: string;
      /** Whether the adapter runs on the CPU. */
      readonly software: boolean;
      /** One word or a few per feature, such as { add: 'exact', div: 'within 1 ulp', fma: 'unfused' }. */
      readonly verdicts: Readonly<Record<string, string>>;
      /** The same of kernels that are compiled for one structure. */
      readonly specialisedVerdicts: Readonly<Record<string, string>>;
      readonly milliseconds: number;
    };

/** What was scanned, and what came of it: see DeviceScanOutcome. */
export type ScanAnswer =
  | NoGpu
  | (DeviceScanOutcome & {
      /** Name of the device. */
      readonly adapter: string;
      /** Binary32 numbers of the interval. */
      readonly total: number;
    });

export type BuiltinAnswer =
  | NoGpu
  | (Exclude<ScanAnswer, NoGpu> & {
      readonly interval: Interval;
      /** What WGSL promises of the builtin's error. */
      readonly promise: string;
    });

export type TimingAnswer =
  | NoGpu
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'timed';
      readonly adapter: string;
      readonly clock: Clock;
      readonly repetitions: number;
      readonly program: Timing;
      /** WGSL's own function of the target, where there is one. */
      readonly builtin?: { readonly name: BuiltinName; readonly timing: Timing };
    };

export type ProgramsTimingAnswer =
  | Exclude<TimingAnswer, { readonly kind: 'timed' }>
  | {
      readonly kind: 'timed';
      readonly adapter: string;
      readonly clock: Clock;
      readonly repetitions: number;
      /** For each program, in the order in which they were given. */
      readonly timings: readonly Timing[];
    };

export interface NeighbourhoodRequest {
  /** Of a target in the format. */
  readonly program: Program;
  /** `f32` unless told. */
  readonly format?: ShortFormat;
  readonly table: LabelTable;
  /** Each constant is moved by so many ordinals at most in either direction, again and again while that helps. */
  readonly steps: number;
  readonly gpu: GpuPreference;
}

export interface NeighbourhoodAnswer {
  /** The best found: the given one where none is better. */
  readonly program: Program;
  /** Its largest error over the table, in the unit of the table's norm, and the argument at which it is met. */
  readonly error: number;
  readonly argmax: number;
  /** The same of the given program with its constants rounded to the format. */
  readonly errorBefore: number;
  /** Constant vectors that were scored. */
  readonly evaluated: number;
  /** Whether a whole neighbourhood was gone through in the end and nothing better found. */
  readonly complete: boolean;
  readonly gpu: GpuReport;
}

export interface GpuService {
  /** Made once for each device; a lost device is asked for again. */
  selfTest(): Promise<GpuSelfTest>;
  /**
   * The error of the program, exported as WGSL, on this GPU: at every binary32 number of the target's interval, against
   * the target's function. Cancelled when `watch` answers false, with what had been compared until then.
   */
  scan(target: Target, program: Program, watch?: Watch): Promise<ScanAnswer>;
  /** The same for one of WGSL's own functions, over its default interval or a given one. */
  builtinError(name: BuiltinName, interval?: Interval, watch?: Watch): Promise<BuiltinAnswer>;
  /** How long the exported program takes on this GPU, beside the builtin that it could replace. */
  time(target: Target, program: Program, watch?: Watch): Promise<TimingAnswer>;
  /** How long each of some programs takes, measured beside each other. */
  timePrograms(target: Target, programs: readonly Program[], watch?: Watch): Promise<ProgramsTimingAnswer>;
  /** The best constants near the program's own. Goes on without a GPU. `watch` is told how many vectors are done. */
  searchNeighbourhood(request: NeighbourhoodRequest, watch?: Watch): Promise<NeighbourhoodAnswer>;
}
