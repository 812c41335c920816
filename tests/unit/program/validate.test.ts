import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../src/program/parse';
import { ProgramError, validateProgram } from '../../../src/program/validate';
import type { Format } from '../../../src/numerics/format';

const add = { opcode: 'add', operands: [-1, -2] };
const one = { kind: 'binary64', bits: 0x3ff0000000000000n };
const valid = { instructions: [add], constants: [one], constantCount: 1, result: 0 };

function reasonOf(value: unknown, format?: Format): string {
  try {
    validateProgram(value, format);
  } catch (error) {
    if (error instanceof ProgramError) return error.message;
    throw error;
  }
  return 'valid';
}

describe('validateProgram', () => {
  it('returns what it has checked and nothing else', () => {
    expect(validateProgram({ ...valid, extra: 'field' })).toEqual(valid);
    const parsed = parseProgram('u = x + 0.1; y = fma(u, -u, sqrt(x)) / 3', 'real');
    expect(validateProgram(parsed, 'real')).toEqual(parsed);
    expect(validateProgram({ instructions: [], constants: [], constantCount: 0, result: -1 }).result).toBe(
      -1,
    );
    expect(validateProgram({ instructions: [], constants: [one], constantCount: 1, result: -2 }).result).toBe(
      -2,
    );
  });

  it('respells decimal constants', () => {
    const decimal = { ...valid, constants: [{ kind: 'decimal', text: '+00.10' }] };
    expect(validateProgram(decimal).constants).toEqual([{ kind: 'decimal', text: '0.1' }]);
  });

  const withInstruction = (instruction: unknown): unknown => ({ ...valid, instructions: [instruction] });
  const withConstant = (constant: unknown): unknown => ({ ...valid, constants: [constant] });

  it.each<[unknown, string]>([
    [null, 'the program is not an object'],
    ['y = x', 'the program is not an object'],
    [{ ...valid, instructions: {} }, 'the program has no list of instructions'],
    [{ ...valid, constants: undefined }, 'the program has no list of constants'],
    [{ ...valid, constantCount: 2 }, 'the program states 2 constants and holds 1'],
    [{ ...valid, constantCount: '1' }, 'the program states no number of constants and holds 1'],
    [
      { ...valid, instructions: Array(257).fill(add) },
      'the program has 257 instructions; at most 256 are allowed',
    ],
    [{ ...valid, constants: Array(257).fill(one) }, 'the program has 257 constants; at most 256 are allowed'],
    [{ ...valid, instructions: Array(1) }, 'instruction 0 is not an object'],
    [withInstruction({ opcode: 'exp', operands: [-1] }), "instruction 0 has the unknown opcode 'exp'"],
    [
      withInstruction({ opcode: { toString: 1 }, operands: [] }),
      'instruction 0 has the unknown opcode (object)',
    ],
    [withInstruction({ opcode: 'add' }), 'instruction 0 has no list of operands'],
    [withInstruction({ opcode: 'add', operands: [-1] }), 'instruction 0: add takes 2 operands, not 1'],
    [withInstruction({ opcode: 'add', operands: Array(2) }), 'operand 0 of instruction 0 is not an integer'],
    [withInstruction({ opcode: 'add', operands: [-1, 0.5] }), 'operand 1 of instruction 0 is not an integer'],
    [withInstruction({ opcode: 'add', operands: [-1, NaN] }), 'operand 1 of instruction 0 is not an integer'],
    [
      withInstruction({ opcode: 'add', operands: [-1, 0] }),
      'operand 1 of instruction 0 is the value of instruction 0, which is not an earlier one',
    ],
    [
      withInstruction({ opcode: 'add', operands: [-3, -1] }),
      'operand 0 of instruction 0 is constant 1 of only 1',
    ],
    [{ ...valid, result: 1 }, 'the result is the value of instruction 1, which is not an earlier one'],
    [{ ...valid, result: -1 }, 'the result is not the last instruction'],
    [{ ...valid, result: -9 }, 'the result is constant 7 of only 1'],
    [{ ...valid, instructions: [add, add] }, 'the result is not the last instruction'],
    [withConstant(1), 'constant 0 is not an object'],
    [withConstant({ kind: 'binary64', bits: 1 }), 'constant 0 does not hold 64 bits'],
    [withConstant({ kind: 'binary64', bits: -1n }), 'constant 0 does not hold 64 bits'],
    [withConstant({ kind: 'binary64', bits: 1n << 64n }), 'constant 0 does not hold 64 bits'],
    [withConstant({ kind: 'text', text: '1' }), "constant 0 is of the unknown kind 'text'"],
    [withConstant({ kind: 'decimal' }), 'constant 0 has no decimal text'],
    [
      withConstant({ kind: 'decimal', text: '0x1p+0' }),
      "constant 0 is not a decimal number of at most 200 significant digits: '0x1p+0'",
    ],
    [
      withConstant({ kind: 'decimal', text: '1'.repeat(1e6) }),
      `constant 0 is not a decimal number of at most 200 significant digits: '${'1'.repeat(37)}...'`,
    ],
  ])('%# $1', (value, reason) => {
    expect(reasonOf(value)).toBe(reason);
  });

  it('refuses exponents that nothing could read', () => {
    expect(reasonOf(withConstant({ kind: 'decimal', text: '1e999999999' }))).toMatch(
      /^constant 0: .*exponent/,
    );
    expect(reasonOf(withConstant({ kind: 'decimal', text: `1e${'9'.repeat(200)}` }))).toMatch(
      /^constant 0: /,
    );
  });

  it('checks constants against a format', () => {
    const tenth = withConstant({ kind: 'binary64', bits: 0x3fb999999999999an });
    expect(reasonOf(tenth, 'f64')).toBe('valid');
    expect(reasonOf(tenth, 'f32')).toBe("constant 0, '0x1.999999999999ap-4', is not a number of f32");
    expect(reasonOf(withConstant({ kind: 'decimal', text: '0.1' }), 'f64')).toBe(
      "constant 0, '0.1', is not a number of f64",
    );
    expect(reasonOf(withConstant({ kind: 'binary64', bits: 0x7ff0000000000000n }), 'real')).toBe(
      "constant 0, 'inf', is not a number of real",
    );
  });
});
