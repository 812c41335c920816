import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  type Ball,
  divide,
  fromNumber,
  multiply,
  ONE,
  PrecisionTooLow,
  relativeBits,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
} from '../../src/numerics/ball/ball';
import { constantBall, ln2, pi } from '../../src/numerics/ball/constants';
import { exp } from '../../src/numerics/ball/exponential';
import { gamma, gammaOfFraction, logGamma } from '../../src/numerics/ball/gamma';
import { log } from '../../src/numerics/ball/logarithm';
import { stirling, tangentNumbers } from '../../src/numerics/ball/stirling';
import { sin } from '../../src/numerics/ball/trigonometric';
import { parseNumber } from '../../src/numerics/number-text';
import { decimalArithmetic } from '../../src/oracle/decimal';
import { oracleText } from '../../src/oracle/oracle';
import { parseTarget } from '../../src/targets/parse';
import { expectOverlap, finite, precision, sized } from '../support/balls';

const RUNS = { numRuns: 80 };
/** Enough bits that sums of the arguments used here with small integers are exact. */
const EXACT = 4000;

/** Both signs and both sides of where Stirling's series takes over, for the precisions used here. */
const argument = fc.oneof(finite(-40, 40), sized(-100, 6), finite(100, 4000));
const notInteger = argument.filter((x) => !Number.isInteger(x));

function text(id: string, x: string | number, digits: number): string {
  return oracleText({ kind: 'catalogue', id }, typeof x === 'string' ? parseNumber(x) : x, digits);
}

describe('identities at random points and precisions', () => {
  it('gamma(x + 1) = x gamma(x)', () => {
    fc.assert(
      fc.property(notInteger, precision, (x, bits) => {
        const a = fromNumber(x);
        expectOverlap(gamma(add(a, ONE, EXACT), bits), multiply(a, gamma(a, bits), bits));
      }),
      RUNS,
    );
  });
  it('gamma(x) gamma(1 - x) = pi / sin(pi x), inside (0, 1) where neither uses it', () => {
    fc.assert(
      fc.property(finite(1e-6, 1 - 1e-6), precision, (x, bits) => {
        const a = fromNumber(x);
        const product = multiply(gamma(a, bits), gamma(subtract(ONE, a, EXACT), bits), bits);
        const half = constantBall(pi, bits + 64);
        expectOverlap(product, divide(half, sin(multiply(half, a, bits + 64), bits), bits));
      }),
      RUNS,
    );
  });
  it('gamma(x) gamma(x + 1/2) = 2^(1 - 2x) sqrt(pi) gamma(2x)', () => {
    fc.assert(
      fc.property(finite(0.01, 500), precision, (x, bits) => {
        const a = fromNumber(x);
        const half = scaleByPowerOfTwo(ONE, -1);
        const left = multiply(gamma(a, bits), gamma(add(a, half, EXACT), bits), bits);
        const exponent = multiply(
          subtract(ONE, scaleByPowerOfTwo(a, 1), EXACT),
          constantBall(ln2, bits + 16),
          bits + 16,
        );
        const root = squareRoot(constantBall(pi, bits), bits);
        const right = multiply(
          multiply(exp(exponent, bits), root, bits),
          gamma(fromNumber(2 * x), bits),
          bits,
        );
        expectOverlap(left, right);
      }),
      RUNS,
    );
  });
  it('ln |gamma(x + 1)| = ln |gamma(x)| + ln |x|, and lgamma = ln |gamma|', () => {
    fc.assert(
      fc.property(notInteger, precision, (x, bits) => {
        const a = fromNumber(x);
        const value = logGamma(a, bits);
        expectOverlap(logGamma(add(a, ONE, EXACT), bits), add(value, log(absolute(a), bits), bits));
        expectOverlap(value, log(absolute(gamma(a, bits + 40)), bits));
      }),
      RUNS,
    );
  });
});

