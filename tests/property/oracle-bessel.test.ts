import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  type Ball,
  divide,
  fromInteger,
  fromNumber,
  isZero,
  magnitude,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  relativeBits,
  scaleByPowerOfTwo,
  subtract,
  widened,
  ZERO,
} from '../../src/numerics/ball/ball';
import { besselI0, besselJ0 } from '../../src/numerics/ball/bessel';
import { exp } from '../../src/numerics/ball/exponential';
import { cos } from '../../src/numerics/ball/trigonometric';
import { parseNumber } from '../../src/numerics/number-text';
import { decimalArithmetic } from '../../src/oracle/decimal';
import { oracleText } from '../../src/oracle/oracle';
import { sineOfPi } from '../../src/targets/turns';
import { expectOverlap, finite, precision, sized } from '../support/balls';

const RUNS = { numRuns: 80 };
const EXACT = 4000;

/** Both sides of where the asymptotic series take over, for the precisions used here. */
const argument = fc.oneof(finite(-30, 30), finite(-1500, 1500), sized(-100, 6));

function text(id: string, x: string | number, digits: number): string {
  return oracleText({ kind: 'catalogue', id }, typeof x === 'string' ? parseNumber(x) : x, digits);
}

/** A k with x^n / (2^n n!) < 2^k, for x > 0, with some room. */
function leadingPower(x: number, n: number): number {
  let sum = 0;
  for (let k = 1; k <= n; k++) sum += Math.log2(x / (2 * k));
  return Math.ceil(sum) + 1;
}

/**
 * The mean of f(cos(2 pi k / n)), n even, which is J0(x) + 2 (sum of +-J_(jn)(x), j >= 1) for f(c) = cos(x c), n a
 * multiple of 4, and I0(x) + 2 (sum of I_(jn)(x)) for f(c) = e^(x c) (DLMF 10.12.3, 10.35.2 at n angles). The
 * sums are at most 2 (x/2)^n / n!, with the factor e^x for I (DLMF 10.14.4), once n > x.
 */
function trapezoid(f: (c: Ball) => Ball, n: number, bits: number): Ball {
  let sum = ZERO;
  for (let k = 0; k < n; k++) {
    const turn = divide(fromInteger(2 * k), fromInteger(n), bits + 16);
    sum = add(sum, f(sineOfPi(turn, 1, bits)), bits);
  }
  return divide(sum, fromInteger(n), bits);
}

describe('the integral representations by the trapezoidal rule', () => {
  const points = fc.tuple(finite(0.01, 60), fc.integer({ min: 48, max: 300 }));
  it('pi J0(x) is the integral of cos(x cos t)', () => {
    fc.assert(
      fc.property(points, ([x, bits]) => {
        let n = 4 * Math.ceil(x / 2);
        while (leadingPower(x, n) > -bits) n += 4;
        const a = fromNumber(x);
        const mean = trapezoid((c) => cosine(multiply(a, c, bits + 16), bits + 8), n, bits + 16);
        const enclosure = widened(mean, leadingPower(x, n) + 2, bits + 16);
        expectOverlap(enclosure, besselJ0(a, bits));
      }),
      { numRuns: 40 },
    );
  });
  it('pi I0(x) is the integral of e^(x cos t)', () => {
    fc.assert(
      fc.property(points, ([x, bits]) => {
        let n = 4 * Math.ceil(x / 2);
        while (leadingPower(x, n) > -bits) n += 4;
        const a = fromNumber(x);
        const mean = trapezoid((c) => exp(multiply(a, c, bits + 16), bits + 8), n, bits + 16);
        const enclosure = widened(mean, leadingPower(x, n) + 2 + Math.ceil(1.45 * x), bits + 16);
        expectOverlap(enclosure, besselI0(a, bits));
        expect(relativeBits(enclosure)).toBeGreaterThan(bits - 20 - 1.45 * Math.log2(x + 2));
      }),
      { numRuns: 40 },
    );
  });
});

