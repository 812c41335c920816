import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ddAdd,
  ddAddNumber,
  ddCompare,
  ddDiv,
  ddFma,
  ddFromExact,
  ddMul,
  ddMulNumber,
  ddSqrt,
  ddSub,
  ddToExact,
  ddToText,
  fastTwoSum,
  twoProduct,
  twoSum,
} from '../../src/numerics/double-double';
import type { DoubleDouble } from '../../src/numerics/double-double';
import { parseNumber } from '../../src/numerics/number-text';
import {
  compare,
  fraction,
  fractionOf,
  magnitude,
  minus,
  over,
  plus,
  times,
  twoTo,
} from '../support/exact-arithmetic';
import type { Fraction } from '../support/exact-arithmetic';
import { doubleDoubles, finiteNumbers } from '../support/number-arbitraries';

const RUNS = { numRuns: 10_000 };

const exactly = (x: DoubleDouble): Fraction => plus(fractionOf(x.hi), fractionOf(x.lo));

/** Whether result is a normalized double-double within `bound` (in units of u^2 = 2^-106) of exact, relatively. */
function isWithin(result: DoubleDouble, exact: Fraction, bound: Fraction): boolean {
  const error = magnitude(minus(exactly(result), exact));
  const limit = times(times(bound, twoTo(-106)), magnitude(exact));
  return compare(error, limit) <= 0 && result.hi + result.lo === result.hi;
}

/** a + b u with u = 2^-53. */
const bound = (a: Fraction, b = 0n): Fraction => plus(a, times(fraction(b), twoTo(-53)));

/** Pairs of like size, so that sums cancel, and of any size. */
const pairs = fc.oneof(
  fc.tuple(doubleDoubles(-300, 300), doubleDoubles(-300, 300)),
  fc.tuple(doubleDoubles(-2, 2), doubleDoubles(-2, 2)),
  fc
    .tuple(doubleDoubles(-2, 2), fc.constantFrom(-1, 1, -0.5), fc.integer({ min: -4, max: 4 }), fc.boolean())
    .map(([x, factor, steps, single]): [DoubleDouble, DoubleDouble] => [
      x,
      { hi: factor * x.hi, lo: single ? 0 : factor * (x.lo + steps * x.lo * 2 ** -52) },
    ]),
);

describe('error-free transformations', () => {
  it('are exact', () => {
    const numbers = finiteNumbers('f64', -480, 480);
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const sum = twoSum(a, b);
        expect(sum.hi).toBe(a + b);
        expect(compare(exactly(sum), plus(fractionOf(a), fractionOf(b)))).toBe(0);
        const [large, small] = Math.abs(a) >= Math.abs(b) ? [a, b] : [b, a];
        expect(fastTwoSum(large, small)).toEqual(sum);
        const product = twoProduct(a, b);
        expect(product.hi).toBe(a * b);
        expect(compare(exactly(product), times(fractionOf(a), fractionOf(b)))).toBe(0);
      }),
      RUNS,
    );
  });

  it('multiply exactly over the whole stated range', () => {
    fc.assert(
      fc.property(finiteNumbers('f64', 900, 1023), finiteNumbers('f64'), (a, b) => {
        const size = Math.abs(a * b);
        if (size === Infinity || size < 2 ** -969) return;
        for (const product of [twoProduct(a, b), twoProduct(b, a)]) {
          expect(compare(exactly(product), times(fractionOf(a), fractionOf(b)))).toBe(0);
        }
      }),
      RUNS,
    );
  });
});

