import { describe, expect, it } from 'vitest';
import { taylorCoefficients } from '../../../src/baselines/taylor-coefficients';
import { decimalArithmetic, type Decimal } from '../../../src/oracle/decimal';
import { oracleDecimal } from '../../../src/oracle/oracle';
import type { TargetFunction } from '../../../src/targets/target';

const D = decimalArithmetic(80);
const catalogue = (id: string): TargetFunction => ({ kind: 'catalogue', id });
const expression = (text: string): TargetFunction => ({ kind: 'expression', text });

function series(fn: TargetFunction, centre: string, count: number, scale = 0.5): Decimal[] {
  return taylorCoefficients({ function: fn, centre: new D(centre), count, digits: 50, scale });
}

function expectDigits(found: readonly Decimal[], exact: readonly Decimal[]): void {
  expect(found).toHaveLength(exact.length);
  found.forEach((c, k) => {
    const deviation = c.minus(exact[k]!).abs();
    expect(deviation.lte(exact[k]!.abs().times('1e-49'))).toBe(true);
  });
}

/** 1/k! */
function inverseFactorials(count: number): Decimal[] {
  let term = new D(1);
  return Array.from({ length: count }, (_, k) => (term = k === 0 ? term : term.div(k)));
}

describe('taylorCoefficients', () => {
  it('exp: 1/k!', () => {
    expectDigits(series(catalogue('exp'), '0', 31), inverseFactorials(31));
  });

  it('cos: exact zeros between', () => {
    const exact = inverseFactorials(18).map((c, k) => (k % 2 === 1 ? new D(0) : k % 4 === 0 ? c : c.neg()));
    expectDigits(series(catalogue('cos'), '0', 18), exact);
  });

  it('log near its singularity, on a wide scale', () => {
    const exact = Array.from({ length: 12 }, (_, k) => {
      if (k === 0)
        return new D(oracleDecimal(catalogue('log'), { sign: 1, numerator: 1n, denominator: 1000n }, 60));
      return new D(k % 2 === 1 ? 1 : -1).div(k).times(`1e${String(3 * k)}`);
    });
    expectDigits(series(catalogue('log'), '0.001', 12, 25), exact);
  });

  it('a removable singularity, a polynomial', () => {
    expectDigits(
      series(expression('sin(x)/x'), '0', 5),
      ['1', '0', '-1', '0', '1'].map((n, k) => new D(n).div([1, 1, 6, 1, 120][k]!)),
    );
    expectDigits(
      series(expression('x^3+2'), '1', 6),
      [3, 3, 3, 1, 0, 0].map((n) => new D(n)),
    );
  });

  it.each([
    ['abs(x)', 'not smooth'],
    ['x^(1/3)', 'no value beside it'],
    ['exp(-1/x^2)', 'no value beside it'],
  ])('%s has none at 0: %s', (text, reason) => {
    expect(() => series(expression(text), '0', 4)).toThrow(reason);
  });

  it.each([
    [0, 50, 1],
    [65, 50, 1],
    [5, 0, 1],
    [5, 50, 0],
    [5, 50, Number.POSITIVE_INFINITY],
  ])('count %d, %d digits, scale %d are refused', (count, digits, scale) => {
    const request = { function: catalogue('exp'), centre: new D(0), count, digits, scale };
    expect(() => taylorCoefficients(request)).toThrow(RangeError);
  });
});
