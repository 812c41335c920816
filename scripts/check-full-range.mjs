/** Compares exported full-range functions with their reference at every number of binary32: built as the command line is. */

import { pathToFileURL } from 'node:url';
import { ensureNodeBuild } from './build-node.mjs';

await import(
  pathToFileURL(await ensureNodeBuild('check-full-range', 'tests/bench/check-full-range.ts')).href
);
