/**
 * Times an evaluator against the law. This is the one place below src/run that looks at a clock: the answer decides
 * which engine computes the scores, and these are the same from either.
 */

import type { Program } from '../program/program';
import type { BatchEvaluator } from './evaluator';
import { emptyScores, scoreIntoByLaw } from './law-evaluator';
import type { ScoreTable } from './score';

const REPETITIONS = 3;
/** Milliseconds after which no repetition is begun. */
const PATIENCE = 150;
/** Milliseconds; browsers coarsen their clocks, and a ratio needs something to divide by. */
const SHORTEST = 0.01;

/** How many times as fast as the law alone `evaluator` scores the programs: best of some repetitions each. */
export async function speedup(
  evaluator: BatchEvaluator,
  table: ScoreTable,
  programs: readonly Program[],
): Promise<number> {
  // The first call compiles.
  await evaluator.score(programs);
  let byEvaluator = Infinity;
  let byLaw = Infinity;
  const deadline = performance.now() + PATIENCE;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const start = performance.now();
    await evaluator.score(programs);
    const middle = performance.now();
    scoreIntoByLaw(programs, programs.keys(), table, emptyScores(programs.length));
    const end = performance.now();
    byEvaluator = Math.min(byEvaluator, middle - start);
    byLaw = Math.min(byLaw, end - middle);
    if (end > deadline) break;
  }
  return Math.max(byLaw, SHORTEST) / Math.max(byEvaluator, SHORTEST);
}
