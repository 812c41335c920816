/** What `search` starts from: target and settings of the flags and seed programs, or a stored run. */

import { MAX_RUN_FILE_LENGTH } from '../persistence/run-limits';
import { readRunFile, type RunRecord } from '../persistence/run-record';
import type { Program } from '../program/program';
import { readProgram } from '../program/read';
import type { RunCheckpoint } from '../search/checkpoint';
import type { Budget, SearchConfig } from '../search/config';
import { seedProblem } from '../search/seeds';
import type { Target } from '../targets/target';
import { TARGET_FLAGS, type Flags } from './flags';
import { readText } from './input';
import { readTarget } from './program-input';
import { readSearchConfig, SEARCH_CONFIG_FLAGS } from './search-config';
import { requirePossible } from './search-constraints';
import { UsageError } from './usage-error';

export const START_FLAGS = {
  ...TARGET_FLAGS,
  ...SEARCH_CONFIG_FLAGS,
  'seed-program': 'string',
  continue: 'string',
} as const;

export interface SearchStart {
  readonly target: Target;
  readonly config: SearchConfig;
  readonly budget: Budget;
  readonly seeds: readonly Program[];
  /** Of the stored run; undefined where the search begins. */
  readonly from?: RunCheckpoint;
  /** Whether it rests on seed programs or on a stored run. */
  readonly seeded: boolean;
}

/** Larger than sixteen programs within the bounds of the program form. */
const MAX_SEED_BYTES = 4 * 1024 * 1024;

/**
 * @param budget of the flags, where they name one: for a stored run what it may use in all
 * @throws UsageError, RunRecordError and what is wrong with target or programs
 */
export async function readSearchStart(
  flags: Flags<typeof START_FLAGS>,
  budget: Budget | undefined,
  fallback: Budget,
): Promise<SearchStart> {
  if (flags.continue !== undefined) return continued(flags, flags.continue, budget);
  const config = readSearchConfig(flags);
  const target = readTarget(flags);
  requirePossible(target, config);
  const source = flags['seed-program'];
  const seeds = source === undefined ? [] : await readSeeds(source, target, config);
  return { target, config, budget: budget ?? fallback, seeds, seeded: seeds.length > 0 };
}

async function continued(
  flags: Flags<typeof START_FLAGS>,
  path: string,
  budget: Budget | undefined,
): Promise<SearchStart> {
  const superfluous = Object.keys(START_FLAGS).find((name) => name !== 'continue' && name in flags);
  if (superfluous !== undefined)
    throw new UsageError(`--${superfluous} is that of the stored run: leave it out beside --continue`);
  const { summary, checkpoint }: RunRecord = readRunFile(await readText(path, MAX_RUN_FILE_LENGTH));
  if (checkpoint === null && summary.evaluations > 0)
    throw new UsageError('the stored run has no checkpoint, so it cannot be continued');
  const { target, config, seeds } = summary;
  const whole = budget ?? summary.budget;
  if (whole.kind === 'evaluations' && whole.evaluations < summary.evaluations)
    throw new UsageError(
      `the stored run has done ${summary.evaluations} evaluations: --evaluations counts them as well and must not be less`,
    );
  const from = checkpoint === null ? {} : { from: checkpoint };
  return { target, config, budget: whole, seeds, seeded: true, ...from };
}

/** One program, or several with lines of `;;` between them. */
async function readSeeds(path: string, target: Target, config: SearchConfig): Promise<Program[]> {
  const text = await readText(path, MAX_SEED_BYTES);
  const parts = text.split(/^\s*;;\s*$/m).filter((part) => part.trim() !== '');
  const seeds = parts.map((part) => readProgram(part, target.format));
  if (seeds.length === 0) throw new UsageError('--seed-program holds no program');
  const problem = seedProblem(seeds, config);
  if (problem !== null) throw new UsageError(problem);
  return seeds;
}
