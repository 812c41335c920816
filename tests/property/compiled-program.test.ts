/** Compiled programs give the values of the law, at numbers of every kind. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPILED_BLOCK, CompiledProgram } from '../../src/evaluation/wasm/compiled-program';
import { canCompile } from '../../src/evaluation/wasm/emit-program';
import { fromBinary32Bits } from '../../src/numerics/bits';
import { RandomStream } from '../../src/numerics/random';
import { interpretAll } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import type { Program } from '../../src/program/program';
import { MAX_INSTRUCTIONS } from '../../src/program/program';
import { programArbitrary } from '../support/program-arbitrary';

const random = new RandomStream(8);

const CORNERS = [0, -0, 1, -1, Infinity, -Infinity, NaN, 2 ** -149, -(2 ** -149), 2 ** -126, -(2 ** -126)];
/** Numbers of every size, subnormal ones among them. */
const numbers32 = Float64Array.from([
  ...CORNERS,
  ...Array.from({ length: 300 }, () => fromBinary32Bits(random.uint32())),
  ...Array.from({ length: 100 }, () => fromBinary32Bits(random.uint32() & 0x807fffff)),
  ...Array.from({ length: 200 }, () => Math.fround(4 * random.uniform() - 2)),
]);
const numbers64 = Float64Array.from([
  ...CORNERS,
  5e-324,
  -1e308,
  ...Array.from({ length: 300 }, () => random.uniform() * 2 ** (random.below(2000) - 1000)),
]);

function valuesOf(program: Program, format: 'f32' | 'f64', xs: Float64Array): number[] {
  const compiled = new CompiledProgram(program, format);
  compiled.x.set(xs);
  compiled.evaluate(xs.length);
  return [...compiled.values.subarray(0, xs.length)];
}

describe('CompiledProgram', () => {
  it('gives the values of the law in binary32, for every opcode', () => {
    fc.assert(
      fc.property(programArbitrary({ format: 'f32', maxInstructions: 20 }), (program) => {
        expect(valuesOf(program, 'f32', numbers32)).toStrictEqual([
          ...interpretAll(program, numbers32, 'f32'),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('rounds fma once, among subnormal numbers and where sums cancel too', () => {
    const draw = (): number => {
      const size = 2 ** (random.below(random.below(2) === 0 ? 40 : 270) - 149);
      return Math.fround((2 * random.uniform() - 1) * size);
    };
    let differing = 0;
    for (let i = 0; i < 300; i++) {
      const [a, c] = [draw(), draw()];
      const program = parseProgram(`y = fma(x, ${a}, ${c})`, 'f32');
      const law = interpretAll(program, numbers32, 'f32');
      expect(valuesOf(program, 'f32', numbers32)).toStrictEqual([...law]);
      law.forEach((value, at) => {
        if (!Object.is(Math.fround(Math.fround(numbers32[at]! * a) + c), value)) differing++;
      });
    }
    expect(differing).toBeGreaterThan(100);
  });

  it('gives the values of the law in binary64, without fma', () => {
    const opcodes = ['add', 'sub', 'mul', 'div', 'sqrt', 'neg'] as const;
    fc.assert(
      fc.property(programArbitrary({ format: 'f64', maxInstructions: 20, opcodes }), (program) => {
        expect(valuesOf(program, 'f64', numbers64)).toStrictEqual([
          ...interpretAll(program, numbers64, 'f64'),
        ]);
      }),
      { numRuns: 200 },
    );
    const fused = parseProgram('y = fma(x, x, 1)', 'f64');
    expect(canCompile(fused, 'f64')).toBe(false);
    expect(() => new CompiledProgram(fused, 'f64')).toThrow('with fma');
  });

  it('takes the longest programs and any number of points of a block', () => {
    const text = Array.from(
      { length: MAX_INSTRUCTIONS },
      (_, i) => `v${i} = ${i === 0 ? 'x' : `v${i - 1}`} * 0.99 + x`,
    );
    const long = parseProgram(text.slice(0, MAX_INSTRUCTIONS / 2).join(';'), 'f32');
    const xs = Float64Array.from({ length: COMPILED_BLOCK }, (_, i) => Math.fround(i / 7));
    for (const count of [1, 2, 3, 4, 5, COMPILED_BLOCK - 1, COMPILED_BLOCK]) {
      const part = xs.subarray(0, count);
      expect(valuesOf(long, 'f32', part)).toStrictEqual([...interpretAll(long, part, 'f32')]);
    }
    expect(() => {
      new CompiledProgram(long, 'f32').evaluate(COMPILED_BLOCK + 1);
    }).toThrow('1 to 1024 points');
  });

  it('refuses what is no program', () => {
    const program = parseProgram('y = x * x', 'f32');
    const forged = { ...program, instructions: [{ opcode: 'mul', operands: [5, -1] }] } as const;
    expect(() => new CompiledProgram(forged, 'f32')).toThrow('not an earlier one');
  });
});
