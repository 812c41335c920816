/** Scores programs by the law: the reference that every other engine must equal, and what stands in for a GPU. */

import { compileLaw } from '../program/interpret';
import type { Program } from '../program/program';
import type { BatchScores } from './evaluator';
import { errorOf, type ScoreTable } from './score';

export interface Score {
  /** A binary32 number >= 0, or Infinity. */
  readonly maxError: number;
  /** Index of the first point at which it is met. */
  readonly argmax: number;
}

/** The program's largest error over the table, evaluated in binary32. Stops at the first infinite error. */
export function scoreByLaw(program: Program, table: ScoreTable): Score {
  const law = compileLaw(program, 'f32');
  let maxError = -1;
  let argmax = 0;
  for (let i = 0; i < table.length && maxError < Infinity; i++) {
    const error = errorOf(table, i, law(table.x[i]!));
    if (error > maxError) {
      maxError = error;
      argmax = i;
    }
  }
  return { maxError, argmax };
}

export function emptyScores(count: number): BatchScores {
  return { maxError: new Float32Array(count), argmax: new Int32Array(count) };
}

/** Scores the programs whose indices are given and writes them to their places in `scores`. */
export function scoreIntoByLaw(
  programs: readonly Program[],
  indices: Iterable<number>,
  table: ScoreTable,
  scores: BatchScores,
): void {
  for (const index of indices) {
    const { maxError, argmax } = scoreByLaw(programs[index]!, table);
    scores.maxError[index] = maxError;
    scores.argmax[index] = argmax;
  }
}
