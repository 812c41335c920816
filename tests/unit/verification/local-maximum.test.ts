import { describe, expect, it } from 'vitest';
import { localMaximum } from '../../../src/verification/local-maximum';

describe('localMaximum', () => {
  it.each([
    ['a parabola', (x: number) => 3 - (x - 0.3) ** 2, 0.3, 3],
    ['a cosine', (x: number) => Math.cos(5 * (x - 0.41)), 0.41, 1],
    ['an asymmetric hill', (x: number) => x * Math.exp(-4 * x), 0.25, 0.25 * Math.exp(-1)],
    ['a kink', (x: number) => 1 - Math.abs(x - 0.123), 0.123, 1],
  ] as const)('finds the top of %s', (_, f, x, value) => {
    for (const start of [0.05, 0.2, 0.6]) {
      const top = localMaximum(f, 0, { x: start, value: f(start) }, 1);
      expect(Math.abs(top.value - value)).toBeLessThan(1e-8);
      expect(Math.abs(top.x - x)).toBeLessThan(1e-4);
    }
  });
  it('is accurate to the last digits of the value for a smooth top', () => {
    const top = localMaximum((x) => Math.cos(x - 0.7), 0.6, { x: 0.65, value: Math.cos(0.05) }, 0.8);
    expect(1 - top.value).toBeLessThan(3e-16);
  });
  it('goes to the edge of a bracket that rises towards it', () => {
    const top = localMaximum((x) => x, 0, { x: 0.5, value: 0.5 }, 1);
    expect(top.value).toBeGreaterThan(1 - 1e-7);
  });
  it('never returns less than it started with, and stops at an infinite value', () => {
    expect(localMaximum(() => 0, 0, { x: 0.5, value: 7 }, 1)).toEqual({ x: 0.5, value: 7 });
    const top = localMaximum((x) => (x > 0.7 ? Infinity : x), 0, { x: 0.5, value: 0.5 }, 1);
    expect(top.value).toBe(Infinity);
  });
});
