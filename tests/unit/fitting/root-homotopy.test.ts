import { describe, expect, it } from 'vitest';
import { tablesBetween } from '../../../src/fitting/root-homotopy';
import { peel } from '../../../src/fitting/peel';
import { labelTable } from '../../../src/oracle/label-table';
import { chebyshevPoints } from '../../../src/oracle/sampling';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';

const SQUARE = parseProgram('u = x + 1; y = u * u', 'real');

function tables(expr: string) {
  const target = parseTarget({ expr, interval: '[0,1]', format: 'real', norm: 'relative' });
  const table = labelTable(target, chebyshevPoints(target.interval, 16));
  return { table, root: peel({ structure: SQUARE, table }).table };
}

describe('tablesBetween', () => {
  const { table, root } = tables('exp2(x)');

  it('leads from a function to its root through its powers, to the precision of the labels', () => {
    const between = tablesBetween(table, root);
    expect(between).toHaveLength(7);
    between.forEach(({ hi, lo }, k) => {
      const { table: power } = tables(`exp2(${String(15 - k)}*x/16)`);
      hi.forEach((value, i) => {
        const difference = value - power.hi[i]! + (lo[i]! - power.lo[i]!);
        expect(Math.abs(difference)).toBeLessThan(1e-29);
      });
    });
  });

  it('leads back through the same', () => {
    expect(tablesBetween(root, table)).toEqual(tablesBetween(table, root).reverse());
  });

  it('is empty where values are not positive, and where neither is the root of the other', () => {
    expect(tablesBetween(tables('x-2').table, root)).toEqual([]);
    expect(tablesBetween(table, table)).toEqual([]);
  });
});
