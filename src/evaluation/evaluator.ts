/**
 * The interface behind which programs are scored in binary32 or a shorter format: a batch of programs goes in, for each its largest
 * error over one label table comes out. Which engine did the work cannot be seen from the scores: they are those
 * of the law (see score.ts for the arithmetic), bit for bit.
 */

import type { Program, Structure } from '../program/program';
import type { GpuReport } from './gpu-report';

/** Scores of a batch, in its order. */
export interface BatchScores {
  /** The largest error over the points, in the unit of the table's norm; Infinity where a value is not finite. */
  readonly maxError: Float32Array;
  /** Index of the first point at which it is met. */
  readonly argmax: Int32Array;
}

export interface BatchEvaluator {
  /** What is known of the GPU at this moment; changes when its device is lost. */
  readonly report: GpuReport;
  /** Never fails for lack of a GPU. Calls may overlap. */
  score(programs: readonly Program[]): Promise<BatchScores>;
  /**
   * Scores of one structure with many constant vectors, which hold structure.constantCount numbers each (they are
   * rounded to the format):
   * those of the law, like `score`'s, but faster on a GPU, since the structure is compiled for it.
   * @throws RangeError for a vector of another length.
   */
  scoreConstants(structure: Structure, constantVectors: readonly Float32Array[]): Promise<BatchScores>;
  /** Gives up the GPU's resources. Later calls of `score` are answered by the CPU alone. */
  destroy(): void;
}
