import { describe, expect, it } from 'vitest';
import { BaselineError } from '../../../src/baselines/baseline-error';
import {
  MAX_DEGREE,
  minimaxPolynomial,
  type MinimaxPolynomial,
} from '../../../src/baselines/minimax-polynomial';
import { polynomialProgram } from '../../../src/baselines/scheme';
import { decimalArithmetic, exactFromDecimal, type Decimal } from '../../../src/oracle/decimal';
import { oracleDecimal } from '../../../src/oracle/oracle';
import { CATALOGUE } from '../../../src/targets/catalogue';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { measureRefined } from '../../../src/verification/measure';

const D = decimalArithmetic(120);

function real(target: string, interval: string, norm: string): Target {
  return parseTarget({ target, interval, norm });
}

function signedError(target: Target, found: MinimaxPolynomial, x: Decimal): Decimal {
  const value = new D(oracleDecimal(target.function, exactFromDecimal(x), 100));
  const polynomial = found.coefficients.reduceRight((sum, c) => sum.times(x).plus(c), new D(0));
  const error = polynomial.minus(value);
  return found.norm === 'relative' ? error.div(value) : error;
}

/** The error stays below its maximum on a grid, and takes it with alternating signs at the alternation points. */
function expectAlternation(target: Target, degree: number): MinimaxPolynomial {
  const found = minimaxPolynomial(target, degree);
  const { lower, upper } = target.interval;
  const maximum = new D(found.error);
  for (let i = 1; i < 400; i++) {
    const x = new D(lower).plus(new D(upper).minus(lower).times(i).div(400));
    expect(signedError(target, found, x).abs().lte(maximum.times('1.0000000000001'))).toBe(true);
  }
  // At an open end, which stands for a limit, there may be no error to compute.
  const places = found.alternation.filter((x) => Number(x) !== lower || !target.interval.lowerOpen);
  const errors = places.map((x) => signedError(target, found, new D(x)));
  errors.forEach((error, i) => {
    expect(error.abs().div(maximum).minus(1).abs().toNumber()).toBeLessThan(1e-14);
    if (i > 0) expect(error.s).toBe(-(errors[i - 1]?.s ?? 0));
  });
  return found;
}

