/** A run in a browser: as many search workers as it asks for, and an oracle worker of its own. */

import type { IslandHost } from '../protocol/island-host';
import type { OracleService } from '../protocol/oracle-service';
import type { RunSnapshot } from '../protocol/run';
import { heedingWorkers, type Sign } from '../run/right-of-way';
import { RunCoordinator } from '../run/run-coordinator';
import type { RunControl, RunRequest, RunStart } from './engine';
import { spawnOracleWorker, spawnSearchWorker, type WorkerHandle } from './workers';

/** A run and the end of its workers, which comes by itself when the run has ended. */
export interface BrowserRun {
  readonly control: RunControl;
  readonly end: () => void;
}

export function startRun(
  request: RunRequest,
  onSnapshot: (snapshot: RunSnapshot) => void,
  start: RunStart,
  sign: Sign | null,
): BrowserRun {
  const { target, config, budget, workers, gpu, cpu = 'auto', seeds = [] } = request;
  const searchers = Array.from({ length: workers }, (_, i) => spawnSearchWorker(i + 1));
  const oracle = spawnOracleWorker('run', sign);
  const heeding = sign === null ? 0 : heedingWorkers(workers, navigator.hardwareConcurrency);
  let second: WorkerHandle<OracleService> | undefined;
  const end = () => {
    for (const worker of searchers) worker.terminate();
    oracle.terminate();
    second?.terminate();
  };
  const coordinator = new RunCoordinator({
    target,
    config,
    budget,
    gpu,
    cpu,
    hosts: searchers.map(({ service }, w): IslandHost =>
      sign === null || w < workers - heeding
        ? service
        : { ...service, configure: (setup) => service.configure({ ...setup, sign }) },
    ),
    oracle: oracle.service,
    ...(workers > 1 ? { secondOracle: () => (second ??= spawnOracleWorker('run', sign)).service } : {}),
    seeds,
    ...start,
    onSnapshot,
    now: () => performance.now(),
  });
  // A failure is published as a snapshot; the promise only tells that the workers have nothing left to do.
  coordinator.start().then(end, end);
  return {
    control: {
      pause: () => coordinator.pause(),
      resume: () => coordinator.resume(),
      stop: () => coordinator.stop(),
    },
    end,
  };
}
