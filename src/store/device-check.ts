/** What this machine's GPU makes of one program, and of the builtin that it could replace: on demand, one at a time. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceService } from '../client/inspection';
import { BUILTIN_NAMES, BUILTINS, type BuiltinName } from '../evaluation/webgpu/builtins';
import type { Program } from '../program/program';
import type { BuiltinAnswer, ScanAnswer, TimingAnswer } from '../protocol/gpu-service';
import type { Target } from '../targets/target';
import { messageOf } from './errors';

export interface DeviceSubject {
  readonly target: Target;
  readonly program: Program;
}

export type DeviceStep = 'speed' | 'error' | 'builtin';

export interface DeviceState {
  readonly subject: DeviceSubject | null;
  /** What is being done; null when nothing is. */
  readonly step: DeviceStep | null;
  readonly done: number;
  readonly total: number;
  readonly timing: TimingAnswer | null;
  readonly scan: ScanAnswer | null;
  /** Over the target's interval, so that it stands beside the program's. */
  readonly builtin: BuiltinAnswer | null;
  /** Why there is nothing to tell. */
  readonly failure: string | null;
  readonly cancelled: boolean;
}

export interface DeviceStore extends Pick<
  StoreApi<DeviceState>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  /** Times the program, then scans it and the builtin; what is under way is given up. */
  readonly start: (subject: DeviceSubject) => void;
  /** Ends it with what has been compared until then. */
  readonly cancel: () => void;
}

const NOTHING: DeviceState = {
  subject: null,
  step: null,
  done: 0,
  total: 0,
  timing: null,
  scan: null,
  builtin: null,
  failure: null,
  cancelled: false,
};

/** WGSL's own function for the target, or undefined. */
export function builtinFor({ function: fn }: Target): BuiltinName | undefined {
  return fn.kind === 'catalogue'
    ? BUILTIN_NAMES.find((name) => BUILTINS[name].functionId === fn.id)
    : undefined;
}

export function createDeviceStore(service: DeviceService): DeviceStore {
  const store = createStore<DeviceState>()(() => NOTHING);
  /** Counts the requests; what an earlier one still says is not heard. */
  let current = 0;

  async function work(number: number, { target, program }: DeviceSubject): Promise<void> {
    const wanted = () => number === current && !store.getState().cancelled;
    const watch = (done: number, total: number) => {
      if (number === current) store.setState({ done, total });
      return wanted();
    };
    const tell = (change: Partial<DeviceState>) => {
      if (number === current) store.setState(change);
    };
    const begin = (step: DeviceStep) => tell({ step, done: 0, total: 0 });
    try {
      begin('speed');
      const timing = await service.time(target, program, watch);
      tell({ timing });
      if (timing.kind === 'unavailable') tell({ failure: timing.reason });
      else {
        if (wanted()) {
          begin('error');
          tell({ scan: await service.scan(target, program, watch) });
        }
        const name = builtinFor(target);
        if (name !== undefined && wanted()) {
          begin('builtin');
          tell({ builtin: await service.builtinError(name, target.interval, watch) });
        }
      }
    } catch (reason) {
      tell({ failure: messageOf(reason) });
    }
    tell({ step: null });
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    start: (subject) => {
      store.setState({ ...NOTHING, subject, step: 'speed' });
      void work(++current, subject);
    },
    cancel: () => {
      if (store.getState().step !== null) store.setState({ cancelled: true });
    },
  };
}
