import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { measureRefined } from '../../../src/verification/measure';
import { EXP2 } from '../../support/exp2-tables';

function errorOf(text: string): { value: number; argmax: number } {
  const { value, argmax } = measureRefined(EXP2, parseProgram(text, 'real'));
  return { value, argmax };
}

describe('a pole that no grid sees', () => {
  it.each([
    ['y = 1 - 5.3e-18 / (x - 0.46577)', 0.46577],
    ['y = 1 + 1e-40 / (x - 0.7071067811865475244008443621048490392848)', 0.70710678],
    ['u = x * x; y = 1 + 1e-30 / (u - 0.5)', 0.70710678],
    ['u = x - 0.3; v = u * u; w = v * u; y = 1 + 1e-60 / w', 0.3],
  ])('%s has no bound', (text, place) => {
    const { value, argmax } = errorOf(text);
    expect(value).toBe(Infinity);
    expect(Math.abs(argmax - place)).toBeLessThan(2e-3);
  });

  it.each([
    // The inner pole makes the outer quotient vanish; the removed factor leaves nothing.
    'u = 1 / (x - 0.5); y = 1 + 1e-9 / u',
    'u = x - 0.5; v = u * u; y = 1 + v / u',
  ])('%s is judged by its values', (text) => {
    expect(errorOf(text).value).toBeLessThan(1);
  });
});
