import { describe, expect, it } from 'vitest';
import { createFitEngine } from '../../../src/evaluation/cpu-engine';
import { createWideFitEngine } from '../../../src/evaluation/wide-fit-engine';
import { canonicalForm } from '../../../src/program/canonicalize';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { DEFAULT_SEARCH_CONFIG, type SearchConfig } from '../../../src/search/config';
import { Fitter } from '../../../src/search/fitter';
import { Island, type Fitted } from '../../../src/search/island';
import type { IslandState } from '../../../src/search/island-state';
import type { Candidate } from '../../../src/search/simplify';
import { exp2Tables } from '../../support/exp2-tables';

const { training } = exp2Tables();

function islandOf(config: SearchConfig, number = 1, seeds: readonly Candidate[] = []): Island {
  const engine = createFitEngine();
  engine.setTraining(training);
  return new Island(number, config, new Fitter(engine, createWideFitEngine(), training), { seeds });
}

function evolve(island: Island, evaluations: number): Fitted[] {
  return Array.from({ length: evaluations }, () => {
    const fitted = island.next();
    island.accept(fitted, fitted.fitError);
    return fitted;
  });
}

function seedOf(text: string): Candidate {
  const program = parseProgram(text, 'real');
  const values = program.constants.map(constantToNumber);
  const { structure, constantOrder } = canonicalForm(program, values);
  return { structure, constants: Float64Array.from(constantOrder, (k) => values[k]!) };
}

const CONFIG: SearchConfig = { ...DEFAULT_SEARCH_CONFIG, maxOps: 6, nicheCapacity: 20, seed: 5 };
const VARIANTS: readonly (readonly [string, SearchConfig])[] = [
  ['niches', CONFIG],
  ['one queue', { ...CONFIG, ablated: ['niches'] }],
  ['NSGA-II', { ...CONFIG, algorithm: 'nsga2', nicheCapacity: 8 }],
  ['random search', { ...CONFIG, algorithm: 'random' }],
];

/** Counts may stand in another order. */
function withoutCounts(island: Island): Omit<IslandState, 'counts'> {
  const { counts, ...state } = island.state();
  expect(counts.current.keys.length).toBe(2 * counts.current.counts.length);
  return state;
}

describe('the state of an island', () => {
  it.each(VARIANTS)('goes on with %s as the island itself, bit for bit', (_, config) => {
    const island = islandOf(config);
    evolve(island, 800);
    const restored = islandOf(config);
    restored.restore(structuredClone(island.state()));
    expect(withoutCounts(restored)).toEqual(withoutCounts(island));
    expect(evolve(restored, 2000)).toEqual(evolve(island, 2000));
    expect(withoutCounts(restored)).toEqual(withoutCounts(island));
    expect(restored.emigrants()).toEqual(island.emigrants());
  });

  it('goes on after restarts', () => {
    const config: SearchConfig = { ...CONFIG, opcodes: ['add'], maxOps: 1 };
    const island = islandOf(config);
    const state = { ...island.state(), evaluations: 200_000, restarts: 3, lastImprovement: 1 };
    const [one, two] = [islandOf(config), islandOf(config)];
    one.restore(state);
    evolve(one, 50);
    expect(one.state().restarts).toBe(4);
    two.restore(structuredClone(one.state()));
    expect(evolve(two, 200)).toEqual(evolve(one, 200));
  });

  it('refuses what is damaged or does not fit the configuration', () => {
    const island = islandOf(CONFIG);
    evolve(island, 500);
    const state = island.state();
    const { population } = state;
    const damaged = (change: Partial<typeof population>): (() => void) => {
      const other = islandOf(CONFIG);
      return () => other.restore({ ...state, population: { ...population, ...change } });
    };
    expect(damaged({ code: population.code.slice(0, -1) })).toThrow(RangeError);
    expect(damaged({ code: population.code.map((word, i) => (i === 5 ? 99 : word)) })).toThrow(RangeError);
    expect(damaged({ constants: population.constants.slice(1) })).toThrow(RangeError);
    expect(damaged({ scores: population.scores.slice(1) })).toThrow('more than the programs');
    expect(() => islandOf({ ...CONFIG, maxOps: 2 }).restore(state)).toThrow('more operations');
    expect(() => islandOf(CONFIG).restore({ ...state, seedsLeft: 1 })).toThrow('seed');
    expect(() => islandOf(CONFIG).restore({ ...state, drawn: -1 })).toThrow(RangeError);
    const nsga = islandOf({ ...CONFIG, algorithm: 'nsga2' });
    expect(() => nsga.restore(state)).toThrow('selection');
  });
});

describe('seeds', () => {
  const seed = seedOf('a = x*x*0.24+x*0.65\ny = a+1.003');

  it('are entered as they are, then fitted, before anything is evolved', () => {
    const island = islandOf(CONFIG, 1, [seed]);
    const [given, fitted] = evolve(island, 2);
    expect(given!.structure).toEqual(seed.structure);
    expect([...given!.constants]).toEqual([...seed.constants]);
    expect(fitted!.structure).toEqual(seed.structure);
    expect(fitted!.fitError).toBeLessThan(given!.fitError);
    expect(island.emigrants().map(({ score }) => score)).toEqual([fitted!.fitError]);
    expect([...seed.constants]).toEqual([...seedOf('a = x*x*0.24+x*0.65\ny = a+1.003').constants]);
  });

  it('are part of the state', () => {
    const island = islandOf(CONFIG, 1, [seed, seed]);
    evolve(island, 3);
    expect(island.state().seedsLeft).toBe(1);
    const restored = islandOf(CONFIG, 1, [seed, seed]);
    restored.restore(island.state());
    expect(evolve(restored, 300)).toEqual(evolve(island, 300));
  });
});
