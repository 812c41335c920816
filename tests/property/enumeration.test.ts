import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantToNumber } from '../../src/program/constant';
import { hashOfCanonical } from '../../src/program/hash';
import { OPCODES, type Opcode } from '../../src/program/opcode';
import { INPUT, constantIndex, type Operand, type Structure } from '../../src/program/program';
import { enumerateStructures } from '../../src/search/enumeration';
import { addConstant, genomeOf, type Genome } from '../../src/search/genome';
import { normalForm } from '../../src/search/normal-form';
import type { Candidate } from '../../src/search/simplify';
import { programArbitrary } from '../support/program-arbitrary';
import '../support/property-seed';

/** Hashes of the enumeration, by operation count. */
function enumeration(operations: number, opcodes: readonly Opcode[]): ReadonlySet<string>[] {
  return Array.from({ length: operations + 1 }, (_, n) => {
    const structures = [...enumerateStructures(n, opcodes)].filter((structure) => structure !== null);
    return new Set(structures.map(hashOfCanonical));
  });
}

/** The program with a constant of its own wherever it has one: more freedom, and the values of before. */
function withOwnConstants({ structure, constants }: Candidate): Genome {
  const genome = genomeOf(structure, constants);
  const own = (operand: Operand): Operand =>
    operand < INPUT ? addConstant(genome, constants[constantIndex(operand)]!) : operand;
  for (const instruction of genome.instructions) instruction.operands = instruction.operands.map(own);
  genome.result = own(genome.result);
  return genome;
}

/** The normal form, in which no two places share a constant, not even one that x / x came to. */
function normalWithOwnConstants(program: Candidate, allowed: ReadonlySet<Opcode>): Structure | null {
  const normal = normalForm(withOwnConstants(program), allowed);
  if (normal === null) return null;
  const { structure } = normal;
  const places = structure.instructions.flatMap(({ operands }) => operands.filter((o) => o < INPUT));
  return places.length > structure.constantCount ? normalWithOwnConstants(normal, allowed) : structure;
}

describe('enumerateStructures', () => {
  it.each([
    ['the basic opcodes', 3, ['add', 'sub', 'mul', 'div'] as const],
    ['sums and products', 4, ['add', 'mul'] as const],
    ['all opcodes', 2, OPCODES],
  ])('holds the normal form of every program: %s, %i operations', (_, operations, opcodes) => {
    const known = enumeration(operations, opcodes);
    const allowed = new Set<Opcode>(opcodes);
    const programs = programArbitrary({
      format: 'f64',
      anyConstants: false,
      maxInstructions: operations,
      opcodes,
    });
    fc.assert(
      fc.property(programs, (program) => {
        const constants = Float64Array.from(program.constants, constantToNumber);
        const normal = normalWithOwnConstants({ structure: program, constants }, allowed);
        if (normal === null) return;
        expect(known[normal.instructions.length]!.has(hashOfCanonical(normal))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
