import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/numerics/random';
import { canonicalForm, canonicalize, operationCount } from '../../../src/program/canonicalize';
import { constantToNumber } from '../../../src/program/constant';
import { structureHash } from '../../../src/program/hash';
import { parseProgram } from '../../../src/program/parse';
import { printProgram } from '../../../src/program/print';
import type { Program } from '../../../src/program/program';
import { disguise } from '../../support/program-arbitrary';

const parse = (text: string): Program => parseProgram(text, 'f64');
const canonicalText = (text: string): string =>
  printProgram(canonicalize(parse(text)), { constants: 'decimal', format: 'f64', separator: '; ' });

describe('canonicalize', () => {
  it.each([
    ['y = 3 + x * 2', 'a = x * 2; y = a + 3'],
    ['u = x * x; v = x + 9; y = u + 1', 'a = x * x; y = a + 1'],
    ['u = x * x; v = x * x; y = u + v', 'a = x * x; y = a + a'],
    ['u = 2 * x; v = x * 2; y = u - v', 'a = x * 2; y = a - a'],
    ['u = fma(x, 2, 1); v = fma(2, x, 1); y = u / v', 'a = fma(x, 2, 1); y = a / a'],
    ['y = 2 - x', 'y = 2 - x'],
    ['y = fma(5, x * x, x)', 'a = x * x; y = fma(a, 5, x)'],
    ['y = x', 'y = x'],
    ['u = x * 3; y = 7', 'y = 7'],
    ['y = -x', 'y = -x'],
  ])('%s becomes %s', (text, expected) => {
    expect(canonicalText(text)).toBe(expected);
  });

  it('does no algebra', () => {
    for (const text of [
      'y = x + 0',
      'y = x * 1',
      'a = x - x; y = a + x',
      'a = -x; y = -a',
      'a = x * 2; y = a * 3',
    ]) {
      expect(canonicalize(parse(text)).instructions).toHaveLength(parse(text).instructions.length);
    }
  });

  it('orders constants in symmetric places by value', () => {
    const a = canonicalize(parse('y = (x + 1) * (x + 2)'));
    const b = canonicalize(parse('y = (2 + x) * (x + 1)'));
    expect(a).toEqual(b);
    expect(canonicalize(a)).toEqual(a);
  });

  it('keeps the pairing of constants in symmetric places', () => {
    const one = canonicalize(parse('y = (x + 1) * 10 + (x + 2) * 20'));
    const same = canonicalize(parse('y = 20 * (2 + x) + (x + 1) * 10'));
    const other = canonicalize(parse('y = (x + 1) * 20 + (x + 2) * 10'));
    expect(one).toEqual(same);
    expect(one.instructions).toEqual(other.instructions);
    expect(one.constants).not.toEqual(other.constants);
  });

  it('tells apart symmetric places that look alike from everywhere', () => {
    // Eight constants in two rings of four or one ring of eight, each met by two others in products of equal standing:
    // refinement alone gives all of them one colour in either.
    const rings = (pairs: string): Program => {
      const names = Array.from({ length: 8 }, (_, i) => `c${i} = ${i + 1}`).join('; ');
      const products = pairs.split(' ').map((pair) => `fma(c${pair.charAt(0)}, c${pair.charAt(1)}, x)`);
      const sum = (terms: readonly string[]): string =>
        terms.length === 1
          ? terms.join('')
          : `(${sum(terms.slice(0, terms.length / 2))} + ${sum(terms.slice(terms.length / 2))})`;
      return parse(`${names}; y = ${sum(products)}`);
    };
    const two = rings('01 23 12 30 45 67 56 74');
    const one = rings('01 45 23 67 12 56 34 70');
    expect(structureHash(two)).not.toBe(structureHash(one));
    for (const program of [two, one]) {
      const canonical = canonicalize(program);
      expect(canonicalize(canonical)).toEqual(canonical);
      for (let seed = 0; seed < 50; seed++) {
        const stream = new RandomStream(seed);
        const disguised = disguise(program, (below) => stream.below(below));
        expect(canonicalize(disguised)).toEqual(canonical);
      }
    }
  });

  it('says where constants come from', () => {
    const program: Program = { ...parse('y = 5 * x + 7'), constantCount: 2 };
    const { structure, constantOrder } = canonicalForm(program);
    expect(structure.constantCount).toBe(2);
    const values = constantOrder.map((k) => constantToNumber(program.constants[k]!));
    expect(values).toEqual(canonicalize(program).constants.map(constantToNumber));
    const unused = canonicalForm({ instructions: [], constantCount: 9, result: -5 });
    expect(unused).toEqual({
      structure: { instructions: [], constantCount: 1, result: -2 },
      constantOrder: [3],
    });
  });

  it('uses given values for the order of symmetric constants only', () => {
    const structure = parse('y = (x + 1) * (x + 2)');
    const up = canonicalForm(structure, [1, 2]);
    const down = canonicalForm(structure, Float64Array.of(2, 1));
    expect(up.structure).toEqual(down.structure);
    expect(up.constantOrder).toEqual([...down.constantOrder].reverse());
  });

  it('keeps other fields', () => {
    const structure = { ...parse('y = 2 * x'), origin: 'test' };
    expect(canonicalize(structure).origin).toBe('test');
  });

  it('takes long chains and many constants in its stride', () => {
    const chain = parse(`y = ${'x + '.repeat(256)}x`);
    expect(canonicalize(chain).instructions).toHaveLength(256);
    const symmetric = parse(
      Array.from({ length: 128 }, (_, i) => `a${i} = x + ${i}`).join('\n') +
        '\ny = ' +
        Array.from({ length: 128 }, (_, i) => `a${i}`).join(' + '),
    );
    const canonical = canonicalize(symmetric);
    expect(canonical.constantCount).toBe(128);
    expect(canonicalize(canonical)).toEqual(canonical);
  });
});

