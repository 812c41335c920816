/**
 * Better constants near given ones: in a finite format the constants that are nearest to the best real ones need not be
 * the best, and the way to know is to try the neighbours.
 */

import { createBatchEvaluator } from '../evaluation/batch-evaluator';
import type { BatchEvaluator } from '../evaluation/evaluator';
import type { ShortFormat } from '../evaluation/wasm/reference-kernel';
import { neighbourhoodSize, ulpNeighbourhood } from '../evaluation/webgpu/neighbourhood';
import { constantFromNumber, constantToNumber, roundConstants } from '../program/constant';
import type { NeighbourhoodAnswer, NeighbourhoodRequest } from '../protocol/gpu-service';
import type { Watch } from '../protocol/oracle-service';

const MOST_STEPS = 1024;
/** Vectors that are scored at a time; between two blocks the work may be given up. */
const BLOCK = 2 ** 14;
/** Largest neighbourhood that is gone through as a whole. */
const MOST_VECTORS = 2 ** 20;

interface Best {
  readonly constants: Float32Array;
  readonly error: number;
  readonly argmax: number;
}

/**
 * Moves to the best vector of the neighbourhood until the centre is the best. Where all constants together have too many
 * neighbours, it goes through those of some neighbouring constants at a time, all such groups in turn.
 *
 * @throws RangeError for a number of steps that is none, or more than 1024
 * @throws ScoreTableError where the labels or their errors are beyond binary32
 */
export async function searchNeighbourhood(
  gpu: GPU | undefined,
  { program, table, steps, gpu: preference, format = 'f32' }: NeighbourhoodRequest,
  watch?: Watch,
): Promise<NeighbourhoodAnswer> {
  if (!Number.isInteger(steps) || steps < 1 || steps > MOST_STEPS) {
    throw new RangeError(`constants can be moved by 1 to ${MOST_STEPS} steps, not ${steps}`);
  }
  const opcodes = [...new Set(program.instructions.map(({ opcode }) => opcode))];
  const evaluator = await createBatchEvaluator({ gpu, preference, table, format, opcodes });
  try {
    const centre = Float32Array.from(roundConstants(program, format).constants, constantToNumber);
    const search = new Search(program, steps, format, evaluator, watch);
    const start = await search.start(centre);
    const best = await search.descend(start);
    return {
      program: { ...program, constants: Array.from(best.constants, constantFromNumber) },
      error: best.error,
      argmax: table.x[best.argmax]!,
      errorBefore: start.error,
      evaluated: search.evaluated,
      complete: search.complete,
      gpu: evaluator.report,
    };
  } finally {
    evaluator.destroy();
  }
}

class Search {
  evaluated = 0;
  /** Whether the last round went through everything and found nothing better. */
  complete = false;
  readonly #structure: NeighbourhoodRequest['program'];
  readonly #steps: number;
  readonly #format: ShortFormat;
  readonly #evaluator: BatchEvaluator;
  readonly #watch: Watch | undefined;
  #wanted = true;

  constructor(
    structure: NeighbourhoodRequest['program'],
    steps: number,
    format: ShortFormat,
    evaluator: BatchEvaluator,
    watch: Watch | undefined,
  ) {
    this.#structure = structure;
    this.#steps = steps;
    this.#format = format;
    this.#evaluator = evaluator;
    this.#watch = watch;
  }

  async start(constants: Float32Array): Promise<Best> {
    const { maxError, argmax } = await this.#evaluator.scoreConstants(this.#structure, [constants]);
    this.evaluated++;
    return { constants, error: maxError[0]!, argmax: argmax[0]! };
  }

  async descend(start: Best): Promise<Best> {
    const groups = groupsOf(start.constants.length, this.#steps);
    let best = start;
    for (;;) {
      const before = best;
      for (const group of groups) {
        best = await this.#bestAround(best, group);
        if (!this.#wanted) return best;
      }
      if (best === before) {
        this.complete = true;
        return best;
      }
    }
  }

  /** The best of the vectors that differ from the centre only in the constants of the group. */
  async #bestAround(centre: Best, group: readonly number[]): Promise<Best> {
    const total = neighbourhoodSize(group.length, this.#steps);
    const part = Float32Array.from(group, (k) => centre.constants[k]!);
    let best = centre;
    let done = 0;
    for (const block of ulpNeighbourhood(part, this.#steps, { blockLength: BLOCK, format: this.#format })) {
      const vectors = block.map((moved) => {
        const whole = centre.constants.slice();
        group.forEach((k, i) => (whole[k] = moved[i]!));
        return whole;
      });
      const { maxError, argmax } = await this.#evaluator.scoreConstants(this.#structure, vectors);
      for (const [v, constants] of vectors.entries()) {
        if (maxError[v]! < best.error) best = { constants, error: maxError[v]!, argmax: argmax[v]! };
      }
      this.evaluated += vectors.length;
      done += vectors.length;
      if (this.#watch !== undefined && !(await this.#watch(done, total))) {
        this.#wanted = false;
        return best;
      }
    }
    return best;
  }
}

/** All constants together where their neighbourhood is small enough, else runs of as many as are. */
function groupsOf(count: number, steps: number): number[][] {
  let size = count;
  while (size > 1 && neighbourhoodSize(size, steps) > MOST_VECTORS) size--;
  return Array.from({ length: count - size + 1 }, (_, first) =>
    Array.from({ length: size }, (__, i) => first + i),
  );
}
