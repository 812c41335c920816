/** What the command line writes to files. */

import { writeFile } from 'node:fs/promises';
import { type ModuleExport, zipModule } from '../persistence/module-export';
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

/** Writes the archive of a module and says what is in it. UsageError where it cannot be written. */
export async function writeModule(
  path: string,
  module: ModuleExport,
): Promise<{ readonly file: string; readonly files: readonly string[] }> {
  await writeBytes(path, zipModule(module));
  return { file: path, files: module.files.map(({ name }) => name) };
}
