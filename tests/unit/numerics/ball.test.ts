import { describe, expect, it } from 'vitest';
import {
  add,
  divide,
  fromInteger,
  fromNumber,
  fromRational,
  integerSqrt,
  magnitude,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  relativeBits,
  rounded,
  signOf,
  squareRoot,
  subtract,
  toFixedPoint,
  toNumber,
  UndefinedValue,
  ZERO,
} from '../../../src/numerics/ball/ball';
import { ln10, ln2, pi } from '../../../src/numerics/ball/constants';

/** Whether numerator / denominator lies in the ball. */
function contains(ball: { mid: bigint; rad: bigint; exp: number }, n: bigint, d: bigint): boolean {
  const scale = 2n ** BigInt(Math.abs(ball.exp));
  const [left, right] = ball.exp >= 0 ? [ball.mid * scale * d, n] : [ball.mid * d, n * scale];
  const radius = ball.exp >= 0 ? ball.rad * scale * d : ball.rad * d;
  const distance = left > right ? left - right : right - left;
  return distance <= radius;
}

describe('balls: exact results stay exact', () => {
  it('adds, multiplies, divides and takes roots without a radius where the result fits', () => {
    const sum = add(fromNumber(0.5), fromNumber(-2), 60);
    expect([toNumber(sum), sum.rad]).toEqual([-1.5, 0n]);
    expect(toNumber(multiply(fromNumber(1.5), fromNumber(2.5), 60))).toBe(3.75);
    expect(divide(fromInteger(3), fromInteger(4), 60).rad).toBe(0n);
    expect(toNumber(squareRoot(fromNumber(2.25), 60))).toBe(1.5);
    expect(squareRoot(fromNumber(2.25), 60).rad).toBe(0n);
    expect(subtract(ONE, ONE, 60)).toMatchObject({ mid: 0n, rad: 0n });
  });
  it('takes every binary64 exactly', () => {
    for (const x of [0, -0, 1, -3.7, 5e-324, -2.2250738585072014e-308, Number.MAX_VALUE, 2 ** 53 + 2]) {
      expect(toNumber(fromNumber(x))).toBe(x + 0);
    }
    expect(() => fromNumber(NaN)).toThrow(RangeError);
    expect(() => fromNumber(Infinity)).toThrow(RangeError);
  });
});

describe('balls: inexact results are enclosed', () => {
  it('1/3 at several precisions', () => {
    for (const bits of [2, 10, 53, 200]) {
      const third = fromRational(1n, 3n, bits);
      expect(contains(third, 1n, 3n)).toBe(true);
      expect(relativeBits(third)).toBeGreaterThanOrEqual(bits - 3);
    }
  });
  it('a sum whose small part lies below every bit kept', () => {
    const sum = add(ONE, fromInteger(1, -100_000), 64);
    expect(sum.mid >> BigInt(-sum.exp)).toBe(1n);
    expect(sum.rad).toBeGreaterThan(0n);
    const difference = subtract(fromInteger(1, -100_000), ONE, 64);
    expect(contains(difference, 1n - 2n ** 100_000n, 2n ** 100_000n)).toBe(true);
    const coarse = add(fromInteger(1, 200), fromInteger(1, -200), 32);
    expect(contains(coarse, 2n ** 400n + 1n, 2n ** 200n)).toBe(true);
  });
  it('cutting a negative midpoint', () => {
    const cut = rounded(-1_234_567n, 3n, 0, 8);
    for (const v of [-1_234_570n, -1_234_567n, -1_234_564n]) expect(contains(cut, v, 1n)).toBe(true);
  });
  it('fixed point tells its own error', () => {
    expect(toFixedPoint(fromNumber(0.75), 4)).toEqual({ value: 12n, error: 0n });
    expect(toFixedPoint(fromNumber(0.71875), 4)).toEqual({ value: 11n, error: 1n });
    expect(toFixedPoint({ mid: 3n, rad: 1n, exp: 0 }, 2)).toEqual({ value: 12n, error: 4n });
  });
});

describe('balls: what cannot be decided or does not exist', () => {
  const wide = { mid: 1n, rad: 2n, exp: 0 };
  it('tells undecided from impossible', () => {
    expect(() => signOf(wide)).toThrow(PrecisionTooLow);
    expect(() => divide(ONE, wide, 20)).toThrow(PrecisionTooLow);
    expect(() => squareRoot(wide, 20)).toThrow(PrecisionTooLow);
    expect(() => divide(ONE, ZERO, 20)).toThrow(UndefinedValue);
    expect(() => squareRoot(negate(ONE), 20)).toThrow(UndefinedValue);
  });
  it('bounds magnitudes', () => {
    expect(magnitude(ZERO)).toBe(-Infinity);
    expect(magnitude(ONE)).toBe(1);
    expect(magnitude(wide)).toBe(2);
  });
});

describe('integerSqrt', () => {
  it('is the floor of the root next to perfect squares of every size', () => {
    for (let k = 0; k < 400; k += 3) {
      const root = 3n ** BigInt(k) + BigInt(k);
      expect(integerSqrt(root * root)).toBe(root);
      if (root > 0n) expect(integerSqrt(root * root - 1n)).toBe(root - 1n);
      expect(integerSqrt(root * root + 2n * root)).toBe(root);
    }
    expect(() => integerSqrt(-1n)).toThrow(RangeError);
  });
});

describe('constants', () => {
  it('ln 2, ln 10 and pi to 50 digits', () => {
    const digits = (value: (bits: number) => bigint): string =>
      ((value(200) * 10n ** 49n) >> 200n).toString();
    // OEIS A002162, A002392, A000796.
    expect(digits(ln2)).toBe('6931471805599453094172321214581765680755001343602');
    expect(digits(ln10)).toBe('23025850929940456840179914546843642076011014886287');
    expect(digits(pi)).toBe('31415926535897932384626433832795028841971693993751');
  });
  it('agree with themselves across precisions to two units', () => {
    for (const constant of [ln2, ln10, pi]) {
      const long = constant(5000);
      for (const bits of [64, 127, 128, 129, 1000]) {
        const difference = (long >> BigInt(5000 - bits)) - constant(bits);
        expect(Number(difference < 0n ? -difference : difference)).toBeLessThanOrEqual(2);
      }
    }
  });
});
