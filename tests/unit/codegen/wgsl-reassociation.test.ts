import { expect, test } from 'vitest';
import { mergeableInstructions } from '../../../src/codegen/wgsl-reassociation';
import { parseProgram } from '../../../src/program/parse';

const mergeable = (text: string): number[] => [...mergeableInstructions(parseProgram(text, 'f32'))];

test.each([
  ['(x + 1) + 2'],
  ['3 - (x - 1)'],
  ['-(x + 1) + 2'],
  ['(x * 2.5) * 3'],
  ['(x * 2.5) / 3'],
  ['3 / (x / 7)'],
  ['(x + 1000) - x'],
  ['(x * 3) / x'],
  ['x * (1 / x)'],
])('the first operation of %s may be merged', (text) => {
  expect(mergeable(`y = ${text}`)).toEqual([0]);
});

test('of two products with a common factor one must stay', () => {
  expect(mergeable('u = sqrt(x); y = x * u + x * x')).toHaveLength(1);
});

test.each([
  ['x + 1'],
  ['x * 2 + 1'],
  ['(x + 1) * 2'],
  ['1 / (x + 2) + 3'],
  ['0.5 + x * (0.25 + x * (0.125 + x))'],
  ['sqrt(x + 1) + 2'],
])('nothing of %s may', (text) => {
  expect(mergeable(`y = ${text}`)).toEqual([]);
});
