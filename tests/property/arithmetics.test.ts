/** Scores in SIMD are the law's in every arithmetic: formats of 16 bits, computing in binary32, flushing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreByLaw, type ShortArithmetic } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../src/evaluation/score';
import { ScoreKernel } from '../../src/evaluation/wasm/score-kernel';
import { randomPrograms } from '../../src/evaluation/webgpu/random-programs';
import { computeFormat } from '../../src/numerics/arithmetic';
import { RandomStream } from '../../src/numerics/random';
import { roundToFormat } from '../../src/numerics/rounding';
import { constantFromNumber } from '../../src/program/constant';
import { interpretAll } from '../../src/program/interpret';
import '../support/property-seed';

const ARITHMETICS: readonly ShortArithmetic[] = [
  { format: 'f16' },
  { format: 'bf16' },
  { format: 'f16', compute: 'f32' },
  { format: 'bf16', compute: 'f32' },
  { format: 'f32', flush: true },
  { format: 'f16', flush: true },
  { format: 'bf16', flush: true },
  { format: 'bf16', compute: 'f32', flush: true },
];
const OPCODES = ['add', 'sub', 'mul', 'div', 'fma', 'sqrt', 'neg'] as const;
const SPREADS = { f32: 140, bf16: 130, f16: 20 } as const;

describe.each(ARITHMETICS)('in %o', (arithmetic) => {
  const { format } = arithmetic;

  /** Numbers of all sizes, subnormal ones and the largest among them. */
  const numberFrom = (random: RandomStream, to: 'f32' | 'f16' | 'bf16'): number => {
    const exponent = Math.floor((2 * random.uniform() - 1) * (random.chance(0.5) ? 6 : SPREADS[to]));
    const value = roundToFormat((1 + random.uniform()) * 2 ** exponent, to);
    return (random.chance(0.5) ? -1 : 1) * (Number.isFinite(value) ? value : 1);
  };

  it('scores and values are those of the law', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 12 }), (seed, length) => {
        const random = new RandomStream(seed);
        const x = Float64Array.from({ length: 80 }, () => numberFrom(random, format));
        const program = randomPrograms(seed, 1, length, OPCODES)[0]!;
        const computed = computeFormat(arithmetic) as 'f32' | 'f16' | 'bf16';
        const made = {
          ...program,
          constants: program.constants.map(() => constantFromNumber(numberFrom(random, computed))),
        };
        const table = prepareScoreTable({
          x,
          hi: Float64Array.from(x, () => roundToFormat(1 + random.uniform(), format)),
          lo: new Float64Array(80),
          scale: new Float64Array(80).fill(256),
        });
        const kernel = new ScoreKernel(table, arithmetic);
        const values = interpretAll(made, x, arithmetic);
        expect(kernel.values(made)).toEqual(Float32Array.from(values));
        expect(kernel.score(made)).toEqual(scoreByLaw(made, table, arithmetic));
      }),
      { numRuns: 60 },
    );
  });
});