/** cos, where its argument may be a tiny ball around zero. */
function cosine(x: Ball, bits: number): Ball {
  return isZero(x) ? ONE : cos(x, bits);
}

/** Taylor coefficients at x != 0 of y'' + y'/x = s y: (n+2)(n+1) x a(n+2) = s (x a(n) + a(n-1)) - (n+1)^2 a(n+1). */
function solutionsAt(x: Ball, h: Ball, s: 1 | -1, bits: number): { cosine: Ball; sine: Ball } {
  const sumFrom = (first: Ball, second: Ball): Ball => {
    let sum = add(first, multiply(second, h, bits), bits);
    let [a, b, c] = [ZERO, first, second];
    let power = h;
    let sizes = [0, 0, 0];
    for (let n = 0; ; n++) {
      const driven = add(multiply(x, b, bits), a, bits);
      const damped = multiply(c, fromInteger((n + 1) * (n + 1)), bits);
      const numerator = subtract(s > 0 ? driven : negate(driven), damped, bits);
      const next = divide(numerator, multiply(x, fromInteger((n + 2) * (n + 1)), bits), bits);
      [a, b, c] = [b, c, next];
      power = multiply(power, h, bits);
      const term = multiply(next, power, bits);
      sum = add(sum, term, bits);
      // |h / x| <= 1/8 and n > 64: each term is below 1/7 of the largest of the three before it.
      sizes = [...sizes.slice(1), magnitude(term)];
      const largest = Math.max(...sizes);
      if (n > 64 && largest < -bits) return widened(sum, largest, bits);
    }
  };
  return { cosine: sumFrom(ONE, ZERO), sine: sumFrom(ZERO, ONE) };
}

describe("the differential equations y'' + y'/x = -y of J0 and = y of I0", () => {
  it.each([
    ['J0', besselJ0, -1],
    ['I0', besselI0, 1],
  ] as const)('%s: joins three values', (_, f, s) => {
    fc.assert(
      fc.property(finite(8, 1200), finite(0.0625, 1), fc.integer({ min: 48, max: 500 }), (at, step, bits) => {
        const x = fromNumber(at);
        const h = fromNumber(step);
        const wp = bits + 200;
        const right = solutionsAt(x, h, s, wp);
        const left = solutionsAt(x, negate(h), s, wp);
        const combined = subtract(
          multiply(f(add(x, h, EXACT), bits), left.sine, wp),
          multiply(f(subtract(x, h, EXACT), bits), right.sine, wp),
          wp,
        );
        const factor = subtract(
          multiply(right.cosine, left.sine, wp),
          multiply(left.cosine, right.sine, wp),
          wp,
        );
        expect(relativeBits(factor)).toBeGreaterThan(bits);
        expectOverlap(combined, multiply(f(x, bits), factor, wp));
      }),
      { numRuns: 50 },
    );
  });
});

describe('enclosures', () => {
  it.each([
    ['J0', besselJ0],
    ['I0', besselI0],
  ] as const)(
    '%s: at two precisions, mostly from the two kinds of series, agree; the function is even',
    (_, f) => {
      fc.assert(
        fc.property(argument, precision, precision, (x, few, more) => {
          expectOverlap(f(fromNumber(x), few), f(fromNumber(-x), more));
        }),
        RUNS,
      );
    },
  );
  it.each([
    ['J0', besselJ0],
    ['I0', besselI0],
  ] as const)('%s: of a ball hold the values of its points', (_, f) => {
    fc.assert(
      fc.property(
        argument,
        finite(-1, 1),
        fc.integer({ min: 0, max: 200 }),
        precision,
        (x, part, width, bits) => {
          const ball = add(fromNumber(x), { mid: 0n, rad: 1n, exp: -width }, EXACT);
          const inside = add(fromNumber(x), scaleByPowerOfTwo(fromNumber(part), -width), EXACT);
          let whole: Ball;
          try {
            whole = f(ball, bits);
          } catch (error) {
            expect(error).toBeInstanceOf(PrecisionTooLow);
            expect(width).toBe(0);
            return;
          }
          expectOverlap(whole, f(inside, bits + 300));
        },
      ),
      RUNS,
    );
  });
  it('have the bits asked for, relative to the value for I0, to min(1, |x|^(-1/2)) for J0', () => {
    fc.assert(
      fc.property(argument, precision, (x, bits) => {
        expect(relativeBits(besselI0(fromNumber(x), bits))).toBeGreaterThanOrEqual(bits - 4);
        const { rad, exp: exponent } = besselJ0(fromNumber(x), bits);
        const size = Math.log2(1 + Math.abs(x)) / 2;
        expect(magnitude({ mid: rad, rad: 0n, exp: exponent })).toBeLessThanOrEqual(6 - bits - size / 2);
      }),
      RUNS,
    );
  });
});

