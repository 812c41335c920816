/** Scores programs by the law: the reference that every engine must equal, and what scores the longest programs. */

import type { Arithmetic } from '../numerics/arithmetic';
import { compileLaw } from '../program/interpret';
import type { Program } from '../program/program';
import type { ShortFormat } from './wasm/reference-kernel';
import { errorOf, type ScoreTable } from './score';

/** In a format of at most 24 bits. */
export interface ShortArithmetic extends Arithmetic {
  readonly format: ShortFormat;
}

export interface Score {
  /** A binary32 number >= 0, or Infinity. */
  readonly maxError: number;
  /** Index of the first point at which it is met. */
  readonly argmax: number;
}

/** The program's largest error over the table, evaluated in the arithmetic. Stops at the first infinite error. */
export function scoreByLaw(
  program: Program,
  table: ScoreTable,
  arithmetic: ShortFormat | ShortArithmetic = 'f32',
): Score {
  const law = compileLaw(program, arithmetic);
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
