import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/numerics/format';
import type { FiniteFormat } from '../../src/numerics/format';
import { RandomStream } from '../../src/numerics/random';
import { canonicalForm, canonicalize, operationCount } from '../../src/program/canonicalize';
import { hashOfCanonical, structureHash } from '../../src/program/hash';
import { interpretAll } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { validateProgram } from '../../src/program/validate';
import { anyNumber } from '../support/number-arbitraries';
import { disguise, programArbitrary } from '../support/program-arbitrary';

const FINITE: readonly FiniteFormat[] = ['f64', 'f32', 'f16', 'bf16'];
const structures = programArbitrary({
  format: 'f64',
  maxInstructions: 16,
  maxConstants: 6,
  anyConstants: false,
});

/** Few opcodes and many constants make many symmetric places. */
const symmetric = programArbitrary({
  format: 'f64',
  maxInstructions: 12,
  maxConstants: 8,
  opcodes: ['add', 'mul'],
  anyConstants: false,
});

function pick(seed: number): (below: number) => number {
  const stream = new RandomStream(seed);
  return (below) => stream.below(below);
}

describe('canonicalize', () => {
  it.each(FINITE)('keeps every value bit for bit in %s', (format) => {
    const numbers = fc.array(anyNumber(format), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(programArbitrary({ format, maxInstructions: 16 }), numbers, (program, xs) => {
        const points = Float64Array.from(xs);
        const values = interpretAll(program, points, format);
        expect(interpretAll(canonicalize(program), points, format)).toEqual(values);
      }),
      { numRuns: 500 },
    );
  });

  it.each(FORMATS)('gives valid programs of %s, without dead code', (format) => {
    fc.assert(
      fc.property(programArbitrary({ format, maxInstructions: 20 }), (program) => {
        const canonical = canonicalize(program);
        expect(validateProgram(canonical, format)).toEqual(canonical);
        expect(operationCount(canonical)).toBe(canonical.instructions.length);
        expect(canonical.instructions.length).toBeLessThanOrEqual(operationCount(program));
      }),
    );
  });

  it.each([
    ['any', structures],
    ['symmetric', symmetric],
  ])('is idempotent and sees through every disguise: %s structures', (_, programs) => {
    fc.assert(
      fc.property(programs, fc.nat(), (program, seed) => {
        const canonical = canonicalize(program);
        expect(canonicalize(canonical)).toEqual(canonical);
        const disguised: Program = disguise(program, pick(seed));
        expect(canonicalize(disguised)).toEqual(canonical);
        expect(structureHash(disguised)).toBe(structureHash(program));
        expect(hashOfCanonical(canonical)).toBe(structureHash(program));
        const bare = canonicalForm(program).structure;
        expect(bare.instructions).toEqual(canonical.instructions);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('structureHash', () => {
  it('is equal exactly when canonical structures are', () => {
    const byHash = new Map<string, string>();
    const byForm = new Map<string, string>();
    fc.assert(
      fc.property(programArbitrary({ format: 'f64', maxInstructions: 5, maxConstants: 3 }), (program) => {
        const form = JSON.stringify(canonicalForm(program).structure);
        const hash = structureHash(program);
        expect(byHash.get(hash) ?? form).toBe(form);
        expect(byForm.get(form) ?? hash).toBe(hash);
        byHash.set(hash, form);
        byForm.set(form, hash);
      }),
      { numRuns: 5000 },
    );
  });
});
