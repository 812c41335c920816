import { describe, expect, it } from 'vitest';
import type { IslandHost } from '../../../src/protocol/island-host';
import type { OracleService } from '../../../src/protocol/oracle-service';
import type { RunSnapshot } from '../../../src/protocol/run';
import { createOracleService } from '../../../src/run/oracle-service';
import { RunCoordinator } from '../../../src/run/run-coordinator';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';
import { exp2Tables } from '../../support/exp2-tables';

const TARGET = parseTarget({ target: 'lgamma', interval: '[-40.9,-40.1]', norm: 'absolute' });

/** A run must not come so far as to need its workers here. */
const HOST: IslandHost = {
  configure: () => Promise.reject(new Error('the engines were started')),
  advance: () => Promise.reject(new Error('the engines were started')),
  emigrants: () => Promise.reject(new Error('the engines were started')),
  immigrate: () => Promise.reject(new Error('the engines were started')),
  state: () => Promise.reject(new Error('the engines were started')),
  gpuReport: () => Promise.reject(new Error('the engines were started')),
};

function prepare(oracle: Pick<OracleService, 'tables' | 'polish'>) {
  const snapshots: RunSnapshot[] = [];
  let clock = 0;
  const run: RunCoordinator = new RunCoordinator({
    target: TARGET,
    config: DEFAULT_SEARCH_CONFIG,
    budget: { kind: 'seconds', seconds: 60 },
    hosts: [HOST],
    oracle,
    now: () => (clock += 120),
    onSnapshot: (snapshot) => snapshots.push(snapshot),
  });
  const steps = (): string[] =>
    snapshots.flatMap(({ state }) => (state.kind === 'preparing' ? [state.step] : []));
  return { run, snapshots, steps };
}

const noPolish: OracleService['polish'] = () => Promise.reject(new Error('nothing to polish'));

describe('a run that is being prepared', () => {
  it('says how many labels there are', async () => {
    const { run, steps } = prepare({
      tables: async (_target, watch) => {
        for (const done of [0, 256, 512, 1024, 1087]) expect(await watch?.(done, 1087)).toBe(true);
        return exp2Tables();
      },
      polish: noPolish,
    });
    expect((await run.start()).state.kind).toBe('failed');
    expect(steps()).toContain('computing labels 512 of 1,087');
    expect(steps()).toContain('computing labels 1,024 of 1,087');
    expect(steps().at(-1)).toBe('starting engines');
  });

  it('is stopped while labels are computed, and the oracle stops with it', async () => {
    const oracle = createOracleService();
    let rejected: unknown;
    const { run, steps } = prepare({
      tables: (target, watch) => {
        const tables = oracle.tables(target, watch);
        tables.catch((error: unknown) => (rejected = error));
        return tables;
      },
      polish: noPolish,
    });
    const finished = run.start();
    await new Promise((resolve) => setTimeout(resolve, 0));
    run.stop();
    expect((await finished).state).toEqual({ kind: 'finished', reason: 'stopped' });
    expect(rejected).toMatchObject({ name: 'CancelledError' });
    expect(steps()).not.toContain('starting engines');
  });

  it('is stopped when the labels came just the same', async () => {
    const { run, steps } = prepare({
      tables: async () => {
        run.stop();
        return exp2Tables();
      },
      polish: noPolish,
    });
    expect((await run.start()).state).toEqual({ kind: 'finished', reason: 'stopped' });
    expect(steps()).toEqual(['computing labels']);
  });

  it('fails with what the oracle says', async () => {
    const { run } = prepare({ tables: () => Promise.reject(new Error('no labels')), polish: noPolish });
    expect((await run.start()).state).toEqual({ kind: 'failed', message: 'no labels' });
  });
});
