import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotProduct, minimumNormSolution } from '../../../src/numerics/linear';

const entry = fc.double({ min: -1, max: 1, noNaN: true });

function vector(length: number): fc.Arbitrary<Float64Array> {
  return fc.array(entry, { minLength: length, maxLength: length }).map((v) => Float64Array.from(v));
}

describe('minimumNormSolution', () => {
  it('solves square systems that are well conditioned', () => {
    fc.assert(
      fc.property(fc.array(vector(5), { minLength: 5, maxLength: 5 }), vector(5), (noise, x) => {
        const rows = noise.map((row, i) => row.map((value, j) => (i === j ? 4 : 0) + value / 2));
        const b = Float64Array.from(rows, (row) => dotProduct(row, x));
        const solution = minimumNormSolution(rows, b, 1e-13);
        solution.forEach((value, i) => {
          expect(Math.abs(value - x[i]!)).toBeLessThan(1e-13);
        });
      }),
    );
  });

  it('gives the shortest of the solutions where there are many', () => {
    const solution = minimumNormSolution([Float64Array.of(3, 4, 0)], Float64Array.of(25), 1e-12);
    expect(Array.from(solution)).toEqual([expect.closeTo(3, 12), expect.closeTo(4, 12), 0]);
  });

  it('gives no component along a direction that the equations do not determine', () => {
    const rows = [Float64Array.of(1, 1), Float64Array.of(1, 1 + 1e-15)];
    const solution = minimumNormSolution(rows, Float64Array.of(2, 2), 1e-12);
    expect(solution[0]).toBeCloseTo(1, 12);
    expect(solution[1]).toBeCloseTo(1, 12);
  });

  it('gives the least-squares solution of too many equations', () => {
    const rows = [Float64Array.of(1, 0), Float64Array.of(1, 1), Float64Array.of(1, 2)];
    const [intercept, slope] = minimumNormSolution(rows, Float64Array.of(0, 1, 1), 1e-12);
    expect(intercept).toBeCloseTo(1 / 6, 12);
    expect(slope).toBeCloseTo(1 / 2, 12);
  });
});
