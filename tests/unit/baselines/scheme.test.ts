import { describe, expect, it } from 'vitest';
import { polynomialProgram, polynomialSchemes } from '../../../src/baselines/scheme';
import { operationCount } from '../../../src/program/canonicalize';
import { interpret } from '../../../src/program/interpret';
import { validateProgram } from '../../../src/program/validate';

const ARITHMETIC = ['add', 'sub', 'mul', 'div'];

function valueOf(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

describe('polynomialProgram', () => {
  const cases: readonly (readonly [number[], readonly string[], number])[] = [
    [[3], ARITHMETIC, 0],
    [[3, 2], ARITHMETIC, 2],
    [[3, 2, -5, 7], ARITHMETIC, 6],
    [[3, 2, -5, 7], ['fma'], 3],
    [[3, 2, -5, 7], ['fma', 'mul', 'add'], 3],
    [[3, 2, -5, 7], ['mul', 'sub'], 6],
    [[3, 0, -5, 0, 2], ARITHMETIC, 5],
    [[0, 4, 0, 0.5, 0, 2], ARITHMETIC, 6],
    [[0, 0, 1], ARITHMETIC, 1],
    [[0, 0, 0, 0, 0, 0, 0, 0, 1], ARITHMETIC, 3],
    [[5, 1], ARITHMETIC, 1],
    [[0, 0, 0], ARITHMETIC, 0],
    [[1, 2, 0], ARITHMETIC, 2],
    [[0, 1, 1], ['fma'], 2],
  ];

  it.each(cases)('computes %j with %j in %i instructions', (coefficients, opcodes, count) => {
    const program = validateProgram(
      polynomialProgram({ coefficients: coefficients.map(String) }, opcodes),
      'real',
    );
    expect(operationCount(program)).toBe(count);
    expect(program.instructions).toHaveLength(count);
    expect(program.instructions.every(({ opcode }) => opcodes.includes(opcode))).toBe(true);
    for (const x of [-1.5, 0, 0.25, 3]) expect(interpret(program, x, 'f64')).toBe(valueOf(coefficients, x));
  });

  it('keeps the digits of the coefficients', () => {
    const digits = '0.123456789012345678901234567890123456';
    const { constants } = polynomialProgram({ coefficients: ['1', `-${digits}`] }, ['mul', 'sub']);
    expect(constants).toContainEqual({ kind: 'decimal', text: `-${digits}` });
  });

  it.each([
    [ARITHMETIC, 6],
    [['mul', 'add'], 6],
    [['fma'], 4],
  ])('multiplies by the factors of its roots with %j in %i instructions', (opcodes, count) => {
    const factored = { roots: ['1'], quotient: ['3', '2', '-5'] };
    const program = validateProgram(polynomialProgram({ coefficients: [], factored }, opcodes), 'real');
    expect(operationCount(program)).toBe(count);
    for (const x of [-1.5, 0, 1, 3]) {
      expect(interpret(program, x, 'f64') + 0).toBe(valueOf([3, 2, -5], x) * (x - 1) + 0);
    }
  });

  it('refuses opcodes that cannot express a polynomial', () => {
    expect(() => polynomialProgram({ coefficients: ['1', '2'] }, ['div', 'add'])).toThrow(
      'needs the opcode fma',
    );
    expect(() => polynomialProgram({ coefficients: ['1', '2'] }, ['mul'])).toThrow('needs the opcode fma');
  });
});

describe('polynomialSchemes', () => {
  const opsOf = (coefficients: readonly number[], opcodes: readonly string[]) =>
    Object.fromEntries(
      polynomialSchemes({ coefficients: coefficients.map(String) }, opcodes).schemes.map(({ name, ops }) => [
        name,
        ops,
      ]),
    );

  it('counts what each scheme takes', () => {
    expect(opsOf([3, 2, -5, 7], ARITHMETIC)).toEqual({ horner: 6, 'even-odd': 7, estrin: 7 });
    expect(opsOf([3, 2, -5, 7], ['fma', 'mul'])).toEqual({ horner: 3, 'even-odd': 4, estrin: 4 });
    expect(opsOf([0, 4, 0, 3, 0, 2], ARITHMETIC)).toMatchObject({ 'horner in x^2': 6, 'even-odd': 6 });
    expect(opsOf([1, 2, 3, 4, 5, 6, 7, 8], ['fma', 'mul'])).toMatchObject({ horner: 7, estrin: 9 });
    expect(opsOf([5], ARITHMETIC)).toEqual({ horner: 0 });
  });

  it('gives the cheapest first, and of equal ones the simplest', () => {
    const { schemes } = polynomialSchemes({ coefficients: ['0', '4', '0', '3', '0', '2'] }, ARITHMETIC);
    expect(schemes.map(({ ops }) => ops)).toEqual([...schemes.map(({ ops }) => ops)].sort((a, b) => a - b));
    expect(schemes[0]?.name).toBe('horner in x^2');
  });

  it.each([
    [[3, 2, -5, 7, 1, 0.5, -2], ARITHMETIC],
    [[3, 2, -5, 7, 1, 0.5, -2], ['fma']],
    [
      [3, 2, -5, 7, 1, 0.5, -2],
      ['mul', 'sub'],
    ],
    [[0, 0, 3, 0, 1, 0, 0.25], ARITHMETIC],
    [
      [0, 1, 1, 1, 1],
      ['mul', 'add'],
    ],
  ])('computes %j with %j by every scheme', (coefficients, opcodes) => {
    const { schemes } = polynomialSchemes({ coefficients: coefficients.map(String) }, opcodes);
    for (const { program, ops } of schemes) {
      validateProgram(program, 'real');
      expect(operationCount(program)).toBe(ops);
      expect(program.instructions.every(({ opcode }) => opcodes.includes(opcode))).toBe(true);
      for (const x of [-1.5, 0, 0.25, 3]) {
        const expected = valueOf(coefficients, x);
        expect(Math.abs(interpret(program, x, 'f64') - expected)).toBeLessThan(
          1e-10 * (1 + Math.abs(expected)),
        );
      }
    }
  });

  it('keeps a zero at 0 exactly, whatever the scheme', () => {
    const coefficients = ['0', '1.1', '-0.51', '0.33', '-0.25', '0.2', '-0.13', '0.07'];
    for (const { program } of polynomialSchemes({ coefficients }, ARITHMETIC).schemes) {
      expect(interpret(program, 0, 'f64')).toBe(0);
    }
  });
});
