/**
 * Makes the fronts that the page shows before anything has been run: real searches by the command line, with budgets
 * of evaluations, so that whoever repeats a recorded command gets the same front.
 *
 *   node scripts/make-shipped-front.mjs [--evaluations N] [--seed N]             the first preset's, shown in full
 *   node scripts/make-shipped-front.mjs --presets [--evaluations N] [--seed N]   all presets', shown as thumbnails
 *   node scripts/make-shipped-front.mjs --baselines                              what stands beside the first preset's front
 */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { ROOT } from './inputs.mjs';

/**
 * What is kept of the command line's reports.
 *
 * @typedef {{
 *   front: {
 *     ops: number, errorText: string, errorKind: string, program: string, permalink: string,
 *     foundAt: { evaluation: number, island: number },
 *   }[],
 *   foundAfterSeconds: number[],
 *   config: object, budget: object, evaluations: number, seconds: number,
 * }} SearchReport
 * @typedef {{ errorText: string, argmax: string, points: number }} EvaluationReport
 * @typedef {{ target: string, interval: string, format: string, norm: string }} TargetText
 * @typedef {{ targets: { target: string, presets?: Omit<TargetText, 'target'>[] }[] }} CatalogueReport
 */

const { values } = parseArgs({
  options: {
    presets: { type: 'boolean', default: false },
    baselines: { type: 'boolean', default: false },
    evaluations: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

if (values.presets) writePresets(Number(values.evaluations ?? '300000'));
else if (values.baselines) await writeBaselines();
else writeFirst(values.evaluations ?? '4000000');

/**
 * @param {TargetText} target
 * @returns {string[]} flags of the command line
 */
function flagsOf({ target, interval, format, norm }) {
  return ['--target', target, '--interval', interval, '--format', format, '--norm', norm];
}

/**
 * @param {TargetText} target
 * @param {string} evaluations
 * @returns {string[]} the words of the search
 */
function searchWords(target, evaluations) {
  const budget = ['--evaluations', evaluations, '--seed', values.seed, '--workers', '2'];
  return ['search', ...flagsOf(target), '--max-ops', '12', ...budget];
}

/**
 * @param {readonly string[]} words the words of a command line of Ulpforge's own
 * @returns {unknown} the document it prints
 */
function runCli(words) {
  const output = execFileSync('npm', ['run', '--silent', 'cli', '--', ...words], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

/**
 * @param {readonly string[]} words
 * @returns {string} the command as it is typed
 */
function commandText(words) {
  const quoted = words.map((word) => (/[()[\]]/.test(word) ? `"${word}"` : word));
  return ['npm run --silent cli --', ...quoted].join(' ');
}

/**
 * @param {string} name of the file
 * @param {unknown} document
 */
function writeShipped(name, document) {
  const path = join(ROOT, 'src', 'client', 'shipped', name);
  writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
}

/** @param {string} budgetText evaluations */
function writeFirst(budgetText) {
  const target = { target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' };
  const words = searchWords(target, budgetText);
  const report = /** @type {SearchReport} */ (runCli(words));
  const front = report.front.map(({ ops, errorText, errorKind, program, permalink, foundAt }, row) => {
    const measured = /** @type {EvaluationReport} */ (
      runCli(['evaluate', ...flagsOf(target), '--program', permalink])
    );
    if (measured.errorText !== errorText)
      throw new Error(`${errorText} is evaluated as ${measured.errorText}`);
    const { argmax, points } = measured;
    const { evaluation, island } = foundAt;
    const seconds = Number((report.foundAfterSeconds[row] ?? 0).toFixed(1));
    return { ops, errorText, errorKind, argmax, points, program, foundAt: { evaluation, seconds, island } };
  });
  const { config, budget, evaluations } = report;
  const seconds = Number(report.seconds.toFixed(1));
  const shipped = { command: commandText(words), target, config, budget, evaluations, seconds, front };
  writeShipped('exp2-front.json', shipped);
}

/** @param {number} most evaluations for each; formats whose every number counts take longer and get fewer */
function writePresets(most) {
  const { targets } = /** @type {CatalogueReport} */ (runCli(['targets']));
  const presets = targets.flatMap(({ target, presets = [] }) =>
    presets.map(({ interval, format, norm }) => ({ target, interval, format, norm })),
  );
  const fronts = presets.map((target) => {
    const words = searchWords(target, String(target.format === 'real' ? most : Math.ceil(most / 6)));
    const { front, evaluations, seconds } = /** @type {SearchReport} */ (runCli(words));
    return {
      command: commandText(words),
      target,
      evaluations,
      seconds: Number(seconds.toFixed(1)),
      front: front.map(({ ops, errorText, errorKind, program }) => ({ ops, errorText, errorKind, program })),
    };
  });
  writeShipped('preset-fronts.json', { fronts });
}

/**
 * What the script uses of the page's sources.
 *
 * @typedef {{ kind: string, point: { program: object } }} BaselineEvent
 * @typedef {{ families: (request: object, listener: (event: BaselineEvent) => boolean) => Promise<void> }} BaselineService
 */

/**
 * @param {string} path of a module, below the root
 * @returns {Promise<unknown>}
 */
async function load(path) {
  /** @type {{ module: unknown }} */
  const { module } = await runnerImport(join(ROOT, path), { root: ROOT, logLevel: 'error' });
  return module;
}

async function writeBaselines() {
  const { shippedBaselineRequest } = /** @type {{ shippedBaselineRequest: () => object }} */ (
    await load('src/client/shipped-baselines.ts')
  );
  const { createBaselineService } = /** @type {{ createBaselineService: () => BaselineService }} */ (
    await load('src/run/baseline-service.ts')
  );
  const { printProgram } = /** @type {{ printProgram: (program: object) => string }} */ (
    await load('src/program/print.ts')
  );
  /** @type {object[]} */
  const events = [];
  await createBaselineService().families(shippedBaselineRequest(), (event) => {
    const { kind, point } = event;
    if (kind === 'point') events.push({ kind, point: { ...point, program: printProgram(point.program) } });
    else if (kind === 'end') events.push(event);
    return true;
  });
  writeShipped('exp2-baselines.json', events);
}
