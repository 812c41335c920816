import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/numerics/random';
import { FitCounts } from '../../../src/search/fit-counts';

function hashOf(n: number): string {
  const random = new RandomStream(7, n);
  return Array.from({ length: 4 }, () => random.uint32().toString(16).padStart(8, '0')).join('');
}

describe('FitCounts', () => {
  it('counts as a map does', () => {
    const counts = new FitCounts();
    const expected = new Map<string, number>();
    const random = new RandomStream(3);
    for (let i = 0; i < 20_000; i++) {
      const hash = hashOf(random.below(6000));
      expect(counts.get(hash)).toBe(expected.get(hash) ?? 0);
      counts.increment(hash);
      expected.set(hash, (expected.get(hash) ?? 0) + 1);
    }
    const copy = FitCounts.from(structuredClone(counts.state()));
    for (const [hash, count] of expected) expect([counts.get(hash), copy.get(hash)]).toEqual([count, count]);
    expect(copy.get(hashOf(7000))).toBe(0);
  });

  it('forgets the oldest beyond its bound, and goes on alike after a restore', () => {
    let counts = new FitCounts();
    for (let i = 0; i < 150_000; i++) {
      counts.increment(hashOf(i));
      if (i === 120_000) counts = FitCounts.from(counts.state());
    }
    expect(counts.get(hashOf(0))).toBe(1);
    for (let i = 150_000; i < 201_000; i++) counts.increment(hashOf(i));
    expect(counts.get(hashOf(0))).toBe(0);
    expect(counts.get(hashOf(150_000))).toBe(1);
  });

  it('refuses tables that do not fit', () => {
    const { current, older } = new FitCounts().state();
    expect(() => FitCounts.from({ current: { ...current, counts: new Uint16Array(3) }, older })).toThrow(
      RangeError,
    );
  });
});
