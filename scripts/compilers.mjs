/**
 * Finds the compilers and interpreters with which the tests check exported code: GCC, Clang, rustc, Python with NumPy
 * and glslangValidator. As a command it installs what is missing, where it may, and prints what was found.
 */

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { canInstallPackages, installPackages } from './apt.mjs';

/**
 * @typedef {object} Tool
 * @property {readonly string[]} commands where it may be, the first that works being taken
 * @property {readonly string[]} probe arguments with which it ends well exactly if it can be used
 * @property {readonly string[]} packages of Debian that bring it
 */

/** @typedef {'gcc' | 'clang' | 'rustc' | 'python' | 'glslang'} ToolName */

/** @type {Readonly<Record<ToolName, Tool>>} */
const TOOLS = {
  // On macOS gcc is a name of Clang.
  gcc: {
    commands: ['gcc', 'gcc-14', 'gcc-13', 'gcc-12'],
    probe: ['--version'],
    packages: ['gcc', 'libc6-dev'],
  },
  clang: { commands: ['clang'], probe: ['--version'], packages: ['clang', 'libc6-dev'] },
  rustc: { commands: ['rustc'], probe: ['--version'], packages: ['rustc'] },
  python: {
    commands: ['python3', '/usr/bin/python3', 'python'],
    probe: ['-c', 'import numpy'],
    packages: ['python3', 'python3-numpy'],
  },
  glslang: { commands: ['glslangValidator'], probe: ['--version'], packages: ['glslang-tools'] },
};

/** @type {readonly ToolName[]} */
export const TOOL_NAMES = ['gcc', 'clang', 'rustc', 'python', 'glslang'];

/**
 * @param {ToolName} name
 * @returns {string | undefined} the command that starts it; nothing is installed
 */
function findTool(name) {
  const { commands, probe } = TOOLS[name];
  return commands.find(
    (command) => spawnSync(command, [...probe], { stdio: 'ignore', timeout: 60_000 }).status === 0,
  );
}

/**
 * @param {ToolName} name
 * @returns {string} the command that starts it
 * @throws {Error} if there is none; nothing is installed
 */
export function toolCommand(name) {
  const found = findTool(name);
  if (found !== undefined) return found;
  const { commands, packages } = TOOLS[name];
  throw new Error(
    `${commands[0] ?? name} was not found, and exported code is tested with it: run node scripts/compilers.mjs, or ` +
      `install it (on Debian: apt-get install ${packages.join(' ')}).`,
  );
}

/**
 * Installs what is missing.
 *
 * @returns {Record<string, string>} the command of each tool
 * @throws {Error} if one cannot be had
 */
export function ensureCompilers() {
  const missing = TOOL_NAMES.filter((name) => findTool(name) === undefined);
  if (missing.length > 0 && canInstallPackages()) {
    console.error(`Installing what tests of exported code need: ${missing.join(', ')}.`);
    installPackages(missing.flatMap((name) => TOOLS[name].packages));
  }
  return Object.fromEntries(TOOL_NAMES.map((name) => [name, toolCommand(name)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureCompilers());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
