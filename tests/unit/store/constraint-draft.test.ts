import { describe, expect, it } from 'vitest';
import { OPCODES } from '../../../src/program/opcode';
import type { SearchConstraints } from '../../../src/search/constraints';
import { constraintTexts, parseExactPoints } from '../../../src/search/constraint-text';
import { draftConstraints, initialConstraints, readConstraints } from '../../../src/store/constraint-draft';

const UNIT = { lower: 0, upper: 1, lowerOpen: false, upperOpen: false };

describe('constraints in the settings', () => {
  it.each<SearchConstraints>([
    { symmetry: 'odd' },
    { exactAt: [0, 0.5, 1], monotone: true },
    { maxError: 1e-7, symmetry: 'even', exactAt: [0] },
  ])('mean what they were made of: %j', (constraints) => {
    const problems = {};
    expect(readConstraints(draftConstraints(constraints), OPCODES, UNIT, problems)).toEqual(constraints);
    expect(problems).toEqual({});
  });

  it('ask for nothing at first', () => {
    expect(readConstraints(initialConstraints(), ['add'], undefined, {})).toBeUndefined();
  });

  it.each([
    [{ exactAt: '2' }, 'exactAt', /2 lies outside the interval/],
    [{ exactAt: '0,0' }, 'exactAt', /named twice/],
    [{ exactAt: '0,,1' }, 'exactAt', /^Exact at: not a number/],
    [{ exactAt: '0.1' }, 'exactAt', /^Exact at: binary64 has no number "0\.1"/],
    [{ exactAt: '0,0.125,0.25,0.5,1' }, 'exactAt', /at 4 points at most/],
    [{ maxError: '0' }, 'maxError', /a number above 0 is needed/],
    [{ maxError: 'small' }, 'maxError', /“small” is not/],
  ] as const)('tell what is wrong with %j', (changes, field, message) => {
    const problems: Record<string, string> = {};
    readConstraints({ ...initialConstraints(), ...changes }, OPCODES, UNIT, problems);
    expect(problems[field]).toMatch(message);
  });

  it('tell that a symmetry needs mul', () => {
    const problems: { symmetry?: string } = {};
    readConstraints({ ...initialConstraints(), symmetry: 'odd' }, ['add', 'div'], UNIT, problems);
    expect(problems.symmetry).toMatch(/made with mul/);
  });

  it('are told in a few words', () => {
    const all: SearchConstraints = { symmetry: 'odd', exactAt: [0, 1], monotone: true, maxError: 1e-7 };
    expect(constraintTexts(all)).toEqual(['odd', 'exact at 0 and 1', 'monotone', 'error at most 1e-7']);
  });

  it('take points in any order and spelling', () => {
    expect(parseExactPoints(' 0x1p-1, -0 ,-2.50')).toEqual([-2.5, 0, 0.5]);
  });
});
