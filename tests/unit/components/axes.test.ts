import { describe, expect, it } from 'vitest';
import {
  decadesAround,
  decadeTicks,
  linearTicks,
  niceStep,
  symmetricTicks,
  wholeTicks,
} from '../../../src/components/plots/axes';

describe('decades', () => {
  it('hold all positive finite values with room below', () => {
    const [low, high] = decadesAround([0.5, 3e-7, 0, Infinity, NaN]);
    expect(low).toBeLessThanOrEqual(-7);
    expect(high).toBe(0);
    expect(decadesAround([])).toEqual([-8, 0]);
  });

  it('are marked by at most so many ticks, written like the errors', () => {
    const { values, texts } = decadeTicks([-16, 0], 9);
    expect(values).toHaveLength(9);
    expect(texts).toEqual(['1e-16', '1e-14', '1e-12', '1e-10', '1e-8', '1e-6', '1e-4', '1e-2', '1']);
    expect(values.at(-1)).toBe(1);
  });
});

describe('steps', () => {
  it.each([
    [1, 5, 0.2],
    [10, 5, 2],
    [0.03, 6, 0.005],
    [7e-12, 7, 1e-12],
  ])('of a range of %d in %d parts are %d', (range, count, step) => {
    expect(niceStep(range, count)).toBeCloseTo(step, 20);
  });

  it('stand on both sides of 0 and have plain texts', () => {
    const { values, texts } = symmetricTicks(1.5);
    expect(values).toEqual([-1.5, -1, -0.5, 0, 0.5, 1, 1.5]);
    expect(texts).toEqual(['-1.5', '-1', '-0.5', '0', '0.5', '1', '1.5']);
    expect(symmetricTicks(4e-12).texts).toContain('-2e-12');
  });

  it('of arguments carry no rounding noise', () => {
    expect(linearTicks(0, 1, 8).texts).toEqual([
      '0',
      '0.1',
      '0.2',
      '0.3',
      '0.4',
      '0.5',
      '0.6',
      '0.7',
      '0.8',
      '0.9',
      '1',
    ]);
    expect(linearTicks(-2, 2, 4).values).toEqual([-2, -1, 0, 1, 2]);
  });

  it('of counts are whole', () => {
    expect(wholeTicks(0, 12, 16).values).toHaveLength(13);
    expect(wholeTicks(0, 32, 16).values.every((n) => Number.isInteger(n))).toBe(true);
  });
});