describe('oracleText', () => {
  it.each([
    ['besselI0', 0, 2000],
    ['besselJ0', 0, 3.8],
  ] as const)('%s is monotone on [%d, %d]', (id, lower, upper) => {
    fc.assert(
      fc.property(
        finite(lower, upper),
        finite(lower, upper),
        fc.integer({ min: 1, max: 80 }),
        (x, y, digits) => {
          const D = decimalArithmetic(100);
          const near = new D(text(id, Math.min(x, y), digits));
          const far = new D(text(id, Math.max(x, y), digits));
          expect(id === 'besselI0' ? near.lte(far) : near.gte(far)).toBe(true);
        },
      ),
      RUNS,
    );
  });
  it('is 1 at 0, exactly', () => {
    for (const id of ['besselJ0', 'besselI0']) expect(text(id, 0, 30)).toBe(`1.${'0'.repeat(29)}`);
  });
  // mpmath 1.3.0 with mp.dps = 2000: besselj(0, mpf(text)), besseli(0, mpf(text)).
  it.each([
    ['2.404825557695773', '-1.2011950073676861231254998810877307352097857488789e-16'],
    [
      '2.404825557695772768621631879326454643124244909145967135706',
      '5.1867538287642499047795689431573421086115463509413e-58',
    ],
    ['5.520078110286311', '1.1922994371894896473703279282178740282555656720563e-16'],
    ['1e4', '-7.0961603533888014772651641709411407680285348673110e-3'],
    ['1e22', '-1.8561051065108215034517062443689906801275309562294e-12'],
    ['-100', '1.9985850304223122424228390950848990680633578859028e-2'],
    ['1e-10', '9.9999999999999999999750000000000000000000156250000e-1'],
  ])('J0(%s)', (x, value) => {
    expect(text('besselJ0', x, 50)).toBe(value);
  });
  it.each([
    ['700.5', '2.5209725792992757163722242898636418840031134759985e+302'],
    ['1e4', '3.5134560661493156943328749778770052154527968393079e+4340'],
    ['-100.1', '1.1860847688437780823972441139999957885465467547919e+42'],
    ['1e-10', '1.0000000000000000000025000000000000000000015625000'],
    ['1e6', '1.2100780186087797958121487183807843252517974806013e+434291'],
  ])('I0(%s)', (x, value) => {
    expect(text('besselI0', x, 50)).toBe(value);
  });
  it('refuses values beyond the range, infinities and NaN', () => {
    expect(() => text('besselI0', '1e300', 20)).toThrow(
      /besselI0 has no value at .*: I0 of a number beyond 2\^44/,
    );
    expect(() => text('besselJ0', '0x1p+200000', 20)).toThrow(/exponent/i);
    for (const id of ['besselJ0', 'besselI0']) {
      for (const x of [NaN, Infinity, -Infinity]) expect(() => text(id, x, 20)).toThrow(/not a point/);
    }
  });
});
