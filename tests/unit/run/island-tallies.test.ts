import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import type { IslandImprovement, IslandReport } from '../../../src/protocol/island-host';
import { IslandTallies } from '../../../src/run/island-tallies';
import { someCheckpoint } from '../../support/run-records';

const program = parseProgram('y = x', 'real');

function found(ops: number, error: number, evaluation: number): IslandImprovement {
  return { ops, cost: ops, program, error, argmax: 0.5, evaluation };
}

function report(island: number, change: Partial<IslandReport>): IslandReport {
  return { island, evaluations: 0, duplicates: 0, restarts: 0, improvements: [], ...change };
}

describe('the tallies of islands', () => {
  it('know the best of each island and when one of its rows last became better', () => {
    const tallies = new IslandTallies(2, () => 0);
    tallies.record(report(1, { evaluations: 10, improvements: [found(3, 1e-3, 4), found(5, 1e-5, 9)] }), 1);
    tallies.record(report(1, { evaluations: 20, duplicates: 3, improvements: [found(3, 1e-4, 15)] }), 2);
    expect(tallies.progress()[0]).toMatchObject({ island: 0, evaluations: 0, best: null, improved: null });
    expect(tallies.progress()[1]).toMatchObject({
      island: 1,
      evaluations: 20,
      duplicates: 3,
      best: { ops: 5, cost: 5, error: 1e-5 },
      improved: { evaluation: 15, seconds: 2 },
    });
  });

  it('take what a restarted island finds again for no improvement', () => {
    const tallies = new IslandTallies(1, () => 0);
    tallies.record(report(0, { evaluations: 10, improvements: [found(3, 1e-3, 4)] }), 1);
    tallies.record(report(0, { evaluations: 99, restarts: 1, improvements: [found(3, 1e-2, 90)] }), 9);
    expect(tallies.progress()[0]).toMatchObject({
      restarts: 1,
      best: { error: 1e-3 },
      improved: { evaluation: 4, seconds: 1 },
    });
  });

  it('measure the speed of each', () => {
    let now = 0;
    const tallies = new IslandTallies(1, () => now);
    tallies.record(report(0, { evaluations: 100 }), 0);
    now = 500;
    tallies.record(report(0, { evaluations: 400 }), 0.5);
    expect(tallies.progress()[0]?.evaluationsPerSecond).toBe(600);
    tallies.resetRates();
    expect(tallies.progress()[0]?.evaluationsPerSecond).toBe(0);
  });

  it('go on from a stored run', () => {
    const { islands, archive } = someCheckpoint();
    const tallies = new IslandTallies(islands.length, () => 0);
    const sampled = archive.map((entry) => entry.sampled);
    tallies.restore(islands, sampled);
    const least = Math.min(...sampled.filter(({ island }) => island === 0).map(({ error }) => error.value));
    const [first] = tallies.progress();
    expect(first).toMatchObject({
      evaluations: islands[0]!.evaluations,
      duplicates: islands[0]!.duplicates,
      restarts: islands[0]!.restarts,
    });
    expect(first?.best?.error ?? Infinity).toBe(least);
  });
});
