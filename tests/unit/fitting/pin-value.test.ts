import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../support/property-seed';
import { pinValue } from '../../../src/fitting/pin-value';
import { fromNumber, magnitude, subtract } from '../../../src/numerics/ball/ball';
import { exactFromNumber } from '../../../src/numerics/number-text';
import { RATIONAL_ZERO, rationalOf } from '../../../src/numerics/rational';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import { compileExactProgram } from '../../../src/verification/exact-program';

const ONE = rationalOf(exactFromNumber(1));

/** Decimal constants are no dyadic numbers: an exact value shows as one that no precision tells from it. */
function differsBy(program: Program, x: number, value: number): number {
  const bits = 1200;
  return magnitude(subtract(compileExactProgram(program)(fromNumber(x), bits), fromNumber(value), bits));
}

describe('pinValue', () => {
  it('makes a quotient of constants vanish exactly', () => {
    const program = parseProgram(
      'a = x + 1.2588911358264741; b = -7.3249683893 / a; y = b + 3.24272721235',
      'real',
    );
    const pinned = pinValue(program, ONE, RATIONAL_ZERO, 16)!;
    expect(differsBy(pinned, 1, 0)).toBeLessThan(-1000);
    pinned.constants.forEach((constant, k) => {
      const before = constantToNumber(program.constants[k]!);
      expect(Math.abs(constantToNumber(constant) / before - 1)).toBeLessThan(1e-6);
    });
  });
  it('keeps what vanishes by its structure', () => {
    const program = parseProgram('a = x - 1; b = x + 0.3; y = a / b', 'real');
    const pinned = pinValue(program, ONE, RATIONAL_ZERO, 20)!;
    expect(differsBy(pinned, 1, 0)).toBeLessThan(-1000);
  });
  it('passes a root that is rational', () => {
    const pinned = pinValue(parseProgram('y = sqrt(x) - 0.999', 'real'), ONE, RATIONAL_ZERO, 16)!;
    expect(differsBy(pinned, 1, 0)).toBe(-Infinity);
  });
  it('knows when it cannot: an irrational root on the way, no constant to move', () => {
    const two = rationalOf(exactFromNumber(2));
    expect(pinValue(parseProgram('y = sqrt(x) - 0.5', 'real'), two, RATIONAL_ZERO, 16)).toBeUndefined();
    expect(pinValue(parseProgram('y = x * x', 'real'), ONE, RATIONAL_ZERO, 16)).toBeUndefined();
  });
  it('gives the value asked for at any point, and moves constants little', () => {
    const number = fc.double({ min: 0.5, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(number, number, number, number, number), number, ([a, b, c, d, e], x) => {
        // Equal constants are one, which cannot be moved for two reasons.
        fc.pre(new Set([a, b, c, d, e]).size === 5);
        const text = `u = x + ${a}; v = ${b} / u; w = v + ${c}; z = ${d} / w; y = z + ${e}`;
        const program = parseProgram(text, 'real');
        const value = rationalOf(exactFromNumber(1.5));
        const pinned = pinValue(program, rationalOf(exactFromNumber(x)), value, 18)!;
        expect(differsBy(pinned, x, 1.5)).toBeLessThan(-1000);
        expect(constantToNumber(pinned.constants[0]!)).toBeCloseTo(a, 12);
        expect(Math.abs(constantToNumber(pinned.constants[1]!) / b - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });
});
