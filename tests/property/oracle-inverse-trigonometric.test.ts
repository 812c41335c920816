import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  type Ball,
  divide,
  fromNumber,
  multiply,
  negate,
  ONE,
  relativeBits,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
  UndefinedValue,
} from '../../src/numerics/ball/ball';
import { constantBall, pi } from '../../src/numerics/ball/constants';
import { cubeRoot, integerCubeRoot } from '../../src/numerics/ball/cube-root';
import { acos, asin, atan } from '../../src/numerics/ball/inverse-trigonometric';
import { cos, sin } from '../../src/numerics/ball/trigonometric';
import { parseNumber } from '../../src/numerics/number-text';
import { decimalArithmetic } from '../../src/oracle/decimal';
import { textFromExact } from '../../src/oracle/decimal-text';
import { oracleText } from '../../src/oracle/oracle';
import { enclose, expectOverlap, finite, precision, sized } from '../support/balls';

const RUNS = { numRuns: 150 };

/** Numbers of (-1, 1): spread evenly, next to both ends, next to 0. */
const unit = fc.oneof(
  finite(-0.999, 0.999),
  fc.tuple(finite(1, 2), fc.integer({ min: 2, max: 52 }), fc.boolean()).map(([m, e, negative]) => {
    const x = 1 - m * 2 ** -e;
    return negative ? -x : x;
  }),
  sized(-200, -1),
);

function tan(x: Ball, bits: number): Ball {
  return divide(sin(x, bits), cos(x, bits), bits);
}

function text(id: string, x: string | number, digits: number): string {
  return oracleText({ kind: 'catalogue', id }, typeof x === 'string' ? parseNumber(x) : x, digits);
}

describe('identities at random points and precisions', () => {
  it('sin(asin x) = x, cos(acos x) = x', () => {
    fc.assert(
      fc.property(unit, precision, (x, bits) => {
        const a = fromNumber(x);
        if (x !== 0) expectOverlap(sin(asin(a, bits), bits), a);
        expectOverlap(cos(acos(a, bits), bits), a);
      }),
      RUNS,
    );
  });
  it('asin x + acos x = pi / 2, acos x + acos(-x) = pi', () => {
    fc.assert(
      fc.property(unit, precision, (x, bits) => {
        const a = fromNumber(x);
        const full = constantBall(pi, bits + 8);
        expectOverlap(add(asin(a, bits), acos(a, bits), bits), scaleByPowerOfTwo(full, -1));
        expectOverlap(add(acos(a, bits), acos(negate(a), bits), bits), full);
      }),
      RUNS,
    );
  });
  it('tan(atan x) = x', () => {
    fc.assert(
      fc.property(sized(-300, 40), precision, (x, bits) => {
        expectOverlap(tan(atan(fromNumber(x), bits), bits), fromNumber(x));
      }),
      RUNS,
    );
  });
  it('atan x + atan(1/x) = pi / 2 for positive x', () => {
    fc.assert(
      fc.property(sized(-500, 500), precision, (x, bits) => {
        const a = fromNumber(Math.abs(x));
        const sum = add(atan(a, bits), atan(divide(ONE, a, bits), bits), bits);
        expectOverlap(sum, scaleByPowerOfTwo(constantBall(pi, bits + 8), -1));
      }),
      RUNS,
    );
  });
  it('atan x + atan y = atan((x + y) / (1 - x y)) for |x y| < 1', () => {
    fc.assert(
      fc.property(finite(-0.99, 0.99), finite(-0.99, 0.99), precision, (x, y, bits) => {
        const a = fromNumber(x);
        const b = fromNumber(y);
        const sum = divide(add(a, b, bits), subtract(ONE, multiply(a, b, bits), bits), bits);
        expectOverlap(add(atan(a, bits), atan(b, bits), bits), atan(sum, bits));
      }),
      RUNS,
    );
  });
  it('asin x = 2 atan(x / (1 + sqrt(1 - x^2)))', () => {
    fc.assert(
      fc.property(unit, precision, (x, bits) => {
        const a = fromNumber(x);
        const root = squareRoot(subtract(ONE, multiply(a, a, Infinity), Infinity), bits);
        const half = atan(divide(a, add(ONE, root, bits), bits), bits);
        expectOverlap(asin(a, bits), scaleByPowerOfTwo(half, 1));
      }),
      RUNS,
    );
  });
  it('cbrt(x)^3 = x, and exactly so for cubes', () => {
    fc.assert(
      fc.property(
        sized(-300, 300),
        fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        precision,
        (x, n, bits) => {
          const root = cubeRoot(fromNumber(x), bits);
          expectOverlap(multiply(multiply(root, root, bits), root, bits), fromNumber(x));
          // A root that is known with a radius: the cube of it is widened, and holds x all the same.
          expectOverlap(cubeRoot(multiply(multiply(root, root, bits), root, bits), bits), root);
          const exact = cubeRoot({ mid: n ** 3n, rad: 0n, exp: -6 }, 400);
          expect(exact.rad).toBe(0n);
          expectOverlap(exact, { mid: n, rad: 0n, exp: -2 });
        },
      ),
      RUNS,
    );
  });
  it('integerCubeRoot is the floor', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 700n }), fc.integer({ min: 0, max: 699 }), (n, cut) => {
        const radicand = n >> BigInt(cut);
        const root = integerCubeRoot(radicand);
        expect(root ** 3n <= radicand && radicand < (root + 1n) ** 3n).toBe(true);
        if (root > 0n) expect(integerCubeRoot(root ** 3n - 1n)).toBe(root - 1n);
        expect(integerCubeRoot(root ** 3n)).toBe(root);
      }),
      RUNS,
    );
  });
  it('x sinc x = sin x, and sinc is even', () => {
    fc.assert(
      fc.property(sized(-300, 300), precision, (x, bits) => {
        const a = fromNumber(x);
        const value = enclose('sinc', a, bits);
        expectOverlap(multiply(value, a, bits), sin(a, bits));
        expectOverlap(enclose('sinc', negate(a), bits), value);
      }),
      RUNS,
    );
  });
});

