import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  type Ball,
  divide,
  fromInteger,
  fromNumber,
  isZero,
  multiply,
  negate,
  ONE,
  PrecisionTooLow,
  relativeBits,
  scaleByPowerOfTwo,
  signOf,
  squareRoot,
  subtract,
} from '../../src/numerics/ball/ball';
import { constantBall, pi } from '../../src/numerics/ball/constants';
import { erfcOfRoot, erfOfRoot } from '../../src/numerics/ball/error-function';
import { exp } from '../../src/numerics/ball/exponential';
import { parseNumber } from '../../src/numerics/number-text';
import { decimalArithmetic } from '../../src/oracle/decimal';
import { textFromExact } from '../../src/oracle/decimal-text';
import { oracleText } from '../../src/oracle/oracle';
import { enclose, expectOverlap, finite, precision, sized } from '../support/balls';

const RUNS = { numRuns: 120 };

/** Arguments on both sides of where the asymptotic series takes over, for the precisions used here, and near 0. */
const argument = fc.oneof(finite(-45, 45), finite(-4, 4), sized(-200, 5));

function text(id: string, x: string | number, digits: number): string {
  return oracleText({ kind: 'catalogue', id }, typeof x === 'string' ? parseNumber(x) : x, digits);
}

/** The derivative of erf: 2 / sqrt(pi) e^(-x^2). */
function density(x: Ball, bits: number): Ball {
  const root = squareRoot(divide(fromInteger(4), constantBall(pi, bits), bits), bits);
  return multiply(root, exp(negate(multiply(x, x, Infinity)), bits), bits);
}

describe('identities at random points and precisions', () => {
  it('erf x + erfc x = 1', () => {
    fc.assert(
      fc.property(argument, precision, (x, bits) => {
        const a = fromNumber(x);
        expectOverlap(add(enclose('erf', a, bits), enclose('erfc', a, bits), bits), ONE);
      }),
      RUNS,
    );
  });
  it('erf(-x) = -erf x, erfc(-x) = 2 - erfc x', () => {
    fc.assert(
      fc.property(argument, precision, (x, bits) => {
        const a = fromNumber(x);
        expectOverlap(enclose('erf', negate(a), bits), negate(enclose('erf', a, bits)));
        const reflected = subtract(fromInteger(2), enclose('erfc', a, bits), bits);
        expectOverlap(enclose('erfc', negate(a), bits), reflected);
      }),
      RUNS,
    );
  });
  it('Phi(x) = erfc(-x / sqrt 2) / 2, Phi(x) + Phi(-x) = 1, gelu x = x Phi(x), gelu x - gelu(-x) = x', () => {
    fc.assert(
      fc.property(argument, precision, (x, bits) => {
        fc.pre(x !== 0);
        const a = fromNumber(x);
        const phi = enclose('normcdf', a, bits);
        const inner = divide(negate(a), squareRoot(fromInteger(2), bits), bits);
        expectOverlap(phi, scaleByPowerOfTwo(enclose('erfc', inner, bits), -1));
        expectOverlap(add(phi, enclose('normcdf', negate(a), bits), bits), ONE);
        const value = enclose('gelu', a, bits);
        expectOverlap(value, multiply(a, phi, bits));
        expectOverlap(subtract(value, enclose('gelu', negate(a), bits), bits), a);
      }),
      RUNS,
    );
  });
  it('the two series agree where both are precise: a lower precision takes the asymptotic one sooner', () => {
    fc.assert(
      fc.property(
        finite(6, 40),
        fc.integer({ min: 16, max: 200 }),
        fc.integer({ min: 300, max: 3000 }),
        (x, few, many) => {
          const q = fromNumber(x * x);
          expectOverlap(erfcOfRoot(q, few), erfcOfRoot(q, many));
          expectOverlap(erfOfRoot(q, few), erfOfRoot(q, many));
        },
      ),
      RUNS,
    );
  });
  it('erfc lies between the bounds of DLMF 7.8.2', () => {
    fc.assert(
      fc.property(finite(0.001, 45), precision, (x, bits) => {
        const a = fromNumber(x);
        const square = multiply(a, a, Infinity);
        const bound = (offset: Ball): Ball =>
          divide(density(a, bits), add(a, squareRoot(add(square, offset, bits), bits), bits), bits);
        const value = enclose('erfc', a, bits);
        const upper = bound(divide(fromInteger(4), constantBall(pi, bits), bits));
        expect(signOf(subtract(value, bound(fromInteger(2)), bits))).toBe(1);
        expect(signOf(subtract(upper, value, bits))).toBe(1);
      }),
      RUNS,
    );
  });
  it('the differential equation: a difference quotient of erf over 2^-k is the density to first order', () => {
    fc.assert(
      fc.property(finite(-5, 5), fc.integer({ min: 40, max: 200 }), (x, k) => {
        const a = fromNumber(x);
        const h = fromInteger(1, -k);
        const bits = 3 * k + 200;
        const up = enclose('erf', add(a, h, Infinity), bits);
        const down = enclose('erf', subtract(a, h, Infinity), bits);
        const quotient = scaleByPowerOfTwo(subtract(up, down, bits), k - 1);
        // The third derivative is below 2^3 in absolute value.
        const difference = subtract(quotient, density(a, bits), bits);
        expectOverlap(difference, { mid: 0n, rad: 1n, exp: 3 - 2 * k });
      }),
      RUNS,
    );
  });
  it('I_1/2(x) sqrt(pi x / 2) = sinh x, and the recurrence with I_-1/2: I_1/2^2 - I_-1/2^2 = -2 / (pi x)', () => {
    fc.assert(
      fc.property(sized(-200, 9), precision, (x, bits) => {
        const a = fromNumber(Math.abs(x));
        const value = enclose('besselIHalf', a, bits);
        const full = constantBall(pi, bits);
        const root = squareRoot(scaleByPowerOfTwo(multiply(a, full, bits), -1), bits);
        expectOverlap(multiply(value, root, bits), enclose('sinh', a, bits));
        const other = divide(enclose('cosh', a, bits), root, bits);
        const squares = subtract(multiply(other, other, bits), multiply(value, value, bits), bits);
        expectOverlap(squares, divide(fromInteger(2), multiply(a, full, bits), bits));
      }),
      RUNS,
    );
  });
});

