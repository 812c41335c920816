import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable, type ScoreTable } from '../../src/evaluation/score';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import { FLAG_NOT_FINITE, FLAG_TINY } from '../../src/evaluation/webgpu/evaluator';
import { hasOrdinaryLabels } from '../../src/evaluation/webgpu/label-layout';
import { ulpNeighbourhood } from '../../src/evaluation/webgpu/neighbourhood';
import { refusedConstant } from '../../src/evaluation/webgpu/packing';
import { randomPrograms } from '../../src/evaluation/webgpu/random-programs';
import {
  createSpecialisedEvaluator,
  type SpecialisedEvaluator,
} from '../../src/evaluation/webgpu/specialised-evaluator';
import {
  createSpecialisedKernel,
  KEPT_PIPELINES,
  type SpecialisedKernel,
} from '../../src/evaluation/webgpu/specialised-kernel';
import { RandomStream } from '../../src/numerics/random';
import { constantFromNumber, constantToNumber } from '../../src/program/constant';
import { parseProgram } from '../../src/program/parse';
import type { Program, Structure } from '../../src/program/program';
import { binary32Labels, grid } from '../support/label-tables';
import { programArbitrary } from '../support/program-arbitrary';
import { connectDawn } from './dawn';

/** What WGSL promises to round correctly; the rest depends on the adapter. */
const EXACT = ['add', 'sub', 'mul', 'neg'] as const;

let connection: GpuConnection;
let kernel: SpecialisedKernel;

beforeAll(async () => {
  connection = await connectDawn();
  kernel = createSpecialisedKernel(connection);
});

afterAll(() => {
  connection.destroy();
});

async function using<T>(table: ScoreTable, use: (evaluator: SpecialisedEvaluator) => Promise<T>): Promise<T> {
  const evaluator = await createSpecialisedEvaluator(kernel, table);
  try {
    return await use(evaluator);
  } finally {
    evaluator.destroy();
  }
}

function constantsOf(program: Program): Float32Array {
  return Float32Array.from(program.constants, constantToNumber);
}

function withConstants(structure: Structure, constants: Float32Array): Program {
  return { ...structure, constants: Array.from(constants, constantFromNumber) };
}

/** `count` vectors around the given one: the first is it, the others lie up to 2^-4 away, relatively. */
function nearby(centre: Float32Array, count: number, seed: number): Float32Array[] {
  const random = new RandomStream(seed);
  return Array.from({ length: count }, (_, v) =>
    v === 0 ? centre : centre.map((c) => c * (1 + (random.uniform() - 0.5) / 8)),
  );
}

/** Scores on the GPU; all that no flag excludes must be the law's. Returns how many those are. */
async function countEqual(
  evaluator: SpecialisedEvaluator,
  table: ScoreTable,
  structure: Structure,
  vectors: readonly Float32Array[],
): Promise<number> {
  const { maxError, argmax, flags } = await evaluator.score(structure, vectors);
  const unflagged = [...vectors.keys()].filter((v) => flags[v] === 0);
  const expected = unflagged.map((v) => scoreByLaw(withConstants(structure, vectors[v]!), table));
  expect(unflagged.map((v) => ({ maxError: maxError[v], argmax: argmax[v] }))).toEqual(expected);
  return unflagged.length;
}

const NORMS = ['relative', 'absolute', 'ulp'] as const;

