import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fma, fmaExact, fmaToFormat } from '../../src/numerics/fma';
import type { FiniteFormat } from '../../src/numerics/format';
import { roundToFormat } from '../../src/numerics/rounding';
import { ulpOf } from '../../src/numerics/ulp';
import { fractionOf, plus, roundingFault, times } from '../support/exact-arithmetic';
import { anyNumber, finiteNumbers } from '../support/number-arbitraries';

type Triple = readonly [number, number, number];

/**
 * Operands of a * b + c of which c is unrelated to the product, or of its size (cancellation), or at its last place
 * (rounding decided by the tail), or such that the product is decided by c at a tie.
 */
function triples(
  format: FiniteFormat,
  smallestExponent?: number,
  largestExponent?: number,
): fc.Arbitrary<Triple> {
  const numbers = finiteNumbers(format, smallestExponent, largestExponent);
  const relation = fc.oneof(
    fc.constant(null),
    fc.constantFrom(-1, 1, -0.5, 0.5, -2, 2, -1 + 2 ** -52, -1 - 2 ** -52, 1 + 2 ** -30, -1 + 2 ** -20),
    fc.integer({ min: -130, max: 130 }).map((k) => 2 ** k),
    fc.integer({ min: -130, max: 130 }).map((k) => -(2 ** k)),
    fc.integer({ min: -110, max: -50 }).map((k) => 3 * 2 ** k),
  );
  return fc.tuple(numbers, numbers, numbers, relation).map(([a, b, c, ratio]): Triple => {
    const related = ratio === null ? c : roundToFormat(a * b * ratio, format);
    return [a, b, Number.isFinite(related) ? related : c];
  });
}

function faultOf([a, b, c]: Triple, result: number, format: FiniteFormat): string {
  const exact = plus(times(fractionOf(a), fractionOf(b)), fractionOf(c));
  if (exact.n === 0n) return Object.is(result, 0) ? '' : 'an exact zero that is not +0';
  return roundingFault(result, exact, format);
}

describe('fmaExact', () => {
  it.each(['f64', 'f32', 'f16', 'bf16'] as const)('rounds into %s by the definition', (format) => {
    fc.assert(
      fc.property(triples(format), (t) => {
        expect(faultOf(t, fmaExact(...t, format), format)).toBe('');
      }),
      { numRuns: 4000 },
    );
  });
});

describe('fma', () => {
  const check = (t: Triple): boolean => Object.is(fma(...t), fmaExact(...t, 'f64'));

  it('is integer arithmetic rounded once, over the whole range', () => {
    fc.assert(fc.property(triples('f64'), check), { numRuns: 40_000 });
  });

  it('is integer arithmetic rounded once, among numbers near 1', () => {
    fc.assert(fc.property(triples('f64', -60, 60), check), { numRuns: 40_000 });
  });

  it('is integer arithmetic rounded once, where products underflow', () => {
    fc.assert(fc.property(triples('f64', -600, -400), check), { numRuns: 20_000 });
  });

  it('is integer arithmetic rounded once, where products overflow', () => {
    fc.assert(fc.property(triples('f64', 450, 600), check), { numRuns: 20_000 });
  });

  it('rounds by the definition', () => {
    fc.assert(
      fc.property(triples('f64', -520, 520), (t) => {
        expect(faultOf(t, fma(...t), 'f64')).toBe('');
      }),
      { numRuns: 4000 },
    );
  });

  it('commutes in its factors, is odd, and gives the exact error of a product', () => {
    fc.assert(
      fc.property(anyNumber('f64'), anyNumber('f64'), anyNumber('f64'), (a, b, c) => {
        const result = fma(a, b, c);
        expect(fma(b, a, c)).toBe(result);
        expect(fma(-a, -b, c)).toBe(result);
        if (result !== 0) expect(fma(-a, b, -c)).toBe(-result);
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(finiteNumbers('f64', -400, 400), finiteNumbers('f64', -400, 400), (a, b) => {
        const error = fma(a, b, -(a * b));
        expect(Math.abs(error)).toBeLessThanOrEqual(ulpOf(a * b, 'f64') / 2);
        expect(plus(fractionOf(a * b), fractionOf(error)).n === 0n).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('is a * b + c where an operand is not finite or a term is zero', () => {
    const special = fc.constantFrom(0, -0, Infinity, -Infinity, NaN);
    fc.assert(
      fc.property(special, finiteNumbers('f64', -500, 500), finiteNumbers('f64', -500, 500), (s, x, y) => {
        expect(fma(s, x, y)).toBe(s * x + y);
        expect(fma(x, s, y)).toBe(x * s + y);
        expect(fma(x, y, s)).toBe(x * y + s);
      }),
      { numRuns: 2000 },
    );
  });
});

describe.each(['f32', 'f16', 'bf16'] as const)('fmaToFormat into %s', (format) => {
  it('is integer arithmetic rounded once', () => {
    fc.assert(
      fc.property(triples(format), (t) => Object.is(fmaToFormat(...t, format), fmaExact(...t, format))),
      { numRuns: 30_000 },
    );
  });

  it('is a * b + c where an operand is not finite', () => {
    fc.assert(
      fc.property(anyNumber(format), anyNumber(format), anyNumber(format), (a, b, c) => {
        if ([a, b, c].every(Number.isFinite)) return;
        expect(fmaToFormat(a, b, c, format)).toBe(a * b + c);
      }),
      { numRuns: 3000 },
    );
  });
});
