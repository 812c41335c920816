/** The command line: builds it if its sources have changed, without a word on stdout, and runs it in this process. */

import { pathToFileURL } from 'node:url';
import { ensureNodeBuild } from './build-node.mjs';

await import(pathToFileURL(await ensureNodeBuild('main', 'src/cli/main.ts')).href);
