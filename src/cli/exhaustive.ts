/** Exhaustive checks on Node's worker threads. */

import { availableParallelism } from 'node:os';
import { formatSignificant } from '../numerics/number-text';
import type { Program } from '../program/program';
import type { ExhaustiveError, ExhaustiveSnapshot, ScanService } from '../protocol/scan-service';
import { ExhaustiveCheck } from '../run/exhaustive-check';
import { createScanService } from '../run/scan-service';
import type { Target } from '../targets/target';
import { planExhaustive } from '../verification/exhaustive-plan';
import { readInteger } from './flags';
import { spawnNodeWorker } from './node-workers';

const MAX_WORKERS = 64;
/** So many numbers are checked sooner than a worker has started. */
const FEW = 2 ** 20;
const FEW_BY_ORACLE = 2 ** 12;

/** The value of --workers for checks; all cores where it is not given. */
export function readCheckWorkers(text: string | undefined): number {
  if (text !== undefined) return readInteger('workers', text, 1, MAX_WORKERS);
  return Math.min(MAX_WORKERS, Math.max(1, availableParallelism()));
}

/** Checks every number of the target's interval by so many workers, with a line of progress a second on stderr. */
export async function checkOnWorkers(
  target: Target,
  program: Program,
  workers: number,
): Promise<ExhaustiveError> {
  const { total, fast } = planExhaustive(target);
  const threads =
    total <= (fast ? FEW : FEW_BY_ORACLE)
      ? []
      : Array.from({ length: workers }, () => spawnNodeWorker<ScanService>('scan'));
  const scanners = threads.length === 0 ? [createScanService()] : threads.map(({ proxy }) => proxy);
  const check = new ExhaustiveCheck({
    target,
    program,
    scanners,
    onSnapshot: progressTo(process.stderr),
    now: () => performance.now(),
  });
  try {
    return await check.run();
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

const INTERVAL_MILLISECONDS = 1000;

function progressTo(stream: NodeJS.WriteStream): (snapshot: ExhaustiveSnapshot) => void {
  let last = performance.now();
  return ({ state, done, total, secondsLeft, maxError }) => {
    if (state.kind !== 'running' || performance.now() - last < INTERVAL_MILLISECONDS) return;
    last = performance.now();
    const left = secondsLeft === null ? '' : `, about ${String(Math.ceil(secondsLeft))} s left`;
    const largest = maxError === null ? '' : `, largest error so far ${formatSignificant(maxError, 4)}`;
    stream.write(`checked ${String(done)} of ${String(total)} numbers${left}${largest}\n`);
  };
}
