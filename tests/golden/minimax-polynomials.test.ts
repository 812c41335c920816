import { describe, expect, it } from 'vitest';
import { minimaxPolynomial } from '../../src/baselines/minimax-polynomial';
import { decimalArithmetic } from '../../src/oracle/decimal';
import { findFunction } from '../../src/targets/catalogue';
import type { Target } from '../../src/targets/target';
import golden from './minimax_polynomials.json' with { type: 'json' };

const rows = golden.rows.filter(({ target }) => findFunction(target) !== undefined);

function targetOf(row: (typeof rows)[number]): Target {
  const [lower = 0, upper = 1] = row.interval;
  return {
    function: { kind: 'catalogue', id: row.target },
    interval: { lower, upper, lowerOpen: false, upperOpen: false },
    format: 'real',
    norm: row.norm === 'relative' ? 'relative' : 'absolute',
  };
}

describe('minimax polynomials by Sollya', () => {
  it.each(rows.filter(({ error }) => error !== 'nan'))(
    '$target on $interval, $norm, degree $degree',
    (row) => {
      const found = minimaxPolynomial(targetOf(row), row.degree);
      const D = decimalArithmetic(40);
      expect(Math.abs(found.errorNumber / Number(row.error) - 1)).toBeLessThan(1e-11);
      const reach = new D(Math.max(...row.interval.map(Math.abs)));
      const terms = row.coefficients.map((c, k) => new D(c).times(reach.pow(k)));
      const largest = D.max(...terms.map((term) => term.abs()));
      expect(found.coefficients).toHaveLength(terms.length);
      found.coefficients.forEach((text, k) => {
        // The rows hold binary64 numbers.
        const difference = new D(text).times(reach.pow(k)).minus(terms[k] ?? 0);
        expect(difference.abs().div(largest).toNumber()).toBeLessThan(2e-16);
      });
      expect(found.alternation.length).toBeGreaterThanOrEqual(row.degree + 2);
    },
  );

  it.each(rows.filter(({ error }) => error === 'nan'))(
    'none for $target on $interval, $norm, degree $degree: the function has a zero there',
    (row) => {
      expect(() => minimaxPolynomial(targetOf(row), row.degree)).toThrow('the function is zero at x = 1');
    },
  );
});
