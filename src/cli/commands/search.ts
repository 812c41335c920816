import { availableParallelism } from 'node:os';
import type { Claim } from '../../persistence/claim';
import { encodePermalink } from '../../persistence/permalink';
import { MAX_NAME_LENGTH } from '../../persistence/run-limits';
import { printProgram } from '../../program/print';
import type { EnumerationHost } from '../../protocol/enumeration-host';
import type { CpuPreference, EnginePreference, GpuPreference, IslandHost } from '../../protocol/island-host';
import type { OracleService } from '../../protocol/oracle-service';
import type { RunSnapshot } from '../../protocol/run';
import { ENGINE_PREFERENCES, preferencesOf } from '../../run/engine-preference';
import { runEnumeration } from '../../run/enumeration';
import { enumerationText, markEnumerated } from '../../run/enumeration-marks';
import type { TimedRow } from '../../run/measured-front';
import { RunCoordinator } from '../../run/run-coordinator';
import type { RunCheckpoint } from '../../search/checkpoint';
import type { Budget } from '../../search/config';
import { isOperationCount } from '../../search/cost';
import { MAX_ENUMERATED_OPERATIONS } from '../../search/enumeration';
import type { FrontRow } from '../../search/front';
import { describeTarget } from '../../targets/parse';
import type { Target } from '../../targets/target';
import { checkpointFile } from '../checkpoint-file';
import { measureRows, readMeasurement, timeReport, type MeasuredRows } from '../measured-cost';
import { readChoice, readFlags, readInteger, readPositive, type Flags } from '../flags';
import { spawnNodeWorker } from '../node-workers';
import { ProgressLines, progressSummary } from '../progress-lines';
import { errorReport, limitReport } from '../report';
import { constrainedFront } from '../search-constraints';
import { readSearchStart, START_FLAGS, type SearchStart } from '../search-start';
import { UsageError } from '../usage-error';

const FLAGS = {
  ...START_FLAGS,
  checkpoint: 'string',
  seconds: 'string',
  evaluations: 'string',
  workers: 'string',
  engine: 'string',
  enumerate: 'string',
} as const;

const DEFAULT_SECONDS = 60;
const MAX_SECONDS = 30 * 24 * 3600;
const MAX_EVALUATIONS = 1e12;
const MAX_WORKERS = 64;
/** As the command `enumerate` does unless told otherwise. */
const ENUMERATION_STARTS = 16;

/** A search from the empty program, from seed programs, or from where a stored run stands. SIGINT and SIGTERM end it early; what was found is printed all the same. */
export async function search(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, FLAGS);
  const engine = readEngine(flags.engine ?? 'auto');
  const measurement = readMeasurement(flags);
  const start = await readSearchStart(flags, readBudget(flags), {
    kind: 'seconds',
    seconds: DEFAULT_SECONDS,
  });
  const { target, config, budget, seeded } = start;
  const workers = readWorkers(flags.workers, config.islands);
  const enumerated = readEnumerated(flags.enumerate, start);
  const snapshot = await run(start, workers, engine, flags.checkpoint, enumerated);
  const found = { config, budget, ...(seeded ? { seeded } : {}) };
  const measured = measurement === null ? null : await measureRows(measurement, target, snapshot.front);
  const rows = measured === null ? snapshot.front : measured.front.map(({ row }) => row);
  const described = await Promise.all(rows.map((row) => describeRow(row, target, found)));
  const front = described.map((row, i) => {
    const timed = measured?.front[i];
    return timed === undefined ? row : { nanoseconds: timeReport(timed.timing), ...row };
  });
  const constrained = constrainedFront(target, config.constraints, rows, front);
  return {
    front: constrained.front,
    ...constrained.members,
    ...(measured === null ? {} : { measured: { ...measurement, ...measuredReport(measured) } }),
    // Wall-clock, and so apart from the front: that is to be the same whenever it is found again.
    foundAfterSeconds: rows.map((row) => row.foundAt.seconds),
    evaluations: snapshot.evaluations,
    seconds: snapshot.seconds,
    seed: config.seed,
    target: describeTarget(target),
    algorithm: config.algorithm,
    cost: measured === null ? config.cost.kind : 'measured',
    config,
    budget,
    workers,
    evaluationsPerSecond: snapshot.seconds > 0 ? snapshot.evaluations / snapshot.seconds : 0,
    duplicates: snapshot.duplicates,
    progress: progressSummary(snapshot),
    engine: snapshot.engine,
    ended: snapshot.state.kind === 'finished' ? snapshot.state.reason : snapshot.state.kind,
    reproducible: budget.kind === 'evaluations',
    // Whether it rests on seed programs or a stored run, and not on target and settings alone.
    seeded: snapshot.seeded,
  };
}

