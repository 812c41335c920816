/**
 * Everything that must hold: types, lint, formatting, import rules, and the tests of Node, GPU, browser and page.
 *
 * Goes on after a failure. The last line is `N passed, N failed`, the sum over all runners, in which each check
 * without tests of its own counts as one; the exit status is 1 if anything failed. A runner that reports nothing, finds
 * no tests or skips some has failed: silence proves nothing.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './inputs.mjs';

/** No step takes more than a fraction of it: one that does hangs, and is ended. */
const TIME_LIMIT_MILLISECONDS = 8 * 60 * 1000;

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 */

const reports = mkdtempSync(join(tmpdir(), 'test-reports-'));

/** @param {string} path below node_modules */
const tool = (path) => join(ROOT, 'node_modules', path);

/**
 * Runs a Node script with its output going to this process's.
 *
 * @param {readonly string[]} args the script and its arguments
 * @param {Record<string, string>} [variables] added to the environment
 * @returns {Promise<boolean>} whether it ended well and in time
 */
function run(args, variables = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that the browsers and servers that it starts end with it.
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...variables },
      detached: process.platform !== 'win32',
    });
    const end = () => {
      if (child.pid === undefined) return;
      if (process.platform === 'win32') child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    };
    const interrupted = () => {
      end();
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    const timer = setTimeout(() => {
      console.error(`Ended after ${String(TIME_LIMIT_MILLISECONDS / 1000)} s.`);
      end();
    }, TIME_LIMIT_MILLISECONDS);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
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
 * @returns {unknown} the JSON document in the file, or null if there is none
 */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    console.error('The runner wrote no report.');
    return null;
  }
}

/** @typedef {{ status: string, assertionResults: { status: string }[] }} VitestFile */

/**
 * @param {string} project
 * @returns {Promise<Count>}
 */
async function vitest(project) {
  const path = join(reports, `${project}.json`);
  const endedWell = await run([
    tool('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
  ]);
  const report = /** @type {{ testResults: VitestFile[] } | null} */ (readReport(path));
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

/** @returns {Promise<Count>} */
async function playwright() {
  const path = join(reports, 'playwright.json');
  const endedWell = await run([tool('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: path,
  });
  const report = /** @type {{ stats: PlaywrightStats } | null} */ (readReport(path));
  const { expected, unexpected, flaky, skipped } = report?.stats ?? {
    expected: 0,
    unexpected: 0,
    flaky: 0,
    skipped: 0,
  };
  return judged(endedWell, { passed: expected, failed: unexpected + flaky + skipped });
}

/**
 * @param {...string} args
 * @returns {() => Promise<Count>}
 */
const check =
  (...args) =>
  async () => {
    const endedWell = await run(args);
    return { passed: endedWell ? 1 : 0, failed: endedWell ? 0 : 1 };
  };

/** @type {readonly (readonly [name: string, step: () => Promise<Count>])[]} */
const STEPS = [
  ['WebAssembly kernel', check('scripts/build-kernel.mjs')],
  ['types', check(tool('typescript/bin/tsc'), '--build')],
  ['lint', check(tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0')],
  ['formatting', check(tool('prettier/bin/prettier.cjs'), '--check', '.')],
  [
    'import rules',
    check(
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'workers',
      'tests',
    ),
  ],
  ['compilers are there', check('scripts/compilers.mjs')],
  ['unit, property and golden tests', () => vitest('node')],
  ['a browser is there', check('scripts/ensure-browser.mjs')],
  ['Vulkan is there', check('scripts/vulkan.mjs')],
  ['GPU tests', () => vitest('gpu')],
  ['browser tests', () => vitest('browser')],
  ['page builds', check('scripts/build.mjs')],
  ['end-to-end tests', playwright],
];

/** @type {string[]} */
const table = [];
const total = { passed: 0, failed: 0 };
try {
  for (const [name, step] of STEPS) {
    console.log(`\n== ${name}`);
    const start = performance.now();
    const { passed, failed } = await step();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    total.passed += passed;
    total.failed += failed;
    table.push(
      `${name.padEnd(34)}${String(passed).padStart(6)} passed${String(failed).padStart(6)} failed${seconds.padStart(8)} s`,
    );
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${table.join('\n')}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${String(total.passed)} passed, ${String(total.failed)} failed`);
