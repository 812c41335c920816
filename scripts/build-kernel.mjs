/**
 * Compiles the SIMD kernels with the AssemblyScript compiler and writes each, as base64 text in a module, next to its
 * sources: a module is the one form that vite, Node and the tests load alike. Does nothing for what is up to date.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { hashInputs, ROOT } from './inputs.mjs';

/** @typedef {{ sources: string, constant: string }} Kernel `sources` is a folder; the output is named after it */

/** @type {readonly Kernel[]} */
const KERNELS = [
  { sources: 'src/evaluation/wasm/kernel', constant: 'KERNEL_BASE64' },
  { sources: 'src/evaluation/wasm/reference', constant: 'REFERENCE_BASE64' },
];

const COMPILER = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');

/** No garbage collector and no imports: a kernel manages its exported memory itself. */
const COMPILER_OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];

/**
 * @param {string} output
 * @returns {string | undefined} the hash of the sources that the existing output was made from
 */
function builtFrom(output) {
  try {
    return /^\/\/ inputs: ([0-9a-f]+)$/m.exec(readFileSync(output, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/**
 * @param {string} sources
 * @returns {Buffer} the WebAssembly module
 * @throws {Error} with the compiler's own messages
 */
function compile(sources) {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    const wasm = join(folder, 'kernel.wasm');
    const result = spawnSync(
      process.execPath,
      [COMPILER, `${sources}/index.ts`, '--outFile', wasm, ...COMPILER_OPTIONS],
      { cwd: ROOT, encoding: 'utf8' },
    );
    if (result.status !== 0) {
      throw new Error(`${sources} does not compile\n${result.stdout}${result.stderr}`);
    }
    return readFileSync(wasm);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Kernel} kernel */
function ensureCompiled({ sources, constant }) {
  const output = join(ROOT, `${sources}.generated.ts`);
  // Kernels share sources, so a change of one counts for all.
  const inputs = hashInputs([
    ...KERNELS.map((kernel) => kernel.sources),
    'scripts/build-kernel.mjs',
    'package-lock.json',
  ]);
  if (builtFrom(output) === inputs) return;
  const text = [
    `// Compiled from ./${basename(sources)} by scripts/build-kernel.mjs.`,
    `// inputs: ${inputs}`,
    `export const ${constant} =\n  '${compile(sources).toString('base64')}';`,
    '',
  ].join('\n');
  const draft = `${output}.${String(process.pid)}`;
  writeFileSync(draft, text);
  renameSync(draft, output);
}

/** Makes sure that the compiled kernels are those of the sources. Safe to call from several processes at once. */
export function ensureKernel() {
  for (const kernel of KERNELS) ensureCompiled(kernel);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureKernel();
