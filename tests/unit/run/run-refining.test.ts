import { describe, expect, it } from 'vitest';
import { searchTables } from '../../../src/oracle/tables';
import { printProgram } from '../../../src/program/print';
import type { Program } from '../../../src/program/program';
import type { Measured, OracleService, PolishEffort } from '../../../src/protocol/oracle-service';
import type { RunSnapshot } from '../../../src/protocol/run';
import { createIslandHost } from '../../../src/run/island-host';
import { RunCoordinator } from '../../../src/run/run-coordinator';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { createMeasure } from '../../../src/verification/measure';

const TARGET = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'bf16', norm: 'ulp' });
const TABLES = searchTables(TARGET);
const measure = createMeasure(TARGET);

/** Keeps programs as they are, and tells those that it was to refine. */
function countingOracle() {
  const refined: string[] = [];
  const oracle: Pick<OracleService, 'tables' | 'polish'> = {
    tables: () => Promise.resolve(TABLES),
    polish: async (_target: Target, program: Program, effort?: PolishEffort): Promise<Measured> => {
      if (effort === 'refined') refined.push(printProgram(program));
      return { program, error: measure(program).error };
    },
  };
  return { oracle, refined };
}

async function run(helped: boolean) {
  const first = countingOracle();
  const second = countingOracle();
  const snapshots: RunSnapshot[] = [];
  const coordinator = new RunCoordinator({
    target: TARGET,
    config: { ...DEFAULT_SEARCH_CONFIG, maxOps: 5, islands: 1, seed: 3 },
    budget: { kind: 'evaluations', evaluations: 1024 },
    hosts: [createIslandHost()],
    oracle: first.oracle,
    ...(helped ? { secondOracle: () => second.oracle } : {}),
    now: () => performance.now(),
    onSnapshot: (snapshot) => snapshots.push(snapshot),
  });
  const { front } = await coordinator.start();
  return { front: front.map(({ program }) => printProgram(program)), snapshots, first, second };
}

describe('a run in a finite format refines its front at length at the end', () => {
  it('with one oracle or two, which share the work, to the same front', async () => {
    const alone = await run(false);
    const helped = await run(true);
    expect(alone.front.length).toBeGreaterThan(2);
    expect(helped.front).toEqual(alone.front);
    expect(alone.second.refined).toEqual([]);
    expect(helped.second.refined.length).toBeGreaterThan(0);
    expect([...helped.first.refined, ...helped.second.refined].sort()).toEqual(
      [...alone.first.refined].sort(),
    );
  });

  it('and says how far it is', async () => {
    const { snapshots } = await run(false);
    const steps = snapshots.flatMap(({ state }) => (state.kind === 'refining' ? [state] : []));
    expect(steps[0]).toMatchObject({ done: 0 });
    for (const { done, of } of steps) expect(done).toBeLessThanOrEqual(of);
    expect(steps.at(-1)?.done).toBe(steps.at(-1)?.of);
    expect(snapshots.at(-1)?.state.kind).toBe('finished');
  });
});