describe('operationCount', () => {
  it('counts live instructions as they are written', () => {
    expect(operationCount(parse('u = x * 3; y = x + 1'))).toBe(1);
    expect(operationCount(parse('u = x * x; v = x * x; y = u + v'))).toBe(3);
    expect(operationCount(parse('y = x'))).toBe(0);
    expect(
      operationCount({ instructions: [{ opcode: 'neg', operands: [-1] }], constantCount: 0, result: -1 }),
    ).toBe(0);
  });
});

describe('structureHash', () => {
  const hash = (text: string): string => structureHash(parse(text));

  it('is 128 bits in hexadecimal', () => {
    expect(hash('y = x')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('sees through values, commutativity, order, dead code and repetition', () => {
    const expected = hash('u = x + 25 / x; y = 17 / (u + 8) + 1');
    expect(hash('a = 1 / x; b = 2 / x; c = b + x; d = 3 + c; e = 4 / d; y = 5 + e')).toBe(expected);
    expect(hash('u = 25 / x + x; w = 25 / x; y = 1 + 17 / (8 + (x + w)); z = y')).toBe(expected);
  });

  it('tells apart what differs', () => {
    const texts = [
      'y = x',
      'y = 1',
      'y = -x',
      'y = sqrt(x)',
      'y = x + 1',
      'y = x - 1',
      'y = 1 - x',
      'y = x * 1',
      'y = x / 1',
      'y = 1 / x',
      'y = x + x',
      'y = x * x',
      'y = fma(x, x, 1)',
      'y = fma(x, 1, x)',
      'y = fma(x, 1, 1)',
      'y = fma(x, 1, 2)',
      'y = x * 1 + 1',
      'y = x * 1 + 2',
      'y = (x + 1) * (x + 2)',
      'a = x + 1; y = a * a',
      'y = (x + 1) * (x + 2) + 1',
      'y = (x + 1) * (x + 2) + 3',
      'y = (x + 1) * 3 + (x + 2) * 4',
      'y = (x + 1) * 3 + (x + 2) * 3',
      'y = (x + 1) * 2 + (x + 2) * 1',
      'y = (x + 1) * 1 + (x + 2) * 2',
      'y = (x + 1) * 1 + (x + 2) * 1',
    ];
    expect(new Set(texts.map(hash)).size).toBe(texts.length);
  });
});
