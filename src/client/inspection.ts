/** What the page asks about single programs: on workers of their own, so that no answer waits behind a run's. */

import * as Comlink from 'comlink';
import type { GpuService } from '../protocol/gpu-service';
import type { InspectionService } from '../protocol/inspection-service';
import type { OracleService } from '../protocol/oracle-service';
import { attach, type WorkerHandle } from './workers';

/** Line by line, and what an edited program needs: its error, and a refit. */
export type Analysis = InspectionService & Pick<OracleService, 'measure' | 'polish'>;

/** The part of the GPU worker that single programs need. */
export type DeviceService = Pick<GpuService, 'selfTest' | 'scan' | 'builtinError' | 'time'>;

export interface Inspection {
  readonly analysis: Analysis;
  readonly device: DeviceService & Pick<GpuService, 'timePrograms'>;
}

/** Each worker starts with the first question to it, and anew after a crash. */
export function createInspection(): Inspection {
  const analysis = respawning(spawnAnalysisWorker);
  const device = respawning(spawnDeviceWorker);
  return {
    analysis: {
      lineErrors: (target, program) => analysis().lineErrors(target, program),
      stepThrough: (target, program, x) => analysis().stepThrough(target, program, x),
      measure: (target, program) => analysis().measure(target, program),
      polish: (target, program) => analysis().polish(target, program),
    },
    device: {
      selfTest: () => device().selfTest(),
      scan: (target, program, watch) => device().scan(target, program, watch),
      builtinError: (name, interval, watch) => device().builtinError(name, interval, watch),
      time: (target, program, watch) => device().time(target, program, watch),
      timePrograms: (target, programs, watch) => device().timePrograms(target, programs, watch),
    },
  };
}

function respawning<Service>(spawn: () => WorkerHandle<Service>): () => Service {
  let worker: WorkerHandle<Service> | null = null;
  return () => {
    const living = worker?.failure() === null ? worker : spawn();
    worker = living;
    return living.service;
  };
}

function spawnAnalysisWorker(): WorkerHandle<Analysis> {
  const worker = new Worker(new URL('../../workers/oracle.worker.ts', import.meta.url), {
    type: 'module',
    name: 'oracle',
  });
  const { remote, guard, terminate } = attach<Analysis>(worker, 'inspection worker');
  const service: Analysis = {
    lineErrors: (target, program) => guard.run(() => remote.lineErrors(target, program)),
    stepThrough: (target, program, x) => guard.run(() => remote.stepThrough(target, program, x)),
    measure: (target, program) => guard.run(() => remote.measure(target, program)),
    polish: (target, program) => guard.run(() => remote.polish(target, program)),
  };
  return { service, failure: () => guard.failure, terminate };
}

function spawnDeviceWorker(): WorkerHandle<Inspection['device']> {
  const worker = new Worker(new URL('../../workers/gpu.worker.ts', import.meta.url), {
    type: 'module',
    name: 'gpu',
  });
  const { remote, guard, terminate } = attach<Inspection['device']>(worker, 'GPU worker');
  const service: Inspection['device'] = {
    selfTest: () => guard.run(async () => await remote.selfTest()),
    scan: (target, program, watch) =>
      guard.run(async () => await remote.scan(target, program, proxied(watch))),
    builtinError: (name, interval, watch) =>
      guard.run(async () => await remote.builtinError(name, interval, proxied(watch))),
    time: (target, program, watch) =>
      guard.run(async () => await remote.time(target, program, proxied(watch))),
    timePrograms: (target, programs, watch) =>
      guard.run(async () => await remote.timePrograms(target, programs, proxied(watch))),
  };
  return { service, failure: () => guard.failure, terminate };
}

/** A function that the worker calls; it stays here. */
function proxied<Watch extends object>(watch: Watch | undefined): Watch | undefined {
  return watch === undefined ? undefined : Comlink.proxy(watch);
}
