import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CpuScorer, emptyScores } from '../../../src/evaluation/cpu-scorer';
import { scoreByLaw } from '../../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../../src/evaluation/score';
import { ScoreKernel } from '../../../src/evaluation/wasm/score-kernel';
import { compileLaw } from '../../../src/program/interpret';
import { parseProgram } from '../../../src/program/parse';
import { RandomStream } from '../../../src/numerics/random';
import { fromBinary32Bits } from '../../../src/numerics/bits';
import { binary32Labels } from '../../support/label-tables';
import { programArbitrary } from '../../support/program-arbitrary';

const random = new RandomStream(21);

/** Points of every size, among them the corners of binary32. */
const anywhere = [
  ...Array.from({ length: 500 }, () => fromBinary32Bits(random.uint32())).filter(Number.isFinite),
  0,
  -0,
  1,
  2 ** -149,
  -(2 ** -126),
  (2 - 2 ** -23) * 2 ** 127,
];
const table = prepareScoreTable(binary32Labels((x) => Math.sqrt(Math.abs(x)), anywhere, 'absolute'));

describe('ScoreKernel', () => {
  it('gives the values of the law, bit for bit, for every opcode', () => {
    const kernel = new ScoreKernel(table);
    fc.assert(
      fc.property(programArbitrary({ format: 'f32', maxInstructions: 20 }), (program) => {
        const law = compileLaw(program, 'f32');
        const values = kernel.values(program);
        anywhere.forEach((x, i) => {
          expect(values[i]).toBe(law(x));
        });
      }),
      { numRuns: 150 },
    );
  });

  it('rounds fma once, where rounding the product or the sum first would show', () => {
    const kernel = new ScoreKernel(table);
    const draw = (): number => {
      const size = 2 ** (random.below(60) - 30);
      return Math.fround((random.uniform() - 0.5) * size);
    };
    let differing = 0;
    for (let i = 0; i < 300; i++) {
      const [a, c] = [draw(), draw()];
      const program = parseProgram(`y = fma(x, ${a}, ${c})`, 'f32');
      const law = compileLaw(program, 'f32');
      const values = kernel.values(program);
      anywhere.forEach((x, at) => {
        expect(values[at]).toBe(law(x));
        const naive = Math.fround(Math.fround(x * Math.fround(a)) + Math.fround(c));
        if (!Object.is(naive, law(x))) differing++;
      });
    }
    expect(differing).toBeGreaterThan(100);
  });

  it('gives the scores of the law, with the same argmax', () => {
    const kernel = new ScoreKernel(table);
    fc.assert(
      fc.property(programArbitrary({ format: 'f32', maxInstructions: 6 }), (program) => {
        expect(kernel.score(program)).toEqual(scoreByLaw(program, table));
      }),
      { numRuns: 300 },
    );
  });

  it.each([1, 7, 8, 255, 256, 257, 506])('walks a table of %i points to its end', (length) => {
    const xs = Array.from({ length }, (_, i) => (i + 1) / length);
    const short = prepareScoreTable(binary32Labels((x) => (x < 1 ? x : x + 1), xs, 'absolute'));
    expect(new ScoreKernel(short).score(parseProgram('y = x * 1', 'f32'))).toEqual({
      maxError: 1,
      argmax: length - 1,
    });
  });
});

describe('CpuScorer', () => {
  const squares = prepareScoreTable(binary32Labels((x) => x * x, [-3, -1, 0, 2, 3], 'absolute'));

  it('scores only the programs it is asked for', () => {
    const programs = ['y = x * x', 'y = x + 1', 'y = 2 * x'].map((text) => parseProgram(text, 'f32'));
    const scores = emptyScores(3);
    new CpuScorer(squares).scoreInto(programs, [1], scores);
    expect([...scores.maxError]).toEqual([0, 11, 0]);
  });

  it('leaves programs that are too long for the kernel to the law', () => {
    const long = Array.from({ length: 80 }, (_, i) => `v${i} = ${i === 0 ? 'x' : `v${i - 1}`} + x`).join(';');
    const program = parseProgram(long, 'f32');
    expect(new CpuScorer(squares).score(program)).toEqual(scoreByLaw(program, squares));
  });
});
