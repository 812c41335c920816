/** The engine in a browser: search workers for a run, one oracle worker for it and one for the page. */

import type { BaselineService } from '../protocol/baseline-service';
import type { CertificateService } from '../protocol/certificate-service';
import type { OracleService } from '../protocol/oracle-service';
import type { RunSnapshot } from '../protocol/run';
import { RunCoordinator } from '../run/run-coordinator';
import { startExhaustiveCheck } from './exhaustive-check';
import type { Engine, RunControl, RunRequest, RunStart } from './engine';
import { impatientTargets } from './targets';
import {
  spawnBaselineWorker,
  spawnCertificateWorker,
  spawnOracleWorker,
  spawnSearchWorker,
  type WorkerHandle,
} from './workers';

/** More workers than this gain little and starve the rest of the machine. */
const MOST_WORKERS = 8;

/** As many search workers as there are processors, from 1 to 8. */
export function searchWorkerCount(): number {
  return Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency));
}

export function createBrowserEngine(): Engine {
  let endEarlier: () => void = () => undefined;
  return {
    oracle: respawningOracle(),
    baselines: respawningBaselines(),
    targets: impatientTargets(),
    certificates: respawningCertificates(),
    startRun: (request, onSnapshot, start = {}) => {
      endEarlier();
      const { control, end } = startRun(request, onSnapshot, start);
      endEarlier = end;
      return control;
    },
    checkExhaustively: ({ target, program, workers }, onSnapshot) =>
      startExhaustiveCheck(target, program, workers ?? searchWorkerCount(), onSnapshot),
  };
}

function startRun(
  request: RunRequest,
  onSnapshot: (snapshot: RunSnapshot) => void,
  start: RunStart,
): { readonly control: RunControl; readonly end: () => void } {
  const { target, config, budget, workers, gpu, cpu = 'auto', seeds = [] } = request;
  const searchers = Array.from({ length: workers }, (_, i) => spawnSearchWorker(i + 1));
  const oracle = spawnOracleWorker('run');
  const end = () => {
    for (const worker of searchers) worker.terminate();
    oracle.terminate();
  };
  const coordinator = new RunCoordinator({
    target,
    config,
    budget,
    gpu,
    cpu,
    hosts: searchers.map((worker) => worker.service),
    oracle: oracle.service,
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

/** The baseline worker: started with the first request, and anew after a crash. */
function respawningBaselines(): BaselineService {
  let worker: WorkerHandle<BaselineService> | null = null;
  return {
    families: (request, listener) => {
      const living = worker?.failure() === null ? worker : spawnBaselineWorker();
      worker = living;
      return living.service.families(request, listener);
    },
  };
}

/** The worker for certificates: started with the first one, and anew after a crash. */
function respawningCertificates(): CertificateService {
  let worker: WorkerHandle<CertificateService> | null = null;
  return {
    certify: (target, program, options, watch) => {
      const living = worker?.failure() === null ? worker : spawnCertificateWorker();
      worker = living;
      return living.service.certify(target, program, options, watch);
    },
  };
}

/** The page's own oracle: its worker is started with the first question, and anew after a crash. */
function respawningOracle(): OracleService {
  let worker: WorkerHandle<OracleService> | null = null;
  const service = (): OracleService => {
    const living = worker?.failure() === null ? worker : spawnOracleWorker('page');
    worker = living;
    return living.service;
  };
  return {
    tables: (target, watch) => service().tables(target, watch),
    measure: (target, program) => service().measure(target, program),
    polish: (target, program, effort) => service().polish(target, program, effort),
    errorCurve: (target, program, columns, window) => service().errorCurve(target, program, columns, window),
  };
}
