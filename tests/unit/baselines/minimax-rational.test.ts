import { describe, expect, it } from 'vitest';
import { BaselineError } from '../../../src/baselines/baseline-error';
import {
  MAX_RATIONAL_DEGREE,
  minimaxRational,
  minimaxRationalSteps,
  rationalShape,
  type MinimaxRational,
} from '../../../src/baselines/minimax-rational';
import { decimalArithmetic, exactFromDecimal, type Decimal } from '../../../src/oracle/decimal';
import { oracleDecimal } from '../../../src/oracle/oracle';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';

const D = decimalArithmetic(120);

function real(
  fn: { readonly target: string } | { readonly expr: string },
  interval: string,
  norm: string,
): Target {
  return parseTarget({ ...fn, interval, norm });
}

function signedError(target: Target, found: MinimaxRational, x: Decimal): Decimal {
  const value = new D(oracleDecimal(target.function, exactFromDecimal(x), 100));
  const [above, below] = [found.numerator, found.denominator].map((coefficients) =>
    coefficients.reduceRight((sum, c) => sum.times(x).plus(c), new D(0)),
  );
  const error = value.minus(above!.div(below!));
  return found.norm === 'relative' ? error.div(value) : error;
}

/** The error stays below its maximum on a grid, and takes it with alternating signs often enough. */
function expectBest(target: Target, degrees: readonly [number, number], grid = 60): MinimaxRational {
  const [numerator, denominator] = degrees;
  const found = minimaxRational(target, { numerator, denominator });
  const { lower, upper } = target.interval;
  const maximum = new D(found.error);
  for (let i = 1; i < grid; i++) {
    const x = new D(lower).plus(new D(upper).minus(lower).times(i).div(grid));
    if (x.isZero()) continue;
    expect(signedError(target, found, x).abs().lte(maximum.times('1.0000000000001'))).toBe(true);
  }
  const signs = found.alternation.map((place, i) => {
    const x = new D(place);
    const isLimit = x.isZero() && target.norm === 'relative';
    if (isLimit || (x.eq(lower) && target.interval.lowerOpen)) return null;
    const error = signedError(target, found, x);
    expect(error.abs().div(maximum).minus(1).abs().toNumber()).toBeLessThan(1e-13);
    return i % 2 === 0 ? error.s : -error.s;
  });
  expect(new Set(signs.filter((sign) => sign !== null)).size).toBe(1);
  expect(found.alternation.length).toBeGreaterThanOrEqual(found.alternationNeeded);
  expect(new D(found.lowerBound).div(found.error).minus(1).abs().toNumber()).toBeLessThan(1e-13);
  expect(found.numerator).toHaveLength(numerator + 1);
  expect(found.denominator).toHaveLength(denominator + 1);
  return found;
}

