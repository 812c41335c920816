import { describe, expect, it } from 'vitest';
import { countAlternations } from '../../../src/components/plots/alternations';
import { csv } from '../../../src/components/plots/download';
import { columnOf, withMeasured } from '../../../src/components/plots/measured-curve';
import type { ErrorCurve } from '../../../src/protocol/oracle-service';
import { errorCurve } from '../../support/error-curves';
import { measuredError } from '../../support/measured-error';

const UNIT = { lower: 0, upper: 1, lowerOpen: false, upperOpen: false };

/** The Chebyshev polynomial of degree n on [0,1], times `size`, in columns. */
function chebyshev(n: number, size: number, columns = 600): ErrorCurve {
  const value = (x: number) => size * Math.cos(n * Math.acos(2 * x - 1));
  const x = Float64Array.from({ length: columns }, (_, i) => (i + 0.5) / columns);
  const edges = (i: number) => [value(i / columns), value((i + 0.5) / columns), value((i + 1) / columns)];
  return errorCurve({
    x,
    low: x.map((_, i) => Math.min(...edges(i))),
    high: x.map((_, i) => Math.max(...edges(i))),
    argmax: 0,
    maximum: size,
  });
}

describe('alternations', () => {
  it.each([1, 3, 6, 9])('a Chebyshev polynomial of degree %d touches one time more', (n) => {
    expect(countAlternations(chebyshev(n, 2.5e-9))).toBe(n + 1);
  });

  it('a curve of nothing has none', () => {
    expect(countAlternations(chebyshev(3, 0))).toBe(0);
    expect(countAlternations({ ...chebyshev(3, 1), maximum: Infinity })).toBe(0);
  });
});

describe('withMeasured', () => {
  const curve = chebyshev(3, 1, 100);

  it('puts a larger measured error into its column, on the side of the curve there', () => {
    const known = withMeasured(curve, measuredError({ value: 1.25, argmax: 0.251 }), UNIT);
    expect(known).toMatchObject({ maximum: 1.25, argmax: 0.251 });
    expect(known.high[25]).toBe(1.25);
    expect(curve.high[25]).toBeLessThan(1.25);
    expect(withMeasured(curve, measuredError({ value: 1.25, argmax: 0.75 }), UNIT).low[75]).toBe(-1.25);
  });

  it('leaves the curve alone when the measurement says no more', () => {
    expect(withMeasured(curve, measuredError({ value: 0.5, argmax: 0.5 }), UNIT)).toBe(curve);
    expect(withMeasured(curve, measuredError({ value: 9, argmax: NaN }), UNIT)).toBe(curve);
    expect(withMeasured(curve, measuredError({ value: Infinity, argmax: 0.5 }), UNIT)).toBe(curve);
  });

  it('counts the ends of the interval to the outer columns', () => {
    expect(columnOf(0, UNIT, 100)).toBe(0);
    expect(columnOf(1, UNIT, 100)).toBe(99);
  });
});

describe('csv', () => {
  it('quotes what would break the format', () => {
    expect(
      csv(
        ['a', 'b'],
        [
          [1, 'x = 1\ny = "2"'],
          [2.5e-9, 'p,q'],
        ],
      ),
    ).toBe('a,b\r\n1,"x = 1\ny = ""2"""\r\n2.5e-9,"p,q"\r\n');
  });
});
