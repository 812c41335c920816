import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget, type TargetText } from '../../../src/targets/parse';
import type { MeasuredError } from '../../../src/targets/target';
import { createMeasure, measureRefined } from '../../../src/verification/measure';

function measured(target: TargetText, text: string): MeasuredError {
  const parsed = parseTarget(target);
  return measureRefined(parsed, parseProgram(text, parsed.format));
}

const exp2 = { target: 'exp2', interval: '(0,1]' };

describe('measureRefined in exact real arithmetic', () => {
  it('has the exact maximum where it is known', () => {
    // 1 + x - 2^x is largest where 2^x ln 2 = 1: 1 - (1 + ln ln 2) / ln 2.
    const error = measured({ ...exp2, norm: 'absolute' }, 'y = 1 + x');
    expect(error.text).toBe('8.60713320559342e-2');
    expect(error.value).toBeCloseTo(0.0860713320559342068, 16);
    expect(error.argmax).toBeCloseTo(0.5287663729448977, 7);
    // |c - sqrt x| / sqrt x at the ends of [1,4].
    expect(measured({ target: 'sqrt', norm: 'relative' }, 'y = 1.5').text).toBe('5.00000000000000e-1');
  });
  it('takes the limit at an open end', () => {
    const error = measured({ ...exp2, norm: 'relative' }, 'y = (x + 2 * x / x) * 1.5');
    // 3 / 1 - 1 = 2 at 0, and 4.5 / 2 - 1 at 1.
    expect(error.value).toBe(2);
    expect(error.text).toBe('2.00000000000000');
    expect(error.argmax).toBeGreaterThan(0);
    expect(error.argmax).toBeLessThan(1e-15);
  });
  it('takes a removable zero of the target as a limit', () => {
    // x / sin x - 1 grows with x; at 0 the quotient is 1.
    expect(measured({ target: 'sin', interval: '[-1,1]', norm: 'relative' }, 'y = x').text).toBe(
      '1.88395105778121e-1',
    );
  });
  it.each([
    ['a pole inside', 'y = 1 / (x - 0.3)'],
    ['a pole between any two samples', 'y = 1 / (x - 0.700000012345678901)'],
    ['a pole at the open end', 'y = 1 / x'],
    ['a weak pole at the open end', 'y = 1 / sqrt(sqrt(x))'],
    ['a pole at the closed end', 'y = 1 / (x - 1)'],
    ['a root of negative numbers', 'y = sqrt(x - 0.5)'],
  ])('is infinite for %s', (_, text) => {
    const error = measured(exp2, text);
    expect(error.value).toBe(Infinity);
    expect(error.text).toBe('Infinity');
    expect(error.argmax).toBeGreaterThan(0);
    expect(error.argmax).toBeLessThanOrEqual(1);
  });
  it.each(['[-1,4]', '[1,4]'])(
    'is infinite in the relative norm where the target has a zero the program misses: %s',
    (interval) => {
      expect(measured({ target: 'sin', interval, norm: 'relative' }, 'y = x - x * x * x / 6').value).toBe(
        Infinity,
      );
    },
  );
  it('is 0 for the function itself', () => {
    const error = measured({ target: 'sqrt', norm: 'relative' }, 'y = sqrt(x)');
    expect([error.value, error.text]).toEqual([0, '0']);
    expect(measured({ target: 'recip', interval: '(0,1]' }, 'y = 1 / x').value).toBe(0);
  });
  it('resolves errors far below what binary64 or double-double can show', () => {
    const text = 'y = sqrt(x) * 1.000000000000000000000000000000000000000000000000000000000000123';
    expect(measured({ target: 'sqrt', norm: 'relative' }, text).text).toBe('1.23000000000000e-61');
  });
  it('finds a narrow peak between coarse neighbours', () => {
    // Half width 1e-3 around 0.37.
    const error = measured({ ...exp2, norm: 'absolute' }, 'u = x - 0.37\ny = 1e-6 / (u * u + 1e-6)');
    expect(error.value).toBeGreaterThan(1.99);
    const tall = measured({ ...exp2, norm: 'absolute' }, 'u = x - 0.37\ny = 1e-4 / (u * u + 1e-6)');
    expect(tall.value).toBeCloseTo(100 - 2 ** 0.37, 3);
  });
  it('is the same for every order in which programs are measured', () => {
    const measure = createMeasure(parseTarget(exp2));
    const [a, b] = ['y = 1 + x', 'y = 1 + 0.65 * x'].map((text) => parseProgram(text, 'real'));
    const first = measure(a!);
    measure(b!);
    expect(measure(a!)).toEqual(first);
  });
});

