/** What the researcher chooses about a search, apart from the target. */

import type { Opcode } from '../program/opcode';

export interface SearchConfig {
  readonly opcodes: readonly Opcode[];
  /** Largest operation count a program of the front may have: 1 to 32. */
  readonly maxOps: number;
  /** A non-negative safe integer; with the evaluation budget it determines the front. */
  readonly seed: number;
  /** Number of populations. Part of the run's identity: independent of the number of workers. */
  readonly islands: number;
  /** Programs per niche; the oldest leaves when one more arrives (regularized evolution). */
  readonly nicheCapacity: number;
  /** Parents are the best of this many programs drawn from a niche. */
  readonly tournamentSize: number;
}

export type Budget =
  | { readonly kind: 'evaluations'; readonly evaluations: number }
  /** Not reproducible: how much is done in a second depends on the machine. */
  | { readonly kind: 'seconds'; readonly seconds: number };

export const DEFAULT_SEARCH_CONFIG: SearchConfig = {
  opcodes: ['add', 'sub', 'mul', 'div'],
  maxOps: 12,
  seed: 1,
  islands: 4,
  nicheCapacity: 200,
  tournamentSize: 4,
};
