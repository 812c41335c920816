import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binary64Bits, exponentOf, fromBinary64Bits, powerOfTwo } from '../../src/numerics/bits';
import type { FiniteFormat } from '../../src/numerics/format';
import {
  exactFromNumber,
  exactToFormat,
  exactToSignificant,
  formatHexFloat,
  formatSignificant,
  parseNumber,
} from '../../src/numerics/number-text';
import {
  countNumbers,
  fromOrdinal,
  fromOrdinal32,
  infinityOrdinal,
  nextDown,
  nextUp,
  ordinalOf,
  ordinalOf32,
} from '../../src/numerics/ordinals';
import { isNumberOf, roundDyadic, roundRational, roundToFormat } from '../../src/numerics/rounding';
import { ulpOf } from '../../src/numerics/ulp';
import {
  compare,
  fraction,
  fractionOf,
  plus,
  roundingFault,
  times,
  twoTo,
} from '../support/exact-arithmetic';
import { anyNumber, finiteNumbers } from '../support/number-arbitraries';

const FORMATS: readonly FiniteFormat[] = ['f64', 'f32', 'f16', 'bf16'];
const bitPatterns = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const RUNS = { numRuns: 5000 };

/** binary64 numbers near those of the format and near the middles between them. */
function nearNumbersOf(format: FiniteFormat): fc.Arbitrary<number> {
  return fc
    .tuple(finiteNumbers(format), fc.constantFrom(0, 0.5, -0.5, 1, 0.25), fc.integer({ min: -2, max: 2 }))
    .map(([x, ulps, steps]) => {
      const near = x + ulps * ulpOf(x, format);
      return Number.isFinite(near) && near !== 0 ? fromBinary64Bits(binary64Bits(near) + BigInt(steps)) : x;
    });
}

describe('bit patterns', () => {
  it('survive the way through a number', () => {
    fc.assert(
      fc.property(bitPatterns, (bits) => {
        const x = fromBinary64Bits(bits);
        if (!Number.isNaN(x)) expect(binary64Bits(x)).toBe(bits);
      }),
      RUNS,
    );
  });

  it('give the exponent', () => {
    fc.assert(
      fc.property(finiteNumbers('f64'), (x) => {
        const e = exponentOf(x);
        const isInBinade = powerOfTwo(e) <= Math.abs(x) && (e === 1023 || Math.abs(x) < powerOfTwo(e + 1));
        expect(isInBinade).toBe(true);
      }),
      RUNS,
    );
  });
});

