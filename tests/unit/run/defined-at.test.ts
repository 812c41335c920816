import { describe, expect, it } from 'vitest';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { hasLimitAt, isDefinedAt } from '../../../src/run/defined-at';

describe('where a program has a value', () => {
  it.each([
    ['y = x + 1', true, true],
    ['u = 2 / x; v = u + x; w = 3 / v; y = w + 1', false, true],
    ['u = 2 / x; y = u + 1', false, false],
    ['u = 2 / x; v = 3 / x; w = u + v; t = 1 / w; y = t + 1', false, false],
    ['u = 2 / x; v = sqrt(u); w = 1 / v; y = w + 1', false, false],
    ['u = 2 / x; v = fma(x, 2, u); y = 1 / v', false, true],
    ['u = 2 / x; v = fma(u, 2, u); y = 1 / v', false, false],
    ['y = x / x', false, false],
  ])('%s at 0', (text, defined, limit) => {
    const program = parseProgram(text, 'f64');
    const constants = Float64Array.from(program.constants, constantToNumber);
    expect([isDefinedAt(program, constants, 0), hasLimitAt(program, constants, 0)]).toEqual([defined, limit]);
  });
});
