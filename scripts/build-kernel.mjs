/**
 * Compiles the SIMD kernels with the AssemblyScript compiler and writes each, as base64 text in a module, next to its
 * sources: a module is the one form that vite, Node and the tests load alike. Does nothing for what is up to date.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { hashInputs, ROOT } from './inputs.mjs';

/**
 * @typedef {object} Kernel
 * @property {string} sources a folder; the output is named after it
 * @property {string} constant
 * @property {{ constant: string, replaced: string, by: string }} [scalar] a second module of the same sources, one of
 *   which gives its place to another, for machines without SIMD
 */

/** @type {readonly Kernel[]} */
const KERNELS = [
  { sources: 'src/evaluation/wasm/kernel', constant: 'KERNEL_BASE64' },
  { sources: 'src/evaluation/wasm/reference', constant: 'REFERENCE_BASE64' },
  {
    sources: 'src/evaluation/wasm/wide-kernel',
    constant: 'WIDE_KERNEL_BASE64',
    scalar: { constant: 'SCALAR_WIDE_KERNEL_BASE64', replaced: 'lanes.ts', by: 'scalar-lanes.ts' },
  },
];

const COMPILER = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');

/** No garbage collector and no imports: a kernel manages its exported memory itself. */
const COMPILER_OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='];

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
 * @param {Kernel['scalar']} [scalar]
 * @returns {Buffer} the WebAssembly module
 * @throws {Error} with the compiler's own messages
 */
function compile(sources, scalar) {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    const wasm = join(folder, 'kernel.wasm');
    let entry = `${sources}/index.ts`;
    if (scalar !== undefined) {
      // The compiler takes paths relative to where it runs.
      const copy = join(folder, basename(sources));
      cpSync(join(ROOT, sources), copy, { recursive: true });
      copyFileSync(join(copy, scalar.by), join(copy, scalar.replaced));
      entry = relative(ROOT, join(copy, 'index.ts'));
    }
    const simd = scalar === undefined ? '--enable' : '--disable';
    const result = spawnSync(
      process.execPath,
      [COMPILER, entry, '--outFile', wasm, ...COMPILER_OPTIONS, simd, 'simd'],
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

/**
 * @param {string} constant
 * @param {Buffer} module
 * @returns {string} the declaration
 */
function declaration(constant, module) {
  return `export const ${constant} =\n  '${module.toString('base64')}';`;
}

/** @param {Kernel} kernel */
function ensureCompiled({ sources, constant, scalar }) {
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
    declaration(constant, compile(sources)),
    ...(scalar === undefined ? [] : [declaration(scalar.constant, compile(sources, scalar))]),
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