describe.each(FORMATS)('rounding into %s', (format) => {
  it('is that of the definition, from binary64', () => {
    fc.assert(
      fc.property(fc.oneof(nearNumbersOf(format), finiteNumbers('f64')), (x) => {
        if (Number.isFinite(x))
          expect(roundingFault(roundToFormat(x, format), fractionOf(x), format)).toBe('');
      }),
      RUNS,
    );
  });

  it('is that of the definition, from exact numbers next to ties', () => {
    const tails = fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 60, max: 300 }));
    fc.assert(
      fc.property(
        nearNumbersOf(format),
        tails,
        fc.bigInt({ min: 1n, max: 1n << 80n }),
        (x, [n, gap], common) => {
          if (!Number.isFinite(x) || x === 0) return;
          const exact = plus(fractionOf(x), times(fraction(BigInt(n)), twoTo(exponentOf(x) - gap)));
          const rounded = roundRational(exact.n * common, -exact.d * common, format);
          expect(roundingFault(-rounded, exact, format)).toBe('');
          // The denominator is a power of two.
          const exponent = 1 - exact.d.toString(2).length;
          expect(roundDyadic(exact.n, exponent, format)).toBe(-rounded);
        },
      ),
      RUNS,
    );
  });

  it('is that of the definition, from arbitrary quotients', () => {
    const integers = fc.bigInt({ min: -(1n << 1200n), max: 1n << 1200n }).filter((n) => n !== 0n);
    const shifts = fc.integer({ min: -1200, max: 1200 });
    fc.assert(
      fc.property(integers, integers, shifts, (n, d, shift) => {
        const exact = times(fraction(n, d), twoTo(shift));
        expect(roundingFault(roundRational(exact.n, exact.d, format), exact, format)).toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('is idempotent, odd and monotone', () => {
    fc.assert(
      fc.property(nearNumbersOf(format), anyNumber('f64'), (x, y) => {
        const rounded = roundToFormat(x, format);
        expect(roundToFormat(rounded, format)).toBe(rounded);
        expect(roundToFormat(-x, format)).toBe(-rounded);
        if (x < y) expect(rounded).toBeLessThanOrEqual(roundToFormat(y, format));
      }),
      RUNS,
    );
  });
});

describe.each(FORMATS)('ordinals of %s', (format) => {
  it('lead back to the number, both ways', () => {
    const end = infinityOrdinal(format);
    fc.assert(
      fc.property(fc.bigInt({ min: -end, max: end }), finiteNumbers(format), (n, x) => {
        expect(ordinalOf(fromOrdinal(n, format), format)).toBe(n);
        expect(fromOrdinal(ordinalOf(x, format), format)).toBe(x);
        expect(ordinalOf(-x, format)).toBe(-ordinalOf(x, format));
      }),
      RUNS,
    );
  });

  it('grow with the number', () => {
    fc.assert(
      fc.property(finiteNumbers(format), finiteNumbers(format), (x, y) => {
        expect(x < y).toBe(ordinalOf(x, format) < ordinalOf(y, format));
      }),
      RUNS,
    );
  });

  it('count neighbours by one, with no number of the format between', () => {
    fc.assert(
      fc.property(finiteNumbers(format), (x) => {
        const up = nextUp(x, format);
        expect(ordinalOf(up, format)).toBe(ordinalOf(x, format) + 1n);
        expect(nextDown(up, format) === x).toBe(true);
        expect(nextDown(x, format)).toBe(-nextUp(-x, format));
        if (format !== 'f64' && Number.isFinite(up)) {
          const between = (x + up) / 2;
          expect(isNumberOf(between, format)).toBe(false);
          expect(nextUp(between, format)).toBe(up);
          expect(nextDown(between, format) === x).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('count the numbers of an interval as ordinals do', () => {
    fc.assert(
      fc.property(
        finiteNumbers(format),
        finiteNumbers(format),
        fc.boolean(),
        fc.boolean(),
        (x, y, openX, openY) => {
          const [lower, upper] = x < y ? [x, y] : [y, x];
          const closed = ordinalOf(upper, format) - ordinalOf(lower, format) + 1n;
          const expected = closed - (openX ? 1n : 0n) - (openY ? 1n : 0n);
          const counted = countNumbers({ lower, upper, lowerOpen: openX, upperOpen: openY }, format);
          expect(counted).toBe(expected < 0n ? 0n : expected);
        },
      ),
      RUNS,
    );
  });
});

describe('the fast ordinals of f32', () => {
  it('are the general ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: -0x7f800000, max: 0x7f800000 }), (n) => {
        const x = fromOrdinal32(n);
        expect(ordinalOf32(x)).toBe(n);
        expect(fromOrdinal(BigInt(n), 'f32')).toBe(x);
      }),
      RUNS,
    );
  });
});

describe('number text', () => {
  it('reads hexadecimal floats back to the same bits, for every class of bit pattern', () => {
    fc.assert(
      fc.property(fc.oneof(bitPatterns.map(fromBinary64Bits), anyNumber('f64'), anyNumber('f32')), (x) => {
        const text = formatHexFloat(x);
        if (Number.isFinite(x)) expect(exactToFormat(parseNumber(text), 'f64')).toBe(x);
        else expect(['inf', '-inf', 'nan']).toContain(text);
      }),
      RUNS,
    );
  });

  it('reads decimal text as the engine does', () => {
    const digits = fc.stringMatching(/^[0-9]{1,40}$/);
    fc.assert(
      fc.property(
        digits,
        digits,
        fc.integer({ min: -400, max: 400 }),
        fc.boolean(),
        (whole, part, e, negative) => {
          const text = `${negative ? '-' : ''}${whole}.${part}e${e}`;
          expect(exactToFormat(parseNumber(text), 'f64')).toBe(Number(text));
        },
      ),
      RUNS,
    );
  });

  it('reads the shortest and the exact decimal text of a number, and of the middle between two, exactly', () => {
    fc.assert(
      fc.property(finiteNumbers('f64'), (x) => {
        expect(exactToFormat(parseNumber(String(x)), 'f64')).toBe(x);
        expect(exactToFormat(parseNumber(exactToSignificant(exactFromNumber(x), 770)), 'f64')).toBe(x);
        const next = nextUp(Math.abs(x), 'f64');
        if (next === Infinity) return;
        const middle = times(plus(fractionOf(Math.abs(x)), fractionOf(next)), twoTo(-1));
        const text = exactToSignificant({ sign: 1, numerator: middle.n, denominator: middle.d }, 800);
        expect(exactToFormat(parseNumber(text), 'f64')).toBe(Number(text));
      }),
      { numRuns: 500 },
    );
  });

  /** Whether x lies in the middle between two numbers of so many digits. */
  function isTie(x: number, digits: number): boolean {
    const longer = exactToSignificant(exactFromNumber(x), digits + 1);
    const { sign, numerator, denominator } = parseNumber(longer);
    return (
      longer.includes('5e') && compare(fraction(BigInt(sign) * numerator, denominator), fractionOf(x)) === 0
    );
  }

  it('prints digits as the engine does, ties apart', () => {
    fc.assert(
      fc.property(finiteNumbers('f64'), fc.integer({ min: 1, max: 60 }), (x, digits) => {
        const text = formatSignificant(x, digits);
        if (!isTie(x, digits)) expect(exactToSignificant(exactFromNumber(x), digits)).toBe(text);
      }),
      RUNS,
    );
  });
});
