/**
 * Times an evaluator against the CPU's. This is the one place below src/run that looks at a clock: the answer decides
 * which engine computes the scores, and these are the same from either.
 */

import type { Program } from '../program/program';
import type { BatchEvaluator } from './evaluator';
import { type CpuScorer, emptyScores } from './cpu-scorer';

const REPETITIONS = 3;
/** Milliseconds after which no repetition is begun. */
const PATIENCE = 150;
/** Milliseconds; browsers coarsen their clocks, and a ratio needs something to divide by. */
const SHORTEST = 0.01;

/** How many times as fast as the CPU alone `evaluator` scores the programs: best of some repetitions each. */
export async function speedup(
  evaluator: BatchEvaluator,
  cpu: CpuScorer,
  programs: readonly Program[],
): Promise<number> {
  // The first call compiles.
  await evaluator.score(programs);
  let byEvaluator = Infinity;
  let byCpu = Infinity;
  const deadline = performance.now() + PATIENCE;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const start = performance.now();
    await evaluator.score(programs);
    const middle = performance.now();
    cpu.scoreInto(programs, programs.keys(), emptyScores(programs.length));
    const end = performance.now();
    byEvaluator = Math.min(byEvaluator, middle - start);
    byCpu = Math.min(byCpu, end - middle);
    if (end > deadline) break;
  }
  return Math.max(byCpu, SHORTEST) / Math.max(byEvaluator, SHORTEST);
}
