import { describe, expect, it } from 'vitest';
import {
  add,
  type Ball,
  fromNumber,
  multiply,
  subtract,
  UndefinedValue,
  ZERO,
} from '../../../src/numerics/ball/ball';
import { holdsZero, hull, sizeAbove } from '../../../src/numerics/ball/interval';
import { CATALOGUE, findFunction } from '../../../src/targets/catalogue';
import { COEFFICIENTS } from '../../../src/verification/taylor-coefficients';

const BITS = 160;
const ORDER = 9;

/** Points inside the domain, other than the tests' usual 0.3 and 2.25. */
const POINTS: Readonly<Record<string, readonly number[]>> = {
  asin: [0, 0.3, -0.75],
  acos: [0, 0.3, -0.75],
  atanh: [0, 0.3, -0.75],
  acosh: [1.25, 3],
  log: [0.3, 1, 2.25],
  log2: [0.3, 1, 2.25],
  log10: [0.3, 1, 2.25],
  log1p: [0, 0.3, -0.75],
  sqrt: [0.3, 2.25],
  rsqrt: [0.3, 2.25],
  cbrt: [0.3, -2.25],
  recip: [0.3, -2.25],
  gamma: [0.3, 1, 4.5, -1.5],
  lgamma: [0.3, 1, 2, 4.5, -1.5],
  besselIHalf: [0.3, 2.25],
  airyAi: [-6, -0.3, 0, 0.3, 7],
  besselJ0: [0, 0.3, 12],
  besselI0: [0, 0.3, 12],
};

function pointsOf(id: string): readonly number[] {
  return POINTS[id] ?? [0, 0.3, -1.75, 2.25];
}

function polynomialAt(coefficients: readonly Ball[], h: Ball): Ball {
  return coefficients.reduceRight((sum, c) => add(c, multiply(sum, h, BITS), BITS), ZERO);
}

describe('Taylor coefficients', () => {
  it('are there for every function of the catalogue', () => {
    expect(Object.keys(COEFFICIENTS).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
  });

  describe.each(CATALOGUE.map(({ id }) => id))('%s', (id) => {
    const coefficients = COEFFICIENTS[id]!;

    it.each(pointsOf(id).map((x) => [x]))(
      'give the function near %d, with the remainder of Lagrange',
      (x) => {
        for (const width of [2 ** -8, -(2 ** -7)]) {
          const center = fromNumber(x);
          const piece = hull(center, fromNumber(x + width));
          const known = coefficients(center, ORDER, BITS);
          const rest = coefficients(piece, ORDER + 1, 96)[ORDER]!;
          for (const part of [1, 0.625, 2 ** -10]) {
            const h = fromNumber(width * part);
            const value = polynomialAt([...known, rest], h);
            const truth = findFunction(id)!.enclose(fromNumber(x + width * part), BITS);
            expect(holdsZero(subtract(value, truth, BITS))).toBe(true);
            expect(sizeAbove({ mid: 0n, rad: value.rad, exp: value.exp })).toBeLessThan(1e-8);
          }
        }
      },
    );

    it('over a ball hold those at its points', () => {
      for (const x of pointsOf(id)) {
        const wide = coefficients(hull(fromNumber(x), fromNumber(x + 2 ** -5)), ORDER, 96);
        const inside = coefficients(fromNumber(x + 2 ** -6), ORDER, BITS);
        for (let k = 1; k < ORDER; k++) {
          const difference = subtract(wide[k]!, inside[k]!, BITS);
          // Of ln gamma and the Bessel functions, and of sinc around 0, only bounds of the size are known.
          expect(holdsZero(difference)).toBe(true);
        }
      }
    });
  });

  it('are refused where there is no Taylor series', () => {
    for (const id of ['sqrt', 'rsqrt', 'cbrt', 'log', 'besselIHalf', 'gamma'])
      expect(() => COEFFICIENTS[id]!(ZERO, 4, BITS)).toThrow(UndefinedValue);
    for (const id of ['asin', 'acos', 'acosh', 'atanh'])
      expect(() => COEFFICIENTS[id]!(fromNumber(1), 4, BITS)).toThrow(UndefinedValue);
  });
});
