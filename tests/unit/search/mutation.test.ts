import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConstantOperand } from '../../../src/program/program';
import { RandomStream } from '../../../src/numerics/random';
import { canonicalize } from '../../../src/program/canonicalize';
import { constantFromNumber, constantToNumber } from '../../../src/program/constant';
import { compileLaw } from '../../../src/program/interpret';
import { OPCODES, type Opcode } from '../../../src/program/opcode';
import type { Program } from '../../../src/program/program';
import { validateProgram } from '../../../src/program/validate';
import { genomeOf, type Genome } from '../../../src/search/genome';
import { mutate, randomConstant, redrawConstants, type MutationContext } from '../../../src/search/mutation';
import { insertNeutrally } from '../../../src/search/neutral-insertion';
import { programArbitrary } from '../../support/program-arbitrary';

const programs = programArbitrary({ format: 'f64', anyConstants: false, maxInstructions: 8 });

function genomeFrom(program: Program): Genome {
  return genomeOf(program, program.constants.map(constantToNumber));
}

function programFrom({ instructions, constants, result }: Genome): Program {
  return {
    instructions,
    constantCount: constants.length,
    result,
    constants: constants.map(constantFromNumber),
  };
}

/** Dead code and a result that is not last are what canonicalization is for; anything else is a mistake. */
function expectValid(genome: Genome): void {
  genome.instructions.forEach(({ operands }, i) => {
    for (const operand of operands) expect(operand).toBeLessThan(i);
  });
  validateProgram(canonicalize(programFrom(genome)));
}

function contextWith(seed: number, mate: Program, opcodes: readonly Opcode[] = OPCODES): MutationContext {
  return {
    random: new RandomStream(seed),
    opcodes,
    mate: () => ({ structure: mate, constants: Float64Array.from(mate.constants, constantToNumber) }),
  };
}

describe('mutate', () => {
  it('leaves a valid program, whatever it does', () => {
    fc.assert(
      fc.property(programs, programs, fc.nat(), (parent, mate, seed) => {
        const genome = genomeFrom(parent);
        const context = contextWith(seed, mate);
        for (let i = 0; i < 4; i++) {
          mutate(genome, context);
          expectValid(genome);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('adds opcodes from the allowed list only', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const empty: Genome = { instructions: [], constants: [], result: -1 };
        const context = { ...contextWith(seed, programFrom(empty)), opcodes: ['add', 'sqrt'] as const };
        for (let i = 0; i < 10; i++) mutate(empty, context);
        for (const { opcode } of empty.instructions) expect(['add', 'sqrt']).toContain(opcode);
      }),
    );
  });
});

describe('insertNeutrally', () => {
  it('does not change a value, bit for bit except for the sign of zero', () => {
    fc.assert(
      fc.property(programs, fc.nat(), fc.double({ min: 0.5, max: 2, noNaN: true }), (parent, seed, x) => {
        const genome = genomeFrom(parent);
        const before = compileLaw(parent, 'f64')(x);
        const grown = insertNeutrally(genome, contextWith(seed, parent));
        const child = programFrom(genome);
        expectValid(genome);
        const used = [...parent.instructions.flatMap(({ operands }) => operands), parent.result];
        expect(grown).toBe(!used.every(isConstantOperand));
        const after = compileLaw(child, 'f64')(x);
        // 0 g and 0 / g are not 0 where g is infinite, NaN or zero.
        if (Number.isFinite(after) && Number.isFinite(before)) expect(Math.abs(after - before)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('says so where the opcodes allow none', () => {
    const genome: Genome = { instructions: [], constants: [], result: -1 };
    expect(insertNeutrally(genome, contextWith(1, programFrom(genome), ['sqrt', 'neg']))).toBe(false);
  });
});

describe('random constants', () => {
  it('are of both signs and spread over five decades', () => {
    const random = new RandomStream(5);
    const drawn = Array.from({ length: 4000 }, () => randomConstant(random));
    expect(drawn.filter((c) => c < 0).length).toBeGreaterThan(1800);
    const sizes = drawn.map(Math.abs);
    expect(Math.min(...sizes)).toBeLessThan(0.01);
    expect(Math.max(...sizes)).toBeGreaterThan(100);
    for (const size of sizes) {
      expect(size).toBeGreaterThanOrEqual(2 ** -7);
      expect(size).toBeLessThan(2 ** 9);
    }
  });

  it('replace all constants of a genome', () => {
    const genome: Genome = { instructions: [], constants: [1e9, 1e9, 1e9], result: -1 };
    redrawConstants(genome, new RandomStream(6));
    expect(genome.constants.every((c) => Math.abs(c) < 2 ** 16)).toBe(true);
  });
});
