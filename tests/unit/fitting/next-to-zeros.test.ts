import { describe, expect, it } from 'vitest';
import { exchange } from '../../../src/fitting/exchange';
import { nextToZeros, trainedNextToZeros } from '../../../src/fitting/next-to-zeros';
import { searchTables } from '../../../src/oracle/tables';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';

const relative = { format: 'real', norm: 'relative' };

describe('points next to zeros of the target', () => {
  it('are one for each zero, none where there is none', () => {
    const { validation } = searchTables(parseTarget({ target: 'log2', interval: '[1,2]', ...relative }));
    const [nearest, ...others] = nextToZeros(validation, Infinity);
    expect(others).toEqual([]);
    expect(validation.x[nearest!]).toBe(1 + 2 ** -52);
    const without = searchTables(parseTarget({ target: 'exp2', interval: '(0,1]', ...relative }));
    expect(trainedNextToZeros(without)).toBe(without);
  });
  it('are added to those that constants are fitted on', () => {
    const tables = searchTables(parseTarget({ target: 'sin', interval: '[0,1]', ...relative }));
    const { training } = trainedNextToZeros(tables);
    expect(training.x.length).toBe(tables.training.x.length + 1);
    expect(Math.min(...training.x)).toBeLessThan(1e-5);
  });
  it('do not hold an exchange back', () => {
    const tables = searchTables(parseTarget({ target: 'log2', interval: '[1,2]', ...relative }));
    const program = parseProgram(
      'a = x + 1.263383633372567; b = -7.353699535553094 / a; y = b + 3.248985027162927',
      'real',
    );
    // Two degrees of freedom are left where the value at 1 is 0: (x - 1) k / (x + d) at its best.
    expect(exchange(program, tables.validation).error).toBeCloseTo(4.96005e-3, 6);
  });
});
