/** How a worker scores what an island proposes. */

import type { GpuReport } from '../evaluation/gpu-report';
import { constantFromNumber, constantFromPair, constantToPair } from '../program/constant';
import type { Constant, Program } from '../program/program';
import type { IslandImprovement } from '../protocol/island-host';
import type { Fitted, Island } from '../search/island';
import type { RoundingState } from '../search/island-state';
import type { Candidate } from '../search/simplify';

/** Judges what an island proposes; returns the improvements of the island's best programs. */
export interface Judge {
  readonly report: GpuReport;
  advance(island: Island, evaluations: number): Promise<readonly IslandImprovement[]>;
  /** What the judge knows of an island beside the island itself; undefined where it knows nothing. */
  stateOf(island: Island): RoundingState | undefined;
  restore(island: Island, state: RoundingState): void;
  destroy(): void;
}

export function improvementOf(
  island: Island,
  fitted: Fitted,
  error: number,
  argmax: number,
): IslandImprovement {
  return {
    ops: fitted.structure.instructions.length,
    cost: island.costOf(fitted),
    program: programOf(fitted),
    error,
    argmax,
    evaluation: island.evaluations,
  };
}

/** @param tails what the constants have beyond binary64 */
export function programOf({ structure, constants, tails }: Candidate & Pick<Fitted, 'tails'>): Program {
  const constantAt = (head: number, k: number): Constant =>
    tails === undefined ? constantFromNumber(head) : constantFromPair(head, tails[k]!);
  return { ...structure, constants: Array.from(constants, constantAt) };
}

/**
 * The candidate with the constants of a program of its structure: in binary64, or in double-double where its own are.
 */
export function fittedAs(fitted: Fitted, { constants }: Program): Fitted {
  const pairs = constants.map(constantToPair);
  const heads = Float64Array.from(pairs, ({ hi }) => hi);
  if (fitted.tails === undefined) return { ...fitted, constants: heads };
  return { ...fitted, constants: heads, tails: Float64Array.from(pairs, ({ lo }) => lo) };
}
