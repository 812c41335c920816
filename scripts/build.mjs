/** Builds the page into dist/. Does nothing when it is up to date, unless called as a command. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ensureKernel } from './build-kernel.mjs';
import { hashInputs, ROOT } from './inputs.mjs';

/** Names the inputs of what is in dist/; written last, so that a broken-off build has none. */
const STAMP = join(ROOT, 'dist', '.inputs');

/** @returns {string} */
function inputs() {
  return hashInputs([
    'index.html',
    'embed.html',
    'vite.config.ts',
    'package-lock.json',
    'public',
    'shaders',
    'src',
    'workers',
    'scripts/build.mjs',
    'scripts/build-kernel.mjs',
    'scripts/social-plugin.mjs',
    'scripts/offline-plugin.mjs',
    'scripts/serving.mjs',
  ]);
}

/** @returns {Promise<void>} */
async function buildPage() {
  ensureKernel();
  const before = inputs();
  await build({ root: ROOT, configFile: join(ROOT, 'vite.config.ts') });
  writeFileSync(STAMP, before);
}

/** Builds the page if what is in dist/ is not made from the present sources. */
export async function ensurePage() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs()) return;
  await buildPage();
}

if (argv[1] === fileURLToPath(import.meta.url)) await buildPage();
