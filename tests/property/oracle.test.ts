import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  type Ball,
  divide,
  fromNumber,
  multiply,
  ONE,
  relativeBits,
  scaleByPowerOfTwo,
  squareRoot,
  subtract,
} from '../../src/numerics/ball/ball';
import { exp, exp2, expm1 } from '../../src/numerics/ball/exponential';
import { log, log1p } from '../../src/numerics/ball/logarithm';
import { cos, sin } from '../../src/numerics/ball/trigonometric';
import { exactFromNumber, parseNumber } from '../../src/numerics/number-text';
import { decimalArithmetic, decimalFromExact } from '../../src/oracle/decimal';
import { textFromExact } from '../../src/oracle/decimal-text';
import { oracleText } from '../../src/oracle/oracle';
import { findFunction } from '../../src/targets/catalogue';

const precision = fc.integer({ min: 48, max: 1500 });
const RUNS = { numRuns: 150 };

function finite(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

/** Positive and negative numbers of all sizes up to 2^size. */
function sized(size: number): fc.Arbitrary<number> {
  return fc
    .tuple(finite(1, 2), fc.integer({ min: -200, max: size - 1 }), fc.boolean())
    .map(([m, e, negative]) => (negative ? -m : m) * 2 ** e);
}

/** Whether the two balls have a common point. */
function overlap(a: Ball, b: Ball): boolean {
  const exponent = Math.min(a.exp, b.exp);
  const scaled = ({ mid, rad, exp: e }: Ball): [bigint, bigint] => {
    const lift = BigInt(e - exponent);
    return [(mid - rad) << lift, (mid + rad) << lift];
  };
  const [lowA, highA] = scaled(a);
  const [lowB, highB] = scaled(b);
  return lowA <= highB && lowB <= highA;
}

function expectOverlap(a: Ball, b: Ball): void {
  expect(overlap(a, b), `${a.mid} +- ${a.rad} at ${a.exp}, ${b.mid} +- ${b.rad} at ${b.exp}`).toBe(true);
}

describe('ball arithmetic holds the exact result', () => {
  // Exact dyadic operands: the exact result is the ball of the same operation with bits to spare.
  const operations = { add, subtract, multiply };
  it.each(Object.entries(operations))('%s', (_, operation) => {
    fc.assert(
      fc.property(sized(200), sized(200), fc.integer({ min: 4, max: 80 }), (x, y, bits) => {
        const exact = operation(fromNumber(x), fromNumber(y), 4000);
        expect(exact.rad).toBe(0n);
        expectOverlap(operation(fromNumber(x), fromNumber(y), bits), exact);
      }),
      RUNS,
    );
  });
  it('divide and squareRoot undo multiply', () => {
    fc.assert(
      fc.property(sized(100), sized(100), precision, (x, y, bits) => {
        const a = fromNumber(x);
        const b = fromNumber(y);
        expectOverlap(multiply(divide(a, b, bits), b, bits), a);
        const root = squareRoot(multiply(a, a, 4000), bits);
        expectOverlap(root, x < 0 ? { ...a, mid: -a.mid } : a);
        const inner = squareRoot(fromNumber(Math.abs(y)), bits);
        expectOverlap(multiply(inner, inner, bits), fromNumber(Math.abs(y)));
      }),
      RUNS,
    );
  });
});

describe('identities hold at random points and precisions', () => {
  it('exp(log x) = x', () => {
    fc.assert(
      fc.property(sized(300), precision, (x, bits) => {
        const a = fromNumber(Math.abs(x));
        expectOverlap(exp(log(a, bits), bits), a);
      }),
      RUNS,
    );
  });
  it('log(exp x) = x', () => {
    fc.assert(
      fc.property(sized(12), precision, (x, bits) => {
        const a = fromNumber(x);
        expectOverlap(log(exp(a, bits), bits), a);
      }),
      RUNS,
    );
  });
  it('sin^2 + cos^2 = 1', () => {
    fc.assert(
      fc.property(sized(400), precision, (x, bits) => {
        const s = sin(fromNumber(x), bits);
        const c = cos(fromNumber(x), bits);
        expectOverlap(add(multiply(s, s, bits), multiply(c, c, bits), bits), ONE);
      }),
      RUNS,
    );
  });
  it('sin 2x = 2 sin x cos x and cos 2x = 1 - 2 sin^2 x', () => {
    fc.assert(
      fc.property(sized(60), precision, (x, bits) => {
        const s = sin(fromNumber(x), bits);
        const c = cos(fromNumber(x), bits);
        expectOverlap(sin(fromNumber(2 * x), bits), scaleByPowerOfTwo(multiply(s, c, bits), 1));
        const squares = scaleByPowerOfTwo(multiply(s, s, bits), 1);
        expectOverlap(cos(fromNumber(2 * x), bits), subtract(ONE, squares, bits));
      }),
      RUNS,
    );
  });
  it('expm1 = exp - 1, log1p x = log(1 + x), exp2 x = exp(x log 2)', () => {
    fc.assert(
      fc.property(sized(8), precision, (x, bits) => {
        const a = fromNumber(x);
        expectOverlap(expm1(a, bits), subtract(exp(a, bits), ONE, bits));
        if (x > -1) expectOverlap(log1p(a, bits), log(add(ONE, a, 4000), bits));
        expectOverlap(exp2(a, bits), exp(multiply(a, log(fromNumber(2), bits), bits), bits));
      }),
      RUNS,
    );
  });
  it('tanh = sinh / cosh, cosh^2 - sinh^2 = 1, tanh(atanh x) = x, sinh(asinh x) = x', () => {
    const enclose = (id: string, x: Ball, bits: number): Ball => {
      const entry = findFunction(id);
      if (entry === undefined) throw new Error(id);
      return entry.enclose(x, bits);
    };
    fc.assert(
      fc.property(sized(6), finite(-0.999, 0.999), precision, (x, y, bits) => {
        const a = fromNumber(x);
        const s = enclose('sinh', a, bits);
        const c = enclose('cosh', a, bits);
        expectOverlap(enclose('tanh', a, bits), divide(s, c, bits));
        expectOverlap(subtract(multiply(c, c, bits), multiply(s, s, bits), bits), ONE);
        expectOverlap(enclose('sinh', enclose('asinh', a, bits), bits), a);
        if (y !== 0)
          expectOverlap(enclose('tanh', enclose('atanh', fromNumber(y), bits), bits), fromNumber(y));
      }),
      RUNS,
    );
  });
});

describe('accuracy', () => {
  it('is what was asked for, relative to the value, but for arguments that come very close to a zero', () => {
    fc.assert(
      fc.property(sized(9), precision, (x, bits) => {
        const a = fromNumber(x);
        for (const f of [exp, expm1, exp2, sin, cos]) {
          expect(relativeBits(f(a, bits))).toBeGreaterThanOrEqual(bits - 8);
        }
        if (x > 0) expect(relativeBits(log(a, bits))).toBeGreaterThanOrEqual(bits - 12);
        if (x > -1) expect(relativeBits(log1p(a, bits))).toBeGreaterThanOrEqual(bits - 12);
      }),
      RUNS,
    );
  });
});

describe('oracleText', () => {
  const digits = fc.integer({ min: 1, max: 120 });

  it.each(['exp', 'log', 'tanh', 'sqrt', 'sigmoid', 'asinh', 'log1p'])('%s is monotone', (id) => {
    fc.assert(
      fc.property(finite(1e-3, 30), finite(1e-3, 30), digits, (x, y, n) => {
        const value = (at: number) =>
          new (decimalArithmetic(200))(oracleText({ kind: 'catalogue', id }, at, n));
        const [less, more] = x < y ? [x, y] : [y, x];
        expect(value(less).lte(value(more))).toBe(true);
      }),
      RUNS,
    );
  });
  it('agrees with itself at another number of digits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('exp', 'exp2', 'log', 'log2', 'sin', 'cos', 'tan', 'tanh', 'sqrt', 'rsqrt'),
        finite(1e-6, 50),
        digits,
        fc.integer({ min: 5, max: 60 }),
        (id, x, n, more) => {
          const fn = { kind: 'catalogue', id } as const;
          const long = oracleText(fn, x, n + more);
          // The digits beyond n decide the rounding unless they are a tie.
          fc.pre(!/^[50]0*$/.test(long.replace(/e.*/, '').slice(-more)));
          expect(oracleText(fn, x, n)).toBe(textFromExact(parseNumber(long), n));
        },
      ),
      RUNS,
    );
  });
  it('agrees with the independent exp, ln and sin of decimal.js at 40 digits', () => {
    // decimal.js computes these to the precision of the constructor, for arguments of moderate size.
    const D = decimalArithmetic(60);
    fc.assert(
      fc.property(finite(1e-3, 12), (x) => {
        const text = (id: string) => oracleText({ kind: 'catalogue', id }, exactFromNumber(x), 40);
        const exactly = decimalFromExact(exactFromNumber(x), 60);
        for (const [id, value] of [
          ['exp', exactly.exp()],
          ['log', exactly.ln()],
          ['sin', exactly.sin()],
        ] as const) {
          const ours = new D(text(id));
          expect(ours.minus(value).abs().lte(value.abs().times('1e-39'))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
