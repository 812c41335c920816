import { describe, expect, it } from 'vitest';
import { polynomialProgram } from '../../../src/baselines/scheme';
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
    [[0, 0, 1], ARITHMETIC, 2],
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