describe('scores of specialised kernels', () => {
  test.each(NORMS)('are the law’s bit for bit in the %s norm, for random structures', async (norm) => {
    const table = prepareScoreTable(binary32Labels((x) => 1 / (1 + x * x), grid(0.25, 2, 301), norm));
    expect(hasOrdinaryLabels(table)).toBe(true);
    let compared = 0;
    await using(table, async (evaluator) => {
      for (const length of [1, 3, 8, 20]) {
        for (const program of randomPrograms(300, 4, length, EXACT)) {
          const vectors = nearby(constantsOf(program), 133, length);
          compared += await countEqual(evaluator, table, program, vectors);
        }
      }
    });
    expect(compared).toBeGreaterThan(500);
  });

  test('are the law’s for any structure with any constants that a GPU can be given', async () => {
    const table = prepareScoreTable(binary32Labels((x) => 1 + x, grid(-1, 3, 97), 'ulp'));
    const shape = { format: 'f32', opcodes: EXACT, maxInstructions: 10 } as const;
    const programs = fc.sample(programArbitrary(shape), { numRuns: 120, seed: 11 });
    let compared = 0;
    await using(table, async (evaluator) => {
      for (const program of programs) {
        const vector = constantsOf(program);
        if (vector.some((c) => refusedConstant(c) !== undefined)) continue;
        compared += await countEqual(evaluator, table, program, [vector, ...nearby(vector, 5, 1)]);
      }
    });
    expect(compared).toBeGreaterThan(40);
  });

  test.each([
    ['sums and products', '(x * 1.25 + 1.5) - x * 1.25'],
    ['constants in a row', '((x + 1.25) + 1.5) * 1.25 * 1.5'],
    ['differences that cancel', '(x + 1.25) - x'],
    ['common factors', 'x * 1.25 + x * 1.5'],
    ['TwoSum', 's = x + 1.25; v = s - x; y = (x - (s - v)) + (1.25 - v)'],
    ['Veltkamp’s splitting', 'p = x * 4097; q = p - x; y = p - q'],
    ['two negations', '-(-x - 1.25) * -1.5'],
  ])('keep %s as written', async (_name, text) => {
    const table = prepareScoreTable(binary32Labels((x) => x, grid(0.3, 3, 255), 'ulp'));
    const program = parseProgram(text.includes('y =') ? text : `y = ${text}`, 'f32');
    await using(table, async (evaluator) => {
      const vectors = nearby(constantsOf(program), 64, 2);
      expect(await countEqual(evaluator, table, program, vectors)).toBe(64);
    });
  });

  test.each([1, 3, 4, 5, 255, 256, 257, 1000])('cover each of %i points', async (n) => {
    const table = prepareScoreTable(binary32Labels((x) => x, grid(1, n === 1 ? 1 : 2, n), 'absolute'));
    // |x - 0| is largest at the last point; |x - 3| at the first.
    await using(table, async (evaluator) => {
      const zero = await evaluator.score(parseProgram('y = x - x', 'f32'), [new Float32Array()]);
      expect(zero).toEqual({
        maxError: Float32Array.of(n === 1 ? 1 : 2),
        argmax: Int32Array.of(n - 1),
        flags: Uint32Array.of(0),
      });
      const three = await evaluator.score(parseProgram('y = (x - x) + 3', 'f32'), [Float32Array.of(3)]);
      expect(three).toEqual({
        maxError: Float32Array.of(2),
        argmax: Int32Array.of(0),
        flags: Uint32Array.of(0),
      });
    });
  });

  test('are those of each vector, however many there are and however they are split', async () => {
    const table = prepareScoreTable(binary32Labels((x) => x * x, grid(0.5, 1, 64), 'ulp'));
    const program = parseProgram('y = (x * 1.25 + 0.5) * x', 'f32');
    await using(table, async (evaluator) => {
      for (const count of [1, 2, 4, 127, 128, 129, 1000]) {
        const vectors = nearby(constantsOf(program), count, 4);
        expect(await countEqual(evaluator, table, program, vectors)).toBe(count);
      }
      const vectors = nearby(constantsOf(program), 3000, 5);
      const whole = await evaluator.score(program, vectors);
      for (let i = 0; i < 8; i++) evaluator.pace.learn(evaluator.pace.work, 1e4);
      const parts = await Promise.all([
        evaluator.score(program, vectors),
        evaluator.score(program, vectors.slice(0, 7)),
        evaluator.score(program, []),
      ]);
      expect(parts[0]).toEqual(whole);
      expect(parts[1].maxError).toEqual(whole.maxError.slice(0, 7));
      expect(parts[2].maxError).toHaveLength(0);
    });
  });

  test('equal the law’s where ulps and labels are subnormal, near overflow or zero', async () => {
    for (const xs of [grid(2 ** -119, 2 ** -118, 64), grid(2 ** 125, 2 ** 126, 64), grid(-1, 1, 65)]) {
      for (const norm of ['absolute', 'ulp'] as const) {
        const table = prepareScoreTable(binary32Labels((x) => x * 1.000003, xs, norm));
        await using(table, async (evaluator) => {
          const program = parseProgram('y = x * 1.0001', 'f32');
          const vectors = nearby(constantsOf(program), 9, 6);
          expect(await countEqual(evaluator, table, program, vectors)).toBe(9);
        });
      }
    }
  });

  test('include structures without instructions or constants', async () => {
    const table = prepareScoreTable(binary32Labels((x) => 2 * x, grid(1, 2, 50), 'relative'));
    await using(table, async (evaluator) => {
      for (const text of ['y = x', 'y = 1.5', 'y = x * x']) {
        const program = parseProgram(text, 'f32');
        expect(await countEqual(evaluator, table, program, [constantsOf(program)])).toBe(1);
      }
    });
  });

  test('of a neighbourhood of constants find the best rounding', async () => {
    const table = prepareScoreTable(binary32Labels((x) => 1 / (1 + x), grid(0, 1, 200), 'ulp'));
    const program = parseProgram('y = 0.99 + x * (-0.85 + x * 0.36)', 'f32');
    const vectors = [...ulpNeighbourhood(constantsOf(program), 2)].flat();
    expect(vectors).toHaveLength(125);
    await using(table, async (evaluator) => {
      expect(await countEqual(evaluator, table, program, vectors)).toBe(125);
    });
  });
});

