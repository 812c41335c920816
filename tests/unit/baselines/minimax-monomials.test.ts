import { describe, expect, it } from 'vitest';
import { minimaxPolynomial } from '../../../src/baselines/minimax-polynomial';
import { minimaxPolynomialBaseline } from '../../../src/baselines/polynomial-baseline';
import { parseTarget } from '../../../src/targets/parse';
import { measureRefined } from '../../../src/verification/measure';

const OPCODES = ['add', 'sub', 'mul', 'div'];

function real(target: string, interval: string, norm: string) {
  return parseTarget({ target, interval, norm });
}

describe('minimax polynomials of chosen monomials', () => {
  it.each([
    ['sin', '[-1,1]', 'relative', 7, 'odd'],
    ['sin', '[-1,1]', 'absolute', 7, 'odd'],
    ['tan', '[0,0.75]', 'relative', 9, 'odd'],
    ['cos', '[-1,1]', 'absolute', 6, 'even'],
    ['exp', '[0,1]', 'absolute', 5, [0, 1, 3, 5]],
    ['exp', '[0.5,2]', 'relative', 5, [1, 2, 5]],
    ['sin', '[-1,1]', 'relative', 7, [1, 3, 7]],
    ['log1p', '[0,1]', 'relative', 5, [1, 2, 4, 5]],
  ] as const)('%s on %s, %s, degree %i, %j', (target, interval, norm, degree, monomials) => {
    const wanted = real(target, interval, norm);
    const found = minimaxPolynomialBaseline(wanted, degree, OPCODES, { monomials });
    expect(found.alternation.length).toBeGreaterThanOrEqual(found.alternationNeeded ?? Infinity);
    expect(Math.abs(Number(found.lowerBound) / found.errorNumber - 1)).toBeLessThan(1e-15);
    const allowed = (k: number): boolean =>
      monomials === 'odd' ? k % 2 === 1 : monomials === 'even' ? k % 2 === 0 : monomials.some((e) => e === k);
    found.coefficients.numerator.forEach((c, k) => {
      if (!allowed(k)) expect(c).toBe('0');
    });
    expect(
      Math.abs(measureRefined(wanted, found.schemes[0]!.program).value / found.errorNumber - 1),
    ).toBeLessThan(1e-9);
  });

  it('are those of all monomials where symmetry makes the others vanish', () => {
    const sin = real('sin', '[-1,1]', 'relative');
    const [odd, all] = [minimaxPolynomial(sin, 7, { monomials: 'odd' }), minimaxPolynomial(sin, 7)];
    expect(odd.coefficients.map(Number)).toEqual(all.coefficients.map(Number));
    expect(odd.alternationNeeded).toBe(5);
    const cos = real('cos', '[-1,1]', 'absolute');
    // An odd degree brings nothing for an even function.
    expect(minimaxPolynomial(cos, 5).error).toBe(minimaxPolynomial(cos, 4, { monomials: 'even' }).error);
  });

  it.each([
    ['cos', '[-1,1]', 'absolute', 'odd', 'need an odd function'],
    ['sin', '[-1,1]', 'absolute', 'even', 'need an even function'],
    ['sin', '[-1,2]', 'absolute', 'odd', 'symmetric'],
    ['exp', '[-1,1]', 'absolute', [0, 1, 3], 'no unique best polynomial'],
    ['exp', '[0,1]', 'absolute', [1, 2], 'where the function is not'],
    ['exp', '[0,1]', 'relative', [1, 2], 'relative error of 1 or more'],
    ['exp', '[0,1]', 'relative', [], 'empty'],
    ['exp', '[0,1]', 'relative', [1, 9], 'from 0 to 4'],
  ] as const)('are refused for %s on %s, %s, %j', (target, interval, norm, monomials, reason) => {
    expect(() => minimaxPolynomial(real(target, interval, norm), 4, { monomials })).toThrow(reason);
  });
});

describe('weights', () => {
  it('1 / exp(x) for the absolute norm is the relative norm', () => {
    const weight = { kind: 'expression', text: 'exp(-x)' } as const;
    const weighted = minimaxPolynomial(real('exp', '[0,1]', 'absolute'), 4, { weight });
    expect(weighted.error).toBe(minimaxPolynomial(real('exp', '[0,1]', 'relative'), 4).error);
  });

  it('must be positive', () => {
    const weight = { kind: 'expression', text: 'x-0.5' } as const;
    expect(() => minimaxPolynomial(real('exp', '[0,1]', 'absolute'), 4, { weight })).toThrow(
      'the weight is not positive at x = 0',
    );
  });
});

describe('a target that is a polynomial', () => {
  it('is given back, with its zero, in the relative norm', () => {
    const target = parseTarget({ expr: 'x*(x-2)*(x+3)', interval: '[0,1]', norm: 'relative' });
    const found = minimaxPolynomial(target, 4);
    expect(found.error).toBe('0');
    expect(found.coefficients.map(Number)).toEqual([0, -6, 1, 1, 0]);
  });
});