describe('enclosures', () => {
  it('are as narrow as asked for, next to the ends of the domain and to zero too', () => {
    fc.assert(
      fc.property(unit, sized(-300, 300), precision, (x, y, bits) => {
        if (x !== 0) expect(relativeBits(asin(fromNumber(x), bits))).toBeGreaterThanOrEqual(bits - 6);
        expect(relativeBits(acos(fromNumber(x), bits))).toBeGreaterThanOrEqual(bits - 6);
        expect(relativeBits(atan(fromNumber(y), bits))).toBeGreaterThanOrEqual(bits - 6);
        expect(relativeBits(cubeRoot(fromNumber(y), bits))).toBeGreaterThanOrEqual(bits - 6);
      }),
      RUNS,
    );
  });
  it('of an interval hold the values at its ends', () => {
    fc.assert(
      fc.property(finite(-0.99, 0.99), fc.integer({ min: 8, max: 80 }), precision, (x, width, bits) => {
        fc.pre(Math.abs(x) > 2 ** (2 - width));
        const centre = fromNumber(x);
        const wide: Ball = { ...centre, ...wideRadius(centre, width) };
        for (const end of [wide.mid - wide.rad, wide.mid + wide.rad]) {
          const point: Ball = { mid: end, rad: 0n, exp: wide.exp };
          if (Math.abs(x) + 2 ** -width < 1) {
            expectOverlap(asin(wide, bits), asin(point, 2 * bits));
            expectOverlap(acos(wide, bits), acos(point, 2 * bits));
          }
          expectOverlap(atan(wide, bits), atan(point, 2 * bits));
          expectOverlap(atan(divide(ONE, wide, bits), bits), atan(divide(ONE, point, bits), 2 * bits));
          expectOverlap(cubeRoot(wide, bits), cubeRoot(point, 2 * bits));
          expectOverlap(enclose('sinc', wide, bits), enclose('sinc', point, 2 * bits));
        }
      }),
      RUNS,
    );
  });
});

/** The midpoint with a radius of 2^-width. */
function wideRadius({ mid, exp }: Ball, width: number): Ball {
  const fine = Math.min(exp, -width);
  return { mid: mid << BigInt(exp - fine), rad: 1n << BigInt(-width - fine), exp: fine };
}

