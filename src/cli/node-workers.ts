/** The web workers of workers/, run on Node's worker threads. */

import { Worker } from 'node:worker_threads';
import { proxy, type Remote, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';

export type WorkerName = 'search' | 'oracle';

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
 * Makes calls reject once the worker has ended, where comlink would leave them pending for ever.
 * Covers what the services are: objects whose methods return promises.
 */
class PendingCalls {
  readonly #reject = new Set<(reason: Error) => void>();
  #failure: Error | undefined;

  fail(reason: Error): void {
    this.#failure ??= reason;
    for (const reject of this.#reject) reject(this.#failure);
    this.#reject.clear();
  }

  guard<T extends object>(service: T): T {
    return new Proxy(service, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof key !== 'string' || key === 'then' || typeof member !== 'function') return member;
        return (...args: unknown[]) => this.#track(() => Reflect.apply(member, target, args.map(callable)));
      },
    });
  }

  #track(call: () => unknown): Promise<unknown> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#reject.add(reject);
      void Promise.resolve(call())
        .then(resolve, reject)
        .finally(() => this.#reject.delete(reject));
    });
  }
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
  const calls = new PendingCalls();
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
    proxy: calls.guard(wrap<T>(nodeEndpoint(worker))),
    async terminate() {
      calls.fail(new WorkerEndedError(`the ${name} worker was ended`));
      await worker.terminate();
    },
  };
}
