import { describe, expect, it } from 'vitest';
import { searchTables } from '../../../src/oracle/tables';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import type { Program } from '../../../src/program/program';
import type { IslandHost } from '../../../src/protocol/island-host';
import type { Measured, OracleService } from '../../../src/protocol/oracle-service';
import type { RunSnapshot } from '../../../src/protocol/run';
import { createIslandHost } from '../../../src/run/island-host';
import { RunCoordinator, type RunOptions } from '../../../src/run/run-coordinator';
import type { RunCheckpoint } from '../../../src/search/checkpoint';
import { DEFAULT_SEARCH_CONFIG, type SearchConfig } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { EXP2 } from '../../support/exp2-tables';

const BF16 = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'bf16', norm: 'ulp' });
const CONFIG: SearchConfig = { ...DEFAULT_SEARCH_CONFIG, maxOps: 5, islands: 3, nicheCapacity: 20, seed: 4 };
const BUDGET = { kind: 'evaluations', evaluations: 3 * 1500 } as const;
/** In a finite format an evaluation takes longer, and programs migrate after 1,024. */
const FINITE_BUDGET = { kind: 'evaluations', evaluations: 3 * 1100 } as const;
const budgetOf = ({ format }: Target) => (format === 'real' ? BUDGET : FINITE_BUDGET);

function plainOracle(target: Target): Pick<OracleService, 'tables' | 'polish'> {
  return {
    tables: () => Promise.resolve(searchTables(target)),
    polish: (_target: Target, program: Program): Promise<Measured> => {
      const error = { kind: 'refined', value: 0, text: '0', argmax: 0, points: 1 } as const;
      return Promise.resolve({ program, error });
    },
  };
}

/** A clock by which every slice takes three seconds. */
function clock(): () => number {
  let ms = 0;
  return () => (ms += 500);
}

interface Outcome {
  readonly snapshot: RunSnapshot;
  readonly checkpoints: readonly RunCheckpoint[];
}

async function runTo(options: Partial<RunOptions>, workers = 2): Promise<Outcome> {
  const checkpoints: RunCheckpoint[] = [];
  const run = new RunCoordinator({
    target: EXP2,
    config: CONFIG,
    budget: BUDGET,
    hosts: Array.from({ length: workers }, createIslandHost),
    oracle: plainOracle(options.target ?? EXP2),
    gpu: 'off',
    now: clock(),
    onCheckpoint: (checkpoint) => checkpoints.push(structuredClone(checkpoint)),
    ...options,
  });
  const snapshot = await run.start();
  expect(snapshot.state).toEqual({ kind: 'finished', reason: 'budget' });
  return { snapshot, checkpoints };
}

/** The run to its budget without an interruption, which several tests compare with. */
const wholeRuns = new Map<Target, Promise<Outcome>>();

function wholeRun(target: Target): Promise<Outcome> {
  const run = wholeRuns.get(target) ?? runTo({ target, budget: budgetOf(target) });
  wholeRuns.set(target, run);
  return run;
}

function rows({ snapshot }: Outcome): string[] {
  return snapshot.front.map(
    ({ ops, program, foundAt }) => `${ops} ${foundAt.island} ${foundAt.evaluation} ${printProgram(program)}`,
  );
}

