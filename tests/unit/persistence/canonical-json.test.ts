import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/persistence/canonical-json';

test('keys are ordered, without white space', () => {
  expect(canonicalJson({ b: [1, 2.5e-7, true, null], a: { d: 'x', c: 0 } })).toBe(
    '{"a":{"c":0,"d":"x"},"b":[1,2.5e-7,true,null]}',
  );
});

test('the order of construction does not matter', () => {
  expect(canonicalJson({ x: 1, y: 2 })).toBe(canonicalJson({ y: 2, x: 1 }));
});

test('the text is ASCII and reads back', () => {
  const value = { text: 'π "quoted" \u2028 \ud83d\ude00 \u007f' };
  const json = canonicalJson(value);
  expect(json).toMatch(/^[ -~]*$/);
  expect(JSON.parse(json)).toEqual(value);
});

test.each([NaN, Infinity, -0])('%d is refused', (value) => {
  expect(() => canonicalJson([value])).toThrow(RangeError);
});
