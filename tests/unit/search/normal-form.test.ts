import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddToNumber } from '../../../src/numerics/double-double';
import { operationCount } from '../../../src/program/canonicalize';
import { constantFromNumber, constantToNumber } from '../../../src/program/constant';
import { structureHash } from '../../../src/program/hash';
import { compileDoubleDouble } from '../../../src/program/interpret-double-double';
import { OPCODES, type Opcode } from '../../../src/program/opcode';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import { genomeOf } from '../../../src/search/genome';
import { normalForm } from '../../../src/search/normal-form';
import { programArbitrary } from '../../support/program-arbitrary';

const ALL: ReadonlySet<Opcode> = new Set(OPCODES);

function normal(program: Program, allowed: ReadonlySet<Opcode> = ALL): Program | null {
  const candidate = normalForm(genomeOf(program, program.constants.map(constantToNumber)), allowed);
  if (candidate === null) return null;
  return { ...candidate.structure, constants: Array.from(candidate.constants, constantFromNumber) };
}

function read(text: string): Program {
  return parseProgram(text, 'f64');
}

describe('normalForm', () => {
  it.each([
    ['x + x', 'x * 2'],
    ['x + 3 * x', 'x * 4'],
    ['(x + 3) * 2', 'x * 2 + 6'],
    ['(3 - x) * 2', 'x * (-2) + 6'],
    ['3 - x * 2', 'x * (-2) + 3'],
    ['x * x - 3 / x', 'x * x + (-3) / x'],
    ['(x + 2) + x * x', '(x + x * x) + 2'],
    ['x * x - (2 - x)', '(x * x + x) + (-2)'],
    ['(x * 2) * (x * 3)', '(x * x) * 6'],
    ['(2 / x) * (x + 1)', '((x + 1) / x) * 2'],
    ['x * (x + 1) + x', 'x * (x + 2)'],
    ['(2 / x + 3 / x) + 1', '5 / x + 1'],
    ['(x * x) / (x / (x + 1))', 'x * (x + 1)'],
    ['2 / (x / (x + 1))', '((x + 1) / x) * 2'],
    ['(4 * (3 - x)) * x', '((x + (-3)) * x) * (-4)'],
    ['2 - x * (3 - x)', 'x * (x + (-3)) + 2'],
    ['(x * x) / x', 'x'],
    ['2 / (4 * x + 8)', '0.5 / (x + 2)'],
    ['(x + 2) / x', '2 / x + 1'],
    ['(3 * x + 6) / (x * x + 1)', '((x + 2) / (x * x + 1)) * 3'],
    ['(2 * x) * (x * x * 3)', '((x * x) * x) * 6'],
    ['x * ((x + 1) * x)', '((x * x) * (x + 1))'],
    ['(x * x + (x + 1)) - (x * x + 2)', 'x + (-1)'],
    ['(2 * x + 3) * (5 * x + 7)', '((x + 1.5) * (x + 1.4)) * 10'],
  ])('%s is %s', (text, expected) => {
    const result = normal(read(`y = ${text}`));
    const wanted = normal(read(`y = ${expected}`));
    expect(structureHash(result!)).toBe(structureHash(wanted!));
    expect(result!.instructions.length).toBeLessThanOrEqual(operationCount(read(`y = ${expected}`)));
  });

  it.each([
    ['a square is kept once', 'u = 3 - x; y = u * u', 2],
    ['a shift that cancels', 'u = x + 3; y = u * (x - u)', 2],
    ['scalings that cancel', 'u = 3 * x; v = 5 / x; y = u * v + u', 2],
    ['a value that others use is not taken apart', 'u = x * 3; v = u * x; y = u / v + (u + v)', 5],
  ])('%s', (_, text, most) => {
    expect(normal(read(text))!.instructions.length).toBeLessThanOrEqual(most);
  });

  it('never introduces an opcode that is not allowed', () => {
    const sets = fc.subarray([...OPCODES], { minLength: 1 });
    const programs = sets.chain((opcodes) =>
      fc.tuple(fc.constant(opcodes), programArbitrary({ format: 'f64', anyConstants: false, opcodes })),
    );
    fc.assert(
      fc.property(programs, ([opcodes, program]) => {
        for (const { opcode } of normal(program, new Set(opcodes))?.instructions ?? [])
          expect(opcodes).toContain(opcode);
      }),
    );
  });

  it.each([
    ['the basic opcodes', ['add', 'sub', 'mul', 'div'] as const],
    ['all opcodes', OPCODES],
  ])('keeps the values, costs no operation more and is itself normal: %s', (_, opcodes) => {
    const allowed = new Set<Opcode>(opcodes);
    const programs = programArbitrary({ format: 'f64', anyConstants: false, maxInstructions: 8, opcodes });
    fc.assert(
      fc.property(programs, fc.double({ min: 0.5, max: 2, noNaN: true }), (program, x) => {
        const result = normal(program, allowed);
        if (result === null) return;
        expect(result.instructions.length).toBeLessThanOrEqual(operationCount(program));
        expect(structureHash(normal(result, allowed)!)).toBe(structureHash(result));
        // Two neighbours of x tell how sensitive the program is; where it is, another order of operations may show.
        const [low, value, high] = [x * (1 - 1e-9), x, x * (1 + 1e-9)].map((at) =>
          ddToNumber(compileDoubleDouble(program)(at)),
        ) as [number, number, number];
        const other = ddToNumber(compileDoubleDouble(result)(x));
        if (!Number.isFinite(value) || !Number.isFinite(other) || Math.abs(value) > 1e100) return;
        const spread = Math.abs(high - low);
        if (!(spread < 1e-3 * (1 + Math.abs(value)))) return;
        expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(value)) + 10 * spread);
      }),
      { numRuns: 1000 },
    );
  });
});
