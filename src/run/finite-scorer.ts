/**
 * How candidates are judged in a finite format: constants rounded to it, every operation rounded, errors in the norm's
 * unit over the validation table. Scores are those of the law whichever engine computes them.
 */

import { createBatchEvaluator } from '../evaluation/batch-evaluator';
import type { CpuEngine } from '../evaluation/cpu-engine';
import type { GpuPreference, GpuReport } from '../evaluation/gpu-report';
import type { FiniteFormat } from '../numerics/format';
import type { LabelTable } from '../oracle/labels';
import { compileLaw } from '../program/interpret';
import type { Opcode } from '../program/opcode';
import type { Program } from '../program/program';

export interface FiniteScore {
  /** Largest error; Infinity where a value is not finite. */
  readonly error: number;
  /** Index of the point at which it was met. */
  readonly argmax: number;
}

export interface FiniteScorer {
  readonly report: GpuReport;
  score(programs: readonly Program[]): Promise<readonly FiniteScore[]>;
  destroy(): void;
}

/** binary32 is scored in batches, on the GPU where that is exact and faster; other formats by the law. */
export async function createFiniteScorer(
  format: FiniteFormat,
  table: LabelTable,
  opcodes: readonly Opcode[],
  preference: GpuPreference,
  gpu: GPU | undefined,
  cpu: CpuEngine,
): Promise<FiniteScorer> {
  if (format !== 'f32') return lawScorer(format, table);
  const evaluator = await createBatchEvaluator({ gpu, preference, cpu, table, opcodes });
  return {
    get report() {
      return evaluator.report;
    },
    async score(programs) {
      const { maxError, argmax } = await evaluator.score(programs);
      return programs.map((_, i) => ({ error: maxError[i]!, argmax: argmax[i]! }));
    },
    destroy: () => {
      evaluator.destroy();
    },
  };
}

function lawScorer(format: FiniteFormat, table: LabelTable): FiniteScorer {
  return {
    report: { state: 'unavailable', reason: `${format} is scored on the CPU; GPU kernels exist for f32` },
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
