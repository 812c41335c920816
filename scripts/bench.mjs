/** The benchmarks: built as the command line is, so that they measure the code that runs. */

import { pathToFileURL } from 'node:url';
import { ensureNodeBuild } from './build-node.mjs';

await import(pathToFileURL(await ensureNodeBuild('bench', 'tests/bench/main.ts')).href);
