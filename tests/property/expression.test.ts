import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromNumber, relativeBits, subtract } from '../../src/numerics/ball/ball';
import { ballFromExact } from '../../src/numerics/ball/exact';
import { exactFromNumber } from '../../src/numerics/number-text';
import { OracleError, oracleBall } from '../../src/oracle/oracle';
import { exactValue } from '../../src/targets/expression/exact';
import { expressionFunction } from '../../src/targets/expression/function';
import { parseExpression } from '../../src/targets/expression/parse';
import { RangeEvaluator } from '../../src/targets/expression/ranges';
import { TargetError } from '../../src/targets/target-error';

const RUNS = { numRuns: 200 };

/** Texts of random expressions with the functions that are cheap. */
const { text } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom('x', 'x', 'pi', 'e', '2', '0.3', '1e-3'),
    fc
      .tuple(tie('text'), fc.constantFrom('+', '-', '*', '/'), tie('text'))
      .map(([a, operator, b]) => `(${a}${operator}${b})`),
    fc
      .tuple(
        fc.constantFrom(
          'sin',
          'cos',
          'exp',
          'log',
          'sqrt',
          'tanh',
          'atan',
          'cosh',
          'rsqrt',
          'silu',
          'abs',
          'erf',
        ),
        tie('text'),
      )
      .map(([name, a]) => `${name}(${a})`),
    fc.tuple(tie('text'), fc.integer({ min: -3, max: 4 })).map(([a, n]) => `(${a})^${n}`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `max(${a},${b})`),
  ),
}));

const point = fc.double({ min: -4, max: 4, noNaN: true });

describe('random expressions', () => {
  it('have the same value at any precision', () => {
    fc.assert(
      fc.property(text, point, fc.integer({ min: 30, max: 600 }), (expr, x, bits) => {
        const fn = { kind: 'expression', text: expr } as const;
        try {
          const rough = oracleBall(fn, x, bits);
          const fine = oracleBall(fn, x, bits + 200);
          const difference = subtract(rough, fine, 2000);
          expect(relativeBits(difference) <= 0 || difference.mid === 0n).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(OracleError);
        }
      }),
      RUNS,
    );
  });
  it('have the rational values that are known exactly', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -6, max: 6 }), (expr, x) => {
        const value = exactValue(parseExpression(expr), exactFromNumber(x));
        fc.pre(value !== undefined);
        try {
          const ball = expressionFunction(expr).enclose(fromNumber(x), 200);
          const difference = subtract(ball, ballFromExact(value, 300), 300);
          expect(relativeBits(difference) <= 0 || difference.mid === 0n).toBe(true);
        } catch (error) {
          // Such as 0/0 where the exact value does not look at x.
          expect(error).toHaveProperty('name', 'UndefinedValue');
        }
      }),
      RUNS,
    );
  });
  it('stay within the enclosures over intervals', () => {
    fc.assert(
      fc.property(text, point, fc.double({ min: 0, max: 1, noNaN: true }), (expr, low, width) => {
        const expression = parseExpression(expr);
        const evaluator = new RangeEvaluator();
        const range = evaluator.evaluate(expression, { low, high: low + width });
        fc.pre(range !== undefined);
        for (const part of [0, 0.17, 0.5, 0.93, 1]) {
          const x = Math.min(low + part * width, low + width);
          try {
            const { mid, rad, exp } = oracleBall({ kind: 'expression', text: expr }, x, 80);
            const bound = { low: fromBound(range.low), high: fromBound(range.high) };
            if (bound.low !== null) expect(atMost(bound.low, { mid: mid + rad, rad: 0n, exp })).toBe(true);
            if (bound.high !== null) expect(atMost({ mid: mid - rad, rad: 0n, exp }, bound.high)).toBe(true);
          } catch (error) {
            // An enclosure is a promise that there is a value: what may still fail is to resolve it.
            expect(error).toBeInstanceOf(OracleError);
            expect(String(error)).toMatch(/could not be resolved|too small|beyond|out of range/);
          }
        }
      }),
      RUNS,
    );
  });
});

function fromBound(x: number): ReturnType<typeof fromNumber> | null {
  return Number.isFinite(x) ? fromNumber(x) : null;
}

function atMost(a: ReturnType<typeof fromNumber>, b: ReturnType<typeof fromNumber>): boolean {
  return subtract(a, b, 400).mid <= 0n;
}

describe('the parser', () => {
  it('answers any text with an expression or with a TargetError', () => {
    const pieces = fc.constantFrom(
      'x',
      '(',
      ')',
      '+',
      '-',
      '*',
      '/',
      '^',
      ',',
      ';',
      '=',
      'sin',
      'max',
      'pi',
      'e',
      '1',
      '.5',
      '1e',
      ' ',
      'a',
      '\u00e9',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
        ),
        (any) => {
          try {
            parseExpression(any);
          } catch (error) {
            expect(error).toBeInstanceOf(TargetError);
            expect(String(error)).toMatch(/column \d+: /);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
