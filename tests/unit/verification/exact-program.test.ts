import { describe, expect, it } from 'vitest';
import {
  type Ball,
  fromNumber,
  isExact,
  PrecisionTooLow,
  relativeBits,
  toNumber,
  UndefinedValue,
} from '../../../src/numerics/ball/ball';
import { parseProgram } from '../../../src/program/parse';
import { constantFromNumber } from '../../../src/program/constant';
import { compileExactProgram } from '../../../src/verification/exact-program';

function valueAt(text: string, x: number, bits = 100): Ball {
  return compileExactProgram(parseProgram(text, 'real'))(fromNumber(x), bits);
}

describe('programs in exact real arithmetic', () => {
  it('evaluates every opcode, exactly where the result fits', () => {
    const cases: [string, number, number][] = [
      ['y = x + 0.5', 1, 1.5],
      ['y = x - 0.5', 1, 0.5],
      ['y = 3 * x', 1.25, 3.75],
      ['y = x / 4', 3, 0.75],
      ['y = fma(x, x, 1)', 3, 10],
      ['y = sqrt(x)', 6.25, 2.5],
      ['y = -x', 6.25, -6.25],
      ['y = x', -7, -7],
      ['y = 2.5', 1, 2.5],
    ];
    for (const [text, x, y] of cases) {
      const ball = valueAt(text, x);
      expect([text, toNumber(ball), isExact(ball)]).toEqual([text, y, true]);
    }
  });
  it('takes decimal constants for what they are', () => {
    const ball = valueAt('y = 10 * (x - 0.1)', 1, 200);
    expect(toNumber(ball)).toBe(9);
    expect(relativeBits(ball)).toBeGreaterThan(190);
  });
  it('does not round fma twice or lose what cancels', () => {
    const tiny = valueAt('u = x * x\ny = fma(x, x, -u)', 0.1, 300);
    expect(toNumber(tiny)).toBe(0);
    expect(toNumber(valueAt('y = (1 + x) - 1', 1e-40, 300))).toBe(1e-40);
  });
  it('tells undefined from undecided', () => {
    expect(() => valueAt('y = 1 / (x - 0.5)', 0.5)).toThrow(UndefinedValue);
    expect(() => valueAt('y = sqrt(x - 0.5)', 0.25)).toThrow(UndefinedValue);
    expect(() => valueAt('y = 1 / (3 * (x / 3) - x)', 0.5)).toThrow(PrecisionTooLow);
    const program = { ...parseProgram('y = x + 1', 'real'), constants: [constantFromNumber(NaN)] };
    expect(() => compileExactProgram(program)(fromNumber(1), 50)).toThrow(UndefinedValue);
  });
});
