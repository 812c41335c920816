/** Measures full-range functions on a worker of their own. */

import * as Comlink from 'comlink';
import type { FullRangeService } from '../protocol/full-range-service';
import { attach, type WorkerHandle } from './workers';

/** The worker is started with the first question, and anew after a crash. */
export function createFullRangeMeasure(): FullRangeService {
  let worker: WorkerHandle<FullRangeService> | null = null;
  const service = (): FullRangeService => {
    const living = worker?.failure() === null ? worker : spawn();
    worker = living;
    return living.service;
  };
  return {
    sampleWhole: (choice) => service().sampleWhole(choice),
    checkWhole: (choice, watch) => service().checkWhole(choice, watch),
  };
}

function spawn(): WorkerHandle<FullRangeService> {
  const worker = new Worker(new URL('../../workers/scan.worker.ts', import.meta.url), {
    type: 'module',
    name: 'full range',
  });
  const { remote, guard, terminate } = attach<FullRangeService>(worker, 'worker for full-range functions');
  const service: FullRangeService = {
    sampleWhole: (choice) => guard.run(() => remote.sampleWhole(choice)),
    checkWhole: (choice, watch) =>
      guard.run(() => remote.checkWhole(choice, watch === undefined ? undefined : Comlink.proxy(watch))),
  };
  return { service, failure: () => guard.failure, terminate };
}
