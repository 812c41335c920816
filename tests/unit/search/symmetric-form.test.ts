import { describe, expect, it } from 'vitest';
import { constantFromNumber, constantToNumber } from '../../../src/program/constant';
import { OPCODES } from '../../../src/program/opcode';
import { parityOf } from '../../../src/program/parity';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import { genomeOf } from '../../../src/search/genome';
import { simplify, type Candidate } from '../../../src/search/simplify';
import { symmetricForm } from '../../../src/search/symmetric-form';
import type { Symmetry } from '../../../src/search/constraints';

const ALL = new Set(OPCODES);

function candidateOf(text: string): Candidate {
  const program = parseProgram(text, 'f64');
  return simplify(genomeOf(program, program.constants.map(constantToNumber)), ALL)!;
}

function textOf(candidate: Candidate): string {
  const { structure, constants } = candidate;
  return printProgram({ ...structure, constants: Array.from(constants, constantFromNumber) });
}

describe('parity', () => {
  it.each([
    ['y = x', 'odd'],
    ['y = 2', 'even'],
    ['y = x * x', 'even'],
    ['u = x * x; y = u / x', 'odd'],
    ['y = x + 1', 'neither'],
    ['u = x * x; y = sqrt(u + 1)', 'even'],
    ['y = sqrt(x)', 'neither'],
    ['y = -x', 'odd'],
    ['u = x * x; y = fma(u, x, x)', 'odd'],
    ['u = x * x; y = fma(u, x, u)', 'neither'],
    ['u = x + 1; v = x - 1; y = u * v', 'neither'],
  ] as const)('of %s is %s', (text, parity) => {
    expect(parityOf(parseProgram(text, 'f64'))).toBe(parity);
  });
});

describe('the symmetric form', () => {
  it.each<[string, Symmetry, string]>([
    // x becomes its square where it meets what is even.
    ['y = x + 3', 'even', 'u = x * x; y = u + 3'],
    // A square that is there is used again.
    ['u = x * x; v = u * 2 + x; y = v', 'even', 'u = x * x; v = u * 2; y = v + u'],
    // A result of the wrong parity is multiplied by x, or freed of it.
    ['u = x * x; y = u + 3', 'odd', 'u = x * x; v = u + 3; y = v * x'],
    ['u = x * x; v = u + 3; y = v * x', 'even', 'u = x * x; y = u + 3'],
    // A constant that an odd value is shifted by is left out.
    ['u = x * x; v = u * x; y = v + 3', 'odd', 'u = x * x; y = u * x'],
  ])('of %s that is %s', (text, symmetry, wanted) => {
    const form = symmetricForm(candidateOf(text), symmetry, ALL)!;
    expect(parityOf(form.structure)).toBe(symmetry);
    expect(textOf(form)).toBe(textOf(candidateOf(wanted)));
  });

  it('is the candidate itself where it has the symmetry', () => {
    const candidate = candidateOf('u = x * x; y = u + 3');
    expect(symmetricForm(candidate, 'even', ALL)).toBe(candidate);
  });

  it('is none for the root of an odd value', () => {
    expect(symmetricForm(candidateOf('y = sqrt(x)'), 'even', ALL)).toBeNull();
  });
});