describe('measureRefined in finite formats', () => {
  it('goes through all numbers where there are few', () => {
    const error = measured({ target: 'exp2', interval: '[1,2)', format: 'bf16' }, 'y = 2 * x');
    expect(error).toMatchObject({ kind: 'exhaustive', points: 128 });
    // 2x - 2^x is largest at 1.53125: 0.17285... against an ulp of 2^-6.
    const [x, ulp] = [error.argmax, 2 ** -6];
    expect(error.value).toBeCloseTo((2 * x - 2 ** x) / ulp, 10);
    expect(error.text.replace(/e.*/, '').length).toBe(16);
  });
  it('counts the points at which the result is not the correctly rounded one', () => {
    const bfloat = { target: 'recip', interval: '[1,2)', format: 'bf16' };
    expect(measured(bfloat, 'y = 1 / x')).toMatchObject({ points: 128, misrounded: 0 });
    // 1/x lies in (1/2,1]: 1 is its rounded value at 1 alone, and 1 - 2^-8 one of bf16.
    expect(measured(bfloat, 'y = 1')).toMatchObject({ points: 128, misrounded: 127 });
    const single = measured({ target: 'sqrt', format: 'f32' }, 'y = sqrt(x) * 1.0000001');
    expect(single.misrounded).toBeGreaterThan(single.points / 2);
    expect(single.misrounded).toBeLessThanOrEqual(single.points);
    expect(measured(exp2, 'y = 1 + x')).not.toHaveProperty('misrounded');
  });
  it('counts rounding errors: half an ulp and no more for a correctly rounded operation', () => {
    for (const format of ['f64', 'f32', 'f16'] as const) {
      const error = measured({ target: 'sqrt', format, norm: 'ulp' }, 'y = sqrt(x)');
      expect(error.value).toBeLessThanOrEqual(0.5);
      expect(error.value).toBeGreaterThan(0.499);
      const recip = measured({ target: 'recip', format, norm: 'ulp' }, 'y = 1 / x');
      expect(recip.value).toBeLessThanOrEqual(0.5);
    }
  });
  it('finds the numbers beside a zero of the target and beside powers of two that it crosses', () => {
    const besselJ0 = measured({ target: 'besselJ0', format: 'f64', norm: 'ulp' }, 'y = x + 1');
    // J0'(5.52...) = 0.34026, the zero 5.520078110286310649596... lies 1.0e-16 below the number found.
    expect(besselJ0.argmax).toBe(5.520078110286311);
    expect(besselJ0.value).toBeGreaterThan(1e33);
    const recip = measured({ target: 'recip', interval: '(0,1]', format: 'f32', norm: 'ulp' }, 'y = 1');
    // (1/x - 1) / ulp(1/x) is largest where 1/x lies right below a power of two.
    expect(recip.value).toBeGreaterThan(2 ** 24 - 3);
  });
  it('refuses a target that the format cannot hold anywhere', () => {
    expect(() => measured({ target: 'exp', interval: '[1000,2000]', format: 'f32' }, 'y = x')).toThrow(
      'on [1000,2000] the function has no value that the format and the norm can hold',
    );
  });
  it('is infinite where the law gives no number', () => {
    expect(measured({ target: 'exp2', interval: '[0,1]', format: 'f32' }, 'y = 1 / x').value).toBe(Infinity);
    expect(measured({ target: 'exp2', interval: '[0,1]', format: 'f32' }, 'y = sqrt(x - 0.5)').value).toBe(
      Infinity,
    );
  });
  it('measures in the norm asked for', () => {
    const absolute = measured(
      { target: 'exp2', interval: '[1,2]', format: 'f32', norm: 'absolute' },
      'y = 2 * x',
    );
    const relative = measured(
      { target: 'exp2', interval: '[1,2]', format: 'f32', norm: 'relative' },
      'y = 2 * x',
    );
    expect(absolute.value).toBeCloseTo(0.1721426641, 6);
    // 2 x / 2^x - 1 is largest where x ln 2 = 1.
    expect(relative.value).toBeCloseTo((2 / Math.LN2) * 2 ** -(1 / Math.LN2) - 1, 6);
  });
});