async function run(
  start: SearchStart,
  count: number,
  engine: { readonly cpu: CpuPreference; readonly gpu: GpuPreference },
  path: string | undefined,
  enumerated: number,
): Promise<RunSnapshot> {
  const { target, config, budget, seeds, seeded } = start;
  const beginning = { name: describeTarget(target).slice(0, MAX_NAME_LENGTH), target, config, budget };
  const keep =
    path === undefined
      ? undefined
      : checkpointFile(path, { ...beginning, workers: count, ...engine, seeds, seeded });
  const running = { kind: 'running' } as const;
  keep?.({ state: running, evaluations: 0, duplicates: 0, seconds: 0, front: [] }, start.from ?? null);
  let last: RunCheckpoint | null = start.from ?? null;
  const oracle = spawnNodeWorker<OracleService>('oracle');
  let second: typeof oracle | undefined;
  const hosts = Array.from({ length: count }, () => spawnNodeWorker<IslandHost & EnumerationHost>('search'));
  const progress = new ProgressLines();
  const coordinator: RunCoordinator = new RunCoordinator({
    ...start,
    ...(keep === undefined
      ? {}
      : {
          onCheckpoint: (checkpoint: RunCheckpoint) => {
            last = checkpoint;
            keep({ ...coordinator.snapshot(), state: running }, checkpoint);
          },
        }),
    hosts: hosts.map(({ proxy }) => proxy),
    oracle: oracle.proxy,
    ...(count > 1 ? { secondOracle: () => (second ??= spawnNodeWorker<OracleService>('oracle')).proxy } : {}),
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
    const { state } = snapshot;
    if (state.kind === 'failed') throw new Error(state.message);
    if (state.kind === 'finished') keep?.({ ...snapshot, state }, last);
    if (enumerated === 0) return snapshot;
    process.stderr.write(`fitting every structure of up to ${String(enumerated)} operations\n`);
    const enumeration = await runEnumeration({
      target,
      opcodes: config.opcodes,
      maxOps: enumerated,
      starts: ENUMERATION_STARTS,
      hosts: hosts.map(({ proxy }) => proxy),
      oracle: oracle.proxy,
    });
    return { ...snapshot, front: markEnumerated(snapshot.front, enumeration) };
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    const oracles = second === undefined ? [oracle] : [oracle, second];
    await Promise.all([...oracles, ...hosts].map((worker) => worker.terminate()));
  }
}

/** Up to how many operations the rows found are to be held against every structure there is; 0 for not at all. */
function readEnumerated(text: string | undefined, { target, config }: SearchStart): number {
  if (text === undefined) return 0;
  const most = readInteger('enumerate', text, 0, MAX_ENUMERATED_OPERATIONS);
  if (target.format !== 'real') throw new UsageError('--enumerate is for --format real');
  if (!isOperationCount(config.cost)) throw new UsageError('--enumerate is for fronts of operation counts');
  const { symmetry, exactAt, monotone } = config.constraints ?? {};
  if ((symmetry ?? exactAt ?? monotone) !== undefined)
    throw new UsageError(
      '--enumerate knows of no constraints: leave out --symmetry, --exact-at and --monotone',
    );
  return Math.min(most, config.maxOps);
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

/** Undefined where no flag names one. */
function readBudget({ seconds, evaluations }: Flags<typeof FLAGS>): Budget | undefined {
  if (seconds !== undefined && evaluations !== undefined) {
    throw new UsageError('give --seconds or --evaluations, not both');
  }
  if (evaluations !== undefined) {
    return { kind: 'evaluations', evaluations: readInteger('evaluations', evaluations, 1, MAX_EVALUATIONS) };
  }
  return seconds === undefined
    ? undefined
    : { kind: 'seconds', seconds: readPositive('seconds', seconds, MAX_SECONDS) };
}

/** More workers than islands would have nothing to do. */
function readWorkers(text: string | undefined, islands: number): number {
  const wanted =
    text === undefined
      ? Math.min(availableParallelism(), MAX_WORKERS)
      : readInteger('workers', text, 1, MAX_WORKERS);
  return Math.min(wanted, islands);
}

/** How rows were timed, and those that the front of time against error leaves out. */
function measuredReport({ machine, conditions, beaten, unmeasured }: MeasuredRows): object {
  const brief = ({ row, timing }: TimedRow): object => ({
    ops: row.ops,
    cost: row.cost,
    ...errorReport(row.error),
    program: printProgram(row.program),
    nanoseconds: timeReport(timing),
  });
  return {
    unit: 'ns',
    machine,
    conditions,
    // A clock never says the same twice: the search itself selects by a table, which makes it reproducible.
    selectedBy: 'the cost model of config',
    beaten: beaten.map(brief),
    notMeasurable: unmeasured.map(brief),
  };
}

async function describeRow(row: FrontRow, target: Target, found: NonNullable<Claim['run']>): Promise<object> {
  const { ops, cost, program, error, foundAt, enumerated } = row;
  const link = await encodePermalink({
    target,
    program,
    errorText: error.text,
    errorKind: error.kind,
    run: found,
  });
  const { evaluation, island } = foundAt;
  return {
    ops,
    ...(isOperationCount(found.config.cost) ? {} : { cost }),
    ...errorReport(error),
    program: printProgram(program),
    ...limitReport(target, program),
    foundAt: { evaluation, island },
    permalink: link,
    ...(enumerated === undefined
      ? {}
      : { enumerated, statement: enumerationText(ops, enumerated, found.config.opcodes) }),
  };
}
