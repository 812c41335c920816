import { describe, expect, it } from 'vitest';
import {
  constantFromNumber,
  constantFromPair,
  constantFromText,
  constantText,
  constantToExact,
  constantToNumber,
  constantToPair,
  isConstantOfFormat,
  mergeEqualConstants,
  roundConstant,
  roundConstants,
} from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import type { Constant, Program } from '../../../src/program/program';

const bits = (hex: string): Constant => ({ kind: 'binary64', bits: BigInt(`0x${hex}`) });

describe('constantFromText in real arithmetic', () => {
  it.each([
    ['0.1', '0.1'],
    ['-00.100', '-0.1'],
    ['1e-1', '0.1'],
    ['.1E+0', '0.1'],
    ['123456789012345678901234567890', '1.2345678901234567890123456789e+29'],
    ['100000000000000000001', '100000000000000000001'],
    ['0.00000001', '1e-8'],
    ['0.0000001', '0.0000001'],
    ['12.30e-2', '0.123'],
    ['1e-19999', '1e-19999'],
    ['1e400', '1e+400'],
    ['-3.25e-400', '-3.25e-400'],
    ['0x1.00000000000001p+0', '1.00000000000000001387778780781445675529539585113525390625'],
    ['-0x1p-60', '-0x1p-60'],
    ['2.5', '0x1.4p+1'],
    ['-2.50', '-0x1.4p+1'],
    ['0.5000000000000000000000', '0x1p-1'],
    ['0.1000000000000000055511151231257827021181583404541015625', '0x1.999999999999ap-4'],
    ['-0', '-0x0p+0'],
    ['0e19999', '0x0p+0'],
  ])('%s is %s', (literal, text) => {
    const constant = constantFromText(literal, 'real');
    expect(constantText(constant)).toBe(text);
    expect(constant.kind).toBe(text.includes('0x') ? 'binary64' : 'decimal');
    expect(constantFromText(text, 'real')).toEqual(constant);
  });

  it('bounds digits and exponents', () => {
    expect(constantText(constantFromText(`0.${'7'.repeat(200)}`, 'real'))).toBe(`0.${'7'.repeat(200)}`);
    expect(() => constantFromText(`0.${'7'.repeat(201)}`, 'real')).toThrow(/200 significant digits/);
    expect(() => constantFromText('0x1.0000000001p-1000', 'real')).not.toThrow();
    expect(() => constantFromText('0x1p-1100', 'real')).toThrow(/200 significant digits/);
    expect(() => constantFromText('1e20001', 'real')).toThrow(/exponent/);
    expect(() => constantFromText('0.01e-19999', 'real')).toThrow(/exponent/);
    expect(() => constantFromText('12', 'real')).not.toThrow();
    expect(() => constantFromText('twelve', 'real')).toThrow(/not a number/);
  });
});

describe('values', () => {
  it('rounds decimal text correctly to binary64', () => {
    expect(constantToNumber({ kind: 'decimal', text: '0.1' })).toBe(0.1);
    expect(constantToNumber({ kind: 'decimal', text: '1e+400' })).toBe(Infinity);
    expect(constantToNumber({ kind: 'decimal', text: '-1e-400' })).toBe(-0);
  });

  it('gives exact quotients', () => {
    const { sign, numerator, denominator } = constantToExact(constantFromNumber(-0.75));
    expect(sign).toBe(-1);
    expect(numerator * 4n).toBe(denominator * 3n);
    expect(constantToExact(constantFromNumber(-0))).toMatchObject({ sign: -1, numerator: 0n });
    expect(() => constantToExact(constantFromNumber(Infinity))).toThrow(
      'the constant inf has no finite value',
    );
    expect(() => constantToExact(bits('7ff8000000000000'))).toThrow(/has no finite value/);
  });

  it('gives and takes pairs', () => {
    const third = constantFromText(`0.${'3'.repeat(60)}`, 'real');
    const pair = constantToPair(third);
    expect(pair).toEqual({ hi: 1 / 3, lo: 1.850371707708594e-17 });
    // 106 bits: 32 of the 3s survive.
    expect(constantText(constantFromPair(pair.hi, pair.lo))).toMatch(/^0\.3{32}/);
    expect(constantFromPair(0.5, 0)).toEqual(constantFromNumber(0.5));
    expect(constantToPair(constantFromNumber(-0.1))).toEqual({ hi: -0.1, lo: 0 });
    expect(constantToPair(constantFromNumber(-Infinity))).toEqual({ hi: -Infinity, lo: 0 });
    expect(() => constantFromPair(NaN, 0)).toThrow(/not a real number/);
  });
});

describe('formats', () => {
  it('rounds once, keeping -0, infinities and the sign of NaN', () => {
    expect(constantToNumber(roundConstant(constantFromNumber(0.1), 'f32'))).toBe(Math.fround(0.1));
    expect(roundConstant(constantFromNumber(-0), 'f16')).toEqual(bits('8000000000000000'));
    expect(constantToNumber(roundConstant(constantFromNumber(65520), 'f16'))).toBe(Infinity);
    expect(roundConstant(constantFromNumber(-Infinity), 'bf16')).toEqual(bits('fff0000000000000'));
    expect(roundConstant(bits('fff0000000000001'), 'f32')).toEqual(bits('fff8000000000000'));
    expect(roundConstant(bits('7ff4000020000000'), 'f32')).toEqual(bits('7ff4000020000000'));
    const decimal: Constant = { kind: 'decimal', text: '1.00000005960464477539062500000000000001' };
    expect(constantToNumber(roundConstant(decimal, 'f32'))).toBe(1 + 2 ** -23);
  });

  it('tells the numbers of a format', () => {
    expect(isConstantOfFormat(constantFromNumber(0.1), 'f64')).toBe(true);
    expect(isConstantOfFormat(constantFromNumber(0.1), 'f32')).toBe(false);
    expect(isConstantOfFormat(constantFromNumber(Infinity), 'f16')).toBe(true);
    expect(isConstantOfFormat(constantFromNumber(Infinity), 'real')).toBe(false);
    expect(isConstantOfFormat({ kind: 'decimal', text: '0.1' }, 'real')).toBe(true);
    expect(isConstantOfFormat({ kind: 'decimal', text: '0.1' }, 'f64')).toBe(false);
    expect(isConstantOfFormat(bits('7ff8000000000001'), 'f64')).toBe(true);
    expect(isConstantOfFormat(bits('7ff8000000000001'), 'f32')).toBe(false);
  });

  it('rounds the constants of a program', () => {
    const program = parseProgram('y = 0.1 * x + 0.30000000000000000000001', 'real');
    const rounded = roundConstants(program, 'f32');
    expect(rounded.constants.map(constantToNumber)).toEqual([Math.fround(0.1), Math.fround(0.3)]);
    expect(rounded.instructions).toBe(program.instructions);
  });
});

describe('mergeEqualConstants', () => {
  it('merges equal bits only', () => {
    const program: Program = {
      instructions: [
        { opcode: 'fma', operands: [-2, -3, -4] },
        { opcode: 'fma', operands: [0, -5, -6] },
      ],
      constantCount: 5,
      result: 1,
      constants: [1, 2, 1, -0, 0].map(constantFromNumber),
    };
    const merged = mergeEqualConstants(program);
    expect(merged.constants.map(constantToNumber)).toEqual([1, 2, -0, 0]);
    expect(merged.constantCount).toBe(4);
    expect(merged.instructions.map((i) => i.operands)).toEqual([
      [-2, -3, -2],
      [0, -4, -5],
    ]);
    expect(mergeEqualConstants(merged)).toBe(merged);
  });
});
