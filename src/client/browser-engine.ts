/** The engine in a browser: search workers for a run, one oracle worker for it and one for the page. */

import type { BaselineService } from '../protocol/baseline-service';
import type { CertificateService } from '../protocol/certificate-service';
import type { OracleService } from '../protocol/oracle-service';
import type { RunSnapshot } from '../protocol/run';
import { createSign, type Sign } from '../run/right-of-way';
import type { BrowserRun } from './browser-run';
import { raiseWhileDrawing } from './drawing';
import { startExhaustiveCheck } from './exhaustive-check';
import type { Engine, RunControl, RunRequest, RunStart } from './engine';
import { withShippedBaselines } from './shipped-baselines';
import { impatientTargets } from './targets';
import { spawnBaselineWorker, spawnCertificateWorker, spawnOracleWorker, type WorkerHandle } from './workers';

/** More workers than this gain little and starve the rest of the machine. */
const MOST_WORKERS = 8;

/** As many search workers as there are processors, from 1 to 8. */
export function searchWorkerCount(): number {
  return Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency));
}

export function createBrowserEngine(): Engine {
  const sign = createSign();
  const urgent = sign === null ? (work: () => void) => work() : raiseWhileDrawing(sign);
  let endEarlier: () => void = () => undefined;
  return {
    oracle: respawningOracle(sign),
    baselines: withShippedBaselines(respawningBaselines()),
    targets: impatientTargets(),
    certificates: respawningCertificates(),
    startRun: (request, onSnapshot, start = {}) => {
      endEarlier();
      const { control, end } = startLoaded(
        request,
        (snapshot) => urgent(() => onSnapshot(snapshot)),
        start,
        sign,
      );
      endEarlier = end;
      return control;
    },
    checkExhaustively: ({ target, program, workers }, onSnapshot) =>
      startExhaustiveCheck(target, program, workers ?? searchWorkerCount(), onSnapshot),
  };
}

/**
 * Starts a run with code that is loaded for the first one: the page is drawn without it. What is asked of the run before
 * that is told to it then.
 */
function startLoaded(
  request: RunRequest,
  onSnapshot: (snapshot: RunSnapshot) => void,
  start: RunStart,
  sign: Sign | null,
): BrowserRun {
  let run: BrowserRun | null = null;
  let ended = false;
  const early: ((control: RunControl) => void)[] = [];
  const tell = (call: (control: RunControl) => void) => {
    if (run === null) early.push(call);
    else call(run.control);
  };
  import('./browser-run').then(
    ({ startRun }) => {
      if (ended) return;
      run = startRun(request, onSnapshot, start, sign);
      for (const call of early) call(run.control);
    },
    () => {
      const message =
        'A part of the page could not be loaded. Look whether there is a network, and run again.';
      if (!ended)
        onSnapshot({ ...NOTHING_YET, workers: request.workers, state: { kind: 'failed', message } });
    },
  );
  return {
    control: {
      pause: () => tell((control) => control.pause()),
      resume: () => tell((control) => control.resume()),
      stop: () => tell((control) => control.stop()),
    },
    end: () => {
      ended = true;
      run?.end();
    },
  };
}

const NOTHING_YET: Omit<RunSnapshot, 'state' | 'workers'> = {
  front: [],
  evaluations: 0,
  evaluationsPerSecond: 0,
  duplicates: 0,
  islands: [],
  seconds: 0,
  engine: null,
  seeded: false,
};

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
function respawningOracle(sign: Sign | null): OracleService {
  let worker: WorkerHandle<OracleService> | null = null;
  const service = (): OracleService => {
    const living = worker?.failure() === null ? worker : spawnOracleWorker('page', sign);
    worker = living;
    return living.service;
  };
  return {
    tables: (target, watch) => service().tables(target, watch),
    measure: (target, program) => service().measure(target, program),
    polish: (target, program, effort, constraints) => service().polish(target, program, effort, constraints),
    constraints: (target, program, constraints, error) =>
      service().constraints(target, program, constraints, error),
    errorCurve: (target, program, columns, window) => service().errorCurve(target, program, columns, window),
  };
}