describe('minimaxRational', () => {
  it('exp2 on [0,1]: known errors', () => {
    const target = real({ target: 'exp2' }, '[0,1]', 'relative');
    expect(expectBest(target, [1, 1]).errorNumber).toBeCloseTo(8.67e-4, 6);
    expect(expectBest(target, [2, 2]).errorNumber).toBeCloseTo(4.34e-7, 9);
    expect(expectBest(target, [4, 4], 400).errorNumber).toBeLessThan(1.2e-14);
  });

  it('exp on [0,1], degrees (8,8): 18 points of alternation, coefficients to 30 digits', () => {
    const found = expectBest(real({ target: 'exp' }, '[0,1]', 'relative'), [8, 8], 60);
    expect(found.alternation).toHaveLength(18);
    expect(found.errorNumber).toBeCloseTo(2.543e-29, 31);
    const digits = [...found.numerator, ...found.denominator.slice(1)].map(
      (c) => c.replace(/e.*/, '').replace(/\D/g, '').replace(/^0+/, '').length,
    );
    expect(Math.min(...digits)).toBeGreaterThanOrEqual(30);
  });

  it.each([
    ['log2', '[1,2]', 'absolute', 3, 3],
    ['log2', '(1,2]', 'relative', 3, 2],
    ['atan', '[0,1]', 'relative', 4, 4],
    ['erf', '[0,1]', 'relative', 3, 4],
    ['tanh', '[0,1]', 'relative', 3, 2],
    ['tan', '[-0.78,0.78]', 'relative', 3, 4],
    ['tan', '[-0.78,0.78]', 'absolute', 3, 2],
    ['gelu', '[0.01,4]', 'relative', 4, 3],
    ['log', '[1e-3,50]', 'absolute', 4, 4],
    ['sqrt', '[0,1]', 'absolute', 3, 3],
    ['exp', '[0,1]', 'relative', 0, 4],
    ['exp', '[0,1]', 'relative', 2, 0],
    ['gamma', '[1,2]', 'relative', 2, 3],
  ])('%s on %s, %s, degrees (%i,%i): levels the error at enough points', (name, interval, norm, m, n) => {
    expectBest(real({ target: name }, interval, norm), [m, n]);
  });

  it('a custom expression with zeros, absolute norm', () => {
    const found = expectBest(real({ expr: 'airyAi(-7*x)' }, '(0,1]', 'absolute'), [5, 4]);
    expect(found.alternation).toHaveLength(11);
  });

  it('a rational function with few poles is the mirror image of that of the reciprocal', () => {
    const target = real({ target: 'exp' }, '[-1,1]', 'relative');
    const [a, b] = [
      minimaxRational(target, { numerator: 3, denominator: 1 }),
      minimaxRational(target, { numerator: 1, denominator: 3 }),
    ];
    expect(a.error).toBe(b.error);
  });

  it('|x| on [-1,1], degrees (4,4): the error that Varga, Ruttan and Carpenter give', () => {
    // Numerical results on best uniform rational approximation of |x| on [-1,1], Math. USSR Sb. 74, 1993, table 1.
    const found = minimaxRational(real({ expr: 'abs(x)' }, '[-1,1]', 'absolute'), {
      numerator: 4,
      denominator: 4,
    });
    expect(found.errorNumber).toBeCloseTo(8.5014847040738e-3, 15);
  });

  it('even functions: odd degrees add nothing, and the defect is counted', () => {
    const target = real({ target: 'cos' }, '[-1,1]', 'absolute');
    const even = expectBest(target, [2, 2]);
    const odd = expectBest(target, [3, 3]);
    expect(odd.error).toBe(even.error);
    expect(odd.numerator).toEqual([...even.numerator, '0']);
    expect(odd.alternationNeeded).toBe(7);
    expect(odd.alternation).toHaveLength(7);
    expect(odd.numerator[1]).toBe('0');
  });

  it('a rational function is its own best approximation, in lowest terms', () => {
    const found = minimaxRational(real({ expr: '1/(1+x)' }, '[0,1]', 'relative'), {
      numerator: 2,
      denominator: 2,
    });
    expect(found.error).toBe('0');
    expect(found.numerator).toEqual(['1', '0', '0']);
    expect(found.denominator).toEqual(['1', '1', '0']);
  });

  it('a kink is no obstacle', () => {
    expectBest(real({ expr: 'max(x,0.2)' }, '[0,1]', 'absolute'), [1, 1]);
  });

  it('the ulp norm, with a jump of the weight', () => {
    const target = parseTarget({ target: 'exp2', interval: '[-0.5,0.5]', norm: 'ulp', format: 'f32' });
    const found = minimaxRational(target, { numerator: 2, denominator: 2 });
    expect(found.alternation.length).toBeGreaterThanOrEqual(found.alternationNeeded);
    expect(found.norm).toBe('ulp');
  });

  it.each([
    [{ target: 'log' }, '[0.5,2]', 'relative', 3, 3, 'the function is zero at x = 1'],
    [{ target: 'sqrt' }, '(0,1]', 'relative', 3, 3, 'vanishes at x = 0 as the function does'],
    [{ target: 'log' }, '(0,1]', 'absolute', 2, 2, 'no finite limit at the open end x = 0'],
    [{ target: 'sin' }, '[-1,1]', 'absolute', 0, 2, 'the function is odd'],
    [{ target: 'tan' }, '[0,1]', 'relative', 0, 2, 'degree must be at least 1'],
  ] as const)('%o on %s, %s, (%i,%i) is refused: %s', (fn, interval, norm, m, n, reason) => {
    const target = real(fn, interval, norm);
    const solve = (): unknown => minimaxRational(target, { numerator: m, denominator: n });
    expect(solve).toThrow(BaselineError);
    expect(solve).toThrow(reason);
  });

  it.each([
    [-1, 2],
    [1.5, 2],
    [2, MAX_RATIONAL_DEGREE + 1],
    [Number.NaN, 1],
  ])('degrees (%d,%d) are refused', (numerator, denominator) => {
    const target = real({ target: 'exp' }, '[0,1]', 'relative');
    expect(() => minimaxRational(target, { numerator, denominator })).toThrow('integers from 0 to');
  });

  it('works in steps, between which it can be given up', () => {
    const steps = minimaxRationalSteps(real({ target: 'exp' }, '[0,1]', 'relative'), {
      numerator: 3,
      denominator: 3,
    });
    for (let step = 0; step < 3; step++) expect(steps.next().done).toBe(false);
    steps.return({} as never);
    expect(steps.next().done).toBe(true);
  });
});

describe('rationalShape', () => {
  it.each([
    ['cos', '[-1,1]', 'absolute', { symmetry: 'even', zerosAtOrigin: 0, otherZeros: 0 }],
    ['tan', '[-0.5,0.5]', 'relative', { symmetry: 'even', zerosAtOrigin: 1, otherZeros: 0 }],
    ['tan', '[-0.5,0.5]', 'absolute', { symmetry: 'odd', zerosAtOrigin: 0, otherZeros: 0 }],
    ['log2', '(1,2]', 'relative', { symmetry: 'none', zerosAtOrigin: 0, otherZeros: 1 }],
  ])('%s on %s, %s', (name, interval, norm, shape) => {
    expect(rationalShape(real({ target: name }, interval, norm))).toEqual(shape);
  });
});
