/** Spawns the page's workers and speaks with them through comlink. */

import * as Comlink from 'comlink';
import type { BaselineService } from '../protocol/baseline-service';
import type { CertificateService } from '../protocol/certificate-service';
import type { EnumerationHost } from '../protocol/enumeration-host';
import type { IslandHost } from '../protocol/island-host';
import type { OracleService } from '../protocol/oracle-service';
import type { ScanService } from '../protocol/scan-service';
import { CrashGuard } from '../run/crash-guard';
import type { Sign } from '../run/right-of-way';

/** A worker and the typed service it offers. Its calls reject once the worker has crashed or was ended. */
export interface WorkerHandle<Service> {
  readonly service: Service;
  /** Why the worker is gone, or null while it lives. */
  failure(): Error | null;
  terminate(): void;
}

export function spawnSearchWorker(number: number): WorkerHandle<IslandHost> {
  const name = `search worker ${number}`;
  const worker = new Worker(new URL('../../workers/search.worker.ts', import.meta.url), {
    type: 'module',
    name: 'search',
  });
  const { remote, guard, terminate } = attach<IslandHost>(worker, name);
  const service: IslandHost = {
    configure: (setup) => guard.run(() => remote.configure(setup)),
    advance: (island, evaluations) => guard.run(() => remote.advance(island, evaluations)),
    emigrants: (island) => guard.run(() => remote.emigrants(island)),
    immigrate: (island, migrants) => guard.run(() => remote.immigrate(island, migrants)),
    state: (island) => guard.run(() => remote.state(island)),
    gpuReport: () => guard.run(async () => await remote.gpuReport()),
  };
  return { service, failure: () => guard.failure, terminate };
}

/** Search workers enumerate as well. */
export function spawnEnumerationWorker(number: number): WorkerHandle<EnumerationHost> {
  const worker = new Worker(new URL('../../workers/search.worker.ts', import.meta.url), {
    type: 'module',
    name: 'enumeration',
  });
  const { remote, guard, terminate } = attach<EnumerationHost>(worker, `enumeration worker ${number}`);
  const service: EnumerationHost = {
    configureEnumeration: (setup) => guard.run(() => remote.configureEnumeration(setup)),
    fitPart: (part, watch) => guard.run(() => remote.fitPart(part, Comlink.proxy(watch))),
  };
  return { service, failure: () => guard.failure, terminate };
}

export function spawnScanWorker(number: number): WorkerHandle<ScanService> {
  const worker = new Worker(new URL('../../workers/scan.worker.ts', import.meta.url), {
    type: 'module',
    name: 'scan',
  });
  const { remote, guard, terminate } = attach<ScanService>(worker, `scan worker ${number}`);
  const service: ScanService = {
    prepare: (target, program) => guard.run(() => remote.prepare(target, program)),
    scan: (first, last) => guard.run(() => remote.scan(first, last)),
  };
  return { service, failure: () => guard.failure, terminate };
}

/** `purpose` names the worker in messages; `sign` is what it heeds, where there is one. */
export function spawnOracleWorker(purpose: string, sign: Sign | null = null): WorkerHandle<OracleService> {
  const name = `${purpose} oracle worker`;
  const worker = new Worker(new URL('../../workers/oracle.worker.ts', import.meta.url), {
    type: 'module',
    name: 'oracle',
  });
  const { remote, guard, terminate } = attach<OracleService & { heed: (sign: Sign) => void }>(worker, name);
  // A worker that has crashed says so when it is asked for something.
  if (sign !== null) guard.run(async () => await remote.heed(sign)).catch(() => undefined);
  const service: OracleService = {
    tables: (target, watch) =>
      guard.run(() => remote.tables(target, watch === undefined ? undefined : Comlink.proxy(watch))),
    measure: (target, program) => guard.run(() => remote.measure(target, program)),
    polish: (target, program, effort, constraints) =>
      guard.run(() => remote.polish(target, program, effort, constraints)),
    constraints: (target, program, constraints, error) =>
      guard.run(() => remote.constraints(target, program, constraints, error)),
    errorCurve: (target, program, columns, window) =>
      guard.run(() => remote.errorCurve(target, program, columns, window)),
  };
  return { service, failure: () => guard.failure, terminate };
}

/** The worker that owns the oracle makes certificates as well. */
export function spawnCertificateWorker(): WorkerHandle<CertificateService> {
  const worker = new Worker(new URL('../../workers/oracle.worker.ts', import.meta.url), {
    type: 'module',
    name: 'certificate',
  });
  const { remote, guard, terminate } = attach<CertificateService>(worker, 'certificate worker');
  const service: CertificateService = {
    certify: (target, program, options, watch) =>
      guard.run(() =>
        remote.certify(target, program, options, watch === undefined ? undefined : Comlink.proxy(watch)),
      ),
  };
  return { service, failure: () => guard.failure, terminate };
}

export function spawnBaselineWorker(): WorkerHandle<BaselineService> {
  const worker = new Worker(new URL('../../workers/baseline.worker.ts', import.meta.url), {
    type: 'module',
    name: 'baseline',
  });
  const { remote, guard, terminate } = attach<BaselineService>(worker, 'baseline worker');
  const service: BaselineService = {
    families: (request, listener) => guard.run(() => remote.families(request, Comlink.proxy(listener))),
  };
  return { service, failure: () => guard.failure, terminate };
}

/** Speaks with a worker as a service; calls made through `guard.run` reject once it is gone. */
export function attach<Service>(worker: Worker, name: string) {
  const guard = new CrashGuard();
  worker.addEventListener('error', (event) => {
    // A script that does not load gives a plain event without a message.
    const cause = event instanceof ErrorEvent ? event.message : 'its script did not load';
    guard.fail(new Error(`The ${name} crashed: ${cause}.`));
  });
  worker.addEventListener('messageerror', () => {
    guard.fail(new Error(`The ${name} sent a message that could not be read.`));
  });
  const remote = Comlink.wrap<Service>(worker);
  const terminate = () => {
    guard.fail(new Error(`The ${name} was ended.`));
    worker.terminate();
  };
  return { remote, guard, terminate };
}
