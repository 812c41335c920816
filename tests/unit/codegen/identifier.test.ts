import { describe, expect, test } from 'vitest';
import { NameScope, safeIdentifier } from '../../../src/codegen/identifier';

const reserved = new Set(['function', 'exp2']);

describe('identifiers from wishes', () => {
  test.each([
    ['exp2_fast', 'exp2_fast'],
    ['my function!', 'my_function'],
    ['2^x', 'f2_x'],
    ['function', 'function_approx'],
    ['exp2', 'exp2_approx'],
    ['__proto__', 'proto'],
    ['', 'fallback'],
    ['*/ π', 'fallback'],
    ['a\nb', 'a_b'],
    ['_'.repeat(200), 'fallback'],
  ])('%j becomes %s', (wish, expected) => {
    expect(safeIdentifier(wish, reserved, 'fallback')).toBe(expected);
  });

  test('is bounded in length', () => {
    expect(safeIdentifier('a_'.repeat(10_000), reserved, 'fallback').length).toBeLessThanOrEqual(64);
  });
});

test('a scope hands out each name once', () => {
  const scope = new NameScope(['x']);
  expect([scope.claim('x'), scope.claim('t'), scope.claim('t'), scope.claim('x')]).toEqual([
    'x_2',
    't',
    't_2',
    'x_3',
  ]);
});
