import { availableParallelism } from 'node:os';
import { encodePermalink } from '../../persistence/permalink';
import { printProgram } from '../../program/print';
import type { CpuPreference, EnginePreference, GpuPreference, IslandHost } from '../../protocol/island-host';
import type { OracleService } from '../../protocol/oracle-service';
import type { RunSnapshot } from '../../protocol/run';
import { ENGINE_PREFERENCES, preferencesOf } from '../../run/engine-preference';
import { RunCoordinator } from '../../run/run-coordinator';
import type { Budget, SearchConfig } from '../../search/config';
import { isOperationCount } from '../../search/cost';
import type { FrontRow } from '../../search/front';
import { describeTarget } from '../../targets/parse';
import type { Target } from '../../targets/target';
import { readChoice, readFlags, readInteger, readPositive, TARGET_FLAGS, type Flags } from '../flags';
import { spawnNodeWorker } from '../node-workers';
import { readTarget } from '../program-input';
import { ProgressLines } from '../progress-lines';
import { errorReport } from '../report';
import { readSearchConfig, SEARCH_CONFIG_FLAGS } from '../search-config';
import { UsageError } from '../usage-error';

const FLAGS = {
  ...TARGET_FLAGS,
  ...SEARCH_CONFIG_FLAGS,
  seconds: 'string',
  evaluations: 'string',
  workers: 'string',
  engine: 'string',
} as const;

const DEFAULT_SECONDS = 60;
const MAX_SECONDS = 30 * 24 * 3600;
const MAX_EVALUATIONS = 1e12;
const MAX_WORKERS = 64;

/** A search from the empty program. SIGINT and SIGTERM end it early; what was found is printed all the same. */
export async function search(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  const engine = readEngine(flags.engine ?? 'auto');
  const config = readSearchConfig(flags);
  const budget = readBudget(flags);
  const workers = readWorkers(flags.workers, config.islands);
  const target = readTarget(flags);
  const snapshot = await run(target, config, budget, workers, engine);
  const front = await Promise.all(snapshot.front.map((row) => describeRow(row, target, config, budget)));
  return {
    front,
    // Wall-clock, and so apart from the front: that is to be the same whenever it is found again.
    foundAfterSeconds: snapshot.front.map((row) => row.foundAt.seconds),
    evaluations: snapshot.evaluations,
    seconds: snapshot.seconds,
    seed: config.seed,
    target: describeTarget(target),
    algorithm: config.algorithm,
    cost: config.cost.kind,
    config,
    budget,
    workers,
    evaluationsPerSecond: snapshot.seconds > 0 ? snapshot.evaluations / snapshot.seconds : 0,
    duplicates: snapshot.duplicates,
    engine: snapshot.engine,
    ended: snapshot.state.kind === 'finished' ? snapshot.state.reason : snapshot.state.kind,
    reproducible: budget.kind === 'evaluations',
  };
}

async function run(
  target: Target,
  config: SearchConfig,
  budget: Budget,
  count: number,
  engine: { readonly cpu: CpuPreference; readonly gpu: GpuPreference },
): Promise<RunSnapshot> {
  const oracle = spawnNodeWorker<OracleService>('oracle');
  const hosts = Array.from({ length: count }, () => spawnNodeWorker<IslandHost>('search'));
  const progress = new ProgressLines();
  const coordinator = new RunCoordinator({
    target,
    config,
    budget,
    hosts: hosts.map(({ proxy }) => proxy),
    oracle: oracle.proxy,
    ...engine,
    onSnapshot: (snapshot) => progress.show(snapshot),
    now: () => performance.now(),
  });
  const stop = (): void => {
    process.stderr.write('stopping: the front found so far is being refined\n');
    coordinator.stop();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const snapshot = await coordinator.start();
    if (snapshot.state.kind === 'failed') throw new Error(snapshot.state.message);
    return snapshot;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await Promise.all([oracle, ...hosts].map((worker) => worker.terminate()));
  }
}

/** Node has no WebGPU of its own; where something that was preloaded gives it one, the workers have it as well. */
function readEngine(text: string): { readonly cpu: CpuPreference; readonly gpu: GpuPreference } {
  const engine: EnginePreference = readChoice('engine', text, ENGINE_PREFERENCES);
  const { navigator } = globalThis as { readonly navigator?: object };
  if (engine === 'gpu' && !(navigator !== undefined && 'gpu' in navigator)) {
    throw new UsageError(
      '--engine gpu needs WebGPU, which Node does not have: searches use a GPU in the page, or here the CPU',
    );
  }
  return preferencesOf(engine);
}

function readBudget({ seconds, evaluations }: Flags<typeof FLAGS>): Budget {
  if (seconds !== undefined && evaluations !== undefined) {
    throw new UsageError('give --seconds or --evaluations, not both');
  }
  if (evaluations !== undefined) {
    return { kind: 'evaluations', evaluations: readInteger('evaluations', evaluations, 1, MAX_EVALUATIONS) };
  }
  const limit = seconds === undefined ? DEFAULT_SECONDS : readPositive('seconds', seconds, MAX_SECONDS);
  return { kind: 'seconds', seconds: limit };
}

/** More workers than islands would have nothing to do. */
function readWorkers(text: string | undefined, islands: number): number {
  const wanted =
    text === undefined
      ? Math.min(availableParallelism(), MAX_WORKERS)
      : readInteger('workers', text, 1, MAX_WORKERS);
  return Math.min(wanted, islands);
}

async function describeRow(
  row: FrontRow,
  target: Target,
  config: SearchConfig,
  budget: Budget,
): Promise<unknown> {
  const { ops, cost, program, error, foundAt } = row;
  const link = await encodePermalink({
    target,
    program,
    errorText: error.text,
    errorKind: error.kind,
    run: { config, budget },
  });
  const { evaluation, island } = foundAt;
  return {
    ops,
    ...(isOperationCount(config.cost) ? {} : { cost }),
    ...errorReport(error),
    program: printProgram(program),
    foundAt: { evaluation, island },
    permalink: link,
  };
}
