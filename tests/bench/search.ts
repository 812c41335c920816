/**
 * What each part of the search is worth: the default, the two other algorithms and every ablation at the same number of
 * evaluations, on exp2 over (0,1], for several seeds. Prints medians of log10 of the error at 6, 8 and 10 operations.
 *
 * Arguments: evaluations of each run (40,000), seeds (5).
 */

import { argv, stdout } from 'node:process';
import { FitKernel } from '../../src/evaluation/wasm/fit-kernel';
import { createWideFitEngine } from '../../src/evaluation/wide-fit-engine';
import { searchTables } from '../../src/oracle/tables';
import { RealJudge } from '../../src/run/real-judge';
import { ABLATIONS, DEFAULT_SEARCH_CONFIG, type SearchConfig } from '../../src/search/config';
import { Fitter } from '../../src/search/fitter';
import { Island } from '../../src/search/island';
import { parseTarget } from '../../src/targets/parse';

const EVALUATIONS = Number(argv[2] ?? 40_000);
const SEEDS = Number(argv[3] ?? 5);
const OPERATIONS = [6, 8, 10];
const SLICE = 1000;

const target = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'real', norm: 'relative' });
const tables = searchTables(target);
const engine = new FitKernel();
engine.setTraining(tables.training);
engine.setValidation(tables.validation);

/** One island to itself: the least error found with at most so many operations. */
async function errorsOf(config: SearchConfig): Promise<number[]> {
  const island = new Island(0, config, new Fitter(engine, createWideFitEngine(), tables.training));
  const judge = new RealJudge(engine, tables);
  const best = OPERATIONS.map(() => Infinity);
  for (let done = 0; done < EVALUATIONS; done += SLICE) {
    for (const { ops, error } of await judge.advance(island, SLICE)) {
      OPERATIONS.forEach((most, i) => {
        if (ops <= most) best[i] = Math.min(best[i]!, error);
      });
    }
  }
  return best;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

async function report(name: string, changes: Partial<SearchConfig>): Promise<void> {
  const runs: number[][] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    runs.push(await errorsOf({ ...DEFAULT_SEARCH_CONFIG, islands: 1, maxOps: 10, seed, ...changes }));
  }
  const medians = OPERATIONS.map((_, i) => Math.log10(median(runs.map((run) => run[i]!))).toFixed(2));
  stdout.write(`| ${name} | ${medians.join(' | ')} |\n`);
}

stdout.write(
  `Median of log10(error) over ${String(SEEDS)} seeds, ${String(EVALUATIONS)} evaluations each, exp2 on (0,1].\n\n`,
);
stdout.write(`| search | ${OPERATIONS.map((n) => `${String(n)} ops`).join(' | ')} |\n|---|---|---|---|\n`);
await report('regularized evolution', {});
await report('NSGA-II', { algorithm: 'nsga2' });
await report('random', { algorithm: 'random' });
for (const ablation of ABLATIONS) {
  // An island to itself has nobody to exchange with, and exp2 has no parity.
  if (ablation !== 'migration' && ablation !== 'parity')
    await report(`without ${ablation}`, { ablated: [ablation] });
}
