/** The file in which a search is kept, so that `search --continue` goes on with it. */

import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { writeRunFile, type RunSummary } from '../persistence/run-record';
import type { RunCheckpoint } from '../search/checkpoint';
import { UsageError } from './usage-error';

/** All of a summary that does not change while the run goes on. */
export type Beginning = Omit<
  RunSummary,
  'id' | 'created' | 'updated' | 'state' | 'evaluations' | 'duplicates' | 'seconds' | 'front'
>;
export type Progress = Pick<RunSummary, 'state' | 'evaluations' | 'duplicates' | 'seconds' | 'front'>;

/**
 * Writes checkpoints to the file, each in place of the one before: a crash leaves one of them whole. UsageError where the
 * file cannot be written, which is tried at once.
 */
export function checkpointFile(
  path: string,
  beginning: Beginning,
): (progress: Progress, checkpoint: RunCheckpoint | null) => void {
  const created = Date.now();
  const id = randomUUID();
  const write = (progress: Progress, checkpoint: RunCheckpoint | null): void => {
    const summary: RunSummary = { ...beginning, ...progress, id, created, updated: Date.now() };
    const unfinished = `${path}.unfinished`;
    try {
      writeFileSync(unfinished, writeRunFile({ summary, checkpoint }));
      renameSync(unfinished, path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(`cannot write the checkpoint: ${reason}`);
    }
  };
  return write;
}
