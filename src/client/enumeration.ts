/** Enumerations of small programs on the page's workers. */

import type { Opcode } from '../program/opcode';
import type { EnumerationProgress, EnumerationResult } from '../run/enumeration';
import type { Target } from '../targets/target';
import { searchWorkerCount } from './browser-engine';
import { spawnEnumerationWorker, spawnOracleWorker } from './workers';

export interface EnumerationRequest {
  readonly target: Target;
  readonly opcodes: readonly Opcode[];
  readonly maxOps: number;
  readonly starts: number;
}

export interface EnumerationControl {
  /** What was found, or as much as until it was cancelled. */
  readonly result: Promise<EnumerationResult>;
  cancel(): void;
}

export type StartEnumeration = (
  request: EnumerationRequest,
  onProgress: (progress: EnumerationProgress) => void,
) => EnumerationControl;

const PROGRESS_MILLISECONDS = 100;

/** Fits every structure of up to so many operations; the workers start with it and end with it. */
export const startEnumeration: StartEnumeration = (request, onProgress) => {
  let wanted = true;
  return {
    result: enumerate(request, onProgress, () => wanted),
    cancel: () => {
      wanted = false;
    },
  };
};

/** What runs it is loaded for the first one. */
async function enumerate(
  request: EnumerationRequest,
  onProgress: (progress: EnumerationProgress) => void,
  isWanted: () => boolean,
): Promise<EnumerationResult> {
  const { runEnumeration } = await import('../run/enumeration');
  const workers = Array.from({ length: searchWorkerCount() }, (_, i) => spawnEnumerationWorker(i + 1));
  const oracle = spawnOracleWorker('enumeration');
  let told = -Infinity;
  try {
    return await runEnumeration({
      ...request,
      hosts: workers.map(({ service }) => service),
      oracle: oracle.service,
      isWanted,
      onProgress: (progress) => {
        const now = performance.now();
        if (now - told < PROGRESS_MILLISECONDS) return;
        told = now;
        onProgress(progress);
      },
    });
  } finally {
    for (const worker of workers) worker.terminate();
    oracle.terminate();
  }
}
