import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airyAi } from '../../src/numerics/ball/airy';
import {
  add,
  type Ball,
  divide,
  fromInteger,
  fromNumber,
  magnitude,
  multiply,
  negate,
  ONE,
  relativeBits,
  scaleByPowerOfTwo,
  subtract,
  widened,
  ZERO,
} from '../../src/numerics/ball/ball';
import { parseNumber } from '../../src/numerics/number-text';
import { decimalArithmetic } from '../../src/oracle/decimal';
import { oracleText } from '../../src/oracle/oracle';
import { expectOverlap, finite, precision, sized } from '../support/balls';

const RUNS = { numRuns: 80 };
const EXACT = 4000;

/** Both signs and both sides of where the asymptotic series take over, for the precisions used here. */
const argument = fc.oneof(finite(-12, 12), finite(-60, 60), sized(-100, 6), finite(-1e6, 100));

function text(x: string | number, digits: number): string {
  const point = typeof x === 'string' ? parseNumber(x) : x;
  return oracleText({ kind: 'catalogue', id: 'airyAi' }, point, digits);
}

/**
 * The solutions of y'' = x y at x + h that start at x with (y, y') = (1, 0) and (0, 1), |h| <= 1, |x| <= 4096: Taylor
 * series with a(n+2) = (x a(n) + a(n-1)) / ((n+2) (n+1)). From n = 200 on, each term is below 1/4 of the larger of the
 * two or three before it, which bounds the tail by the last three.
 */
function solutionsAt(x: Ball, h: Ball, bits: number): { cosine: Ball; sine: Ball } {
  const sumFrom = (first: Ball, second: Ball): Ball => {
    let sum = add(first, multiply(second, h, bits), bits);
    let [a, b, c] = [ZERO, first, second];
    let power = h;
    for (let n = 0; ; n++) {
      const next = divide(add(multiply(x, b, bits), a, bits), fromInteger((n + 2) * (n + 1)), bits);
      [a, b, c] = [b, c, next];
      power = multiply(power, h, bits);
      const term = multiply(next, power, bits);
      sum = add(sum, term, bits);
      const largest = Math.max(...[a, b, c].map(magnitude));
      if (n > 200 && largest < -bits) return widened(sum, largest + 1, bits);
    }
  };
  return { cosine: sumFrom(ONE, ZERO), sine: sumFrom(ZERO, ONE) };
}

describe("the differential equation y'' = x y", () => {
  /** y(x + h) S(-h) - y(x - h) S(h) = y(x) (C(h) S(-h) - C(-h) S(h)) for each of its solutions y. */
  it.each([
    ['between the zeros and in the tail', finite(-40, 40)],
    ['far out', fc.oneof(finite(-2000, -300), finite(300, 1000))],
  ])('joins three values, %s', (_, points) => {
    fc.assert(
      fc.property(points, finite(0.0625, 0.5), fc.integer({ min: 48, max: 500 }), (at, step, bits) => {
        const x = fromNumber(at);
        const h = fromNumber(step);
        const wp = bits + 200;
        const right = solutionsAt(x, h, wp);
        const left = solutionsAt(x, negate(h), wp);
        const combined = subtract(
          multiply(airyAi(add(x, h, EXACT), bits), left.sine, wp),
          multiply(airyAi(subtract(x, h, EXACT), bits), right.sine, wp),
          wp,
        );
        const factor = subtract(
          multiply(right.cosine, left.sine, wp),
          multiply(left.cosine, right.sine, wp),
          wp,
        );
        expect(relativeBits(factor)).toBeGreaterThan(bits);
        expectOverlap(combined, multiply(airyAi(x, bits), factor, wp));
      }),
      { numRuns: 50 },
    );
  });
});

describe('enclosures', () => {
  it('at two precisions, mostly from the two kinds of series, agree', () => {
    fc.assert(
      fc.property(argument, precision, precision, (x, few, more) => {
        expectOverlap(airyAi(fromNumber(x), few), airyAi(fromNumber(x), more));
      }),
      RUNS,
    );
  });
  it('of a ball hold the values of its points', () => {
    fc.assert(
      fc.property(
        argument,
        finite(-1, 1),
        fc.integer({ min: 0, max: 200 }),
        precision,
        (x, part, width, bits) => {
          const ball = add(fromNumber(x), { mid: 0n, rad: 1n, exp: -width }, EXACT);
          const inside = add(fromNumber(x), scaleByPowerOfTwo(fromNumber(part), -width), EXACT);
          expectOverlap(airyAi(ball, bits), airyAi(inside, bits + 300));
        },
      ),
      RUNS,
    );
  });
  it('have the bits asked for, relative to the value for x > 0, to |x|^(-1/4) for x < 0', () => {
    fc.assert(
      fc.property(argument, precision, (x, bits) => {
        const ball = airyAi(fromNumber(x), bits);
        if (x >= 0) {
          expect(relativeBits(ball)).toBeGreaterThanOrEqual(bits - 4);
        } else {
          const radius: Ball = { mid: ball.rad, rad: 0n, exp: ball.exp };
          expect(magnitude(radius)).toBeLessThanOrEqual(4 - bits - Math.log2(1 - x) / 4);
        }
      }),
      RUNS,
    );
  });
  it('lose little to an argument that is itself rounded, in the tail too', () => {
    fc.assert(
      fc.property(finite(1, 100), precision, (x, bits) => {
        const third = divide(fromNumber(x), fromInteger(3), bits + 8);
        expect(relativeBits(airyAi(third, bits))).toBeGreaterThanOrEqual(bits - 8);
      }),
      RUNS,
    );
  });
});

describe('oracleText', () => {
  it('falls for x >= 0', () => {
    fc.assert(
      fc.property(finite(0, 200), finite(0, 200), fc.integer({ min: 1, max: 80 }), (x, y, digits) => {
        const D = decimalArithmetic(100);
        const value = (at: number) => new D(text(at, digits));
        expect(value(Math.min(x, y)).gte(value(Math.max(x, y)))).toBe(true);
      }),
      RUNS,
    );
  });
  // mpmath 1.3.0 with mp.dps = 2000: airyai(mpf(text)).
  it.each([
    ['-80', '5.4125898466835086651130377368047239391700720922405e-2'],
    ['80', '6.3679973255971628632131426057849808662517142463437e-209'],
    ['0', '3.5502805388781723926006318600418317639797917419918e-1'],
    ['1e-30', '3.5502805388781723926006318600392435699418636740077e-1'],
    ['-2.338107410459767', '2.6989041671247148878585506476722016892908257797175e-17'],
    [
      '-2.3381074104597670384891972524467354406385401456723878',
      '3.6802246749471604092927215442890972260836761257690e-53',
    ],
    ['19.3', '3.7996849734521464976669958680516875916835463856450e-26'],
    ['-19.5', '2.6780027210258394575545096362001502904643339142613e-1'],
    ['1000', '9.3069330631795560040863950749442124364390126876991e-9158'],
    ['-1e10', '1.7362064481528185105101805167946716889224446738778e-4'],
  ])('Ai(%s)', (x, value) => {
    expect(text(x, 50)).toBe(value);
  });
  it('refuses values beyond the range, infinities and NaN', () => {
    for (const x of ['1e10', '1e300', '1e20000']) {
      expect(() => text(x, 20)).toThrow(/airyAi has no value at .*: a value below e\^\(-2\^43\)/);
    }
    for (const x of [NaN, Infinity, -Infinity]) expect(() => text(x, 20)).toThrow(/not a point/);
  });
});
