/** Programs of the user's with which a search starts. */

import { operationCount } from '../program/canonicalize';
import { parityOf } from '../program/parity';
import type { Program } from '../program/program';
import type { SearchConfig } from './config';

export const MAX_SEEDS = 16;

/** Why a search of this configuration cannot start from the programs, as a clause; null where it can. */
export function seedProblem(
  seeds: readonly Program[],
  { opcodes, maxOps, constraints }: Pick<SearchConfig, 'opcodes' | 'maxOps' | 'constraints'>,
): string | null {
  if (seeds.length > MAX_SEEDS)
    return `there are ${seeds.length} seed programs; at most ${MAX_SEEDS} are taken`;
  for (const [i, seed] of seeds.entries()) {
    const name = seeds.length === 1 ? 'the seed program' : `seed program ${i + 1}`;
    const missing = seed.instructions.find(({ opcode }) => !opcodes.includes(opcode));
    if (missing !== undefined) return `${name} uses ${missing.opcode}, which the search may not use`;
    const ops = operationCount(seed);
    const symmetry = constraints?.symmetry;
    if (symmetry !== undefined && parityOf(seed) !== symmetry)
      return `${name} is not ${symmetry} by construction`;
    if (ops > maxOps) return `${name} has ${ops} operations; the search allows ${maxOps}`;
  }
  return null;
}
