/** Scores on the CPU: in SIMD where there is any and the kernel has room, else by the law. The scores are the same. */

import type { Program } from '../program/program';
import { chooseCpuEngine, type CpuEngine } from './cpu-engine';
import type { BatchScores } from './evaluator';
import { type Score, scoreByLaw } from './law-evaluator';
import type { ScoreTable } from './score';
import { fitsKernel } from './wasm/program-code';
import type { ShortArithmetic } from './law-evaluator';
import { SCORE_KERNEL_MAX_POINTS, ScoreKernel } from './wasm/score-kernel';

export class CpuScorer {
  private readonly table: ScoreTable;
  private readonly arithmetic: ShortArithmetic;
  private readonly kernel: ScoreKernel | null;

  constructor(
    table: ScoreTable,
    engine: CpuEngine = chooseCpuEngine(),
    arithmetic: ShortArithmetic = { format: 'f32' },
  ) {
    this.table = table;
    this.arithmetic = arithmetic;
    const simd = engine === 'wasm-simd' && table.length <= SCORE_KERNEL_MAX_POINTS;
    this.kernel = simd ? new ScoreKernel(table, arithmetic) : null;
  }

  score(program: Program): Score {
    return this.kernel !== null && fitsKernel(program)
      ? this.kernel.score(program)
      : scoreByLaw(program, this.table, this.arithmetic);
  }

  /** Scores the programs whose indices are given and writes them to their places in `scores`. */
  scoreInto(programs: readonly Program[], indices: Iterable<number>, scores: BatchScores): void {
    for (const index of indices) {
      const { maxError, argmax } = this.score(programs[index]!);
      scores.maxError[index] = maxError;
      scores.argmax[index] = argmax;
    }
  }
}

export function emptyScores(count: number): BatchScores {
  return { maxError: new Float32Array(count), argmax: new Int32Array(count) };
}
