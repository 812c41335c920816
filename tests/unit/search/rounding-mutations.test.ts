import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/numerics/random';
import { canonicalize } from '../../../src/program/canonicalize';
import { constantFromNumber, constantToNumber } from '../../../src/program/constant';
import { compileLaw } from '../../../src/program/interpret';
import { OPCODES, type Opcode } from '../../../src/program/opcode';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import type { Program } from '../../../src/program/program';
import { validateProgram } from '../../../src/program/validate';
import { genomeOf, type Genome } from '../../../src/search/genome';
import { mutate } from '../../../src/search/mutation';
import { allRewritings, rewriteRoundings } from '../../../src/search/rounding-mutations';
import { programArbitrary } from '../../support/program-arbitrary';

function genomeFrom(program: Program): Genome {
  return genomeOf(program, program.constants.map(constantToNumber));
}

function programFrom({ instructions, constants, result }: Genome): Program {
  const constantCount = constants.length;
  return { instructions, constantCount, result, constants: constants.map(constantFromNumber) };
}

/** All programs that one rewriting makes of this one, as text. */
function rewritings(text: string, opcodes: readonly Opcode[] = OPCODES): Set<string> {
  const found = new Set<string>();
  for (let seed = 0; seed < 400; seed++) {
    const genome = genomeFrom(parseProgram(text, 'f64'));
    if (!rewriteRoundings(genome, { random: new RandomStream(seed), opcodes })) continue;
    found.add(textOf(canonicalize(programFrom(genome))));
  }
  return found;
}

function textOf(program: Program): string {
  return printProgram(program).replace(/\n/g, '; ');
}

function canonicalText(text: string): string {
  return textOf(canonicalize(parseProgram(text, 'f64')));
}

const X = [-0.8125, 0.375, 1.5];
const exactPrograms = programArbitrary({ format: 'f64', anyConstants: false, maxInstructions: 7 });

describe('rewriteRoundings', () => {
  it('keeps the real function, and valid programs', () => {
    fc.assert(
      fc.property(exactPrograms, fc.nat(), (program, seed) => {
        const genome = genomeFrom(program);
        // Within binary64, only rounding may tell them apart, unless a value is huge or tiny on the way.
        const before = X.map((x) => traceOf(program, x));
        const random = new RandomStream(seed);
        for (let i = 0; i < 3; i++) rewriteRoundings(genome, { random, opcodes: OPCODES });
        const after = canonicalize(programFrom(genome));
        validateProgram(after);
        X.forEach((x, i) => {
          const { value, largest } = before[i]!;
          const trace = traceOf(after, x);
          if (![largest, trace.largest].every((size) => size < 1e4)) return;
          if (largest / Math.min(trace.smallest, before[i]!.smallest) > 1e6) return;
          expect(Math.abs(trace.value - value)).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)));
        });
      }),
      { numRuns: 400 },
    );
  });

  it('fuses and unfuses', () => {
    expect(rewritings('y = x * x + 3')).toContain(canonicalText('y = fma(x, x, 3)'));
    expect(rewritings('y = x * x - 3')).toContain(canonicalText('y = fma(x, x, -3)'));
    expect(rewritings('y = x - 3 * x')).toContain(canonicalText('y = fma(x, -3, x)'));
    expect(rewritings('y = fma(x, x, 3)')).toContain(canonicalText('y = x * x + 3'));
  });

  it('changes the order of sums and products', () => {
    const sums = rewritings('a = x * x; b = x * a; y = (x + a) + b');
    expect(sums).toContain(canonicalText('a = x * x; b = x * a; y = x + (a + b)'));
    expect(sums).toContain(canonicalText('a = x * x; b = x * a; y = a + (x + b)'));
    const products = rewritings('a = x + 1; b = a * a; y = (x * a) * b');
    expect(products).toContain(canonicalText('a = x + 1; b = a * a; y = x * (a * b)'));
  });

  it('distributes and factors', () => {
    expect(rewritings('y = x * (x * x + 3)')).toContain(canonicalText('a = x * x; y = x * a + x * 3'));
    expect(rewritings('a = x * x; y = x * a + x * 3')).toContain(canonicalText('y = x * (x * x + 3)'));
  });

  it('splits a constant into one that costs no rounding and the rest', () => {
    expect(rewritings('y = x * 0.75')).toContain(canonicalText('y = x * 0.5 + x * 0.25'));
    expect(rewritings('y = x * 0.75')).toContain(canonicalText('y = fma(x, -0.25, x)'));
    expect(rewritings('y = (x * x + 0.75) * x')).toContain(canonicalText('y = x + x * (x * x + -0.25)'));
  });

  it('turns a step of Horner into one of Estrin', () => {
    const horner = 'y = 2 + x * (3 + x * (5 + x * 7))';
    expect(rewritings(horner, ['add', 'mul'])).toContain(
      canonicalText('y = (3 * x + 2) + (x * x) * (5 + x * 7)'),
    );
    expect(rewritings('y = fma(fma(x, 7, 3), x, 2)')).not.toContain(canonicalText('y = fma(x, 7, 3)'));
    expect(rewritings('y = fma(fma(fma(x, 7, 5), x, 3), x, 2)')).toContain(
      canonicalText('y = fma(x * x, fma(x, 7, 5), fma(x, 3, 2))'),
    );
  });

  it('takes a product out of nested sums', () => {
    expect(rewritings('a = x * x; y = fma(fma(a, 7, 1), x, 2)')).toContain(
      canonicalText('a = x * x; y = fma(a * x, 7, x + 2)'),
    );
  });

  it('carries the error of a sum along', () => {
    expect(rewritings('y = fma(x, x * 7, x + 2)')).toContain(
      canonicalText('s = x + 2; e = x - (s - 2); y = s + fma(x, x * 7, e)'),
    );
    expect(rewritings('y = (2 - x) + x * x', ['add', 'sub', 'mul'])).toContain(
      canonicalText('s = 2 - x; e = x + (s - 2); y = s + (x * x - e)'),
    );
  });

  it('lists all rewritings of a program, each valid, with compensations after each', () => {
    const genome = genomeFrom(parseProgram('a = fma(x * x, 7, 1); y = fma(a, x, 2)', 'f64'));
    const before = JSON.stringify(genome);
    const all = allRewritings(genome, { random: new RandomStream(1), opcodes: OPCODES });
    expect(JSON.stringify(genome)).toBe(before);
    const texts = all.map((one) => textOf(canonicalize(validateProgram(programFrom(one)))));
    expect(texts).toContain(canonicalText('a = x * x; y = fma(a * x, 7, x + 2)'));
    expect(texts).toContain(
      canonicalText('m = (x * x) * x; s = x + 2; e = x - (s - 2); y = s + fma(m, 7, e)'),
    );
  });

  it('uses no opcode that is not allowed', () => {
    const opcodes: readonly Opcode[] = ['add', 'mul'];
    for (const text of rewritings('y = 2 + x * (3 + x * (5 + x * 7))', opcodes)) {
      expect(text).not.toMatch(/fma|\//);
    }
  });

  it('is among the mutations where roundings count, and only there', () => {
    const program = parseProgram('y = fma(fma(x, 7, 3), x, 2)', 'f64');
    const streams = [undefined, false, true].map((rounding) => {
      const random = new RandomStream(11);
      const genomes = Array.from({ length: 40 }, () => {
        const genome = genomeFrom(program);
        const context = { random, opcodes: OPCODES, mate: () => null };
        mutate(genome, rounding === undefined ? context : { ...context, rounding });
        return JSON.stringify(genome);
      });
      return genomes.join('\n');
    });
    expect(streams[1]).toBe(streams[0]);
    expect(streams[2]).not.toBe(streams[0]);
  });
});

