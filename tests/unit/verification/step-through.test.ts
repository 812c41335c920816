import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';
import { stepThrough } from '../../../src/verification/step-through';

const f32 = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });

describe('stepping through', () => {
  it('gives each line as the format has it and as it is', () => {
    const step = stepThrough(f32, parseProgram('a = x * 0.1\ny = a + 1', 'f32'), 0.3);
    const x = Math.fround(0.3);
    const a = Math.fround(x * Math.fround(0.1));
    expect(step.x).toBe(x);
    expect(step.lines.map(({ value }) => Math.fround(Number(value)))).toEqual([a, Math.fround(a + 1)]);
    const exact = x * Math.fround(0.1);
    expect(Number(step.lines[0]?.exact)).toBeCloseTo(exact, 15);
    expect(step.lines[0]?.ulps).toBeCloseTo((a - exact) / 2 ** -29, 6);
    expect(Math.abs(step.lines[0]?.ulps ?? NaN)).toBeLessThanOrEqual(0.5);
    expect(step.result).toBe(step.lines[1]?.value);
    expect(Number(step.function)).toBeCloseTo(2 ** x, 12);
    expect(step.error).toBeCloseTo((Math.fround(a + 1) - 2 ** x) / 2 ** -23, 4);
  });

  it('for real gives exact values and the exact error', () => {
    const real = parseTarget({ target: 'exp2', interval: '[0,1]' });
    const step = stepThrough(real, parseProgram('a = x / 3\ny = a + 1', 'real'), 1);
    expect(step.lines[0]).toEqual({
      value: '3.33333333333333333333333e-1',
      exact: '3.33333333333333333333333e-1',
      ulps: null,
    });
    expect(step.error).toBeCloseTo(4 / 3 / 2 - 1, 14);
  });

  it('is of numbers inside the interval only', () => {
    expect(() => stepThrough(f32, parseProgram('y = x', 'f32'), 1.5)).toThrow('x = 1.5 lies outside [0,1]');
    const open = parseTarget({ target: 'exp2', interval: '(0,1]' });
    expect(() => stepThrough(open, parseProgram('y = x', 'real'), 0)).toThrow(RangeError);
  });

  it('shows what has no value', () => {
    const step = stepThrough(f32, parseProgram('a = sqrt(x - 1)\ny = a', 'f32'), 0.5);
    expect(step.result).toBe('NaN');
    expect(step.error).toBe(Infinity);
  });
});
