import { describe, expect, it } from 'vitest';
import { symmetryOf } from '../../../src/targets/symmetry';

describe('the symmetry of a function', () => {
  it.each([
    ['x', 'odd'],
    ['x^2 + 1', 'even'],
    ['x^3 - x/(1+x^2)', 'odd'],
    ['x + 1', 'none'],
    ['sin(x)/x', 'even'],
    ['cos(x + x^3)', 'even'],
    ['exp(x)', 'none'],
    ['exp(-x^2)', 'even'],
    ['abs(sin(x))', 'even'],
    ['min(x, -x)', 'none'],
    ['min(x^2, 1)', 'even'],
    ['2^(x^2)', 'even'],
    ['2^x', 'none'],
    ['(1+x^2)^0.5*tan(x)', 'odd'],
    ['a*x; a=0.5', 'odd'],
  ])('%s is %s', (text, symmetry) => {
    expect(symmetryOf({ kind: 'expression', text })).toBe(symmetry);
  });
  it('is what the catalogue says', () => {
    expect(symmetryOf({ kind: 'catalogue', id: 'tanh' })).toBe('odd');
    expect(symmetryOf({ kind: 'catalogue', id: 'exp2' })).toBe('none');
  });
});
