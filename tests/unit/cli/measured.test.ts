import { describe, expect, it } from 'vitest';
import { documentOf } from './run-cli';

interface Printed {
  readonly cost: string;
  readonly front: readonly {
    readonly ops: number;
    readonly error: number;
    readonly nanoseconds: { readonly median: number };
  }[];
  readonly measured: {
    readonly device: string;
    readonly quantity: string;
    readonly conditions: string;
    readonly beaten: readonly { readonly error: number }[];
    readonly notMeasurable: readonly object[];
  };
  readonly config: { readonly cost: { readonly kind: string; readonly weights: { readonly div: number } } };
  readonly progress: {
    readonly duplicateShare: number;
    readonly rows: readonly { readonly lastImproved: { readonly island: number } }[];
    readonly islands: readonly {
      readonly island: number;
      readonly evaluations: number;
      readonly best: { readonly error: number } | null;
      readonly rows: readonly number[];
    }[];
  };
}

describe('search --cost measured', () => {
  it('selects by a table, and sets the rows against the time they take', async () => {
    const words = '--target exp2 --max-ops 3 --evaluations 1200 --islands 2 --workers 1 --cost measured';
    const { cost, front, measured, config, progress } = await documentOf<Printed>([
      'search',
      ...words.split(' '),
    ]);
    expect(cost).toBe('measured');
    expect(config.cost).toMatchObject({ kind: 'ops', weights: { div: 4 } });
    expect(measured).toMatchObject({ device: 'cpu', quantity: 'throughput' });
    expect(measured.conditions).toMatch(/2 values of f64 at a time, on one thread.*median of 15/);
    const rows = front.length + measured.beaten.length + measured.notMeasurable.length;
    expect(rows).toBe(progress.rows.length);
    front.forEach(({ nanoseconds, error }, i) => {
      expect(nanoseconds.median).toBeGreaterThanOrEqual(front[i - 1]?.nanoseconds.median ?? 0);
      expect(error).toBeLessThan(front[i - 1]?.error ?? Infinity);
    });
    expect(progress.islands.map(({ evaluations }) => evaluations)).toEqual([600, 600]);
    expect(progress.islands.flatMap(({ rows: found }) => found)).toHaveLength(progress.rows.length);
    expect(progress.islands.every(({ best }) => best !== null && best.error > 0)).toBe(true);
  });
});
