import { describe, expect, it } from 'vitest';
import type { BaselineResult } from '../../../src/baselines/baseline';
import { chebyshevBaseline } from '../../../src/baselines/chebyshev';
import { taylorBaseline } from '../../../src/baselines/taylor';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { measureRefined } from '../../../src/verification/measure';

const OPCODES = ['add', 'sub', 'mul', 'div'];
const EXP = parseTarget({ target: 'exp', interval: '[-1,1]', norm: 'absolute' });

/** Every program has the error that is stated, measured by other means. */
function expectMeasured(target: Target, result: BaselineResult): void {
  for (const { program } of result.schemes) {
    const { value } = measureRefined(target, program);
    expect(Math.abs(value / result.errorNumber - 1)).toBeLessThan(1e-9);
  }
}

describe('the Taylor polynomial', () => {
  it('has the coefficients of the series', () => {
    const { coefficients, centre, denominator } = {
      ...taylorBaseline(EXP, 5, OPCODES),
      denominator: taylorBaseline(EXP, 5, OPCODES).degree.denominator,
    };
    expect(centre).toBe('0');
    expect(denominator).toBe(0);
    expect(coefficients.numerator[2]).toBe('0.5');
    expect(coefficients.numerator[3]).toMatch(/^0\.1{0}1?6{30,}/);
    expect(coefficients.numerator.map(Number)).toEqual([1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120]);
  });

  it('has its largest error at the end farther away', () => {
    const found = taylorBaseline(EXP, 5, OPCODES);
    // e - (1 + 1 + 1/2 + 1/6 + 1/24 + 1/120)
    expect(found.errorNumber).toBeCloseTo(Math.E - 163 / 60, 14);
    expect(found.alternation).toEqual(['1']);
    expectMeasured(EXP, found);
  });

  it('may be developed anywhere, in powers of x all the same', () => {
    const found = taylorBaseline(EXP, 2, OPCODES, '1');
    // e (1 + (x - 1) + (x - 1)^2 / 2) = e (1 + x^2) / 2
    expect(found.coefficients.numerator[1]).toBe('0');
    expect(Number(found.coefficients.numerator[0])).toBe(Math.E / 2);
    expect(Number(found.coefficients.numerator[2])).toBe(Math.E / 2);
    expectMeasured(EXP, found);
  });

  it('shares a zero of the function at its centre alone', () => {
    const log = parseTarget({ target: 'log', interval: '[0.5,2]', norm: 'relative' });
    const found = taylorBaseline(log, 5, OPCODES, '1');
    expect(found.errorNumber).toBeLessThan(1);
    expectMeasured(log, found);
    expect(() => taylorBaseline(log, 5, OPCODES, '1.5')).toThrow('the function is zero at x = 1');
  });

  it('is refused where there is no series', () => {
    const sqrt = parseTarget({ target: 'sqrt', interval: '[0,1]', norm: 'absolute' });
    expect(() => taylorBaseline(sqrt, 3, OPCODES)).toThrow('no Taylor series at x = 0');
    const kink = parseTarget({ expr: 'abs(x)', interval: '[-1,1]', norm: 'absolute' });
    expect(() => taylorBaseline(kink, 3, OPCODES)).toThrow('no Taylor series');
    expect(() => taylorBaseline(EXP, 41, OPCODES)).toThrow('degree');
  });
});

describe('Chebyshev approximation', () => {
  it('has the series of exp: modified Bessel functions', () => {
    // exp(x) = I_0(1) + 2 sum I_k(1) T_k(x): degree 1 is I_0(1) + 2 I_1(1) x.
    const { coefficients } = chebyshevBaseline(EXP, 1, OPCODES);
    expect(Number(coefficients.numerator[0])).toBeCloseTo(1.2660658777520084, 15);
    expect(Number(coefficients.numerator[1])).toBeCloseTo(2 * 0.5651591039924851, 15);
  });

  it.each(['truncation', 'interpolation'] as const)('comes near the minimax error: %s', (kind) => {
    const found = chebyshevBaseline(EXP, 5, OPCODES, kind);
    // Sollya 8.0: dirtyinfnorm of exp(x) - remez(exp(x), 5, [-1;1]) is 4.5205e-5.
    expect(found.errorNumber).toBeGreaterThan(4.52e-5);
    expect(found.errorNumber).toBeLessThan(5.2e-5);
    expectMeasured(EXP, found);
  });

  it('interpolates at the zeros of a Chebyshev polynomial', () => {
    const { coefficients } = chebyshevBaseline(EXP, 2, OPCODES, 'interpolation');
    const [a = NaN, b = NaN, c = NaN] = coefficients.numerator.map(Number);
    for (const x of [-Math.sqrt(3) / 2, 0, Math.sqrt(3) / 2]) {
      expect(a + b * x + c * x * x).toBeCloseTo(Math.exp(x), 14);
    }
  });

  it('shares a zero at 0 in the relative norm', () => {
    const sin = parseTarget({ target: 'sin', interval: '[0,1.5]', norm: 'relative' });
    const found = chebyshevBaseline(sin, 5, OPCODES);
    expect(found.coefficients.numerator[0]).toBe('0');
    expect(found.errorNumber).toBeLessThan(1e-3);
    expectMeasured(sin, found);
  });

  it('refuses a series that converges too slowly, and poles', () => {
    const sqrt = parseTarget({ target: 'sqrt', interval: '[0,1]', norm: 'absolute' });
    expect(() => chebyshevBaseline(sqrt, 3, OPCODES)).toThrow('converges too slowly');
    expectMeasured(sqrt, chebyshevBaseline(sqrt, 3, OPCODES, 'interpolation'));
    const pole = parseTarget({ expr: '1/x', interval: '(0,1]', norm: 'absolute' });
    expect(() => chebyshevBaseline(pole, 3, OPCODES)).toThrow('no finite limit at the open end x = 0');
  });

  it('finds a polynomial exactly', () => {
    const cubic = parseTarget({ expr: 'x^3-2*x', interval: '[0,4]', norm: 'absolute' });
    const found = chebyshevBaseline(cubic, 5, OPCODES);
    expect(found.error).toBe('0');
    expect(found.coefficients.numerator.map(Number)).toEqual([0, -2, 0, 1, 0, 0]);
  });
});
