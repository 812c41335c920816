import { describe, expect, it } from 'vitest';
import { anchored, anchoredTables, anchoredToRounded } from '../../../src/fitting/anchors';
import { searchTables } from '../../../src/oracle/tables';
import { parseTarget } from '../../../src/targets/parse';
import { EXP2, exp2Tables } from '../../support/exp2-tables';

describe('anchors', () => {
  it('are none without points', () => {
    expect(anchoredTables(exp2Tables(), EXP2)).toBe(exp2Tables());
  });

  it('stand beside their points, into the interval, and weigh more', () => {
    const { training } = exp2Tables();
    const table = anchored(training, EXP2, [0, 1], 1000);
    expect(table.x.length).toBe(training.x.length + 2);
    expect([table.x[0], table.x.at(-1)]).toEqual([2 ** -30, 1 - 2 ** -30]);
    expect(table.scale[0]).toBe(1000);
    expect(table.scale.at(-1)).toBe(500);
    expect(table.hi[0]).toBeCloseTo(1, 8);
    expect([...table.x]).toEqual([...table.x].sort((a, b) => a - b));
  });

  it('take the scale of their neighbour at a zero of the target', () => {
    const log2 = parseTarget({ target: 'log2', interval: '[1,2]', format: 'real', norm: 'relative' });
    const { training } = searchTables(log2);
    const table = anchored(training, log2, [1], 16);
    expect(table.scale[0]).toBe(16 * training.scale[0]!);
  });

  it('in a finite format allow the rounded value alone', () => {
    const exp = parseTarget({ target: 'exp', interval: '[0,1]', format: 'f32', norm: 'ulp' });
    const { validation } = searchTables(exp);
    const table = anchoredToRounded(validation, exp, [0, 1]);
    expect(table.x.length).toBe(validation.x.length);
    const last = table.x.length - 1;
    expect([table.x[last], table.hi[last], table.lo[last]]).toEqual([1, Math.fround(Math.E), 0]);
    expect(table.scale[last]).toBe(2 ** 16 * validation.scale[last]!);
    expect(table.scale[last - 1]).toBe(validation.scale[last - 1]);
  });
});
