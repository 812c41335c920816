import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { limitsOf } from '../../../src/verification/limits';
import { createMeasure } from '../../../src/verification/measure';

const closed = parseTarget({ target: 'exp', interval: '[0,1]', format: 'real', norm: 'relative' });

/** 1 + 2x / (2 - x + x^2/6), divided by x throughout. */
const DIVIDES_BY_X = 'u = x / 6; v = 2 / x; w = u + v; z = w - 1; t = 2 / z; y = t + 1';

describe('programs that divide by zero at an end of their interval', () => {
  it('have their limit there', () => {
    const program = parseProgram(DIVIDES_BY_X, 'real');
    const { error } = createMeasure(closed)(program);
    expect(error.value).toBeGreaterThan(1e-5);
    expect(error.value).toBeLessThan(1e-2);
    expect(limitsOf(closed, program)).toEqual([0]);
    const open = parseTarget({ target: 'exp', interval: '(0,1]', format: 'real', norm: 'relative' });
    expect(limitsOf(open, program)).toEqual([]);
  });
  it.each([
    ['a pole', 'y = 1 / x'],
    ['infinity - infinity', 'u = 1 / x; v = 2 / x; w = u - v; t = 1 / w; y = t + 1'],
    ['infinity over infinity', 'u = 1 / x; v = 2 / x; y = u / v'],
    ['0 times infinity', 'u = 1 / x; y = u * x'],
    ['0 over 0', 'y = x / x'],
    ['the root of infinity', 'u = 1 / x; v = sqrt(u); w = 1 / v; y = w + 1'],
  ])('have none where %s comes up', (_, text) => {
    const program = parseProgram(text, 'real');
    expect(createMeasure(closed)(program).error.value).toBe(Infinity);
    expect(limitsOf(closed, program)).toEqual([]);
  });
  it('are refused where the zero is inside', () => {
    const around = parseTarget({ target: 'exp', interval: '[-1,1]', format: 'real', norm: 'relative' });
    expect(createMeasure(around)(parseProgram(DIVIDES_BY_X, 'real')).error.value).toBe(Infinity);
  });
});
