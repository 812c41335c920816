/** What the researcher chooses about a search, apart from the target. */

import type { Opcode } from '../program/opcode';
import type { SearchConstraints } from './constraints';
import { OPERATION_COUNT, type CostModel } from './cost';

export const ALGORITHMS = ['regularized', 'nsga2', 'random'] as const;
/**
 * regularized: Real et al., arXiv 2312.08472 and AAAI 2019. nsga2: Deb et al., IEEE Trans. Evol. Comp. 6 (2002).
 * random: programs drawn independently, a control. All fit constants alike.
 */
export type Algorithm = (typeof ALGORITHMS)[number];

export const ABLATIONS = [
  'niches',
  'fit',
  'inheritance',
  'fresh',
  'neutral',
  'neighbourhoods',
  'cache',
  'migration',
  'parity',
] as const;
/**
 * A part that is switched off, to measure what it is worth. niches: one population for all costs. fit: constants are
 * only mutated. inheritance: a child's constants are always drawn anew. fresh: never, except by mutation. neutral: no
 * neutral insertions. neighbourhoods: those of the best programs are not gone through. cache: a structure is fitted as often as it is proposed. migration: islands never exchange. parity: no
 * island keeps to programs with the symmetry of the target.
 */
export type Ablation = (typeof ABLATIONS)[number];

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
  readonly algorithm: Algorithm;
  /** What the front sets against the error. */
  readonly cost: CostModel;
  readonly ablated: readonly Ablation[];
  /** What all programs must fulfil; absent where there is nothing. */
  readonly constraints?: SearchConstraints;
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
  algorithm: 'regularized',
  cost: OPERATION_COUNT,
  ablated: [],
};
