import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/numerics/random';
import { parseProgram } from '../../../src/program/parse';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { OPERATION_COUNT } from '../../../src/search/cost';
import type { Member } from '../../../src/search/niche';
import { NondominatedPopulation } from '../../../src/search/nondominated';
import { createPopulation, type Population } from '../../../src/search/population';

/** A program of `ops` additions, told from others of its length by its hash alone. */
function member(ops: number, score: number, hash = `${String(ops)} ${String(score)}`): Member {
  const lines = Array.from(
    { length: ops },
    (_, i) => `v${String(i)} = ${i === 0 ? 'x' : `v${String(i - 1)}`} + x`,
  );
  return { structure: parseProgram(lines.join('\n'), 'real'), constants: new Float64Array(0), hash, score };
}

function drawn(population: Population, draws = 400): Set<string> {
  const random = new RandomStream(1);
  const hashes = Array.from({ length: draws }, () => population.draw(random)?.hash ?? 'nobody');
  return new Set(hashes);
}

describe('NondominatedPopulation', () => {
  it('keeps what nothing dominates', () => {
    const population = new NondominatedPopulation(2, OPERATION_COUNT);
    const good = [member(1, 0.5), member(2, 0.25)];
    for (const one of [member(2, 0.75), good[0]!, good[1]!, member(2, 0.5)]) population.add(one);
    expect(drawn(population)).toEqual(new Set(good.map(({ hash }) => hash)));
  });

  it('fills up with the front behind the first', () => {
    const population = new NondominatedPopulation(3, OPERATION_COUNT);
    const second = member(2, 0.3, 'second');
    for (const one of [member(3, 9), member(3, 8), member(3, 7), second, member(2, 0.2), member(1, 0.5)])
      population.add(one);
    expect(drawn(population)).toEqual(new Set(['second', '2 0.2', '1 0.5']));
  });

  it('has one entry per structure, that with the better constants', () => {
    const population = new NondominatedPopulation(2, OPERATION_COUNT);
    population.add(member(1, 0.5, 'same'));
    population.add(member(1, 0.4, 'same'));
    population.add(member(1, 0.6, 'same'));
    expect(population.draw(new RandomStream(2))?.score).toBe(0.4);
  });
});

describe('createPopulation', () => {
  it('gives every cost its share of parents, whatever the errors', () => {
    const population = createPopulation(DEFAULT_SEARCH_CONFIG);
    for (const one of [member(5, 1e-9), member(2, 0.1), member(3, 0.01)]) population.add(one);
    expect(drawn(population).size).toBe(3);
  });

  it('draws the same members whichever cost came first', () => {
    const [one, other] = [createPopulation(DEFAULT_SEARCH_CONFIG), createPopulation(DEFAULT_SEARCH_CONFIG)];
    const members = [member(5, 1e-9), member(2, 0.1), member(3, 0.01)];
    members.forEach((m) => one.add(m));
    members.toReversed().forEach((m) => other.add(m));
    const sequence = (population: Population): (string | undefined)[] => {
      const random = new RandomStream(7);
      return Array.from({ length: 50 }, () => population.draw(random)?.hash);
    };
    expect(sequence(one)).toEqual(sequence(other));
  });

  it('prefers low errors of any cost where niches are ablated', () => {
    const population = createPopulation({
      ...DEFAULT_SEARCH_CONFIG,
      ablated: ['niches'],
      tournamentSize: 50,
    });
    for (const one of [member(5, 1e-9), member(2, 0.1), member(3, 0.01)]) population.add(one);
    expect(drawn(population, 20)).toEqual(new Set(['5 1e-9']));
  });

  it('has nobody to draw in a random search', () => {
    const population = createPopulation({ ...DEFAULT_SEARCH_CONFIG, algorithm: 'random' });
    population.add(member(1, 0.5));
    expect(population.draw(new RandomStream(1))).toBeNull();
  });
});