describe('oracleText', () => {
  const digits = fc.integer({ min: 1, max: 120 });

  it.each([
    ['asin', -1, 1, 1],
    ['acos', -1, 1, -1],
    ['atan', -1e9, 1e9, 1],
    ['cbrt', -1e9, 1e9, 1],
    ['sinc', 0, 4.4, -1],
  ] as const)('%s is monotone on [%d, %d]', (id, lower, upper, direction) => {
    fc.assert(
      fc.property(finite(lower, upper), finite(lower, upper), digits, (x, y, n) => {
        const value = (at: number) => new (decimalArithmetic(200))(text(id, at, n));
        const [less, more] = x < y ? [x, y] : [y, x];
        expect(value(more).minus(value(less)).times(direction).gte(0)).toBe(true);
      }),
      RUNS,
    );
  });
  it('agrees with itself at another number of digits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('asin', 'acos', 'atan', 'cbrt', 'sinc'),
        finite(-1, 1),
        digits,
        fc.integer({ min: 5, max: 60 }),
        (id, x, n, more) => {
          const long = text(id, x, n + more);
          fc.pre(!/^[50]0*$/.test(long.replace(/e.*/, '').slice(-more)));
          expect(text(id, x, n)).toBe(textFromExact(parseNumber(long), n));
        },
      ),
      RUNS,
    );
  });
  it('knows the exact values', () => {
    expect(text('asin', 0, 3)).toBe('0.00');
    expect(text('acos', 1, 3)).toBe('0.00');
    expect(text('atan', 0, 3)).toBe('0.00');
    expect(text('sinc', 0, 3)).toBe('1.00');
    expect(text('sinc', -0, 3)).toBe('1.00');
    expect(text('cbrt', 0, 3)).toBe('0.00');
    expect(text('cbrt', '-0.027', 3)).toBe('-3.00e-1');
    // Halfway between two numbers of one digit: to even.
    expect(text('cbrt', '0.015625', 1)).toBe('2e-1');
    expect(text('cbrt', '42.875', 1)).toBe('4');
  });
  it.each([
    // mpmath 1.3.0 with hundreds of digits to spare: nstr(f(mpf(x)), 40).
    ['asin', '1', '1.570796326794896619231321691639751442099'],
    ['asin', '-1', '-1.570796326794896619231321691639751442099'],
    [
      'asin',
      '0.99999999999999999999999999999999999999999999999999',
      '1.570796326794896619231321550218395204789',
    ],
    ['asin', '1e-30', '1.000000000000000000000000000000000000000e-30'],
    ['acos', '-1', '3.141592653589793238462643383279502884197'],
    ['acos', '0', '1.570796326794896619231321691639751442099'],
    [
      'acos',
      '0.99999999999999999999999999999999999999999999999999',
      '1.414213562373095048801688724209698078570e-25',
    ],
    ['acos', '1e-30', '1.570796326794896619231321691638751442099'],
    ['atan', '1', '7.853981633974483096156608458198757210493e-1'],
    ['atan', '1e300', '1.570796326794896619231321691639751442099'],
    ['atan', '-1e22', '-1.570796326794896619231221691639751442099'],
    ['cbrt', '2', '1.259921049894873164767210607278228350570'],
    ['cbrt', '1e-300', '1.000000000000000000000000000000000000000e-100'],
    ['sinc', '1e-30', '1.000000000000000000000000000000000000000'],
    ['sinc', '1e22', '-8.522008497671888017727058937530293682618e-23'],
    ['sinc', '3.141592653589793', '7.590501687441756799486117486759340498915e-17'],
  ])('%s(%s)', (id, x, y) => {
    expect(text(id, x, 40)).toBe(y);
  });
  it.each([
    ['asin', '1.0000000000000000000000000000001', /asin: .*outside the domain \[-1,1\]/],
    ['acos', '-2', /acos: .*outside the domain \[-1,1\]/],
  ])('%s(%s) is refused', (id, x, message) => {
    expect(() => text(id, x, 20)).toThrow(message);
  });
  it('refuses NaN and infinities', () => {
    for (const id of ['asin', 'acos', 'atan', 'cbrt', 'sinc']) {
      expect(() => text(id, Number.NaN, 20)).toThrow(/NaN is not a point/);
      expect(() => text(id, Infinity, 20)).toThrow(/Infinity is not a point/);
    }
  });
  it('keeps enclosures beyond the domain apart', () => {
    const beyond = fromNumber(1.5);
    expect(() => asin(beyond, 80)).toThrow(UndefinedValue);
    expect(() => acos(negate(beyond), 80)).toThrow(UndefinedValue);
    expectOverlap(absolute(asin(fromNumber(-1), 80)), scaleByPowerOfTwo(constantBall(pi, 90), -1));
  });
});
