/** What times programs for the page, on workers of their own: they start with the first question, and anew after a crash. */

import * as Comlink from 'comlink';
import type { CpuTimingService } from '../protocol/cpu-timing-service';
import { attach, type WorkerHandle } from './workers';

export function createCpuTiming(): CpuTimingService {
  let worker: WorkerHandle<CpuTimingService> | null = null;
  return {
    timeOnCpu: (target, programs, watch) => {
      const living = worker?.failure() === null ? worker : spawnTimingWorker();
      worker = living;
      return living.service.timeOnCpu(target, programs, watch);
    },
  };
}

function spawnTimingWorker(): WorkerHandle<CpuTimingService> {
  const worker = new Worker(new URL('../../workers/timing.worker.ts', import.meta.url), {
    type: 'module',
    name: 'timing',
  });
  const { remote, guard, terminate } = attach<CpuTimingService>(worker, 'timing worker');
  const service: CpuTimingService = {
    timeOnCpu: (target, programs, watch) =>
      guard.run(
        async () =>
          await remote.timeOnCpu(target, programs, watch === undefined ? undefined : Comlink.proxy(watch)),
      ),
  };
  return { service, failure: () => guard.failure, terminate };
}
