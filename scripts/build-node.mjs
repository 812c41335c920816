/**
 * Builds what runs in Node from the same sources as the page: the command line, the benchmarks and their workers.
 *
 * Each build goes into a folder named after the hash of its inputs, made elsewhere and then renamed: whoever finds
 * the folder finds it whole, processes that start at the same time cannot disturb each other, and a process that
 * runs on goes on finding the worker files that belong to it.
 */

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKernel } from './build-kernel.mjs';
import { hashInputs, ROOT } from './inputs.mjs';

const OUTPUT = join(ROOT, 'dist-cli');

/** Builds that nobody has used for this long are removed when a new one is made. */
const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

/** The workers that src/cli/node-workers.ts starts, beside whatever entry is built. */
const WORKERS = {
  'search.worker': 'workers/search.worker.ts',
  'oracle.worker': 'workers/oracle.worker.ts',
  'scan.worker': 'workers/scan.worker.ts',
};

/**
 * @param {Record<string, string>} entries
 * @param {string} folder
 */
async function bundle(entries, folder) {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // Everything is bundled: what is built needs no package at run time, and starts faster. Dawn, which the benchmarks
    // use, is a library that must lie where it is installed, and the compiler of TypeScript is too large.
    ssr: { noExternal: true, external: ['webgpu', 'typescript'], target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(ROOT, path)])),
        // Flat: a worker's file lies beside whichever file starts it.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
}

function removeOldBuilds() {
  for (const name of readdirSync(OUTPUT)) {
    const path = join(OUTPUT, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined && Date.now() - status.mtimeMs > KEPT_MILLISECONDS) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/**
 * Makes sure that a build of the present sources exists.
 *
 * @param {string} name of the entry
 * @param {string} path of the entry's source, relative to the root
 * @returns {Promise<string>} the absolute path of the entry's JavaScript
 */
export async function ensureNodeBuild(name, path) {
  ensureKernel();
  const inputs = hashInputs([
    path.slice(0, path.lastIndexOf('/')),
    'src',
    'workers',
    'shaders',
    'package-lock.json',
    'scripts/build-node.mjs',
    'scripts/build-kernel.mjs',
  ]);
  const folder = join(OUTPUT, `${name}-${inputs}`);
  if (!existsSync(folder)) {
    const draft = join(OUTPUT, `draft-${String(process.pid)}`);
    mkdirSync(draft, { recursive: true });
    try {
      await bundle({ [name]: path, ...WORKERS }, draft);
      removeOldBuilds();
      try {
        renameSync(draft, folder);
      } catch (error) {
        // Another process was faster.
        if (!existsSync(folder)) throw error;
      }
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return join(folder, `${name}.js`);
}
