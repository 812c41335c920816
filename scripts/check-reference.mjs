/** Compares the reference kernel with the oracle: built as the command line is, so that it checks the code that runs. */

import { pathToFileURL } from 'node:url';
import { ensureNodeBuild } from './build-node.mjs';

await import(pathToFileURL(await ensureNodeBuild('check-reference', 'tests/bench/check-reference.ts')).href);