describe('a run from a checkpoint', () => {
  it.each([
    ['real', EXP2],
    ['bf16', BF16],
  ])('has the front of one that was not interrupted: %s', async (_, target) => {
    const whole = await wholeRun(target);
    expect(whole.checkpoints.length).toBeGreaterThan(3);
    const early = whole.checkpoints[0]!;
    const done = early.islands.map(({ evaluations }) => evaluations);
    expect(Math.max(...done)).toBeLessThan(2500);
    const again = await runTo({ target, budget: budgetOf(target), from: early }, 1);
    expect(rows(again)).toEqual(rows(whole));
    expect(again.snapshot.evaluations).toBe(budgetOf(target).evaluations);
    expect(again.snapshot.duplicates).toBe(whole.snapshot.duplicates);
    expect(again.snapshot.seconds).toBeGreaterThan(early.seconds);
  });

  it('goes on beyond a budget that was used up as one with the larger budget', async () => {
    const half = await runTo({ budget: { kind: 'evaluations', evaluations: 3 * 1024 } });
    const last = half.checkpoints.at(-1)!;
    expect(last.islands.map(({ evaluations }) => evaluations)).toEqual([1024, 1024, 1024]);
    expect(last.archive.some(({ polished }) => polished !== null)).toBe(true);
    const continued = await runTo({ from: last, seeded: true });
    expect(rows(continued)).toEqual(rows(await wholeRun(EXP2)));
    expect(continued.snapshot.seeded).toBe(true);
    expect(half.snapshot.seeded).toBe(false);
  });

  it('has nothing to do where its budget is used up', async () => {
    const whole = await wholeRun(EXP2);
    const again = await runTo({ from: whole.checkpoints.at(-1)! });
    expect(rows(again)).toEqual(rows(whole));
    expect(again.snapshot.evaluations).toBe(BUDGET.evaluations);
  });

  it('refuses one of another number of islands', () => {
    const from: RunCheckpoint = { epoch: 1, seconds: 0, islands: [], archive: [] };
    expect(() => new RunCoordinator({ ...options([]), from })).toThrow('islands');
  });
});

describe('a run with seed programs', () => {
  it('starts from them and says so', async () => {
    const seed = parseProgram('u = x*0.34+0.65\nv = u*x+1.003\ny = v*1.0001', 'real');
    const { snapshot } = await runTo({
      seeds: [seed],
      budget: { kind: 'evaluations', evaluations: 6 },
    });
    expect(snapshot.seeded).toBe(true);
    expect(snapshot.front.map(({ ops }) => ops)).toEqual([5]);
  });
});

describe('checkpoints', () => {
  it('are never taken while programs migrate', async () => {
    const log: string[] = [];
    const checkpoints: number[] = [];
    const run = new RunCoordinator({
      ...options(log),
      onCheckpoint: ({ epoch }) => checkpoints.push(epoch),
    });
    const snapshot = await run.start();
    expect(snapshot.state.kind).toBe('finished');
    expect(checkpoints.length).toBeGreaterThan(4);
    let migrating = false;
    for (const call of log) {
      if (call === 'emigrants') migrating = true;
      if (call === 'immigrated') migrating = false;
      if (call === 'state') expect(migrating).toBe(false);
    }
    expect(log.filter((call) => call === 'immigrated')).toHaveLength(2);
    expect(checkpoints.at(-1)).toBe(3);
  });

  it('fail the run with the reason when a worker cannot give its state', async () => {
    const run = new RunCoordinator({
      ...options([]),
      hosts: [{ ...quickHost([]), state: () => Promise.reject(new Error('no memory')) }],
      onCheckpoint: () => undefined,
    });
    expect((await run.start()).state).toEqual({ kind: 'failed', message: 'no memory' });
  });
});

function options(log: string[]): RunOptions {
  return {
    target: EXP2,
    config: CONFIG,
    budget: { kind: 'evaluations', evaluations: 3 * 70_000 },
    hosts: [quickHost(log), quickHost(log)],
    oracle: plainOracle(EXP2),
    now: clock(),
  };
}

/** Does nothing, and each thing in a later turn. */
function quickHost(log: string[]): IslandHost {
  const done = new Map<number, number>();
  const later = async <T>(name: string, answer: T): Promise<T> => {
    log.push(name);
    await new Promise((resolve) => setTimeout(resolve, 0));
    return answer;
  };
  const host = createIslandHost();
  return {
    ...host,
    advance: (island, evaluations) => {
      done.set(island, (done.get(island) ?? 0) + evaluations);
      const report = { island, evaluations: done.get(island)!, duplicates: 0, restarts: 0, improvements: [] };
      return later('advance', report);
    },
    state: async (island) => {
      await later('state', undefined);
      return host.state(island);
    },
    emigrants: () => later('emigrants', []),
    immigrate: async () => {
      await later('immigrate', undefined);
      log.push('immigrated');
    },
  };
}
