import { describe, expect, it } from 'vitest';
import type { FiniteFormat } from '../../../src/numerics/format';
import { constantFromNumber } from '../../../src/program/constant';
import { compileLaw, interpret, interpretAll, interpretInstructions } from '../../../src/program/interpret';
import { compileDoubleDouble, interpretDoubleDouble } from '../../../src/program/interpret-double-double';
import { parseProgram } from '../../../src/program/parse';
import type { Program } from '../../../src/program/program';
import golden from '../../golden/exhaustive_f32.json';

const law = (text: string, x: number, format: FiniteFormat): number =>
  interpret(parseProgram(text, format), x, format);

function bitsOf(x: number): bigint {
  return new BigUint64Array(Float64Array.of(x).buffer)[0]!;
}

describe('the law', () => {
  it('rounds after every instruction', () => {
    expect(law('y = x + 1 - 1', 2 ** -24, 'f32')).toBe(0);
    expect(law('y = x + 1 - 1', 2 ** -24, 'f64')).toBe(2 ** -24);
    expect(law('y = x + 1 - 1', 2 ** -11, 'f16')).toBe(0);
    expect(law('y = x + 1 - 1', 2 ** -10, 'f16')).toBe(2 ** -10);
    expect(law('y = x + 1 - 1', 2 ** -8, 'bf16')).toBe(0);
    expect(law('y = x + 1 - 1', 2 ** -7, 'bf16')).toBe(2 ** -7);
    expect(law('y = 1 / x', 3, 'f16')).toBe(0.333251953125);
    expect(law('y = 1 / x', 3, 'bf16')).toBe(0.333984375);
    expect(law('y = sqrt(x)', 2, 'f32')).toBe(Math.fround(Math.SQRT2));
    expect(law('y = x * x', 300, 'f16')).toBe(Infinity);
    expect(law('y = x * x', 2 ** -80, 'bf16')).toBe(0);
    expect(law('y = x * 0.5', 3 * 2 ** -149, 'f32')).toBe(2 * 2 ** -149);
  });

  it('fuses fma', () => {
    const almostOne = 1 - 2 ** -23;
    expect(law('y = fma(x, x, -1)', almostOne, 'f32')).toBe(-(2 ** -22) + 2 ** -46);
    expect(law('y = x * x - 1', almostOne, 'f32')).toBe(-(2 ** -22));
    expect(law('y = fma(x, x, -1)', 1 + 2 ** -30, 'f64')).toBe(2 ** -29 + 2 ** -60);
    expect(law('y = fma(x, x, -1)', 1 + 3 * 2 ** -10, 'f16')).toBe(6152 * 2 ** -20);
    expect(law('y = x * x - 1', 1 + 3 * 2 ** -10, 'f16')).toBe(6144 * 2 ** -20);
    // 1 + 2^-24 + 2^-60, as 1774001 * 38737 = 2^36 + 1: rounded to binary64 on the way it would become a tie.
    expect(law('y = fma(x, 0x9751p-60, 1)', 1774001, 'f32')).toBe(1 + 2 ** -23);
  });

  it('follows IEEE 754 at zeros, infinities and NaN', () => {
    expect(law('y = 1 / x', -0, 'f32')).toBe(-Infinity);
    expect(law('y = x + -0.0', -0, 'f64')).toBe(-0);
    expect(law('y = x - x', 5, 'bf16')).toBe(0);
    expect(law('y = sqrt(x)', -0, 'f16')).toBe(-0);
    expect(law('y = sqrt(x)', -1, 'f32')).toBeNaN();
    expect(law('y = fma(x, inf, 1)', 0, 'f64')).toBeNaN();
    expect(law('y = -x', 0, 'f32')).toBe(-0);
  });

  it.each<FiniteFormat>(['f64', 'f32', 'f16', 'bf16'])('neg flips the sign of NaN in %s', (format) => {
    const program = parseProgram('y = neg(nan:0x7ffc000000000000)', format);
    const results = interpretAll(program, Float64Array.of(1), format);
    expect(bitsOf(results[0]!)).toBe(0xfffc000000000000n);
    const twice = parseProgram('a = neg(nan:0x7ffc000000000000); y = -a', format);
    expect(bitsOf(interpret(twice, 1, format))).toBe(0x7ffc000000000000n);
  });

  it('rounds constants to the format first', () => {
    const program: Program = { ...parseProgram('y = 2 * x', 'f64'), constants: [constantFromNumber(0.1)] };
    expect(interpret(program, 1, 'f32')).toBe(Math.fround(0.1));
    const decimal = parseProgram('y = 1.00000005960464477539062500000000000001', 'real');
    expect(interpret(decimal, 1, 'f32')).toBe(1 + 2 ** -23);
    expect(interpret(decimal, 1, 'f64')).toBe(1.000000059604644775390625);
  });

  it('returns x and constants as they are', () => {
    expect(law('y = x', -0, 'f32')).toBe(-0);
    expect(law('y = -3.5', 1, 'f16')).toBe(-3.5);
  });

  it('gives every value of every instruction', () => {
    const program = parseProgram('a = x + 1; b = a * a; y = b - x', 'f32');
    expect(interpretInstructions(program, 2, 'f32')).toEqual([3, 9, 7]);
    expect(interpretInstructions(parseProgram('y = x', 'f32'), 2, 'f32')).toEqual([]);
  });

  it('keeps compiled programs apart and evaluates arrays', () => {
    const square = compileLaw(parseProgram('y = x * x', 'f64'), 'f64');
    const cube = compileLaw(parseProgram('y = x * x * x', 'f64'), 'f64');
    expect([square(3), cube(3), square(2), cube(2)]).toEqual([9, 27, 4, 8]);
    const program = parseProgram('y = x * 0.1', 'f32');
    expect(interpretAll(program, Float64Array.of(1, 2, 3), 'f32')).toEqual(
      Float64Array.of(Math.fround(0.1), Math.fround(0.2), Math.fround(3 * Math.fround(0.1))),
    );
    expect(interpretAll(program, new Float64Array(0), 'f32')).toHaveLength(0);
  });

  it.each(golden.rows.map((row) => [row.interval, row.maxUlp, row] as const))(
    'has the error of the exhaustive check over %s, %s ulp, at its argument',
    (_, maxUlp, row) => {
      const x = new Float32Array(Uint32Array.of(Number(row.argmaxBits)).buffer)[0]!;
      const value = interpret(parseProgram(row.program, 'f32'), x, 'f32');
      // Within 2^-52 of 2^x, which is 2^-28 ulp of binary32.
      const exact = 2 ** x;
      const ulp = 2 ** (Math.floor(Math.log2(exact)) - 23);
      expect(Math.abs(value - exact) / ulp).toBeCloseTo(Number(maxUlp), 7);
    },
  );
});

