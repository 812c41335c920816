/**
 * Makes the front that the page shows before anything has been run: a real search by the command line, with a budget
 * of evaluations, so that whoever repeats the recorded command gets the same front.
 *
 *   node scripts/make-shipped-front.mjs [--evaluations N] [--seed N]
 */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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
 */

const { values } = parseArgs({
  options: { evaluations: { type: 'string', default: '4000000' }, seed: { type: 'string', default: '1' } },
});

const target = { target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' };
const targetFlags = Object.entries(target).flatMap(([name, value]) => [`--${name}`, value]);
const searchCommand = [
  ...['search', ...targetFlags, '--max-ops', '12'],
  ...['--evaluations', values.evaluations, '--seed', values.seed, '--workers', '2'],
];

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

const report = /** @type {SearchReport} */ (runCli(searchCommand));
const front = report.front.map(({ ops, errorText, errorKind, program, permalink, foundAt }, row) => {
  const measured = /** @type {EvaluationReport} */ (
    runCli(['evaluate', ...targetFlags, '--program', permalink])
  );
  if (measured.errorText !== errorText) throw new Error(`${errorText} is evaluated as ${measured.errorText}`);
  const { argmax, points } = measured;
  const { evaluation, island } = foundAt;
  const seconds = Number((report.foundAfterSeconds[row] ?? 0).toFixed(1));
  return { ops, errorText, errorKind, argmax, points, program, foundAt: { evaluation, seconds, island } };
});
const words = [
  'npm run --silent cli --',
  ...searchCommand.map((word) => (/[()]/.test(word) ? `"${word}"` : word)),
];
const { config, budget, evaluations, seconds } = report;
const shipped = {
  command: words.join(' '),
  target,
  config,
  budget,
  evaluations,
  seconds: Number(seconds.toFixed(1)),
  front,
};
writeFileSync(
  join(ROOT, 'src', 'client', 'shipped', 'exp2-front.json'),
  `${JSON.stringify(shipped, null, 2)}\n`,
);
