/** Exhaustive checks on the page's workers. */

import type { Program } from '../program/program';
import type { ExhaustiveSnapshot } from '../protocol/scan-service';
import type { ExhaustiveCheck } from '../run/exhaustive-check';
import type { Target } from '../targets/target';
import { planExhaustive } from '../verification/exhaustive-plan';
import type { CheckControl } from './engine';
import { spawnScanWorker } from './workers';

const NOT_LOADED = 'a part of the page could not be loaded; look whether there is a network, and check again';
const NOTHING_YET = {
  ...{ done: 0, seconds: 0, misrounded: 0 },
  ...{ secondsLeft: null, maxError: null },
} as const;

/**
 * Checks every number of the target's interval by so many workers, which end with it. `onSnapshot` is called at 10 Hz at
 * most, the last time with `finished`, `cancelled` or `failed`; what a check failed with is in that message.
 * @param program one whose constants are numbers of the target's format
 * @throws ExhaustiveCheckError for targets that cannot be checked so
 */
export function startExhaustiveCheck(
  target: Target,
  program: Program,
  workers: number,
  onSnapshot: (snapshot: ExhaustiveSnapshot) => void,
): CheckControl {
  // Before anything is started: not every target can be checked.
  const { total } = planExhaustive(target);
  let check: ExhaustiveCheck | null = null;
  let paused = false;
  let cancelled = false;
  const work = async (): Promise<void> => {
    const module = await import('../run/exhaustive-check').catch(() => null);
    if (module === null) {
      onSnapshot({ ...NOTHING_YET, total, workers, state: { kind: 'failed', message: NOT_LOADED } });
      return;
    }
    const scanners = Array.from({ length: workers }, (_, i) => spawnScanWorker(i + 1));
    check = new module.ExhaustiveCheck({
      target,
      program,
      scanners: scanners.map(({ service }) => service),
      onSnapshot,
      now: () => performance.now(),
    });
    if (cancelled) check.cancel();
    else if (paused) check.pause();
    try {
      await check.run();
    } finally {
      for (const scanner of scanners) scanner.terminate();
    }
  };
  // A failure is published as a snapshot; the promise only tells that the workers have nothing left to do.
  void work().catch(() => undefined);
  return {
    pause: () => {
      paused = true;
      check?.pause();
    },
    resume: () => {
      paused = false;
      check?.resume();
    },
    cancel: () => {
      cancelled = true;
      check?.cancel();
    },
  };
}
