/** Times of programs on this machine, measured on demand: what the front shows beside a cost that is counted. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CpuTimingAnswer, CpuTimingService, TimedQuantity } from '../protocol/cpu-timing-service';
import type { GpuService, ProgramsTimingAnswer, Timing } from '../protocol/gpu-service';
import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import { messageOf } from './errors';
import { isUnderWay, type WorkbenchState } from './workbench';

export type TimedDevice = 'cpu' | 'gpu';
export type { TimedQuantity };

/** How the times of a measurement were taken. */
export type Conditions =
  | Omit<Extract<CpuTimingAnswer, { kind: 'timed' }>, 'programs' | 'kind'>
  | Omit<Extract<ProgramsTimingAnswer, { kind: 'timed' }>, 'timings' | 'kind'>;

export interface Measurement {
  readonly target: Target;
  readonly device: TimedDevice;
  readonly conditions: Conditions;
  /** Of a GPU only the throughput. */
  readonly times: ReadonlyMap<Program, Partial<Readonly<Record<TimedQuantity, Timing>>>>;
}

export interface TimesState {
  /** What was measured last on each device; of the same target for as long as that is on show. */
  readonly cpu: Measurement | null;
  readonly gpu: Measurement | null;
  /** What is being measured. */
  readonly running: TimedDevice | null;
  readonly done: number;
  readonly total: number;
  /** Why there is nothing to tell. */
  readonly failure: string | null;
}

export interface TimesStore extends Pick<StoreApi<TimesState>, 'getState' | 'subscribe' | 'getInitialState'> {
  /** Measures the programs beside each other; what is under way is given up. */
  readonly start: (device: TimedDevice, target: Target, programs: readonly Program[]) => void;
  readonly cancel: () => void;
}

export interface TimingServices {
  readonly cpu: CpuTimingService;
  readonly gpu: Pick<GpuService, 'timePrograms'>;
}

/** A run that begins ends what is being measured: it would disturb the clock. */
export function createTimesStore(
  workbench: Pick<StoreApi<WorkbenchState>, 'subscribe'>,
  { cpu, gpu }: TimingServices,
): TimesStore {
  const store = createStore<TimesState>()(() => ({
    cpu: null,
    gpu: null,
    running: null,
    done: 0,
    total: 0,
    failure: null,
  }));
  /** Counts the requests; what an earlier one still says is not heard. */
  let current = 0;

  async function measure(
    device: TimedDevice,
    target: Target,
    programs: readonly Program[],
    watch: (done: number, total: number) => boolean,
  ): Promise<Measurement | string | null> {
    const timesOf = (times: (i: number) => Partial<Record<TimedQuantity, Timing>>) =>
      new Map(programs.map((program, i) => [program, times(i)]));
    if (device === 'cpu') {
      const answer = await cpu.timeOnCpu(target, programs, watch);
      if (answer.kind !== 'timed') return answer.kind === 'failed' ? answer.reason : null;
      const { format, lanes, repetitions } = answer;
      const times = timesOf((i) => answer.programs[i] ?? {});
      return { target, device, conditions: { format, lanes, repetitions }, times };
    }
    const answer = await gpu.timePrograms(target, programs, watch);
    if (answer.kind !== 'timed') return answer.kind === 'cancelled' ? null : answer.reason;
    const { adapter, clock, repetitions, timings } = answer;
    const times = timesOf((i) => {
      const throughput = timings[i];
      return throughput === undefined ? {} : { throughput };
    });
    return { target, device, conditions: { adapter, clock, repetitions }, times };
  }

  const cancel = (): void => {
    current += 1;
    if (store.getState().running !== null) store.setState({ running: null });
  };
  workbench.subscribe(({ run }) => {
    if (isUnderWay(run.state)) cancel();
  });

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    start: (device, target, programs) => {
      const number = ++current;
      store.setState({ running: device, done: 0, total: 0, failure: null });
      const watch = (done: number, total: number): boolean => {
        if (number !== current) return false;
        store.setState({ done, total });
        return true;
      };
      measure(device, target, programs, watch).then(
        (found) => {
          if (number !== current) return;
          if (typeof found === 'string') store.setState({ running: null, failure: found });
          else store.setState({ running: null, ...(found === null ? {} : { [device]: found }) });
        },
        (reason: unknown) => {
          if (number === current) store.setState({ running: null, failure: messageOf(reason) });
        },
      );
    },
    cancel,
  };
}
