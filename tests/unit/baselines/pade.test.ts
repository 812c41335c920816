import { describe, expect, it } from 'vitest';
import { padeBaseline } from '../../../src/baselines/pade';
import type { Opcode } from '../../../src/program/opcode';
import { parseTarget } from '../../../src/targets/parse';
import type { Target } from '../../../src/targets/target';
import { measureRefined } from '../../../src/verification/measure';

const ARITHMETIC: readonly Opcode[] = ['add', 'sub', 'mul', 'div'];

function real(
  fn: { readonly target: string } | { readonly expr: string },
  interval: string,
  norm: string,
): Target {
  return parseTarget({ ...fn, interval, norm });
}

describe('padeBaseline', () => {
  it('exp at 0: the coefficients that are known in closed form', () => {
    // Baker, Graves-Morris, section 1.2: (m + n - j)! m! / ((m + n)! j! (m - j)!) of x^j.
    const target = real({ target: 'exp' }, '[-1,1]', 'relative');
    const found = padeBaseline(target, { numerator: 3, denominator: 2 }, ARITHMETIC, '0');
    const quotient = (a: number, b: number): number => a / b;
    expect(found.coefficients.numerator.map(Number)).toEqual([1, 0.6, quotient(3, 20), quotient(1, 60)]);
    expect(found.coefficients.denominator.map(Number)).toEqual([1, -0.4, quotient(1, 20)]);
    expect(found.centre).toBe('0');
  });

  it.each([
    [{ target: 'exp' }, '[0,1]', 'relative', 2, 2, '0.5'],
    [{ target: 'exp' }, '[-0.5,0.5]', 'relative', 8, 8, '0'],
    [{ target: 'tan' }, '[-0.78,0.78]', 'relative', 5, 4, '0'],
    [{ target: 'log2' }, '(1,2]', 'relative', 3, 3, '1'],
    [{ target: 'cos' }, '[-1,1]', 'absolute', 4, 4, '0'],
    [{ target: 'sqrt' }, '[0,1]', 'absolute', 2, 2, '1'],
    [{ expr: 'exp(sin(x))' }, '[0,1]', 'relative', 3, 2, '0.25'],
  ] as const)(
    '%o on %s, %s, (%i,%i) around %s: its programs have the error stated',
    (fn, interval, norm, m, n, centre) => {
      const target = real(fn, interval, norm);
      const found = padeBaseline(target, { numerator: m, denominator: n }, ARITHMETIC, centre);
      for (const { program } of found.schemes) {
        expect(Math.abs(measureRefined(target, program).value / found.errorNumber - 1)).toBeLessThan(1e-9);
      }
    },
  );

  it('a rational function is its own approximant, also where lower degrees suffice', () => {
    const target = real({ expr: '1/(1+x^2)' }, '[0,1]', 'absolute');
    const found = padeBaseline(target, { numerator: 3, denominator: 3 }, ARITHMETIC, '0');
    expect(found.error).toBe('0');
    expect(found.schemes[0]?.ops).toBe(3);
  });

  it.each([
    [{ target: 'cos' }, '[-1,1]', 'absolute', 3, 3, '0', 'no Padé approximant of degrees (3,3)'],
    [{ target: 'exp' }, '[0,3]', 'absolute', 1, 1, '0', 'has a pole on the interval'],
    [{ target: 'sqrt' }, '[0,1]', 'absolute', 2, 2, '0', 'no Taylor series at x = 0'],
    [{ target: 'log2' }, '(1,2]', 'relative', 3, 3, '1.5', 'the function is zero at x = 1'],
    [{ target: 'exp' }, '[0,1]', 'absolute', 99, 1, '0', 'integers from 0 to'],
  ] as const)(
    '%o on %s, %s, (%i,%i) around %s is refused: %s',
    (fn, interval, norm, m, n, centre, reason) => {
      const target = real(fn, interval, norm);
      expect(() => padeBaseline(target, { numerator: m, denominator: n }, ARITHMETIC, centre)).toThrow(
        reason,
      );
    },
  );
});
