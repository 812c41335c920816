/** The web workers of workers/, run on Node's worker threads. */

import { Worker } from 'node:worker_threads';
import { proxy, type Remote, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import { CrashGuard } from '../run/crash-guard';

export type WorkerName = 'search' | 'oracle' | 'scan';

export interface NodeWorker<T> {
  /** The worker's service. A call rejects when the service throws, or when the worker dies before it answers. */
  readonly proxy: Remote<T>;
  /** Ends the worker at once; calls that are still unanswered reject. */
  terminate(): Promise<void>;
}

/** The worker ended, by itself or by `terminate`, before it answered. */
export class WorkerEndedError extends Error {
  override readonly name = 'WorkerEndedError';
}

/**
 * The service with calls that reject once the worker has ended, where comlink would leave them pending for ever.
 * Covers what the services are: objects whose methods return promises.
 */
function guarded<T extends object>(service: T, guard: CrashGuard): T {
  return new Proxy(service, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof key !== 'string' || key === 'then' || typeof member !== 'function') return member;
      return (...args: unknown[]) =>
        guard.run(() => Promise.resolve<unknown>(Reflect.apply(member, target, args.map(callable))));
    },
  });
}

/** A function stays where it is: the worker is given the means to call it. */
function callable(argument: unknown): unknown {
  return typeof argument === 'function' ? proxy(argument) : argument;
}

/**
 * Starts one of the project's workers on a thread.
 *
 * @param name the worker's role; its file lies beside this one once built
 */
export function spawnNodeWorker<T>(name: WorkerName): NodeWorker<T> {
  const file = `./${name}.worker.js`;
  const worker = new Worker(new URL(file, import.meta.url));
  const calls = new CrashGuard();
  worker.on('error', (error) => {
    calls.fail(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('messageerror', (error) => {
    calls.fail(error);
  });
  worker.on('exit', (code) => {
    calls.fail(new WorkerEndedError(`the ${name} worker ended with code ${String(code)}`));
  });
  return {
    proxy: guarded(wrap<T>(nodeEndpoint(worker)), calls),
    async terminate() {
      calls.fail(new WorkerEndedError(`the ${name} worker was ended`));
      await worker.terminate();
    },
  };
}
