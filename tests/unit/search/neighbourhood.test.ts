import { describe, expect, it } from 'vitest';
import { canonicalForm } from '../../../src/program/canonicalize';
import { constantToNumber } from '../../../src/program/constant';
import { hashOfCanonical } from '../../../src/program/hash';
import { parseProgram } from '../../../src/program/parse';
import { RandomStream } from '../../../src/numerics/random';
import { DEFAULT_SEARCH_CONFIG } from '../../../src/search/config';
import { Intensifier } from '../../../src/search/intensifier';
import { neighbourhood } from '../../../src/search/neighbourhood';
import type { Member } from '../../../src/search/niche';
import type { Candidate } from '../../../src/search/simplify';

const OPCODES = ['add', 'sub', 'mul', 'div'] as const;

function candidate(text: string): Candidate {
  const program = parseProgram(text, 'real');
  const { structure, constantOrder } = canonicalForm(program);
  return {
    structure,
    constants: Float64Array.from(constantOrder, (k) => constantToNumber(program.constants[k]!)),
  };
}

function hashes(candidates: readonly Candidate[]): string[] {
  return candidates.map(({ structure }) => hashOfCanonical(structure));
}

const PARENT = candidate('u = x + 25.5 / x; y = 17.7 / (u + -8.8) + 1');

describe('neighbourhood', () => {
  const neighbours = neighbourhood(PARENT, OPCODES, 8);

  it('holds each structure once, and not the parent’s', () => {
    const found = hashes(neighbours);
    expect(new Set(found).size).toBe(found.length);
    expect(found).not.toContain(hashOfCanonical(PARENT.structure));
  });

  it('removes, rewires, changes opcodes and puts a level between a value and its user', () => {
    const found = hashes(neighbours);
    for (const text of [
      'u = x + 25.5 / x; y = 17.7 / u + 1',
      'u = x + 25.5 / x; y = 17.7 / (u + -8.8) + x',
      'u = x * (25.5 / x); y = 17.7 / (u + -8.8) + 1',
      'u = x + 25.5 / x; w = 2 / u + u; y = 17.7 / (w + -8.8) + 1',
      'u = x + 25.5 / x; v = 17.7 / (u + -8.8) + 1; y = v * v',
    ])
      expect(found).toContain(hashOfCanonical(candidate(text).structure));
  });

  it('keeps to the operations and the length allowed', () => {
    for (const { structure } of neighbourhood(PARENT, ['add', 'div'], 5)) {
      expect(structure.instructions.length).toBeLessThanOrEqual(5);
    }
    const squared = neighbourhood(PARENT, ['add', 'div'], 8).filter((n) => n.continuedFrom !== undefined);
    expect(squared).toEqual([]);
  });

  it('says of squares and of their roots where their constants come from', () => {
    const square = candidate('u = x + 25.5 / x; v = 17.7 / (u + -8.8) + 1; y = v * v');
    const continued = neighbourhood(square, OPCODES, 8).filter((n) => n.continuedFrom !== undefined);
    expect(continued.map(({ structure }) => structure.instructions.length)).toEqual([7, 5]);
    for (const { continuedFrom } of continued) expect(continuedFrom).toBe(square.structure);
  });
});

describe('Intensifier', () => {
  const config = { ...DEFAULT_SEARCH_CONFIG, maxOps: 8 };
  const member = (parent: Candidate, score: number): Member => ({
    ...parent,
    hash: hashOfCanonical(parent.structure),
    score,
  });

  function drain(intensifier: Intensifier): number {
    const random = new RandomStream(1);
    const draws = Array.from({ length: 1000 }, () => intensifier.next(random));
    return draws.filter((neighbour) => neighbour !== null).length;
  }

  it('goes through each neighbourhood once', () => {
    const intensifier = new Intensifier(config);
    intensifier.note(member(PARENT, 1e-5));
    expect(drain(intensifier)).toBe(neighbourhood(PARENT, OPCODES, 8).length);
    expect(drain(intensifier)).toBe(0);
  });

  it('lets a program settle first', () => {
    const intensifier = new Intensifier(config);
    const random = new RandomStream(1);
    intensifier.note(member(PARENT, 1e-5));
    for (let i = 0; i < 100; i++) expect(intensifier.next(random)).toBeNull();
    expect(intensifier.next(random)).not.toBeNull();
  });

  it('begins anew for another structure or much better constants', () => {
    const intensifier = new Intensifier(config);
    intensifier.note(member(PARENT, 1e-5));
    const all = drain(intensifier);
    intensifier.note(member(PARENT, 0.9e-5));
    expect(drain(intensifier)).toBe(0);
    intensifier.note(member(PARENT, 1e-6));
    expect(drain(intensifier)).toBe(all);
  });

  it('goes on from its state as it would have', () => {
    const one = new Intensifier(config);
    one.note(member(PARENT, 1e-5));
    one.note(member(candidate('y = 2 / (x + -3) + 1'), 1e-3));
    const random = new RandomStream(3);
    for (let i = 0; i < 150; i++) one.next(random);
    const other = new Intensifier(config);
    other.restore(structuredClone(one.state()));
    const [a, b] = [new RandomStream(4), new RandomStream(4)];
    for (let i = 0; i < 400; i++) expect(other.next(b)).toEqual(one.next(a));
  });
});
