import { describe, expect, test } from 'vitest';
import { neighbourhoodSize, ulpNeighbourhood } from '../../../src/evaluation/webgpu/neighbourhood';

function all(centre: readonly number[], k: number, options = {}): number[][] {
  return [...ulpNeighbourhood(Float32Array.from(centre), k, options)].flat().map((vector) => [...vector]);
}

describe('the neighbourhood of constants', () => {
  test('holds every combination of steps once, the centre first', () => {
    const vectors = all([1.5, -3, 0.1], 2);
    expect(vectors).toHaveLength(neighbourhoodSize(3, 2));
    expect(new Set(vectors.map(String)).size).toBe(125);
    expect(vectors[0]).toEqual([1.5, -3, Math.fround(0.1)]);
    for (const [a, b] of vectors) {
      expect(Math.abs(a! - 1.5)).toBeLessThanOrEqual(2 * 2 ** -23);
      expect(Math.abs(b! + 3)).toBeLessThanOrEqual(2 * 2 ** -22);
    }
  });

  test('steps by ordinals: across powers of two, and through zero', () => {
    expect(all([1], 2)).toEqual([[1], [1 + 2 ** -23], [1 - 2 ** -24], [1 + 2 ** -22], [1 - 2 ** -23]]);
    expect(all([0], 1)).toEqual([[0], [2 ** -149], [-(2 ** -149)]]);
  });

  test('steps in shorter formats', () => {
    const steps = (c: number, format: 'f16' | 'bf16') =>
      [...ulpNeighbourhood(Float32Array.of(c), 1, { format })].flat().map(([v]) => v);
    expect(steps(1, 'f16')).toEqual([1, 1 + 2 ** -10, 1 - 2 ** -11]);
    expect(steps(0, 'f16')).toEqual([0, 2 ** -24, -(2 ** -24)]);
    expect(steps(65504, 'f16')).toEqual([65504, 65472]);
    expect(steps(1, 'bf16')).toEqual([1, 1 + 2 ** -7, 1 - 2 ** -8]);
    expect(() => steps(1 + 2 ** -20, 'bf16')).toThrow(RangeError);
  });

  test('leaves infinities out', () => {
    const largest = (2 - 2 ** -23) * 2 ** 127;
    expect(all([largest], 1)).toEqual([[largest], [(2 - 2 ** -22) * 2 ** 127]]);
  });

  test('comes in blocks, up to a limit', () => {
    const blocks = [...ulpNeighbourhood(Float32Array.of(1, 2), 1, { blockLength: 4 })];
    expect(blocks.map((block) => block.length)).toEqual([4, 4, 1]);
    expect(all([1, 2, 3, 4, 5, 6, 7, 8], 5, { limit: 10 })).toHaveLength(10);
    expect(all([1], 0)).toEqual([[1]]);
    expect(all([], 3)).toEqual([[]]);
  });

  test.each([-1, 0.5, NaN])('takes no %s steps', (k) => {
    expect(() => all([1], k)).toThrow(RangeError);
  });
});