describe('two algorithms agree', () => {
  it("the series on [1, 2] and Stirling's, chosen by precision", () => {
    fc.assert(
      fc.property(finite(150, 3000), fc.integer({ min: 48, max: 75 }), precision, (x, few, more) => {
        const a = fromNumber(x);
        expectOverlap(exp(stirling(a, few), few), gamma(a, Math.max(Math.ceil(x), more)));
      }),
      RUNS,
    );
  });
  it('the series for short and for long fractions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 1000 }),
        precision,
        (q, r, bits) => {
          const p = q + (r % (q + 1));
          const short = gammaOfFraction(BigInt(p), BigInt(q), bits);
          const long = gamma(divide(fromNumber(p), fromNumber(q), bits), bits);
          expectOverlap(short, long);
          expect(relativeBits(short)).toBeGreaterThanOrEqual(bits);
        },
      ),
      RUNS,
    );
  });
  it('tangent numbers are those of the derivatives of tan at 0', () => {
    expect(tangentNumbers(6).slice(0, 6)).toEqual([1n, 2n, 16n, 272n, 7936n, 353792n]);
    // tan' = 1 + tan^2: T(n+1) = sum of binomial(2n, 2k-1) T(k) T(n-k+1).
    const known = tangentNumbers(60);
    let row = [1n];
    for (let n = 1; n < 60; n++) {
      for (let i = 0; i < 2; i++) row = [1n, ...row.slice(1).map((v, j) => v + (row[j] ?? 0n)), 1n];
      let sum = 0n;
      for (let k = 1; k <= n; k++)
        sum += (row[2 * k - 1] ?? 0n) * (known[k - 1] ?? 0n) * (known[n - k] ?? 0n);
      expect(known[n]).toBe(sum);
    }
  });
});

describe('enclosures', () => {
  it('of a ball hold the values of its points', () => {
    fc.assert(
      fc.property(
        argument,
        finite(-1, 1),
        fc.integer({ min: 6, max: 200 }),
        precision,
        (x, part, width, bits) => {
          const middle = fromNumber(x);
          const ball: Ball = add(middle, { mid: 0n, rad: 1n, exp: -width }, EXACT);
          const inside = add(middle, scaleByPowerOfTwo(fromNumber(part), -width), EXACT);
          for (const f of [gamma, logGamma]) {
            let whole: Ball;
            try {
              whole = f(ball, bits);
            } catch (error) {
              // A pole may lie inside, or the ball be too wide for the series.
              expect(error).toBeInstanceOf(PrecisionTooLow);
              continue;
            }
            expectOverlap(whole, f(inside, bits + 300));
          }
        },
      ),
      RUNS,
    );
  });
  it('have the bits asked for', () => {
    fc.assert(
      fc.property(notInteger, precision, (x, bits) => {
        const a = fromNumber(x);
        expect(relativeBits(gamma(a, bits))).toBeGreaterThanOrEqual(bits - 4);
        if (x > 0) expect(relativeBits(logGamma(a, bits))).toBeGreaterThanOrEqual(bits - 12);
      }),
      RUNS,
    );
  });
  it('of lgamma have them next to its zeros at 1 and 2 too', () => {
    const distance = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.boolean(), fc.constantFrom(1, 2));
    fc.assert(
      fc.property(distance, precision, ([k, below, zero], bits) => {
        const d = scaleByPowerOfTwo(ONE, -k);
        const x = below ? subtract(fromNumber(zero), d, EXACT) : add(fromNumber(zero), d, EXACT);
        expect(relativeBits(logGamma(x, bits))).toBeGreaterThanOrEqual(bits - 12);
      }),
      RUNS,
    );
  });
});

