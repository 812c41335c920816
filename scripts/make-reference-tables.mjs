/**
 * Writes the tables and coefficients of the reference kernel, src/evaluation/wasm/reference/tables, from the
 * project's own multiple-precision functions:
 *
 *   node scripts/make-reference-tables.mjs
 */

import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './inputs.mjs';

// Loaded without a build of the kernels, which need the tables.
await runnerImport(join(ROOT, 'scripts/reference-tables/main.ts'), { root: ROOT, logLevel: 'error' });
