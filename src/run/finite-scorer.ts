/**
 * How candidates are judged in a finite format: constants rounded to it, every operation rounded, errors in the norm's
 * unit over the validation table. Scores are those of the law whichever engine computes them.
 */

import { createBatchEvaluator } from '../evaluation/batch-evaluator';
import type { CpuEngine } from '../evaluation/cpu-engine';
import { CpuScorer } from '../evaluation/cpu-scorer';
import type { BatchScores } from '../evaluation/evaluator';
import type { GpuPreference, GpuReport } from '../evaluation/gpu-report';
import type { ShortArithmetic } from '../evaluation/law-evaluator';
import { prepareScoreTable, ScoreTableError } from '../evaluation/score';
import { isPlain, type Arithmetic } from '../numerics/arithmetic';
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
 * What is computed in another format than it is stored in, or flushes, is scored by the law.
 * @throws ScoreTableError where it is so for a target in binary32
 */
export async function createFiniteScorer(
  arithmetic: Arithmetic | FiniteFormat,
  table: LabelTable,
  opcodes: readonly Opcode[],
  preference: GpuPreference,
  gpu: GPU | undefined,
  cpu: CpuEngine,
): Promise<FiniteScorer> {
  const judged = typeof arithmetic === 'string' ? { format: arithmetic } : arithmetic;
  const { format } = judged;
  if (!isPlain(judged) && format !== 'f64' && fitsBinary32(table))
    return cpuScorer({ ...judged, format }, table, cpu);
  if (format === 'f64')
    return lawScorer(judged, table, 'f64 is scored on the CPU; GPU kernels exist for shorter formats');
  if (format !== 'f32' && !fitsBinary32(table)) {
    return lawScorer(judged, table, 'errors of this target are beyond the range of the GPU kernels');
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

/** Arithmetics for which there is no GPU kernel. */
function cpuScorer(arithmetic: ShortArithmetic, table: LabelTable, cpu: CpuEngine): FiniteScorer {
  const scorer = new CpuScorer(prepareScoreTable(table), cpu, arithmetic);
  const reason = 'scored on the CPU; the GPU kernels round to the format after each operation, gradually';
  return {
    report: { state: 'unavailable', reason },
    score: (programs) =>
      Promise.resolve(
        programs.map((program) => {
          const { maxError, argmax } = scorer.score(program);
          return { error: maxError, argmax };
        }),
      ),
    destroy: () => undefined,
  };
}

function lawScorer(arithmetic: Arithmetic, table: LabelTable, reason: string): FiniteScorer {
  return {
    report: { state: 'unavailable', reason },
    score: (programs) =>
      Promise.resolve(programs.map((program) => scoreInFormat(program, arithmetic, table))),
    destroy: () => undefined,
  };
}

function scoreInFormat(program: Program, arithmetic: Arithmetic, table: LabelTable): FiniteScore {
  const law = compileLaw(program, arithmetic);
  let worst: FiniteScore = { error: -1, argmax: 0 };
  for (let i = 0; i < table.x.length; i++) {
    const value = law(table.x[i]!);
    const error = Math.abs((value - table.hi[i]! - table.lo[i]!) * table.scale[i]!);
    if (!(error < Infinity)) return { error: Infinity, argmax: i };
    if (error > worst.error) worst = { error, argmax: i };
  }
  return worst;
}
