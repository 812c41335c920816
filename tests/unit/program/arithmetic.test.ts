import { describe, expect, it } from 'vitest';
import { createScan } from '../../../src/evaluation/scan';
import { LawScan } from '../../../src/evaluation/law-scan';
import { fromOrdinal, ordinalOf } from '../../../src/numerics/ordinals';
import { roundToFormat } from '../../../src/numerics/rounding';
import { compileLaw, interpret, interpretInstructions } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import { inArithmeticOf, programFormat } from '../../../src/targets/target';
import { describeTarget, parseTarget } from '../../../src/targets/parse';
import { checkExhaustively } from '../../../src/verification/exhaustive';
import { measureRefined } from '../../../src/verification/measure';
import { targetKey } from '../../../src/targets/target-key';
import { decodePermalink, encodePermalink } from '../../../src/persistence/permalink';
import { exportProgram } from '../../../src/codegen/export-program';

const EXP2 = { target: 'exp2', interval: '[0,1]', format: 'bf16' } as const;

describe('computing in binary32, storing in a format of 16 bits', () => {
  const stored = parseTarget({ ...EXP2, compute: 'f32' });
  const program = parseProgram('y = fma(fma(fma(0.07815, x, 0.22606), x, 0.69583), x, 0.99989)', 'f32');

  it('rounds once, at the end', () => {
    const absorbed = parseProgram('y = (x + 256) - 256', 'f32');
    const x = 5 / 128;
    expect(interpret(absorbed, x, { format: 'bf16', compute: 'f32' })).toBe(x);
    expect(interpret(absorbed, x, 'bf16')).toBe(0);
    const third = parseProgram('y = x / 3 - 1', 'f32');
    const values = interpretInstructions(third, x, { format: 'bf16', compute: 'f32' });
    expect(values).toEqual([Math.fround(x / 3), Math.fround(Math.fround(x / 3) - 1)]);
    expect(interpret(third, x, { format: 'bf16', compute: 'f32' })).toBe(roundToFormat(values[1]!, 'bf16'));
    // Beyond the largest number of f16 the stored result is infinite; within, what was too large on the way is not.
    const large = parseProgram('y = (x * 256) * 0x1p-8', 'f32');
    expect(interpret(large, 65504, { format: 'f16', compute: 'f32' })).toBe(65504);
    expect(interpret(large, 65504, 'f16')).toBe(Infinity);
  });

  it('keeps constants of binary32', () => {
    expect(programFormat(stored)).toBe('f32');
    expect(inArithmeticOf(stored, program).constants).toEqual(program.constants);
    const { format } = stored;
    expect(format).toBe('bf16');
  });

  it('is checked exhaustively as the law has it', () => {
    const all = checkExhaustively(stored, program);
    const law = compileLaw(program, { format: 'bf16', compute: 'f32' });
    const exp2 = (x: number): number => 2 ** x;
    let misrounded = 0;
    const last = Number(ordinalOf(1, 'bf16'));
    for (let i = 0; i <= last; i++) {
      const x = fromOrdinal(BigInt(i), 'bf16');
      // Binary64 is far more than enough to round 2^x to 8 bits where it is not next to a tie.
      const ulps = (law(x) - exp2(x)) * 128;
      if (Math.abs(ulps) > 0.5) misrounded++;
    }
    expect(all.points).toBe(last + 1);
    expect(all.misrounded).toBe(misrounded);
    // A cubic of bf16 operations is several times as bad.
    expect(all.value).toBeLessThan(0.6);
    expect(measureRefined(stored, program)).toMatchObject({ kind: 'exhaustive', value: all.value });
    const own = parseTarget(EXP2);
    expect(measureRefined(own, program).value).toBeGreaterThan(all.value);
  });

  it('is part of what the target is, in keys, descriptions, links and snippets', async () => {
    expect(targetKey(stored)).not.toBe(targetKey(parseTarget(EXP2)));
    expect(describeTarget(stored)).toBe('2^x on [0,1], bf16 computed in f32, ulp');
    const error = measureRefined(stored, program);
    const link = await encodePermalink({
      target: stored,
      program,
      errorText: error.text,
      errorKind: error.kind,
    });
    const claim = await decodePermalink(link);
    expect(claim.target).toEqual(stored);
    expect(claim.program.constants).toEqual(program.constants);
    const { code } = exportProgram({ target: stored, program, error, name: 'exp2_bf16' }, 'c');
    const text = code.replace(/\s+\*?\s*/g, ' ');
    expect(text).toContain('Judged as computed in binary32');
    expect(text).toContain('stored in bfloat16');
    expect(code).toContain('float exp2_bf16(float x)');
  });

  it('is refused where it has no meaning', () => {
    expect(() => parseTarget({ ...EXP2, format: 'f32', compute: 'f32' })).toThrow(/f16 or bf16/);
    expect(() => parseTarget({ ...EXP2, compute: 'f64' })).toThrow(/unknown format to compute in/);
    expect(() => parseTarget({ ...EXP2, format: 'real', flush: true })).toThrow(/nothing to flush/);
  });
});

describe('flushing subnormal numbers', () => {
  it('makes zeros of them, of their sign, wherever they appear', () => {
    const flush = { format: 'f32', flush: true } as const;
    const double = parseProgram('y = x * 2', 'f32');
    expect(interpret(double, 2 ** -127, flush)).toBe(0);
    expect(interpret(double, -(2 ** -127), flush)).toBe(-0);
    expect(interpret(double, 2 ** -126, flush)).toBe(2 ** -125);
    const halved = parseProgram('y = (x * 0.5) * 4', 'f32');
    expect(interpret(halved, 2 ** -126, flush)).toBe(0);
    expect(interpret(halved, 2 ** -126, 'f32')).toBe(2 ** -125);
    const constant = parseProgram('y = 1 / (x * 0 + 0x1p-140)', 'f32');
    expect(interpret(constant, 1, flush)).toBe(Infinity);
    expect(interpret(parseProgram('y = -x', 'f32'), 2 ** -149, flush)).toBe(-0);
    // What is subnormal in f16 is not in the binary32 that it is computed in.
    expect(interpret(double, 2 ** -24, { format: 'f16', compute: 'f32', flush: true })).toBe(2 ** -23);
    expect(interpret(double, 2 ** -24, { format: 'f16', flush: true })).toBe(0);
  });

  it('is the same in compiled scans', () => {
    const target = parseTarget({ target: 'tanh', interval: '[-1,1]', format: 'f32', flush: true });
    const scanned = { ...target, format: 'f32' } as const;
    const program = parseProgram('a = x * x; y = fma(a * x, -0x1.5p-2, x)', 'f32');
    const last = Number(ordinalOf(2 ** -125, 'f32'));
    for (const from of [-40, 0, 2 ** 22, last - 4000, last - (1 << 23)]) {
      const compiled = createScan(program, scanned).scan(from, from + 3000);
      expect(compiled).toEqual(new LawScan(program, scanned).scan(from, from + 3000));
    }
    const plain = {
      ...parseTarget({ target: 'tanh', interval: '[-1,1]', format: 'f32' }),
      format: 'f32',
    } as const;
    const gradual = createScan(program, plain);
    expect(gradual.scan(1, 3000).maxError).toBeLessThan(1);
    expect(createScan(program, scanned).scan(1, 3000).maxError).toBeGreaterThan(1);
  });
});