describe('double-double arithmetic keeps the stated bounds', () => {
  it('adds and subtracts', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        expect(isWithin(ddAdd(x, y), plus(exactly(x), exactly(y)), bound(fraction(3n), 13n))).toBe(true);
        expect(isWithin(ddSub(x, y), minus(exactly(x), exactly(y)), bound(fraction(3n), 13n))).toBe(true);
        expect(isWithin(ddAddNumber(x, y.hi), plus(exactly(x), fractionOf(y.hi)), bound(fraction(2n)))).toBe(
          true,
        );
      }),
      RUNS,
    );
  });

  it('multiplies', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        expect(isWithin(ddMul(x, y), times(exactly(x), exactly(y)), bound(fraction(7n)))).toBe(true);
        expect(isWithin(ddMulNumber(x, y.hi), times(exactly(x), fractionOf(y.hi)), bound(fraction(3n)))).toBe(
          true,
        );
      }),
      RUNS,
    );
  });

  it('divides', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        expect(isWithin(ddDiv(x, y), over(exactly(x), exactly(y)), bound(fraction(15n), 56n))).toBe(true);
      }),
      RUNS,
    );
  });

  it('takes square roots', () => {
    fc.assert(
      fc.property(fc.oneof(doubleDoubles(-900, 900), doubleDoubles(-2, 2)), ({ hi, lo }) => {
        const x = hi < 0 ? { hi: -hi, lo: -lo } : { hi, lo };
        const root = ddSqrt(x);
        // |root - sqrt(x)| <= t sqrt(x) exactly where (1-t)^2 x <= root^2 <= (1+t)^2 x.
        const t = times(fraction(25n, 8n), twoTo(-106));
        const square = times(exactly(root), exactly(root));
        const low = minus(fraction(1n), t);
        const high = plus(fraction(1n), t);
        expect(compare(square, times(times(low, low), exactly(x)))).toBeGreaterThanOrEqual(0);
        expect(compare(square, times(times(high, high), exactly(x)))).toBeLessThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('multiplies and adds', () => {
    fc.assert(
      fc.property(pairs, doubleDoubles(-4, 4), ([x, y], z) => {
        const product = times(exactly(x), exactly(y));
        const exact = plus(product, exactly(z));
        const result = exactly(ddFma(x, y, z));
        const limit = times(
          twoTo(-106),
          plus(
            times(bound(fraction(7n), 100n), magnitude(product)),
            times(bound(fraction(3n), 100n), magnitude(exact)),
          ),
        );
        expect(compare(magnitude(minus(result, exact)), limit)).toBeLessThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('at the ends of the stated range', () => {
    const ends = fc.oneof(doubleDoubles(-960, -940), doubleDoubles(1000, 1018), doubleDoubles(-20, 20));
    const inRange = (x: Fraction): boolean =>
      compare(magnitude(x), twoTo(-960)) >= 0 && compare(magnitude(x), twoTo(1020)) <= 0;
    fc.assert(
      fc.property(ends, ends, (x, y) => {
        const product = times(exactly(x), exactly(y));
        const quotient = over(exactly(x), exactly(y));
        const sum = plus(exactly(x), exactly(y));
        if (inRange(product))
          expect(isWithin(ddMul(x, y), product, bound(fraction(7n), 1n << 45n))).toBe(true);
        if (inRange(quotient))
          expect(isWithin(ddDiv(x, y), quotient, bound(fraction(15n), 1n << 45n))).toBe(true);
        if (inRange(sum)) expect(isWithin(ddAdd(x, y), sum, bound(fraction(3n), 13n))).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('double-double values', () => {
  it('compare as the numbers they stand for', () => {
    fc.assert(
      fc.property(pairs, ([x, y]) => {
        expect(ddCompare(x, y)).toBe(compare(exactly(x), exactly(y)));
      }),
      RUNS,
    );
  });

  it('convert to exact numbers and back', () => {
    fc.assert(
      fc.property(doubleDoubles(-900, 1000), (x) => {
        const { sign, numerator, denominator } = ddToExact(x);
        const exact = fraction(BigInt(sign) * numerator, denominator);
        expect(compare(exact, exactly(x))).toBe(0);
        expect(compare(exactly(ddFromExact({ sign, numerator, denominator })), exact)).toBe(0);
      }),
      RUNS,
    );
  });

  it('are nearest to the exact number they are made from', () => {
    const integers = fc.bigInt({ min: 1n, max: 1n << 400n });
    fc.assert(
      fc.property(
        integers,
        integers,
        fc.constantFrom(1 as const, -1 as const),
        (numerator, denominator, sign) => {
          const exact = fraction(BigInt(sign) * numerator, denominator);
          expect(isWithin(ddFromExact({ sign, numerator, denominator }), exact, bound(fraction(1n)))).toBe(
            true,
          );
        },
      ),
      RUNS,
    );
  });

  it('print 34 digits that read back to within 1e-33', () => {
    fc.assert(
      fc.property(doubleDoubles(-300, 300), (x) => {
        const { sign, numerator, denominator } = parseNumber(ddToText(x, 34));
        const read = fraction(BigInt(sign) * numerator, denominator);
        const error = magnitude(minus(read, exactly(x)));
        expect(compare(times(error, fraction(2n * 10n ** 33n)), magnitude(exactly(x)))).toBeLessThanOrEqual(
          0,
        );
      }),
      { numRuns: 3000 },
    );
  });
});
