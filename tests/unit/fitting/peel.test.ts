import { describe, expect, it } from 'vitest';
import { peel } from '../../../src/fitting/peel';
import { ddSub, ddToNumber } from '../../../src/numerics/double-double';
import { labelTable } from '../../../src/oracle/tables';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import type { Structure } from '../../../src/program/program';

const X = Float64Array.of(0.25, 0.5, 1);

function tableOf(expr: string, norm: 'relative' | 'absolute' = 'relative') {
  return labelTable(parseTarget({ expr, interval: '(0,1]', format: 'real', norm }), X);
}

describe('peel', () => {
  it('takes squares off, and asks for the root with an error that counts twice', () => {
    const structure: Structure = parseProgram('u = x + 1.5; v = u * u; y = v * v', 'real');
    const peeled = peel({ structure, table: tableOf('exp(4*x)') });
    const wanted = tableOf('exp(x)');
    expect(peeled.structure.instructions).toHaveLength(1);
    expect(peeled.structure.constantCount).toBe(1);
    X.forEach((_, i) => {
      const root = { hi: peeled.table.hi[i]!, lo: peeled.table.lo[i]! };
      const value = { hi: wanted.hi[i]!, lo: wanted.lo[i]! };
      expect(Math.abs(ddToNumber(ddSub(root, value)))).toBeLessThan(1e-30);
      expect(peeled.table.scale[i]! / wanted.scale[i]!).toBeCloseTo(4, 14);
    });
  });

  it('takes roots and negations off', () => {
    const structure: Structure = parseProgram('y = -sqrt(x + 1.5)', 'real');
    const { structure: inner, table } = peel({ structure, table: tableOf('0-exp(x)', 'absolute') });
    expect(inner.instructions).toHaveLength(1);
    const wanted = tableOf('exp(2*x)', 'absolute');
    X.forEach((_, i) => {
      expect(table.hi[i]! / wanted.hi[i]!).toBeCloseTo(1, 15);
      // d sqrt(v) = dv / (2 sqrt(v))
      expect(table.scale[i]!).toBeCloseTo(0.5 / Math.sqrt(wanted.hi[i]!), 14);
    });
  });

  it('leaves alone what has no inverse: products, squares of a negative function, squares of x or of a constant', () => {
    for (const [text, expr] of [
      ['u = x + 1.5; y = u * x', 'exp(x)'],
      ['u = x + 1.5; y = u * u', '0-exp(x)'],
      ['y = x * x', 'exp(x)'],
      ['y = 1.5 * 1.5', 'exp(x)'],
    ] as const) {
      const problem = { structure: parseProgram(text, 'real'), table: tableOf(expr) };
      expect(peel(problem)).toBe(problem);
    }
  });
});
