/** An engine whose runs and answers the test dictates. */

import type { Engine, RunRequest, RunStart } from '../../src/client/engine';
import type { OracleService } from '../../src/protocol/oracle-service';
import type { RunSnapshot } from '../../src/protocol/run';
import { checkTarget } from '../../src/run/target-service';

export interface FakeRun {
  readonly request: RunRequest;
  readonly start: RunStart;
  readonly calls: string[];
  say(snapshot: Partial<RunSnapshot>): void;
}

export interface FakeEngine extends Engine {
  readonly runs: FakeRun[];
}

const QUIET: RunSnapshot = {
  state: { kind: 'running' },
  front: [],
  evaluations: 0,
  evaluationsPerSecond: 0,
  duplicates: 0,
  islands: [],
  seconds: 0,
  workers: 2,
  engine: null,
  seeded: false,
};

/** Questions that the test has no answer for are refused. */
export function fakeEngine(answers: Partial<OracleService> = {}): FakeEngine {
  const refuse = () => Promise.reject(new Error('not part of this test'));
  const runs: FakeRun[] = [];
  return {
    runs,
    oracle: {
      tables: refuse,
      measure: refuse,
      constraints: refuse,
      polish: refuse,
      errorCurve: refuse,
      ...answers,
    },
    baselines: { families: refuse },
    targets: { check: (text) => Promise.resolve(checkTarget(text)), sketch: refuse },
    certificates: { certify: refuse },
    checkExhaustively: () => {
      throw new Error('not part of this test');
    },
    startRun: (request, onSnapshot, start = {}) => {
      const calls: string[] = [];
      runs.push({ request, start, calls, say: (snapshot) => onSnapshot({ ...QUIET, ...snapshot }) });
      return {
        pause: () => calls.push('pause'),
        resume: () => calls.push('resume'),
        stop: () => calls.push('stop'),
      };
    },
  };
}

/** A promise to be settled by hand. */
export function deferred<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((settle, refuse) => {
    resolve = settle;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
