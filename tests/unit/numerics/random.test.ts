import { describe, expect, it } from 'vitest';
import { RandomStream, philox4x32 } from '../../../src/numerics/random';

function words(counter: readonly number[], key0: number, key1: number): string[] {
  const block = Uint32Array.from(counter);
  philox4x32(block, key0, key1);
  return Array.from(block, (word) => word.toString(16).padStart(8, '0'));
}

describe('philox4x32', () => {
  // The known answers of the authors' Random123 distribution for philox4x32 with 10 rounds.
  it.each([
    [[0, 0, 0, 0], 0, 0, ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      0xffffffff,
      0xffffffff,
      ['408f276d', '41c83b0e', 'a20bc7c6', '6d5451fd'],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      0xa4093822,
      0x299f31d0,
      ['d16cfe09', '94fdcceb', '5001e420', '24126ea1'],
    ],
  ])('gives the published words for counter %j', (counter, key0, key1, expected) => {
    expect(words(counter, key0, key1)).toEqual(expected);
  });
});

describe('RandomStream', () => {
  it('depends on nothing but its name', () => {
    const a = new RandomStream(7, 1, 2, 3);
    const b = new RandomStream(7, 1, 2, 3);
    expect(Array.from({ length: 100 }, () => a.uint32())).toEqual(
      Array.from({ length: 100 }, () => b.uint32()),
    );
  });

  it.each([
    [8, 1, 2, 3],
    [7, 2, 2, 3],
    [7, 1, 3, 3],
    [7, 1, 2, 4],
  ])('differs for the name %i %i %i %i', (...name) => {
    const a = new RandomStream(7, 1, 2, 3);
    const b = new RandomStream(...name);
    const equal = Array.from({ length: 64 }, () => a.uint32() === b.uint32()).filter(Boolean);
    expect(equal.length).toBeLessThan(3);
  });

  it('uses all 53 bits of the seed', () => {
    expect(new RandomStream(1).uint32()).not.toBe(new RandomStream(1 + 2 ** 40).uint32());
  });

  it.each([-1, 0.5, NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => new RandomStream(seed)).toThrow(RangeError);
  });

  it('draws below n evenly', () => {
    const random = new RandomStream(3);
    const counts = new Array<number>(7).fill(0);
    const draws = 70_000;
    for (let i = 0; i < draws; i++) counts[random.below(7)]!++;
    const chiSquared = counts.reduce((s, count) => s + (count - draws / 7) ** 2 / (draws / 7), 0);
    // 99.99% quantile for 6 degrees of freedom.
    expect(chiSquared).toBeLessThan(27.9);
  });

  it('draws uniform numbers in [0, 1) with the right mean and variance', () => {
    const random = new RandomStream(4);
    const numbers = Array.from({ length: 100_000 }, () => random.uniform());
    expect(Math.min(...numbers.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers.slice(0, 50_000))).toBeLessThan(1);
    const mean = numbers.reduce((s, x) => s + x, 0) / numbers.length;
    const variance = numbers.reduce((s, x) => s + (x - mean) ** 2, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
  });
});
