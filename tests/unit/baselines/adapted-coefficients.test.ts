import { describe, expect, it } from 'vitest';
import { adaptedCoefficients } from '../../../src/baselines/adapted-coefficients';
import { polynomialZeros } from '../../../src/baselines/polynomial-zeros';
import { polynomialSchemes } from '../../../src/baselines/scheme';
import { decimalArithmetic } from '../../../src/oracle/decimal';
import { interpret } from '../../../src/program/interpret';
import { validateProgram } from '../../../src/program/validate';

const D = decimalArithmetic(80);
const ARITHMETIC = ['add', 'sub', 'mul', 'div'];

/** The Taylor coefficients of exp to 40 digits. */
function exponential(degree: number): string[] {
  let factorial = new D(1);
  return Array.from({ length: degree + 1 }, (_, k) => {
    if (k > 0) factorial = factorial.times(k);
    return new D(1).div(factorial).toSignificantDigits(40).toString();
  });
}

/** The scheme multiplied out at a point. */
function valueAt(found: NonNullable<ReturnType<typeof adaptedCoefficients>>, x: string) {
  const y = new D(x).plus(found.shift);
  const core = found.core.reduceRight((sum, c) => sum.times(y).plus(c), new D(0));
  return found.stages.reduce((z, { alpha, beta }) => z.times(y.times(y).minus(alpha)).plus(beta), core);
}

describe('adapted coefficients', () => {
  it.each([5, 6, 7, 8, 9, 12, 15])('are those of the polynomial, to its last digits: degree %i', (degree) => {
    const coefficients = exponential(degree);
    const found = adaptedCoefficients(coefficients);
    expect(found).not.toBeNull();
    if (found === null) return;
    expect(found.stages).toHaveLength(Math.ceil(degree / 2) - 1);
    expect(found.stages.at(-1)?.beta).toBe('0');
    for (const x of ['0', '0.3', '-0.7', '1']) {
      const expected = coefficients.reduceRight((sum, c) => sum.times(x).plus(c), new D(0));
      expect(valueAt(found, x).minus(expected).abs().toNumber()).toBeLessThan(1e-36);
    }
  });

  it('save multiplications: n odd (3 n + 3) / 2, n even 3 n / 2 + 2 operations', () => {
    for (const degree of [5, 6, 7, 8, 11, 12]) {
      const { schemes, refused } = polynomialSchemes({ coefficients: exponential(degree) }, ARITHMETIC);
      const adapted = schemes.find(({ name }) => name === 'adapted');
      expect(refused).toEqual([]);
      expect(adapted?.ops).toBe(degree % 2 === 1 ? (3 * degree + 3) / 2 : (3 * degree) / 2 + 2);
      expect(schemes[0]).toBe(adapted);
    }
  });

  it('are found, or said to be missing, for sparse polynomials too', () => {
    const coefficients = ['0.5', '1', '0', '0', '0', '1'];
    const { schemes, refused } = polynomialSchemes({ coefficients }, ARITHMETIC);
    const adapted = schemes.find(({ name }) => name === 'adapted');
    if (adapted === undefined) expect(refused.map(({ name }) => name)).toEqual(['adapted']);
    else {
      expect(refused).toEqual([]);
      expect(interpret(validateProgram(adapted.program, 'real'), 2, 'f64')).toBeCloseTo(34.5, 10);
    }
  });
});

describe('the zeros of a polynomial', () => {
  it('are found in the complex plane to many digits', () => {
    // (x - 1) (x + 2) (x^2 - 2 x + 5)
    const zeros = polynomialZeros(['-10', '9', '1', '-1', '1'].map((c) => new D(c)));
    expect(zeros).toHaveLength(3);
    const real = zeros.filter(({ im }) => im.isZero()).map(({ re }) => re.toNumber());
    expect(real.sort((a, b) => a - b)).toEqual([-2, 1]);
    const complex = zeros.find(({ im }) => !im.isZero());
    expect(complex?.re.minus(1).abs().toNumber()).toBeLessThan(1e-70);
    expect(complex?.im.minus(2).abs().toNumber()).toBeLessThan(1e-70);
  });

  it('may differ in size by many powers of ten', () => {
    const coefficients = ['1e-9', '-1.0010001e-3', '1.0010001', '-1'].map((c) => new D(c));
    for (const { re, im } of polynomialZeros(coefficients)) {
      expect(im.isZero()).toBe(true);
      const value = coefficients.reduceRight((sum, c) => sum.times(re).plus(c), new D(0));
      expect(value.abs().toNumber()).toBeLessThan(1e-70);
    }
  });
});