function unlessTooWide(compute: () => Ball): Ball | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof PrecisionTooLow) return undefined;
    throw error;
  }
}

describe('enclosures', () => {
  it('are as narrow as asked for, in the tails too', () => {
    fc.assert(
      fc.property(argument, precision, (x, bits) => {
        fc.pre(x !== 0);
        for (const id of ['erf', 'erfc', 'normcdf', 'gelu']) {
          expect(relativeBits(enclose(id, fromNumber(x), bits)), id).toBeGreaterThanOrEqual(bits - 6);
        }
        const bessel = enclose('besselIHalf', fromNumber(Math.abs(x)), bits);
        expect(relativeBits(bessel)).toBeGreaterThanOrEqual(bits - 6);
      }),
      RUNS,
    );
  });
  it('of an interval hold the values at its ends', () => {
    fc.assert(
      fc.property(argument, fc.integer({ min: 6, max: 80 }), precision, (x, width, bits) => {
        fc.pre(x !== 0);
        const { mid, exp: e } = fromNumber(x);
        // A radius of 2^-width relative to x.
        const wide: Ball = {
          mid: mid << 80n,
          rad: (mid < 0n ? -mid : mid) << BigInt(80 - width),
          exp: e - 80,
        };
        for (const end of [wide.mid - wide.rad, wide.mid + wide.rad]) {
          const point: Ball = { mid: end, rad: 0n, exp: wide.exp };
          for (const id of ['erf', 'erfc', 'normcdf', 'gelu', 'besselIHalf']) {
            if (id === 'besselIHalf' && x < 0) continue;
            // A ball that is too wide for a divisor may be refused; what is answered must hold.
            const enclosure = unlessTooWide(() => enclose(id, wide, bits));
            if (enclosure !== undefined) expectOverlap(enclosure, enclose(id, point, 2 * bits));
          }
        }
      }),
      RUNS,
    );
  });
  it('far out are bounds, not failures', () => {
    const far = fromInteger(1, 60);
    expectOverlap(erfOfRoot(far, 100), ONE);
    expect(isZero(erfcOfRoot(far, 100))).toBe(false);
    expectOverlap(erfcOfRoot(far, 100), { mid: 0n, rad: 0n, exp: 0 });
    expectOverlap(enclose('normcdf', far, 100), ONE);
    expectOverlap(enclose('gelu', far, 100), far);
  });
});

