/** The page's reader of targets: a worker of its own, given up and started anew when what it reads is no longer wanted. */

import type { FunctionSketch, TargetCheck, TargetService } from '../protocol/target-service';
import { attach, type WorkerHandle } from './workers';

/** An earlier question may still take this many ms before its worker is ended for a later one. */
const PATIENCE = 200;

function spawnTargetWorker(): WorkerHandle<TargetService> {
  const worker = new Worker(new URL('../../workers/target.worker.ts', import.meta.url), {
    type: 'module',
    name: 'target',
  });
  const { remote, guard, terminate } = attach<TargetService>(worker, 'target worker');
  const service: TargetService = {
    check: (text) => guard.run<TargetCheck>(() => remote.check(text)),
    sketch: (target, columns) => guard.run<FunctionSketch>(() => remote.sketch(target, columns)),
  };
  return { service, failure: () => guard.failure, terminate };
}

/**
 * Starts its worker with the first question. A question waits `PATIENCE` ms at most for the one before it; then the worker
 * is ended, which rejects that one, and a new one answers.
 */
export function impatientTargets(): TargetService {
  let worker: WorkerHandle<TargetService> | null = null;
  let before: Promise<unknown> = Promise.resolve();
  const ask = <Answer>(question: (service: TargetService) => Promise<Answer>): Promise<Answer> => {
    const earlier = before;
    const answer = (async () => {
      if (!(await settlesWithin(earlier, PATIENCE))) worker?.terminate();
      const living = worker?.failure() === null ? worker : spawnTargetWorker();
      worker = living;
      return await question(living.service);
    })();
    before = answer.catch(() => undefined);
    return answer;
  };
  return {
    check: (text) => ask((service) => service.check(text)),
    sketch: (target, columns) => ask((service) => service.sketch(target, columns)),
  };
}

/** Whether a promise that never rejects settles within so many ms. */
function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
