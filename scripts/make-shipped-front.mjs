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
 * What is kept of the command line's report.
 *
 * @typedef {{
 *   front: {
 *     ops: number, errorText: string, errorKind: string, program: string,
 *     foundAt: { evaluation: number, seconds: number, island: number },
 *   }[],
 *   config: object, budget: object, evaluations: number, seconds: number,
 * }} SearchReport
 */

const { values } = parseArgs({
  options: { evaluations: { type: 'string', default: '4000000' }, seed: { type: 'string', default: '1' } },
});

const target = { target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' };
const flags = [
  ...Object.entries(target).flatMap(([name, value]) => [`--${name}`, value]),
  ...['--max-ops', '12', '--evaluations', values.evaluations, '--seed', values.seed, '--workers', '2'],
];
const command = ['npm', 'run', '--silent', 'cli', '--', 'search', ...flags];
const output = execFileSync(command[0], command.slice(1), {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 1 << 26,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const { front, config, budget, evaluations, seconds } = /** @type {SearchReport} */ (JSON.parse(output));

const shipped = {
  command: command.map((word) => (/[^\w=./:-]/.test(word) ? JSON.stringify(word) : word)).join(' '),
  target,
  config,
  budget,
  evaluations,
  seconds: Number(seconds.toFixed(1)),
  front: front.map(({ ops, errorText, errorKind, program, foundAt }) => ({
    ops,
    errorText,
    errorKind,
    program,
    foundAt: { ...foundAt, seconds: Number(foundAt.seconds.toFixed(1)) },
  })),
};
writeFileSync(
  join(ROOT, 'src', 'client', 'shipped', 'exp2-front.json'),
  `${JSON.stringify(shipped, null, 2)}\n`,
);
