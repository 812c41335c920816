import { describe, expect, test } from 'vitest';
import { ProgramError } from '../../../src/program/errors';
import { parseProgram } from '../../../src/program/parse';
import { isPolynomialText, parsePolynomial } from '../../../src/program/polynomial-text';
import { readProgram } from '../../../src/program/read';

describe('coefficients', () => {
  test.each([
    ['1, 2', 'y = 2 * x + 1'],
    ['1 2 3', 'u = 3 * x + 2; y = u * x + 1'],
    ['[1, -2.5e-3, 0x1.8p1]', 'u = 0x1.8p1 * x + -2.5e-3; y = u * x + 1'],
    ['1\n2\n# the last\n+3\n', 'u = 3 * x + 2; y = u * x + 1'],
    // No additions of zero, and no terms above the degree.
    ['0, 1', 'y = 1 * x'],
    ['1, 0, 3, 0, 0.0', 'u = 3 * x; y = u * x + 1'],
    ['5, 0', 'y = 5'],
    ['0, 0', 'y = 0'],
    ['0; 0; -0.25', 'u = -0.25 * x; y = u * x'],
  ])('%j', (text, program) => {
    expect(isPolynomialText(text)).toBe(true);
    for (const format of ['f64', 'real'] as const) {
      expect(readProgram(text, format)).toEqual(parseProgram(program, format));
    }
  });

  test('are exact in real and rounded in a format', () => {
    const text = '0.1234567890123456789012345678901234567 1';
    expect(parsePolynomial(text, 'real').constants).toContainEqual({
      kind: 'decimal',
      text: '0.1234567890123456789012345678901234567',
    });
    expect(parsePolynomial(text, 'f32')).toEqual(
      parseProgram('y = 1 * x + 0.1234567890123456789012345678901234567', 'f32'),
    );
  });

  test.each(['1', '', 'x', '1, x', '1 - 2', '1,2 y', '[1, 2', 'y = 1', '1e', '0x12 3'])(
    '%j is none',
    (text) => {
      expect(isPolynomialText(text)).toBe(false);
    },
  );

  test('are bounded', () => {
    const list = (n: number): string => Array.from({ length: n }, (_, i) => String(i + 1)).join(',');
    expect(parsePolynomial(list(129), 'f64').instructions).toHaveLength(256);
    expect(() => parsePolynomial(list(130), 'f64')).toThrow(ProgramError);
    expect(() => parsePolynomial('1e400, 1', 'f64')).toThrow(ProgramError);
  });
});
