/**
 * Everything that must hold: types, lint, formatting, import rules, and the tests of Node, GPU, browser and page.
 *
 * Checks that keep one processor busy run two at a time; what they say comes one after the other. Goes on after a failure.
 * The last line is `N passed, N failed`, the sum over all runners, in which each check without tests of its own counts as
 * one; the exit status is 1 if anything failed. A runner that reports nothing, finds no tests or skips some has failed:
 * silence proves nothing.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './inputs.mjs';
import { runSideBySide } from './side-by-side.mjs';

/** What the tests must do with. */
const PROCESSORS = 2;

/** No step takes more than a fraction of it: one that does hangs, and is ended. */
const TIME_LIMIT_MILLISECONDS = 8 * 60 * 1000;

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 */

/** @typedef {import('./side-by-side.mjs').Write} Write */

const reports = mkdtempSync(join(tmpdir(), 'test-reports-'));

/** @param {string} path below node_modules */
const tool = (path) => join(ROOT, 'node_modules', path);

/** What a terminal shows in colours stays so although it comes through a pipe. */
const COLOURS = process.stdout.isTTY && process.env.NO_COLOR === undefined ? { FORCE_COLOR: '1' } : {};

/**
 * What runs now, each in a process group of its own, so that the browsers and servers that it starts end with it.
 *
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const running = new Set();

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    for (const child of running) end(child);
    process.exit(130);
  });
}

/**
 * Runs a Node script.
 *
 * @param {readonly string[]} args options of Node, the script and its arguments
 * @param {Write} write takes its output
 * @param {Record<string, string>} [variables] added to the environment
 * @returns {Promise<boolean>} whether it ended well and in time
 */
function run(args, write, variables = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...COLOURS, ...variables },
      detached: process.platform !== 'win32',
    });
    running.add(child);
    child.stdout.on('data', write);
    child.stderr.on('data', write);
    const timer = setTimeout(() => {
      write(`Ended after ${String(TIME_LIMIT_MILLISECONDS / 1000)} s.\n`);
      end(child);
    }, TIME_LIMIT_MILLISECONDS);
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(code === 0);
    });
  });
}

/**
 * Makes sure that the failure of a runner is counted even if its report shows none: one that ended badly, wrote no
 * report or ran nothing.
 *
 * @param {boolean} endedWell
 * @param {Count} count
 * @returns {Count}
 */
function judged(endedWell, count) {
  const silent = count.passed + count.failed === 0;
  return (!endedWell || silent) && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/**
 * @param {string} path
 * @param {Write} write
 * @returns {unknown} the JSON document in the file, or null if there is none
 */
function readReport(path, write) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    write('The runner wrote no report.\n');
    return null;
  }
}

/** @typedef {{ status: string, assertionResults: { status: string }[] }} VitestFile */

/**
 * @param {string} project
 * @param {Write} write
 * @returns {Promise<Count>}
 */
async function vitest(project, write) {
  const path = join(reports, `${project}.json`);
  const endedWell = await run(
    [
      tool('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${path}`,
    ],
    write,
  );
  const report = /** @type {{ testResults: VitestFile[] } | null} */ (readReport(path, write));
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  // A file that could not be loaded has no tests to fail.
  const broken = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return judged(endedWell, { passed, failed: tests.length - passed + broken });
}

/** @typedef {{ expected: number, unexpected: number, flaky: number, skipped: number }} PlaywrightStats */

/**
 * @param {Write} write
 * @returns {Promise<Count>}
 */
async function playwright(write) {
  const path = join(reports, 'playwright.json');
  const endedWell = await run([tool('@playwright/test/cli.js'), 'test', '--reporter=list,json'], write, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: path,
  });
  const report = /** @type {{ stats: PlaywrightStats } | null} */ (readReport(path, write));
  const { expected, unexpected, flaky, skipped } = report?.stats ?? {
    expected: 0,
    unexpected: 0,
    flaky: 0,
    skipped: 0,
  };
  return judged(endedWell, { passed: expected, failed: unexpected + flaky + skipped });
}

/**
 * @param {string} name
 * @param {number} processors
 * @param {(write: Write) => Promise<Count>} run
 */
const step = (name, processors, run) => ({ name, processors, run });

/**
 * @param {string} name
 * @param {number} processors
 * @param {...string} args options of Node, a script and its arguments, which does well or not
 */
const check = (name, processors, ...args) =>
  step(name, processors, async (write) => {
    const endedWell = await run(args, write);
    return { passed: endedWell ? 1 : 0, failed: endedWell ? 0 : 1 };
  });

const IMPORT_RULES = ['--config', '.dependency-cruiser.cjs', 'src', 'workers', 'tests'];

/** Syntax trees and types leave so much garbage that a small nursery costs a quarter of the time. */
const LARGE_NURSERY = '--max-semi-space-size=64';

const STEPS = [
  // What it makes, all others read.
  check('WebAssembly kernel', PROCESSORS, 'scripts/build-kernel.mjs'),
  // These may install packages, which only one can do at a time.
  check('compilers are there', PROCESSORS, 'scripts/compilers.mjs'),
  check('a browser is there', PROCESSORS, 'scripts/ensure-browser.mjs'),
  check('Vulkan is there', PROCESSORS, 'scripts/vulkan.mjs'),
  check('lint', 1, LARGE_NURSERY, tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0'),
  check('types', 1, LARGE_NURSERY, tool('typescript/bin/tsc'), '--build'),
  check('formatting', 1, tool('prettier/bin/prettier.cjs'), '--check', '.'),
  check('import rules', 1, tool('dependency-cruiser/bin/dependency-cruise.mjs'), ...IMPORT_RULES),
  check('page builds', 1, 'scripts/build.mjs'),
  step('GPU tests', 1, (write) => vitest('gpu', write)),
  step('browser tests', 1, (write) => vitest('browser', write)),
  step('unit, property and golden tests', PROCESSORS, (write) => vitest('node', write)),
  step('end-to-end tests', PROCESSORS, playwright),
];

const start = performance.now();
try {
  const finished = await runSideBySide(STEPS, PROCESSORS, (text) => process.stdout.write(text));
  const table = finished.map(
    ({ name, result, seconds }) =>
      `${name.padEnd(34)}${String(result.passed).padStart(6)} passed${String(result.failed).padStart(6)} failed${seconds.toFixed(1).padStart(8)} s`,
  );
  console.log(`\n${table.join('\n')}\n`);
  const failed = finished.filter(({ result }) => result.failed > 0);
  if (failed.length > 0) console.log(`Failed: ${failed.map(({ name }) => name).join(', ')}.`);
  console.log(`${((performance.now() - start) / 60_000).toFixed(1)} minutes.`);
  const sum = (/** @type {keyof Count} */ key) =>
    finished.reduce((total, { result }) => total + result[key], 0);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
  console.log(`${String(sum('passed'))} passed, ${String(sum('failed'))} failed`);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
