/**
 * Compiles the SIMD kernel with the AssemblyScript compiler and writes it, as base64 text in a module, next to its
 * sources: a module is the one form that vite, Node and the tests load alike. Does nothing when it is up to date.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { hashInputs, ROOT } from './inputs.mjs';

const SOURCES = 'src/evaluation/wasm/kernel';
const OUTPUT = join(ROOT, 'src/evaluation/wasm/kernel.generated.ts');

const COMPILER = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');

/** No garbage collector and no imports: the kernel manages its exported memory itself. */
const COMPILER_OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];

/** @returns {string | undefined} the hash of the sources that the existing output was made from */
function builtFrom() {
  try {
    return /^\/\/ inputs: ([0-9a-f]+)$/m.exec(readFileSync(OUTPUT, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/**
 * @returns {Buffer} the WebAssembly module
 * @throws {Error} with the compiler's own messages
 */
function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    const wasm = join(folder, 'kernel.wasm');
    const result = spawnSync(
      process.execPath,
      [COMPILER, `${SOURCES}/index.ts`, '--outFile', wasm, ...COMPILER_OPTIONS],
      { cwd: ROOT, encoding: 'utf8' },
    );
    if (result.status !== 0) {
      throw new Error(`the kernel does not compile\n${result.stdout}${result.stderr}`);
    }
    return readFileSync(wasm);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes sure that the compiled kernel is that of the sources. Safe to call from several processes at once. */
export function ensureKernel() {
  const inputs = hashInputs([SOURCES, 'scripts/build-kernel.mjs', 'package-lock.json']);
  if (builtFrom() === inputs) return;
  const text = [
    '// Compiled from ./kernel by scripts/build-kernel.mjs.',
    `// inputs: ${inputs}`,
    `export const KERNEL_BASE64 =\n  '${compile().toString('base64')}';`,
    '',
  ].join('\n');
  const draft = `${OUTPUT}.${String(process.pid)}`;
  writeFileSync(draft, text);
  renameSync(draft, OUTPUT);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureKernel();
