/** What the command line finds, for tests in the browser to compare with. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BrowserCommand } from 'vitest/node';

/** The front that `cli search` prints with these flags. */
export const nodeFront: BrowserCommand<[flags: string[]]> = async (_, flags) => {
  const { stdout } = await promisify(execFile)('node', ['scripts/cli.mjs', 'search', ...flags], {
    maxBuffer: 2 ** 26,
  });
  return (JSON.parse(stdout) as { front: unknown }).front;
};
