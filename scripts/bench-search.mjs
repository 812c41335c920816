/** What each part of the search is worth: built as the command line is, so that it measures the code that runs. */

import { pathToFileURL } from 'node:url';
import { ensureNodeBuild } from './build-node.mjs';

await import(pathToFileURL(await ensureNodeBuild('bench-search', 'tests/bench/search.ts')).href);
