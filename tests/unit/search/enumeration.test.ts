import { describe, expect, it } from 'vitest';
import { canonicalForm, operationCount } from '../../../src/program/canonicalize';
import { hashOfCanonical, structureHash } from '../../../src/program/hash';
import { OPCODE, type Opcode } from '../../../src/program/opcode';
import { parseProgram } from '../../../src/program/parse';
import { INPUT, constantOperand, type Operand, type Structure } from '../../../src/program/program';
import { enumerateStructures, MAX_ENUMERATED_OPERATIONS } from '../../../src/search/enumeration';
import { genomeOf } from '../../../src/search/genome';
import { normalForm } from '../../../src/search/normal-form';

const BASIC: readonly Opcode[] = ['add', 'sub', 'mul', 'div'];

function enumerated(operations: number, opcodes = BASIC, part = { part: 0, parts: 1 }): Structure[] {
  return [...enumerateStructures(operations, opcodes, part)].filter((structure) => structure !== null);
}

function hashes(structures: readonly Structure[]): string[] {
  return structures.map(hashOfCanonical).sort();
}

/** All lists of instructions, one after another, without any thought of which are needed. */
function* allLists(operations: number, opcodes: readonly Opcode[]): Generator<Structure> {
  const instructions: { opcode: Opcode; operands: Operand[] }[] = [];
  let constantCount = 0;
  function* grow(): Generator<Structure> {
    if (instructions.length === operations) {
      const copied = instructions.map(({ opcode, operands }) => ({ opcode, operands: operands.slice() }));
      yield { instructions: copied, constantCount, result: operations - 1 };
      return;
    }
    for (const opcode of opcodes) {
      const choices = instructions.length + 2;
      for (let n = 0; n < choices ** OPCODE[opcode].arity; n++) {
        const before = constantCount;
        const operands: Operand[] = [];
        for (let slot = 0, rest = n; slot < OPCODE[opcode].arity; slot++, rest = Math.floor(rest / choices)) {
          const choice = rest % choices;
          const operand = choice === instructions.length + 1 ? constantOperand(constantCount++) : choice;
          operands.push(choice === instructions.length ? INPUT : operand);
        }
        instructions.push({ opcode, operands });
        yield* grow();
        instructions.pop();
        constantCount = before;
      }
    }
  }
  yield* grow();
}

function bruteForce(operations: number, opcodes: readonly Opcode[]): string[] {
  const allowed = new Set(opcodes);
  const found = new Set<string>();
  for (const structure of allLists(operations, opcodes)) {
    if (operationCount(structure) < operations) continue;
    const constants = Array.from({ length: structure.constantCount }, (_, k) => Math.sqrt(3 * k + 2));
    const normal = normalForm(genomeOf(structure, constants), allowed);
    if (normal?.structure.instructions.length === operations) found.add(hashOfCanonical(normal.structure));
  }
  return [...found].sort();
}

/** By hand: what can be computed in so many operations and no fewer, no two the same but for constants. */
const BY_HAND = [
  ['y = x', 'y = 2'],
  ['y = x + 2', 'y = 2 - x', 'y = x * 2', 'y = x * x', 'y = 2 / x'],
  [
    'y = x * 2 + 3',
    'y = 2 / x + 3',
    'y = 2 / x + x',
    'y = 2 / x - x',
    'y = (x + 2) * x',
    'y = (2 - x) * x',
    'u = x + 2; y = u * u',
    'y = x * x + 2',
    'y = 2 - x * x',
    'y = x * x * 2',
    'y = x * x * x',
    'u = x * x; y = u * u',
    'y = 2 / (x * x)',
    'y = 2 / (x + 3)',
    'y = x / (x + 2)',
    'y = x / (2 - x)',
  ],
];

describe('enumerateStructures', () => {
  it.each([0, 1, 2])('lists what is found by hand for %i operations', (operations) => {
    const byHand = BY_HAND[operations]!.map((text) => structureHash(parseProgram(text, 'f64')));
    expect(hashes(enumerated(operations))).toEqual(byHand.sort());
  });

  it.each([
    [1, BASIC],
    [2, BASIC],
    [3, BASIC],
    [3, ['add', 'mul'] as const],
    [2, ['add', 'sub', 'mul', 'div', 'sqrt', 'neg'] as const],
    [2, ['sub', 'div'] as const],
    [2, ['mul', 'fma'] as const],
  ])('finds what normal forms of all lists of %i instructions come to: %j', (operations, opcodes) => {
    const structures = enumerated(operations, opcodes);
    expect(hashes(structures)).toEqual(bruteForce(operations, opcodes));
  });

  it.each([
    [0, 2],
    [1, 5],
    [2, 16],
    [3, 149],
    [4, 2695],
  ])('lists each structure of %i operations once: %i', (operations, count) => {
    const structures = enumerated(operations);
    expect(structures).toHaveLength(count);
    expect(new Set(hashes(structures)).size).toBe(count);
    for (const structure of structures) {
      expect(structure.instructions).toHaveLength(operations);
      expect(canonicalForm(structure).structure).toEqual(structure);
      const constants = structure.instructions.flatMap(({ operands }) => operands.filter((o) => o < INPUT));
      if (operations > 0) expect(new Set(constants).size).toBe(constants.length);
    }
  });

  it('deals the same structures out in parts, each once', () => {
    const parts = Array.from({ length: 7 }, (_, part) => enumerated(4, BASIC, { part, parts: 7 }));
    expect(hashes(parts.flat())).toEqual(hashes(enumerated(4)));
    for (const part of parts) expect(part.length).toBeGreaterThan(100);
  });

  it('does not depend on the order of the opcodes', () => {
    expect(enumerated(3, ['div', 'add', 'mul', 'sub'])).toEqual(enumerated(3));
  });

  it.each([-1, 1.5, Number.NaN, MAX_ENUMERATED_OPERATIONS + 1])('refuses %d operations', (operations) => {
    expect(() => enumerated(operations)).toThrow(RangeError);
  });
});
