import { expect, test } from 'vitest';
import { scoreByLaw } from '../../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../../src/evaluation/score';
import { INPUT, type Program } from '../../../src/program/program';
import { parseProgram } from '../../../src/program/parse';
import { binary32Labels } from '../../support/label-tables';

const squares = prepareScoreTable(binary32Labels((x) => x * x, [-3, -1, 0, 2, 3], 'absolute'));

test('the score is the largest error and the first point at which it is met', () => {
  // 2 x - x^2 is -15, -3, 0, 0, -3 at the points; 0 - x^2 is -9, -1, 0, -4, -9.
  expect(scoreByLaw(parseProgram('y = x + x', 'f32'), squares)).toEqual({ maxError: 15, argmax: 0 });
  expect(scoreByLaw(parseProgram('y = x - x', 'f32'), squares)).toEqual({ maxError: 9, argmax: 0 });
  expect(scoreByLaw(parseProgram('y = x * x', 'f32'), squares)).toEqual({ maxError: 0, argmax: 0 });
});

test('an infinite error ends the search for the maximum', () => {
  expect(scoreByLaw(parseProgram('y = 1 / x', 'f32'), squares)).toEqual({ maxError: Infinity, argmax: 2 });
  expect(scoreByLaw(parseProgram('y = sqrt(x)', 'f32'), squares)).toEqual({ maxError: Infinity, argmax: 0 });
});

test('a program without instructions is its operand', () => {
  const identity: Program = { instructions: [], constants: [], constantCount: 0, result: INPUT };
  expect(scoreByLaw(identity, squares)).toEqual({ maxError: 12, argmax: 0 });
});
