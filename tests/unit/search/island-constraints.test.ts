import { describe, expect, it } from 'vitest';
import { createFitEngine } from '../../../src/evaluation/cpu-engine';
import { parityOf } from '../../../src/program/parity';
import { DEFAULT_SEARCH_CONFIG, type SearchConfig } from '../../../src/search/config';
import type { SearchConstraints } from '../../../src/search/constraints';
import { Fitter } from '../../../src/search/fitter';
import { Island, type Fitted } from '../../../src/search/island';
import { exp2Tables } from '../../support/exp2-tables';

function islandUnder(constraints: SearchConstraints, changes: Partial<SearchConfig> = {}): Island {
  const { training } = exp2Tables();
  const config = { ...DEFAULT_SEARCH_CONFIG, islands: 1, maxOps: 8, seed: 5, constraints, ...changes };
  return new Island(0, config, new Fitter(createFitEngine(), null, training));
}

function evolved(island: Island, evaluations: number): Fitted[] {
  return Array.from({ length: evaluations }, () => {
    const fitted = island.next();
    island.accept(fitted, fitted.fitError);
    return fitted;
  });
}

describe('an island under constraints', () => {
  it.each(['regularized', 'nsga2', 'random'] as const)(
    'proposes symmetric programs alone: %s',
    (algorithm) => {
      for (const symmetry of ['odd', 'even'] as const) {
        const proposed = evolved(islandUnder({ symmetry }, { algorithm }), 600);
        expect(new Set(proposed.map(({ structure }) => parityOf(structure)))).toEqual(new Set([symmetry]));
        expect(new Set(proposed.map(({ hash }) => hash)).size).toBeGreaterThan(30);
      }
    },
  );

  it('takes in those of others that have its symmetry', () => {
    const others = islandUnder({}, { islands: 2 });
    evolved(others, 400);
    const found = others.emigrants();
    // Of exp2 little more than the constant is even.
    const even = found.filter(({ structure }) => parityOf(structure) === 'even');
    expect(even.length).toBeGreaterThan(0);
    expect(even.length).toBeLessThan(found.length);
    const island = islandUnder({ symmetry: 'even' }, { islands: 2 });
    island.immigrate(found);
    expect(island.emigrants()).toEqual(even);
  });

  it('turns to cheaper programs once an error is met', () => {
    const island = islandUnder({ maxError: 1e-3 });
    evolved(island, 4000);
    const met = island.emigrants().filter(({ score }) => score <= 0.999e-3);
    const least = Math.min(...met.map(({ structure }) => structure.instructions.length));
    expect(least).toBeLessThanOrEqual(5);
    const after = evolved(island, 1500).map(({ structure }) => structure.instructions.length);
    expect(after.filter((ops) => ops > least)).toEqual([]);
    expect(after.filter((ops) => ops < least).length).toBeGreaterThan(0.4 * after.length);
  });

  it('goes on where nothing is cheaper', () => {
    const island = islandUnder({ maxError: 1e9 });
    expect(evolved(island, 50).length).toBe(50);
  });
});