describe('oracleText', () => {
  const digits = fc.integer({ min: 1, max: 100 });

  it.each([
    ['erf', -30, 30, 1],
    ['erfc', -30, 30, -1],
    ['normcdf', -40, 40, 1],
    ['gelu', -0.75, 40, 1],
    ['gelu', -40, -0.76, -1],
    ['besselIHalf', 0, 100, 1],
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
        fc.constantFrom('erf', 'erfc', 'normcdf', 'gelu', 'besselIHalf'),
        finite(1e-6, 30),
        fc.boolean(),
        digits,
        fc.integer({ min: 5, max: 60 }),
        (id, size, negative, n, more) => {
          const x = negative && id !== 'besselIHalf' ? -size : size;
          const long = text(id, x, n + more);
          fc.pre(!/^[50]0*$/.test(long.replace(/e.*/, '').slice(-more)));
          expect(text(id, x, n)).toBe(textFromExact(parseNumber(long), n));
        },
      ),
      RUNS,
    );
  });
  it('knows the exact values', () => {
    expect(text('erf', 0, 3)).toBe('0.00');
    expect(text('erfc', 0, 3)).toBe('1.00');
    expect(text('normcdf', 0, 3)).toBe('5.00e-1');
    expect(text('gelu', -0, 3)).toBe('0.00');
    expect(text('besselIHalf', 0, 3)).toBe('0.00');
  });
  it.each([
    // mpmath 1.3.0 at 2000 digits: nstr(f(mpf(x)), 40), with normcdf(x) = erfc(-x/sqrt(2))/2.
    ['erf', '1e-30', '1.128379167095512573896158903121545171688e-30'],
    ['erf', '0.5', '5.204998778130465376827466538919645287365e-1'],
    ['erf', '-6', '-9.999999999999999784802632875010868834066e-1'],
    ['erf', '26', '1.000000000000000000000000000000000000000'],
    ['erfc', '1e-30', '9.999999999999999999999999999988716208329e-1'],
    ['erfc', '20', '5.395865611607900928934999167905345604088e-176'],
    ['erfc', '-20', '2.000000000000000000000000000000000000000'],
    ['erfc', '9.3', '1.653244184030156959399195564402900125864e-39'],
    ['erfc', '27.226', '2.472632543445923827938073894258647853929e-324'],
    ['erfc', '1000', '1.860037048632323370908471162289984373206e-434298'],
    ['normcdf', '-38', '2.885428360068784308350970481566904094662e-316'],
    ['normcdf', '38', '1.000000000000000000000000000000000000000'],
    ['normcdf', '-1e-30', '4.999999999999999999999999999996010577196e-1'],
    ['normcdf', '-8.3', '5.205569744890285157995881978045409783416e-17'],
    ['gelu', '-38', '-1.096462776826138037173368782995423555971e-314'],
    ['gelu', '-1e-30', '-4.999999999999999999999999999996010577196e-31'],
    ['gelu', '-0.7517915', '-1.699712074799035301373620804829725847918e-1'],
    ['gelu', '40', '4.000000000000000000000000000000000000000e+1'],
    ['besselIHalf', '1e-30', '7.978845608028653558798921198687637369517e-16'],
    ['besselIHalf', '1', '9.376748882454876467172628843913933678318e-1'],
    ['besselIHalf', '800', '3.845480336088452932878286817742744203234e+345'],
  ])('%s(%s)', (id, x, y) => {
    expect(text(id, x, 40)).toBe(y);
  });
  it('1,000 digits of erfc where the two series meet agree with 1,100', () => {
    for (const x of ['47.9', '48', '48.1', '49.5']) {
      expect(text('erfc', x, 1000)).toBe(textFromExact(parseNumber(text('erfc', x, 1100)), 1000));
    }
  });
  it.each([
    ['besselIHalf', '-1e-30', /besselIHalf: x = -1e-30 lies outside the domain \[0,inf\)/],
    ['erfc', '1e9', /erfc has no value at x = 1e\+9: x\^2 reaches beyond 2\^44/],
    ['normcdf', '-1e9', /normcdf has no value at x = -1e\+9: x\^2 \/ 2 reaches beyond 2\^44/],
    ['gelu', '-1e9', /gelu has no value at x = -1e\+9: x\^2 \/ 2 reaches beyond 2\^44/],
    ['besselIHalf', '1e20', /besselIHalf has no value at x = 1e\+20: .*2\^44/],
  ])('%s(%s) is refused', (id, x, message) => {
    expect(() => text(id, x, 20)).toThrow(message);
  });
});