describe('oracleText', () => {
  it.each([
    ['gamma', 1.5, 300],
    ['lgamma', 1.5, 1e6],
  ] as const)('%s is monotone from %d on', (id, lower, upper) => {
    fc.assert(
      fc.property(
        finite(lower, upper),
        finite(lower, upper),
        fc.integer({ min: 1, max: 80 }),
        (x, y, digits) => {
          const D = decimalArithmetic(100);
          const value = (at: number) => new D(text(id, at, digits));
          expect(value(Math.min(x, y)).lte(value(Math.max(x, y)))).toBe(true);
        },
      ),
      RUNS,
    );
  });
  it('gamma at positive integers is the factorial, to the last digit', () => {
    let factorial = 1n;
    for (let n = 1; n <= 60; n++) {
      const digits = factorial.toString();
      expect(BigInt(text('gamma', n, digits.length).replace(/[.]|e.*/g, ''))).toBe(factorial);
      expect(text('lgamma', n, 20).startsWith('0.0')).toBe(n <= 2);
      factorial *= BigInt(n);
    }
  });
  // mpmath 1.3.0 with mp.dps = 2000: gamma(mpf(text)), loggamma(mpf(text)).real.
  it.each([
    ['0.5', '1.7724538509055160272981674833411451827975494561224'],
    ['0.1', '9.5135076986687318362924871772654021925505786260884'],
    ['1e-300', '1.0000000000000000000000000000000000000000000000000e+300'],
    ['-0.5', '-3.5449077018110320545963349666822903655950989122448'],
    ['-20.3', '-6.4354662049893512024550694671757651283637821461833e-19'],
    ['-2.9999999999', '-1.6666666668760196114434990519156941369641399377436e+9'],
    ['-3.0000000000000000000000000000000000001', '1.6666666666666666666666666666666666664573137219280e+36'],
    ['1.4616321449683623', '8.8560319441088870027881590058258946275263468491598e-1'],
    ['170.5', '5.5620924145599996107058096593577428676689965453039e+305'],
    ['1000.5', '1.2723011956950554641822441803774445695066347098655e+2566'],
    ['-1000.5', '-2.4679868673339343608316495212359963712110002230587e-2569'],
    ['123456789.25', '2.4363717180631119645129967192756043051626980344206e+945335853'],
  ])('gamma(%s)', (x, value) => {
    expect(text('gamma', x, 50)).toBe(value);
  });
  it.each([
    ['1.0000000000000000000000000000001', '-5.7721566490153286060651209008232018433881692461810e-32'],
    ['0.9999999999999999', '5.7721566490153294285321543249372826151926153355574e-17'],
    ['2.0000000000000004', '1.6911373403938690735212051182514963482908219262848e-16'],
    ['1.99999999999999999999', '-4.2278433509846713939026323958335643677547185299674e-21'],
    ['0.5', '5.7236494292470008707171367567652935582364740645766e-1'],
    ['1e-300', '6.9077552789821370520539743640530926228033044658863e+2'],
    ['-0.5', '1.2655121234846453964889457971347059238991475408179'],
    ['-2.4570247382208006', '3.4918676146717004264691052531928912290776630723238e-17'],
    ['-100000.5', '-1.0513038336357184883433608846011466818485477349593e+6'],
    ['1e300', '6.8977552789821370520539743640530926228033044658863e+302'],
  ])('lgamma(%s)', (x, value) => {
    expect(text('lgamma', x, 50)).toBe(value);
  });
});

describe('what has no value', () => {
  it.each(['gamma', 'lgamma'])('%s: poles are named', (id) => {
    for (const x of ['0', '-0', '-1', '-2', '-1e3', '-1e300', '-123456789012345678901234567890']) {
      expect(() => text(id, x, 20)).toThrow(/poles at 0, -1, -2/);
    }
    expect(() => text(id, Infinity, 20)).toThrow(/Infinity/);
  });
  it('gamma: results beyond the range are refused at once', () => {
    for (const x of ['1e12', '1e300', '1e20000', '-1000000000000.5']) {
      expect(() => text('gamma', x, 20)).toThrow(/the logarithm of the result exceeds 2\^43/);
    }
  });
  it.each(['gamma', 'lgamma'])('%s: intervals may touch a pole with an open end only', (id) => {
    for (const interval of [
      '[0,1]',
      '[-1,1]',
      '(-2.5,-1.5)',
      '[-3,-2.5]',
      '[-0.5,0]',
      '(-1,1)',
      '[-9.5,2]',
    ]) {
      expect(() => parseTarget({ target: id, interval })).toThrow(/holds a pole of l?gamma: x = (0|-[1-9])$/);
    }
    for (const interval of ['(0,1]', '(-1,0)', '(-3,-2)', '[-2.75,-2.25]', '[1,2]']) {
      expect(parseTarget({ target: id, interval }).function).toEqual({ kind: 'catalogue', id });
    }
  });
});
