/** What an island searches for, where islands differ. */

import type { SearchConfig } from '../search/config';
import { constraintConflict } from '../search/constraints';
import { symmetryOf } from '../targets/symmetry';
import type { Target } from '../targets/target';

/** With fewer, all islands are needed for the rest. */
const LEAST_ISLANDS = 3;

/**
 * The configuration of an island. For an even or odd function the last of several islands keeps to programs that are so by
 * construction: where x comes as x * x alone, a program of as many operations gets further.
 */
export function islandConfig(number: number, target: Target, config: SearchConfig): SearchConfig {
  const { islands, algorithm, ablated, constraints, opcodes } = config;
  const isLast = number === islands - 1 && islands >= LEAST_ISLANDS;
  if (!isLast || algorithm !== 'regularized') return config;
  if (ablated.includes('parity') || constraints?.symmetry !== undefined) return config;
  const symmetry = symmetryOf(target.function);
  if (symmetry === 'none' || constraintConflict({ symmetry }, opcodes) !== null) return config;
  return { ...config, constraints: { ...constraints, symmetry } };
}
