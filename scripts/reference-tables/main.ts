/** Writes every table of the reference kernel. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cwd, stdout } from 'node:process';
import { arctangentTables } from './arctangent';
import { errorFunctionTables } from './error-function';
import { exponentialTables } from './exponential';
import { logarithmTables } from './logarithm';
import { seriesCoefficients } from './series';
import { trigonometricTables } from './trigonometric';

const FOLDER = join(cwd(), 'src/evaluation/wasm/reference/tables');

const FILES: Readonly<Record<string, () => string>> = {
  'exponential.ts': exponentialTables,
  'logarithm.ts': logarithmTables,
  'trigonometric.ts': trigonometricTables,
  'arctangent.ts': arctangentTables,
  'error-function.ts': errorFunctionTables,
  'series.ts': seriesCoefficients,
};

mkdirSync(FOLDER, { recursive: true });
for (const [name, content] of Object.entries(FILES)) {
  const header =
    `// AssemblyScript. Written by scripts/make-reference-tables.mjs (scripts/reference-tables/${name}) from the project's\n` +
    '// multiple-precision arithmetic; not edited by hand. _HI and _LO are the two parts of a double-double.\n\n';
  writeFileSync(join(FOLDER, name), header + content());
  stdout.write(`${name}\n`);
}