describe('minimaxPolynomial', () => {
  it.each([
    ['exp', '[0,1]', 'relative', 20],
    ['log', '[0.001,50]', 'absolute', 7],
    ['exp', '[-3,1000001e-6]', 'relative', 3],
    ['sin', '[-7,5]', 'absolute', 9],
    ['sqrt', '[0,1]', 'absolute', 4],
    ['log', '[1e6,1000001]', 'absolute', 5],
  ])('%s on %s, %s, degree %i: levels the error at enough points', (name, interval, norm, degree) => {
    const found = expectAlternation(real(name, interval, norm), degree);
    expect(found.alternation.length).toBeGreaterThanOrEqual(degree + 2);
    expect(found.coefficients).toHaveLength(degree + 1);
  });

  it('gives the Chebyshev polynomial for 1/x in the relative norm', () => {
    // 1 - x p(x) = T_3(2x - 3) / T_3(-3) on [1,2], and T_3(-3) = -99.
    const found = minimaxPolynomial(real('recip', '[1,2]', 'relative'), 2);
    expect(found.error).toBe(new D(1).div(99).toExponential(19));
  });

  it('has coefficients of 30 digits and more', () => {
    // Degree 1, relative, 2^x on [0,1]: both coefficients are equal by the symmetry x -> 1 - x of the problem.
    const { coefficients } = minimaxPolynomial(real('exp2', '[0,1]', 'relative'), 1);
    const [first = '', second = ''] = coefficients;
    expect(first.replace('0.', '').length).toBeGreaterThanOrEqual(30);
    expect(new D(first).minus(second).abs().toNumber()).toBeLessThan(1e-30);
  });

  it.each([0, 2, 3, 6])('finds even functions on symmetric intervals, degree %i', (degree) => {
    const found = expectAlternation(real('cos', '[-1,1]', 'absolute'), degree);
    expect(found.coefficients.filter((_, k) => k % 2 === 1).every((c) => c === '0')).toBe(true);
    expect(found.alternation.length).toBe(2 * Math.floor(degree / 2) + 3);
  });

  it('finds odd functions on symmetric intervals', () => {
    const found = expectAlternation(real('tanh', '[-2,2]', 'absolute'), 4);
    expect(found.coefficients.filter((_, k) => k % 2 === 0).every((c) => c === '0')).toBe(true);
    expect(found.error).toBe(minimaxPolynomial(real('tanh', '[-2,2]', 'absolute'), 3).error);
  });

  it('shares a zero of the function at an open end in the relative norm', () => {
    const found = expectAlternation(real('sin', '(0,pi/4]', 'relative'), 5);
    expect(found.coefficients[0]).toBe('0');
    expect(found.alternation).toHaveLength(6);
  });

  it('shares zeros at 0 inside the interval, as often as they are there', () => {
    // The limit of the error at 0 is no error at 0, so the even grid of points must not hold it.
    const once = expectAlternation(real('expm1', '[-0.5,0.49]', 'relative'), 4);
    expect(once.coefficients[0]).toBe('0');
    expect(once.alternation).toHaveLength(5);
    expect(
      minimaxPolynomial(real('tanh', '[-1,1]', 'relative'), 3).alternation.length,
    ).toBeGreaterThanOrEqual(4);
  });

  it('shares a zero at another open end, and keeps it in its factored form', () => {
    const found = expectAlternation(real('log', '(1,2]', 'relative'), 4);
    expect(found.factored?.roots).toEqual(['1']);
    expect(found.factored?.quotient).toHaveLength(4);
  });

  it('weighs by the ulp, whose jumps it respects', () => {
    const target = parseTarget({ target: 'exp2', interval: '[0,3]', format: 'f32', norm: 'ulp' });
    const found = minimaxPolynomial(target, 5);
    const absolute = { ...found, norm: 'absolute' as const };
    const ulps = (x: Decimal): number =>
      signedError(target, absolute, x).abs().div(new D(2).pow(x.floor())).times(8388608).toNumber();
    const limit = found.errorNumber * (1 + 1e-12);
    for (let i = 0; i < 300; i++) expect(ulps(new D(i).div(100))).toBeLessThanOrEqual(limit);
    expect(found.norm).toBe('ulp');
    expect(found.alternation).toHaveLength(7);
  });

  it('takes a fixed ulp for a scaled absolute error', () => {
    const ulp = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'f32', norm: 'ulp', ulpAt: '1.5' });
    const scaled = minimaxPolynomial(real('exp2', '[0,1]', 'absolute'), 4).errorNumber * 2 ** 23;
    expect(minimaxPolynomial(ulp, 4).errorNumber / scaled).toBeCloseTo(1, 14);
  });

  it('falls back to the relative norm where the ulp changes too often', () => {
    const target = parseTarget({ target: 'sin', interval: '(0,pi/4]', format: 'f32', norm: 'ulp' });
    expect(minimaxPolynomial(target, 3).norm).toBe('relative');
    const log = parseTarget({ target: 'log', interval: '[0.5,2]', format: 'f32', norm: 'ulp' });
    expect(minimaxPolynomial(log, 3).factored?.roots).toEqual(['1']);
  });

  it.each([
    ['log2', '[1,2]', 'relative', 3, 'the function is zero at x = 1'],
    ['log2', '[0.3,2]', 'relative', 3, 'the function is zero at x = 1'],
    ['sin', '[1,4]', 'relative', 3, 'the function is zero near x = 3.14159'],
    ['sqrt', '(0,1]', 'relative', 3, 'no polynomial vanishes at x = 0 as the function does'],
    ['log', '(0,1]', 'absolute', 3, 'no finite limit at the open end x = 0'],
    ['sin', '(0,1]', 'relative', 0, 'the degree must be at least 1'],
    ['exp', '[-700,700]', 'relative', 5, 'the function varies too widely'],
    ['exp2', '[0,1e-300]', 'relative', 3, 'too small to be computed'],
  ])('refuses %s on %s, %s, degree %i', (name, interval, norm, degree, reason) => {
    expect(() => minimaxPolynomial(real(name, interval, norm), degree)).toThrow(reason);
  });

  it('refuses a pole', () => {
    const target = real('recip', '[1,2]', 'absolute');
    const across = { ...target, interval: { ...target.interval, lower: -1 } };
    expect(() => minimaxPolynomial(across, 3)).toThrow(BaselineError);
  });

  it.each([-1, 1.5, MAX_DEGREE + 1, Number.NaN, Infinity])('refuses the degree %d', (degree) => {
    expect(() => minimaxPolynomial(real('exp', '[0,1]', 'relative'), degree)).toThrow('from 0 to 40');
  });
});

describe('the baseline of every function of the catalogue on its usual interval', () => {
  it('is refused for I_1/2, which vanishes at 0 like the square root of x', () => {
    expect(() => minimaxPolynomial(parseTarget({ target: 'besselIHalf' }), 4)).toThrow(
      'no polynomial vanishes at x = 0 as the function does',
    );
  });

  it.each(CATALOGUE.map(({ id }) => id).filter((id) => id !== 'besselIHalf'))(
    '%s: the independent measure finds the error of the exchange',
    (id) => {
      const target = parseTarget({ target: id });
      const found = minimaxPolynomial(target, 4);
      const program = polynomialProgram(found, ['add', 'sub', 'mul']);
      expect(program.instructions.length).toBeLessThanOrEqual(8);
      expect(Math.abs(measureRefined(target, program).value / found.errorNumber - 1)).toBeLessThan(1e-12);
    },
  );
});
