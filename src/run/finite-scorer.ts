/**
 * How candidates are judged in a finite format: constants rounded to it, every operation rounded, errors in the norm's
 * unit over the validation table. Scores are those of the law whichever engine computes them.
 */

import { createBatchEvaluator } from '../evaluation/batch-evaluator';
import type { CpuEngine } from '../evaluation/cpu-engine';
import type { BatchScores } from '../evaluation/evaluator';
import type { GpuPreference, GpuReport } from '../evaluation/gpu-report';
import { prepareScoreTable, ScoreTableError } from '../evaluation/score';
import type { FiniteFormat } from '../numerics/format';
import type { LabelTable } from '../oracle/labels';
import { compileLaw } from '../program/interpret';
import type { Opcode } from '../program/opcode';
import type { Program, Structure } from '../program/program';

export interface FiniteScore {
  /** Largest error; Infinity where a value is not finite. */
  readonly error: number;
  /** Index of the point at which it was met. */
  readonly argmax: number;
}

export interface FiniteScorer {
  readonly report: GpuReport;
  score(programs: readonly Program[]): Promise<readonly FiniteScore[]>;
  /**
   * Scores of one structure with many constant vectors of binary32, on the GPU by a kernel compiled for it where that is
   * exact and faster. Undefined for other formats.
   */
  readonly scoreConstants?: (
    structure: Structure,
    vectors: readonly Float32Array[],
  ) => Promise<readonly FiniteScore[]>;
  destroy(): void;
}

/**
 * binary32, binary16 and bfloat16 are scored in batches, on the GPU where that is exact and faster; binary64 by the law, and
 * so are shorter formats where an error is beyond the range of binary32.
 * @throws ScoreTableError where it is so for a target in binary32
 */
export async function createFiniteScorer(
  format: FiniteFormat,
  table: LabelTable,
  opcodes: readonly Opcode[],
  preference: GpuPreference,
  gpu: GPU | undefined,
  cpu: CpuEngine,
): Promise<FiniteScorer> {
  if (format === 'f64')
    return lawScorer(format, table, 'f64 is scored on the CPU; GPU kernels exist for shorter formats');
  if (format !== 'f32' && !fitsBinary32(table)) {
    return lawScorer(format, table, 'errors of this target are beyond the range of the GPU kernels');
  }
  const evaluator = await createBatchEvaluator({ gpu, preference, cpu, table, format, opcodes });
  const listed = ({ maxError, argmax }: BatchScores): FiniteScore[] =>
    Array.from(maxError, (error, i) => ({ error, argmax: argmax[i]! }));
  return {
    get report() {
      return evaluator.report;
    },
    score: async (programs) => listed(await evaluator.score(programs)),
    ...(format === 'f32' && {
      scoreConstants: async (structure: Structure, vectors: readonly Float32Array[]) =>
        listed(await evaluator.scoreConstants(structure, vectors)),
    }),
    destroy: () => {
      evaluator.destroy();
    },
  };
}

function fitsBinary32(table: LabelTable): boolean {
  try {
    prepareScoreTable(table);
    return true;
  } catch (thrown) {
    if (thrown instanceof ScoreTableError) return false;
    throw thrown;
  }
}

function lawScorer(format: FiniteFormat, table: LabelTable, reason: string): FiniteScorer {
  return {
    report: { state: 'unavailable', reason },
    score: (programs) => Promise.resolve(programs.map((program) => scoreInFormat(program, format, table))),
    destroy: () => undefined,
  };
}

function scoreInFormat(program: Program, format: FiniteFormat, table: LabelTable): FiniteScore {
  const law = compileLaw(program, format);
  let worst: FiniteScore = { error: -1, argmax: 0 };
  for (let i = 0; i < table.x.length; i++) {
    const value = law(table.x[i]!);
    const error = Math.abs((value - table.hi[i]! - table.lo[i]!) * table.scale[i]!);
    if (!(error < Infinity)) return { error: Infinity, argmax: i };
    if (error > worst.error) worst = { error, argmax: i };
  }
  return worst;
}
