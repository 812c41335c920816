import { describe, expect, it } from 'vitest';
import {
  binary32Bits,
  binary64Bits,
  bitLength,
  decompose,
  exponentOf,
  fromBinary32Bits,
  fromBinary64Bits,
  makeOdd,
  powerOfTwo,
  signBit,
} from '../../../src/numerics/bits';
import { compare, fraction, fractionOf, times, twoTo } from '../../support/exact-arithmetic';

describe('encodings', () => {
  it('are those of IEEE 754', () => {
    expect(binary64Bits(1)).toBe(0x3ff0000000000000n);
    expect(binary64Bits(-0)).toBe(0x8000000000000000n);
    expect(binary64Bits(Math.PI)).toBe(0x400921fb54442d18n);
    expect(binary64Bits(5e-324)).toBe(1n);
    expect(binary64Bits(-Infinity)).toBe(0xfff0000000000000n);
    expect(fromBinary64Bits(0x7fefffffffffffffn)).toBe(Number.MAX_VALUE);
    expect(fromBinary64Bits(0x8000000000000000n)).toBe(-0);
    expect(fromBinary64Bits(0x7ff8000000000001n)).toBeNaN();
    expect(binary32Bits(1)).toBe(0x3f800000);
    expect(binary32Bits(-0)).toBe(0x80000000);
    expect(binary32Bits(1 + 2 ** -30)).toBe(0x3f800000);
    expect(fromBinary32Bits(0x7f7fffff)).toBe(3.4028234663852886e38);
    expect(fromBinary32Bits(0xff800000)).toBe(-Infinity);
    expect(fromBinary32Bits(1)).toBe(2 ** -149);
  });

  it('tell the sign of zeros', () => {
    expect([0, -0, 1, -1, Infinity, -Infinity].map(signBit)).toEqual([false, true, false, true, false, true]);
  });
});

describe('exponentOf and powerOfTwo', () => {
  it('invert each other over the whole range and hold between powers', () => {
    const wrong: number[] = [];
    let power = 5e-324;
    for (let k = -1074; k <= 1023; k += 1, power *= 2) {
      if (powerOfTwo(k) !== power || exponentOf(power) !== k || exponentOf(-power) !== k) wrong.push(k);
      const below = fromBinary64Bits(binary64Bits(power) - 1n);
      if (k > -1074 && exponentOf(below) !== k - 1) wrong.push(k);
      if (k > -1073 && exponentOf(power * 1.5) !== k) wrong.push(k);
    }
    expect(wrong).toEqual([]);
  });

  it('state their ends', () => {
    expect([0, -0, Infinity, -Infinity].map(exponentOf)).toEqual([-Infinity, -Infinity, Infinity, Infinity]);
    expect(exponentOf(NaN)).toBeNaN();
    for (const k of [-1075, 1024, 0.5, NaN]) expect(() => powerOfTwo(k)).toThrow(RangeError);
  });
});

describe('makeOdd', () => {
  it('keeps odd significands and moves even ones towards the residue', () => {
    const ulp = 2 ** -52;
    expect(makeOdd(1 + ulp, 1e-30)).toBe(1 + ulp);
    expect(makeOdd(1, 1e-30)).toBe(1 + ulp);
    expect(makeOdd(1, -1e-30)).toBe(1 - ulp / 2);
    expect(makeOdd(-1, 1e-30)).toBe(-1 + ulp / 2);
    expect(makeOdd(-1, -1e-30)).toBe(-1 - ulp);
    // The low word borrows from the high one.
    expect(makeOdd(1 + 2 ** -20, -1e-30)).toBe(1 + 2 ** -20 - ulp);
  });
});

describe('decompose and bitLength', () => {
  it('give back the number', () => {
    for (const x of [1, -1.5, 5e-324, -Number.MAX_VALUE, 2 ** -1022, 0, 1e22]) {
      const { significand, exponent } = decompose(x);
      expect(compare(times(fraction(significand), twoTo(exponent)), fractionOf(x))).toBe(0);
      expect(bitLength(significand)).toBeLessThanOrEqual(53);
    }
    expect(decompose(-1.5)).toEqual({ significand: -(3n << 51n), exponent: -52 });
    expect(() => decompose(Infinity)).toThrow(RangeError);
  });

  it('count bits', () => {
    for (let k = 0; k < 200; k += 1) {
      expect(bitLength(1n << BigInt(k))).toBe(k + 1);
      expect(bitLength(-((1n << BigInt(k)) - 1n))).toBe(k);
    }
  });
});
