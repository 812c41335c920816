import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { fromNumber, fromRational } from '../../../src/numerics/ball/ball';
import { exactFromNumber, parseNumber } from '../../../src/numerics/number-text';
import {
  decimalArithmetic,
  decimalFromBall,
  decimalFromExact,
  exactFromDecimal,
} from '../../../src/oracle/decimal';

describe("the project's decimal arithmetic", () => {
  it('leaves the global constructor alone', () => {
    const before = Decimal.precision;
    const D = decimalArithmetic(77);
    expect(D).not.toBe(Decimal);
    expect(D.precision).toBe(77);
    expect(Decimal.precision).toBe(before);
    expect(decimalArithmetic(77)).toBe(D);
  });
  it('rounds to nearest, ties to even', () => {
    const D = decimalArithmetic(2);
    expect(new D('1.25').plus(0).toString()).toBe('1.2');
    expect(new D('1.35').plus(0).toString()).toBe('1.4');
  });
  it.each([0, -1, 1.5, NaN, 1e6])('has no arithmetic of %d digits', (digits) => {
    expect(() => decimalArithmetic(digits)).toThrow(RangeError);
  });
  it('takes fractions and balls to the digits asked for', () => {
    expect(decimalFromExact(parseNumber('-0x1p-3'), 10).toString()).toBe('-0.125');
    expect(decimalFromExact({ sign: 1, numerator: 2n, denominator: 3n }, 5).toString()).toBe('0.66667');
    expect(decimalFromBall(fromNumber(-1.5), 10).toString()).toBe('-1.5');
    expect(decimalFromBall(fromRational(1n, 3n, 200), 20).toString()).toBe('0.33333333333333333333');
  });
  it('goes back to exact fractions', () => {
    const D = decimalArithmetic(40);
    for (const text of ['0', '-12.5', '1e-30', '123456789012345678901234567890', '7e+40']) {
      const { sign, numerator, denominator } = exactFromDecimal(new D(text));
      const expected = parseNumber(text);
      expect(numerator * expected.denominator).toBe(expected.numerator * denominator);
      expect(sign).toBe(expected.sign);
    }
    expect(() => exactFromDecimal(new D(Infinity))).toThrow(RangeError);
    expect(() => exactFromDecimal(new D('1e9000000'))).toThrow(RangeError);
  });
  it('holds every binary64 exactly', () => {
    const x = 0.1;
    const { numerator, denominator } = exactFromDecimal(decimalFromExact(exactFromNumber(x), 60));
    const exact = exactFromNumber(x);
    expect(numerator * exact.denominator).toBe(exact.numerator * denominator);
  });
});
