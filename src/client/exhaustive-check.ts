/** Exhaustive checks on the page's workers. */

import type { Program } from '../program/program';
import type { ExhaustiveSnapshot } from '../protocol/scan-service';
import { ExhaustiveCheck } from '../run/exhaustive-check';
import type { Target } from '../targets/target';
import { planExhaustive } from '../verification/exhaustive-plan';
import type { CheckControl } from './engine';
import { spawnScanWorker } from './workers';

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
  // Before any worker is started: not every target can be checked.
  planExhaustive(target);
  const scanners = Array.from({ length: workers }, (_, i) => spawnScanWorker(i + 1));
  const end = () => {
    for (const scanner of scanners) scanner.terminate();
  };
  const check = new ExhaustiveCheck({
    target,
    program,
    scanners: scanners.map(({ service }) => service),
    onSnapshot,
    now: () => performance.now(),
  });
  // A failure is published as a snapshot; the promise only tells that the workers have nothing left to do.
  check.run().then(end, end);
  return {
    pause: () => check.pause(),
    resume: () => check.resume(),
    cancel: () => check.cancel(),
  };
}
