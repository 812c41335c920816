import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddFrom, ddSub, ddToNumber, type DoubleDouble } from '../../../src/numerics/double-double';
import { decompose, dotProduct, minimumNorm } from '../../../src/numerics/linear-double-double';

const entry = fc.double({ min: -1, max: 1, noNaN: true });

/** Doubles with a tail of random bits. */
function vector(length: number): fc.Arbitrary<DoubleDouble[]> {
  const pair = fc.tuple(entry, entry).map(([hi, t]): DoubleDouble => ({ hi, lo: hi * t * 2 ** -54 }));
  return fc.array(pair, { minLength: length, maxLength: length });
}

describe('minimumNorm', () => {
  it('solves square systems to more digits than binary64 has', () => {
    fc.assert(
      fc.property(fc.array(vector(5), { minLength: 5, maxLength: 5 }), vector(5), (noise, x) => {
        const rows = noise.map((row, i) =>
          row.map(({ hi, lo }, j) => ({ hi: hi / 2 + (i === j ? 4 : 0), lo: lo / 4 })),
        );
        const b = rows.map((row) => dotProduct(row, x));
        minimumNorm(decompose(rows, b), 1e-28).forEach((value, i) => {
          expect(Math.abs(ddToNumber(ddSub(value, x[i]!)))).toBeLessThan(1e-29);
        });
      }),
    );
  });

  it('solves systems whose condition is beyond binary64', () => {
    // Rows that agree to 18 digits.
    const rows = [
      [ddFrom(1), ddFrom(1)],
      [ddFrom(1), { hi: 1, lo: 2 ** -60 }],
    ];
    const x = [ddFrom(3), ddFrom(-7)];
    const b = rows.map((row) => dotProduct(row, x));
    const solution = minimumNorm(decompose(rows, b), 1e-28).map(ddToNumber);
    expect(solution[0]).toBeCloseTo(3, 10);
    expect(solution[1]).toBeCloseTo(-7, 10);
  });

  it('gives no component along a direction below the tolerance', () => {
    const rows = [
      [ddFrom(1), ddFrom(1)],
      [ddFrom(1), { hi: 1, lo: 2 ** -60 }],
    ];
    const decomposed = decompose(rows, [ddFrom(2), { hi: 2, lo: 1e-17 }]);
    const solution = minimumNorm(decomposed, 1e-12).map(ddToNumber);
    expect(solution).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    expect(decomposed.singular.filter((s) => s > 1)).toHaveLength(1);
  });

  it('gives the shortest of many solutions, and zero for rows of zeros', () => {
    const solution = minimumNorm(decompose([[3, 4, 0].map(ddFrom)], [ddFrom(25)]), 1e-28).map(ddToNumber);
    expect(solution).toEqual([expect.closeTo(3, 14), expect.closeTo(4, 14), 0]);
    expect(minimumNorm(decompose([[0, 0].map(ddFrom)], [ddFrom(1)]), 1e-28).map(ddToNumber)).toEqual([0, 0]);
  });
});
