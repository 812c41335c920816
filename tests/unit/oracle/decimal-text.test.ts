import { describe, expect, it } from 'vitest';
import { type Ball, fromRational } from '../../../src/numerics/ball/ball';
import { parseNumber } from '../../../src/numerics/number-text';
import { textFromBall, textFromExact } from '../../../src/oracle/decimal-text';

describe('textFromExact', () => {
  it.each([
    ['0', 3, '0.00'],
    ['-0', 1, '-0'],
    ['1', 1, '1'],
    ['9.995', 3, '1.00e+1'],
    ['9.985', 3, '9.98'],
    ['0.00123', 2, '1.2e-3'],
    ['-99999', 4, '-1.000e+5'],
    ['250', 1, '2e+2'],
    ['350', 1, '4e+2'],
    ['1e-400', 5, '1.0000e-400'],
    ['123456789e300', 4, '1.235e+308'],
  ])('%s to %d digits', (text, digits, expected) => {
    expect(textFromExact(parseNumber(text), digits)).toBe(expected);
  });
});

describe('textFromBall', () => {
  const ball = (numerator: bigint, denominator = 1n): Ball => fromRational(numerator, denominator, 200);

  it('agrees with the fraction next to every power of ten', () => {
    for (let k = -30; k <= 30; k++) {
      for (const digits of [1, 2, 7, 30]) {
        for (const mantissa of [
          '9.4',
          '9.6',
          '1.04',
          '1.16',
          '9.9999999999999999999999999999999994',
          '3.3',
        ]) {
          const { numerator, denominator } = parseNumber(`${mantissa}e${k}`);
          const expected = textFromExact({ sign: 1, numerator, denominator }, digits);
          expect(textFromBall(ball(numerator, denominator), digits)).toBe(expected);
          expect(textFromBall(ball(-numerator, denominator), digits)).toBe(`-${expected}`);
        }
      }
    }
  });
  it('does not decide ties, zeros in doubt and balls that are too wide', () => {
    expect(textFromBall(ball(250n), 1)).toBeUndefined();
    expect(textFromBall(ball(25n, 10n), 1)).toBeUndefined();
    expect(textFromBall({ mid: 1n, rad: 1n, exp: 0 }, 1)).toBeUndefined();
    expect(textFromBall({ mid: 1000n, rad: 5n, exp: 0 }, 3)).toBeUndefined();
    expect(textFromBall({ mid: 1000n, rad: 4n, exp: 0 }, 1)).toBe('1e+3');
    expect(textFromBall({ mid: 0n, rad: 0n, exp: 0 }, 2)).toBe('0.0');
  });
  it('reaches exponents whose powers of two could not be written out', () => {
    // 2^(10^9) = 4.6129... 10^301029995.
    expect(textFromBall({ mid: 1n << 200n, rad: 1n, exp: 1_000_000_000 - 200 }, 4)).toBe('4.613e+301029995');
  });
});