describe('double-double interpretation', () => {
  it('computes what binary64 cannot hold', () => {
    const program = parseProgram('y = (1 + x) * (1 - x) - 1', 'real');
    expect(interpretDoubleDouble(program, 2 ** -30)).toEqual({ hi: -(2 ** -60), lo: 0 });
    const { hi, lo } = interpretDoubleDouble(parseProgram('y = fma(x, x, -2)', 'real'), {
      hi: Math.SQRT2,
      lo: -9.667293313452913e-17,
    });
    expect(Math.abs(hi + lo)).toBeLessThan(2 ** -104);
  });

  it('reads decimal constants beyond binary64', () => {
    const program = parseProgram('y = 3 * 0.333333333333333333333333333333333333333333 - 1', 'real');
    expect(Math.abs(interpretDoubleDouble(program, 0).hi)).toBeLessThan(2 ** -104);
  });

  it('has every opcode', () => {
    const program = parseProgram('y = -sqrt(x / 4) * 2 + fma(x, x, 1) - (x - 3)', 'real');
    const evaluate = compileDoubleDouble(program);
    expect(evaluate(16)).toEqual({ hi: -4 + 257 - 13, lo: 0 });
    expect(evaluate({ hi: 4, lo: 0 }).hi).toBe(-2 + 17 - 1);
    expect(interpretDoubleDouble(parseProgram('y = x', 'real'), 7)).toEqual({ hi: 7, lo: 0 });
    expect(interpretDoubleDouble(parseProgram('y = 7', 'real'), 1)).toEqual({ hi: 7, lo: 0 });
  });
});
