import { it } from 'vitest';
import { createFitEngine } from '../../../src/evaluation/cpu-engine';
import { Fitter } from '../../../src/search/fitter';
import { Island } from '../../../src/search/island';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { RandomStream } from '../../../src/numerics/random';
import { FitCounts } from '../../../src/search/fit-counts';
import { exp2Tables } from '../../support/exp2-tables';
it('measures', () => {
  const { training } = exp2Tables();
  const engine = createFitEngine(); engine.setTraining(training);
  const island = new Island(1, DEFAULT_SEARCH_CONFIG, new Fitter(engine, null, training));
  const random = new RandomStream(1);
  const word = () => random.uint32().toString(16).padStart(8, '0');
  // Fill niches with what is proposed, scored by chance, without fitting.
  const any = island as unknown as { propose(): { structure: never; constants: Float64Array } | null; population: { add(m: unknown): void }; counts: FitCounts };
  let n = 0;
  for (let i = 0; i < 60000 && n < 20000; i++) {
    const c = any.propose(); if (c === null) continue; n++;
    any.population.add({ ...c, tails: c.constants, hash: word() + word(), score: random.uniform() });
  }
  for (let i = 0; i < 199_000; i++) any.counts.increment(word() + word() + word() + word());
  const bytes = (v: unknown): number => v !== null && typeof v === 'object' ? (ArrayBuffer.isView(v) ? v.byteLength : Object.values(v).reduce((s: number, x) => s + bytes(x), 0)) : 8;
  const times: number[] = [], clones: number[] = [], restores: number[] = [];
  let state = island.state();
  for (let k = 0; k < 9; k++) {
    let t = performance.now(); state = island.state(); times.push(performance.now() - t);
    t = performance.now(); const copy = structuredClone(state); clones.push(performance.now() - t);
    const other = new Island(1, DEFAULT_SEARCH_CONFIG, new Fitter(engine, null, training));
    t = performance.now(); other.restore(copy); restores.push(performance.now() - t);
  }
  const median = (a: number[]) => a.sort((x, y) => x - y)[4]!.toFixed(1);
  console.log('members', state.population.scores.length, 'population bytes', bytes(state.population), 'counts bytes', bytes(state.counts), 'all', bytes(state), 'state ms', median(times), 'clone ms', median(clones), 'restore ms', median(restores));
});