describe('flags of specialised kernels', () => {
  async function flagsOf(text: string, xs: Iterable<number>, vectors?: readonly Float32Array[]) {
    const table = prepareScoreTable(binary32Labels(() => 1, xs, 'absolute'));
    const program = parseProgram(text, 'f32');
    const { flags } = await using(table, (evaluator) =>
      evaluator.score(program, vectors ?? [constantsOf(program)]),
    );
    return [...flags];
  }

  test('are raised by values that a GPU may flush, for the vectors that have them', async () => {
    expect(await flagsOf('y = x * 0x1p-100', [1, 2, 2 ** -30, 3])).toEqual([FLAG_TINY]);
    expect(await flagsOf('y = x * 0x1p-100', [1, 2, 2 ** -20, 3])).toEqual([0]);
    const vectors = [2 ** -100, 1, 2 ** -99, 2].map((c) => Float32Array.of(c));
    expect(await flagsOf('y = x * 0x1p-100', [1, 2 ** -26], vectors)).toEqual([FLAG_TINY, 0, 0, 0]);
  });

  test('are raised by a subnormal x, not by zeros that are exact', async () => {
    expect((await flagsOf('y = x * 2', [1, 2 ** -140]))[0]! & FLAG_TINY).toBe(FLAG_TINY);
    expect(await flagsOf('z = -((x - x) * 3); y = (z + (x - x)) / 3', [0, -0, 1, 5])).toEqual([0]);
    expect(await flagsOf('y = x * 0', [1, 2])).toEqual([0]);
    expect(await flagsOf('y = x + -1', [1, 2])).toEqual([0]);
  });

  test('are raised by overflow, division by zero and roots of negative numbers, even hidden ones', async () => {
    const notFinite = async (text: string, xs: Iterable<number>) =>
      ((await flagsOf(text, xs))[0]! & FLAG_NOT_FINITE) !== 0;
    expect(await notFinite('y = 1 / (1 / x)', [1, 0])).toBe(true);
    expect(await notFinite('p = x * x; y = p * p', [1, 2 ** 40])).toBe(true);
    expect(await notFinite('y = sqrt(x) * 0', [1, -1])).toBe(true);
    expect(await notFinite('y = sqrt(x)', [1, 0])).toBe(false);
    expect(await notFinite('y = x + 1', [1, 0])).toBe(false);
  });
});

test('pipelines are kept, up to a bound', async () => {
  const own = createSpecialisedKernel(connection);
  const structure = parseProgram('y = x + 1', 'f32');
  expect(await own.pipeline(structure, true)).toBe(await own.pipeline(structure, true));
  expect(own.kept).toBe(1);
  const many = randomPrograms(301, KEPT_PIPELINES + 6, 6, EXACT);
  await Promise.all(many.map((program) => own.pipeline(program, true)));
  expect(own.kept).toBe(KEPT_PIPELINES);
});