/** The value at x, and the largest and smallest magnitude on the way. */
function traceOf(program: Program, x: number): { value: number; largest: number; smallest: number } {
  const values = program.instructions.map((_, i) =>
    Math.abs(compileLaw({ ...program, result: i }, 'f64')(x)),
  );
  const sizes = [...values, ...program.constants.map((c) => Math.abs(constantToNumber(c)))];
  return {
    value: compileLaw(program, 'f64')(x),
    largest: Math.max(0, ...sizes.map((size) => (Number.isFinite(size) ? size : Infinity))),
    smallest: Math.min(1, ...sizes.filter((size) => size > 0)),
  };
}

describe('polynomials about other centres', () => {
  const shifted = (text: string, opcodes: readonly Opcode[], centres: readonly number[]): string[] => {
    const program = parseProgram(text, 'f64');
    const context = { random: new RandomStream(1), opcodes, centres };
    const without = new Set(
      allRewritings(genomeFrom(program), { ...context, centres: [] }).map((genome) =>
        textOf(canonicalize(programFrom(genome))),
      ),
    );
    return allRewritings(genomeFrom(program), context)
      .map((genome) => textOf(canonicalize(programFrom(genome))))
      .filter((found) => !without.has(found));
  };

  it("are written by Horner's scheme, fused where that is allowed", () => {
    // 3 + 2 x + x^2 = 6 + 4 t + t^2 with t = x - 1, and first 2 x + x^2 = 3 + 4 t + t^2
    const text = 'y = 3 + x * (2 + x)';
    expect(shifted(text, ['sub', 'fma'], [0, 1])).toEqual([
      canonicalText('t = x - 1; a = fma(1, t, 4); y = fma(a, t, 6)'),
      canonicalText('t = x - 1; a = fma(1, t, 4); b = fma(a, t, 3); y = 3 + b'),
    ]);
    expect(shifted(text, ['add', 'sub', 'mul'], [0, 1])).toEqual([
      canonicalText('t = x - 1; a = t * 1 + 4; y = a * t + 6'),
      canonicalText('t = x - 1; a = t * 1 + 4; b = a * t + 3; y = 3 + b'),
    ]);
  });

  it('lose a constant term that is next to nothing', () => {
    const found = shifted('y = -3.0001 + x * (2 + x)', ['sub', 'mul', 'fma'], [1]);
    expect(found[0]).toBe(canonicalText('t = x - 1; a = fma(1, t, 4); y = a * t'));
    expect(found).toHaveLength(3);
  });

  it('are made of part of a program that is no polynomial', () => {
    expect(shifted('a = x * x; y = x / a', ['sub', 'div', 'fma'], [1])).toEqual([
      canonicalText('t = x - 1; a = fma(1, t, 2); b = fma(a, t, 1); y = x / b'),
    ]);
  });

  it('are not made of what is none, or of too high a degree', () => {
    expect(shifted('y = 3 + x / (2 + x)', OPCODES, [1])).toEqual([]);
    expect(shifted('y = 3 + x * 2', OPCODES, [1])).toEqual([]);
    const powers = shifted('a = x * x; b = a * a; c = b * b; y = c * c', ['sub', 'fma'], [1]);
    expect(powers).toHaveLength(3);
  });
});
