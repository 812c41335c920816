import { describe, expect, it } from 'vitest';
import type { IslandHost } from '../../../src/protocol/island-host';
import type { Measured, OracleService } from '../../../src/protocol/oracle-service';
import type { RunSnapshot } from '../../../src/protocol/run';
import { createIslandHost } from '../../../src/run/island-host';
import { RunCoordinator } from '../../../src/run/run-coordinator';
import { DEFAULT_SEARCH_CONFIG, type Budget, type SearchConfig } from '../../../src/search/config';
import { printProgram } from '../../../src/program/print';
import type { Program } from '../../../src/program/program';
import type { Target } from '../../../src/targets/target';
import { EXP2, exp2Tables } from '../../support/exp2-tables';

const CONFIG: SearchConfig = { ...DEFAULT_SEARCH_CONFIG, maxOps: 6, islands: 3, seed: 11 };

/** Labels are real; programs are left as they were found, so that what the islands do is what is compared. */
function plainOracle(): Pick<OracleService, 'tables' | 'polish'> {
  return {
    tables: () => Promise.resolve(exp2Tables()),
    polish: (_target: Target, program: Program): Promise<Measured> => {
      const error = { kind: 'refined', value: 0, text: '0', argmax: 0, points: 1 } as const;
      return Promise.resolve({ program, error });
    },
  };
}

interface Started {
  readonly run: RunCoordinator;
  readonly snapshots: RunSnapshot[];
}

function prepare(
  hosts: readonly IslandHost[],
  budget: Budget,
  config = CONFIG,
  oracle = plainOracle(),
): Started {
  const snapshots: RunSnapshot[] = [];
  const run = new RunCoordinator({
    target: EXP2,
    config,
    budget,
    hosts,
    oracle,
    now: () => performance.now(),
    onSnapshot: (snapshot) => snapshots.push(snapshot),
  });
  return { run, snapshots };
}

/** Answers as workers do, in a later turn of the event loop. */
function hosts(count: number): IslandHost[] {
  return Array.from({ length: count }, () => {
    const host = createIslandHost();
    return {
      ...host,
      async advance(island, evaluations) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        return host.advance(island, evaluations);
      },
    };
  });
}

/** Keeps the sampled errors, so that rows can be compared with what the islands saw. */
function samplingOracle(): Pick<OracleService, 'tables' | 'polish'> {
  return { ...plainOracle(), polish: () => new Promise(() => undefined) };
}

function rows(snapshot: RunSnapshot): string[] {
  return snapshot.front.map(
    ({ ops, program, foundAt }) => `${ops} ${foundAt.island} ${foundAt.evaluation} ${printProgram(program)}`,
  );
}

describe('RunCoordinator', () => {
  it('gives the same front, to the last bit, for any number of workers', async () => {
    const budget = { kind: 'evaluations', evaluations: 4500 } as const;
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((count) => prepare(hosts(count), budget).run.start()),
    );
    expect(one!.evaluations).toBe(4500);
    expect(rows(one!).length).toBeGreaterThan(0);
    expect(rows(two!)).toEqual(rows(one!));
    expect(rows(three!)).toEqual(rows(one!));
  });

  it('gives another front for another seed', async () => {
    const budget = { kind: 'evaluations', evaluations: 1500 } as const;
    const a = await prepare(hosts(1), budget).run.start();
    const b = await prepare(hosts(1), budget, { ...CONFIG, seed: 12 }).run.start();
    expect(rows(a)).not.toEqual(rows(b));
  });

  it('deals an odd budget out to the islands and uses it up exactly', async () => {
    const snapshot = await prepare(hosts(2), { kind: 'evaluations', evaluations: 1000 }).run.start();
    expect(snapshot.evaluations).toBe(1000);
    expect(snapshot.state).toEqual({ kind: 'finished', reason: 'budget' });
  });

  it('goes through its states, pauses, resumes and stops', async () => {
    const { run, snapshots } = prepare(hosts(2), { kind: 'seconds', seconds: 600 });
    const finished = run.start();
    await until(() => run.snapshot().evaluations > 0);
    run.pause();
    await until(() => run.snapshot().state.kind === 'paused');
    const frozen = run.snapshot();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(run.snapshot().evaluations).toBe(frozen.evaluations);
    expect(run.snapshot().seconds).toBe(frozen.seconds);
    run.resume();
    await until(() => run.snapshot().evaluations > frozen.evaluations);
    run.stop();
    expect((await finished).state).toEqual({ kind: 'finished', reason: 'stopped' });
    const states = snapshots.map(({ state }) => state.kind);
    const seen = ['preparing', 'running', 'pausing', 'paused', 'running', 'finished'];
    let at = 0;
    for (const state of states) if (state === seen[at]) at++;
    expect(at).toBe(seen.length);
  });

  it('can be stopped while it is paused', async () => {
    const { run } = prepare(hosts(1), { kind: 'seconds', seconds: 600 });
    const finished = run.start();
    await until(() => run.snapshot().evaluations > 0);
    run.pause();
    await until(() => run.snapshot().state.kind === 'paused');
    run.stop();
    expect((await finished).state.kind).toBe('finished');
  });

  it('ends a budget in seconds on time', async () => {
    let clock = 0;
    const run = new RunCoordinator({
      target: EXP2,
      config: CONFIG,
      budget: { kind: 'seconds', seconds: 3 },
      hosts: hosts(1),
      oracle: plainOracle(),
      now: () => (clock += 100),
    });
    const snapshot = await run.start();
    expect(snapshot.state).toEqual({ kind: 'finished', reason: 'budget' });
    expect(snapshot.seconds).toBeLessThan(4.5);
  });

  it('shows sampled errors until programs are polished, and rows of falling error only', async () => {
    const { run, snapshots } = prepare(hosts(1), { kind: 'seconds', seconds: 600 }, CONFIG, samplingOracle());
    void run.start();
    await until(() => run.snapshot().evaluations >= 3000);
    run.stop();
    const { front } = snapshots.at(-1)!;
    expect(front.length).toBeGreaterThan(2);
    front.forEach(({ error, ops }, i) => {
      expect(error.kind).toBe('sampled');
      const before = front[i - 1];
      if (before === undefined) return;
      expect(ops).toBeGreaterThan(before.ops);
      expect(error.value).toBeLessThan(before.error.value);
    });
  });

  it('fails with the reason when a worker fails', async () => {
    const [host] = hosts(1);
    const broken: IslandHost = { ...host!, advance: () => Promise.reject(new Error('worker lost')) };
    const snapshot = await prepare([broken], { kind: 'seconds', seconds: 10 }).run.start();
    expect(snapshot.state).toEqual({ kind: 'failed', message: 'worker lost' });
  });

  it('fails with the reason when polishing fails', async () => {
    const oracle = { ...plainOracle(), polish: () => Promise.reject(new Error('no digits')) };
    const budget = { kind: 'seconds', seconds: 600 } as const;
    const snapshot = await prepare(hosts(1), budget, CONFIG, oracle).run.start();
    expect(snapshot.state).toEqual({ kind: 'failed', message: 'no digits' });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}
