import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddToNumber } from '../../../src/numerics/double-double';
import { constantFromNumber, constantToNumber } from '../../../src/program/constant';
import { compileDoubleDouble } from '../../../src/program/interpret-double-double';
import { OPCODES, type Opcode } from '../../../src/program/opcode';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import { genomeOf } from '../../../src/search/genome';
import { simplify } from '../../../src/search/simplify';
import { programArbitrary } from '../../support/program-arbitrary';

const ALL: ReadonlySet<Opcode> = new Set(OPCODES);

function simplified(program: Program, allowed: ReadonlySet<Opcode> = ALL): Program | null {
  const candidate = simplify(genomeOf(program, program.constants.map(constantToNumber)), allowed);
  if (candidate === null) return null;
  return { ...candidate.structure, constants: Array.from(candidate.constants, constantFromNumber) };
}

function opcodesOf(text: string, allowed?: ReadonlySet<Opcode>): string[] {
  const program = simplified(parseProgram(text, 'f64'), allowed);
  return program!.instructions.map(({ opcode }) => opcode);
}

describe('simplify', () => {
  it.each([
    ['y = (x + 1) + 2', ['add']],
    ['y = 3 - (1 - x)', ['add']],
    ['y = (x * 2) * 3', ['mul']],
    ['y = 2 / (x * 3)', ['div']],
    ['y = 2 / (5 / x)', ['mul']],
    ['y = x - 1', ['add']],
    ['y = x / 4', ['mul']],
    ['y = x * (2 + 3)', ['mul']],
    ['y = -(-x)', []],
    ['y = x - (-x)', ['add']],
    ['y = x - x', []],
    ['y = x / x', []],
    ['y = -(x + 2)', ['sub']],
    ['y = sqrt(2) + x', ['add']],
    ['y = fma(2, 3, x)', ['add']],
  ])('%s -> %j', (text, opcodes) => {
    expect(opcodesOf(text)).toEqual(opcodes);
  });

  it('keeps neutral constants, by which the search grows programs', () => {
    expect(opcodesOf('y = (x * x + 0) * 1')).toEqual(['mul', 'add', 'mul']);
  });

  it('never introduces an opcode that is not allowed', () => {
    fc.assert(
      fc.property(
        fc
          .subarray([...OPCODES], { minLength: 1 })
          .chain((opcodes) =>
            fc.tuple(fc.constant(opcodes), programArbitrary({ format: 'f64', anyConstants: false, opcodes })),
          ),
        ([opcodes, program]) => {
          for (const { opcode } of simplified(program, new Set(opcodes))?.instructions ?? [])
            expect(opcodes).toContain(opcode);
        },
      ),
    );
  });

  it('keeps the values, up to what rounding a folded constant does', () => {
    fc.assert(
      fc.property(
        programArbitrary({ format: 'f64', anyConstants: false, maxInstructions: 8 }),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (program, x) => {
          const result = simplified(program);
          if (result === null) return;
          expect(result.instructions.length).toBeLessThanOrEqual(program.instructions.length);
          // Two neighbours of x tell how sensitive the program is; where it is, folding may show.
          const [low, value, high] = [x * (1 - 1e-9), x, x * (1 + 1e-9)].map((at) =>
            ddToNumber(compileDoubleDouble(program)(at)),
          ) as [number, number, number];
          const other = ddToNumber(compileDoubleDouble(result)(x));
          if (!Number.isFinite(value) || Math.abs(value) > 1e100) return;
          const spread = Math.abs(high - low);
          if (!(spread < 1e-3 * (1 + Math.abs(value)))) return;
          expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(value)) + 10 * spread);
        },
      ),
      { numRuns: 500 },
    );
  });
});
