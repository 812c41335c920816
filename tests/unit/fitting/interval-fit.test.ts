import { describe, expect, it } from 'vitest';
import { FastLabels } from '../../../src/fitting/rounding/fast-labels';
import { IntervalFit, roundedLabels } from '../../../src/fitting/rounding/interval-fit';
import { programWith } from '../../../src/fitting/rounding/constant-scorer';
import { wideTable } from '../../../src/fitting/rounding/wide-table';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { checkExhaustively } from '../../../src/verification/exhaustive';

describe('a fit to rounded values', () => {
  const target = parseTarget({
    ...{ target: 'exp2', interval: '[0,1]', format: 'bf16', norm: 'ulp', compute: 'f32' },
  });
  const labels = FastLabels.of(target)!;
  const table = roundedLabels(wideTable(labels).table);
  // The coefficients of Taylor's series.
  const program = parseProgram(
    'y = fma(fma(fma(fma(x, 0.00962, 0.0555), x, 0.2402), x, 0.6931), x, 1)',
    'f32',
  );
  const constants = Float64Array.from(program.constants, constantToNumber);

  it('rounds nearly every number of bf16 correctly where the series does not', () => {
    const fitted = new IntervalFit({ format: 'bf16', compute: 'f32' }, table).fit(program, constants, 12);
    const before = checkExhaustively(target, program);
    const after = checkExhaustively(target, programWith(program, fitted));
    expect(before.misrounded).toBeGreaterThan(5);
    expect(after.misrounded).toBeLessThan(3);
    expect(after.value).toBeLessThan(0.502);
  });

  it('finds the same again, and gives back what cannot be fitted', () => {
    const fit = new IntervalFit({ format: 'bf16', compute: 'f32' }, table);
    expect(fit.fit(program, constants, 3)).toStrictEqual(fit.fit(program, constants, 3));
    const pole = parseProgram('y = 1 / (x - x)', 'f32');
    expect(fit.fit(pole, Float64Array.of(1), 3)).toStrictEqual(Float64Array.of(1));
  });
});
