import { describe, expect, it } from 'vitest';
import {
  ddAbs,
  ddAdd,
  ddCompare,
  ddDiv,
  ddFma,
  ddFrom,
  ddFromExact,
  ddMul,
  ddNeg,
  ddSqrt,
  ddSub,
  ddToExact,
  ddToNumber,
  ddToText,
  fastTwoSum,
  twoProduct,
  twoSum,
} from '../../../src/numerics/double-double';
import { parseNumber } from '../../../src/numerics/number-text';

const third = ddDiv(ddFrom(1), ddFrom(3));

describe('error-free transformations', () => {
  it('give the rounded result and its error', () => {
    expect(twoSum(1, 2 ** -60)).toEqual({ hi: 1, lo: 2 ** -60 });
    expect(twoSum(2 ** -60, 1)).toEqual({ hi: 1, lo: 2 ** -60 });
    expect(fastTwoSum(1, -(2 ** -60))).toEqual({ hi: 1, lo: -(2 ** -60) });
    expect(twoProduct(1 + 2 ** -40, 1 + 2 ** -40)).toEqual({ hi: 1 + 2 ** -39, lo: 2 ** -80 });
  });

  it('split factors near the top of the range', () => {
    const large = (1 + 2 ** -40) * 2 ** 1020;
    const small = (1 + 2 ** -40) * 2 ** -1020;
    expect(twoProduct(large, small)).toEqual({ hi: 1 + 2 ** -39, lo: 2 ** -80 });
    expect(twoProduct(small, large)).toEqual({ hi: 1 + 2 ** -39, lo: 2 ** -80 });
    expect(twoProduct(Number.MAX_VALUE, -1)).toEqual({ hi: -Number.MAX_VALUE, lo: -0 });
    // The high parts are larger than the factors, and their product overflows.
    const factor = 2 ** 511 * (2 - 2 ** -27 - 2 ** -52);
    const product = twoProduct(factor, factor);
    expect(product.hi).toBe(factor * factor);
    expect(product.lo).toBe(twoProduct(factor / 2, factor / 2).lo * 4);
    expect(twoProduct(2 ** 968 - 2 ** 915, 2 ** 56)).toEqual({ hi: Number.MAX_VALUE, lo: -0 });
    expect(twoProduct(2 ** 996, 2 ** 26)).toEqual({ hi: 2 ** 1022, lo: 0 });
  });
});

describe('arithmetic', () => {
  it('carries 106 bits', () => {
    expect(ddToText(third, 31)).toBe('3.333333333333333333333333333333e-1');
    expect(ddToText(ddSqrt(ddFrom(2)), 31)).toBe('1.414213562373095048801688724210e+0');
    expect(ddToText(ddMul(third, third), 31)).toBe('1.111111111111111111111111111111e-1');
    const residue = ddSub(ddMul(third, ddFrom(3)), ddFrom(1));
    expect(Math.abs(ddToNumber(residue))).toBeLessThan(2 ** -104);
  });

  it('is exact where the result has few bits', () => {
    expect(ddAdd({ hi: 1, lo: 2 ** -70 }, { hi: -1, lo: 2 ** -70 })).toEqual({ hi: 2 ** -69, lo: 0 });
    expect(ddMul({ hi: 1, lo: 2 ** -60 }, ddFrom(3))).toEqual({ hi: 3, lo: 3 * 2 ** -60 });
    expect(ddDiv(ddFrom(6), ddFrom(-3))).toEqual({ hi: -2, lo: -0 });
    expect(ddSqrt(ddFrom(9))).toEqual({ hi: 3, lo: 0 });
    expect(ddFma(ddFrom(2 ** 40), ddFrom(2 ** 40), ddFrom(1))).toEqual({ hi: 2 ** 80, lo: 1 });
    expect(ddNeg({ hi: 1, lo: -(2 ** -60) })).toEqual({ hi: -1, lo: 2 ** -60 });
    expect(ddAbs({ hi: -1, lo: 2 ** -60 })).toEqual({ hi: 1, lo: -(2 ** -60) });
    expect(ddAbs(ddFrom(2))).toEqual({ hi: 2, lo: 0 });
  });

  it('shows failures in hi', () => {
    const one = ddFrom(1);
    const results = [
      ddDiv(one, ddFrom(0)),
      ddDiv(ddFrom(0), ddFrom(0)),
      ddSqrt(ddFrom(-1)),
      ddMul(ddFrom(1e200), ddFrom(1e200)),
      ddAdd(ddFrom(Number.MAX_VALUE), ddFrom(Number.MAX_VALUE)),
      ddAdd(ddFrom(Infinity), one),
      ddMul(ddFrom(NaN), one),
      ddSqrt(ddFrom(Infinity)),
      ddDiv(one, ddFrom(Infinity)),
    ];
    expect(results.filter((r) => Number.isFinite(r.hi))).toEqual([]);
    expect(ddSqrt(ddFrom(0))).toEqual({ hi: 0, lo: 0 });
  });
});

describe('comparison', () => {
  it('looks at lo when the hi are equal', () => {
    expect(ddCompare({ hi: 1, lo: 2 ** -60 }, ddFrom(1))).toBe(1);
    expect(ddCompare(ddFrom(1), { hi: 1, lo: 2 ** -60 })).toBe(-1);
    expect(ddCompare(third, third)).toBe(0);
    expect(ddCompare(ddFrom(-2), ddFrom(1))).toBe(-1);
    expect(ddCompare(ddFrom(NaN), ddFrom(1))).toBeNaN();
    expect(ddCompare(ddFrom(1), { hi: 1, lo: NaN })).toBeNaN();
  });
});

describe('conversion', () => {
  it('reads exact numbers to the nearest', () => {
    const pi = ddFromExact(parseNumber('3.14159265358979323846264338327950288419716939937510582'));
    expect(pi).toEqual({ hi: Math.PI, lo: 1.2246467991473532e-16 });
    expect(ddFromExact(parseNumber('-0x1.8p+4'))).toEqual({ hi: -24, lo: 0 });
    expect(ddFromExact(parseNumber('1e400'))).toEqual({ hi: Infinity, lo: 0 });
    expect(ddFromExact(parseNumber('1e-400'))).toEqual({ hi: 0, lo: 0 });
    expect(ddFromExact(parseNumber('-0'))).toEqual({ hi: -0, lo: 0 });
    const large = ddFromExact(parseNumber('1e300'));
    expect(ddToText(large, 30)).toBe('1.00000000000000000000000000000e+300');
  });

  it('gives back what it holds', () => {
    const x = { hi: 1, lo: -(2 ** -100) };
    expect(ddFromExact(ddToExact(x))).toEqual(x);
    expect(ddToExact(ddFrom(-0))).toEqual({ sign: -1, numerator: 0n, denominator: 1n << 1074n });
    expect(() => ddToExact(ddFrom(NaN))).toThrow(RangeError);
  });

  it('prints 1 to 34 digits', () => {
    expect(ddToText(ddFrom(0.5), 3)).toBe('5.00e-1');
    expect(ddToText(ddFrom(0), 2)).toBe('0.0e+0');
    expect(ddToText({ hi: 1, lo: -(2 ** -60) }, 5)).toBe('1.0000e+0');
    expect(ddToText({ hi: 1, lo: -(2 ** -60) }, 20)).toBe('9.9999999999999999913e-1');
    expect(ddToText(ddFrom(-Infinity), 5)).toBe('-Infinity');
    expect(ddToText(ddFrom(NaN), 5)).toBe('NaN');
    for (const digits of [0, 35, 1.5]) expect(() => ddToText(third, digits)).toThrow(RangeError);
  });
});
