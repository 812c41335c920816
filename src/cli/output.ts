/** What the command line writes to files. */

import { writeFile } from 'node:fs/promises';
import { shown } from './flags';
import { UsageError } from './usage-error';

/** Writes a file, over one that is there. UsageError where that cannot be done. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new UsageError(
      `cannot write ${shown(path)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
