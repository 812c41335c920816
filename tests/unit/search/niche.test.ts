import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/numerics/random';
import { Niche, type Member } from '../../../src/search/niche';

function member(hash: string, score: number): Member {
  return {
    hash,
    score,
    structure: { instructions: [], constantCount: 0, result: -1 },
    constants: new Float64Array(0),
  };
}

function contents(niche: Niche): Set<string> {
  const random = new RandomStream(1);
  return new Set(Array.from({ length: 200 }, () => niche.tournament(random, 1).hash));
}

describe('Niche', () => {
  it('lets the oldest member leave, not the worst', () => {
    const niche = new Niche(2);
    niche.add(member('old and good', 1));
    niche.add(member('bad', 9));
    niche.add(member('new', 5));
    expect(contents(niche)).toEqual(new Set(['bad', 'new']));
  });

  it('holds one entry per structure, the better one, which becomes the youngest', () => {
    const niche = new Niche(2);
    niche.add(member('a', 5));
    niche.add(member('b', 5));
    niche.add(member('a', 7));
    niche.add(member('a', 3));
    expect(niche.size).toBe(2);
    niche.add(member('c', 5));
    expect(contents(niche)).toEqual(new Set(['a', 'c']));
    expect(niche.tournament(new RandomStream(1), 20).score).toBe(3);
  });

  it('prefers the better in a tournament', () => {
    const niche = new Niche(100);
    for (let i = 0; i < 100; i++) niche.add(member(String(i), i));
    const random = new RandomStream(2);
    const winners = Array.from({ length: 2000 }, () => niche.tournament(random, 4).score);
    const mean = winners.reduce((s, score) => s + score, 0) / winners.length;
    // The mean of the smallest of four uniform draws is a fifth of the range.
    expect(Math.abs(mean - 19.4)).toBeLessThan(1.5);
  });

  it('can be emptied', () => {
    const niche = new Niche(2);
    niche.add(member('a', 1));
    niche.clear();
    expect(niche.size).toBe(0);
    expect(() => niche.tournament(new RandomStream(1), 2)).toThrow(RangeError);
  });
});
