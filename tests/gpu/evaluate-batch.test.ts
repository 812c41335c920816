import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable, type ScoreTable } from '../../src/evaluation/score';
import { programOf } from '../../src/evaluation/webgpu/battery';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import {
  createGpuEvaluator,
  FLAG_NOT_FINITE,
  FLAG_TINY,
  type GpuEvaluator,
} from '../../src/evaluation/webgpu/evaluator';
import { createBatchKernel, type BatchKernel } from '../../src/evaluation/webgpu/kernel';
import { packProgram, type PackedProgram } from '../../src/evaluation/webgpu/packing';
import { randomPrograms } from '../../src/evaluation/webgpu/random-programs';
import { selfTest } from '../../src/evaluation/webgpu/self-test';
import { binary32Bits } from '../../src/numerics/bits';
import { constantFromNumber } from '../../src/program/constant';
import { compileLaw } from '../../src/program/interpret';
import type { Opcode } from '../../src/program/opcode';
import { constantOperand, INPUT, type Program } from '../../src/program/program';
import { binary32Labels, grid } from '../support/label-tables';
import { programArbitrary } from '../support/program-arbitrary';
import { connectDawn } from './dawn';

let connection: GpuConnection;
let kernel: BatchKernel;
let exact: Opcode[];

beforeAll(async () => {
  connection = await connectDawn();
  kernel = createBatchKernel(connection);
  exact = [...(await selfTest(kernel)).exactOpcodes];
});

afterAll(() => {
  connection.destroy();
});

async function using<T>(table: ScoreTable, use: (evaluator: GpuEvaluator) => Promise<T>): Promise<T> {
  const evaluator = await createGpuEvaluator(kernel, table);
  try {
    return await use(evaluator);
  } finally {
    evaluator.destroy();
  }
}

function packed(program: Program): PackedProgram {
  const result = packProgram(program);
  if ('refused' in result) throw new Error(result.refused);
  return result;
}

/** Scores on the GPU; all that no flag excludes must be the law's. Returns how many those are. */
async function countEqual(evaluator: GpuEvaluator, table: ScoreTable, programs: readonly Program[]) {
  const scores = await evaluator.scoreBatch(programs.map(packed));
  let compared = 0;
  for (const [p, program] of programs.entries()) {
    if (scores.flags[p] !== 0) continue;
    compared++;
    expect({ maxError: scores.maxError[p], argmax: scores.argmax[p] }).toEqual(scoreByLaw(program, table));
  }
  return compared;
}

const NORMS = ['relative', 'absolute', 'ulp'] as const;

describe('scores of the batch kernel', () => {
  test.each(NORMS)(
    'are the law’s bit for bit in the %s norm, for programs of 1 to 64 instructions',
    async (norm) => {
      const table = prepareScoreTable(binary32Labels((x) => 1 / (1 + x * x), grid(-2, 2, 301), norm));
      await using(table, async (evaluator) => {
        for (const length of [1, 2, 5, 9, 16, 33, 64]) {
          const programs = randomPrograms(100, 60, length, exact);
          expect(await countEqual(evaluator, table, programs)).toBeGreaterThan(10);
        }
      });
    },
  );

  test('are the law’s for any program with any constants that the kernel takes', async () => {
    const table = prepareScoreTable(binary32Labels((x) => 1 + x, grid(-1, 3, 97), 'ulp'));
    const shape = { format: 'f32', opcodes: exact, maxInstructions: 10 } as const;
    const programs = fc
      .sample(programArbitrary(shape), { numRuns: 2000, seed: 7 })
      .filter((program) => !('refused' in packProgram(program)));
    await using(table, async (evaluator) => {
      expect(await countEqual(evaluator, table, programs)).toBeGreaterThan(100);
    });
  });

  test.each([1, 3, 4, 5, 255, 256, 257, 1000])(
    'cover each of %i points, the padding not among them',
    async (n) => {
      const table = prepareScoreTable(binary32Labels((x) => x, grid(1, n === 1 ? 1 : 2, n), 'absolute'));
      // |x - 0| is largest at the last point; |x - 3| at the first.
      const programs = [programOf('x - x'), programOf('a + b', 1, 2)];
      await using(table, async (evaluator) => {
        const scores = await evaluator.scoreBatch(programs.map(packed));
        expect([...scores.argmax]).toEqual([n - 1, 0]);
        expect([...scores.maxError]).toEqual([n === 1 ? 1 : 2, 2]);
        expect([...scores.flags]).toEqual([0, 0]);
      });
    },
  );

  test('give the first of several equal maxima', async () => {
    const table = prepareScoreTable(binary32Labels(() => 1, grid(-1, 1, 401), 'absolute'));
    await using(table, async (evaluator) => {
      const squared = programOf('x * x + a', 1);
      const constant = programOf('x - x');
      const scores = await evaluator.scoreBatch([squared, constant].map(packed));
      expect([...scores.argmax]).toEqual([0, 0]);
    });
  });

  test('include programs without instructions', async () => {
    const table = prepareScoreTable(binary32Labels((x) => 2 * x, grid(1, 2, 50), 'relative'));
    const identity: Program = { instructions: [], constants: [], constantCount: 0, result: INPUT };
    const constant: Program = {
      ...identity,
      constants: [constantFromNumber(1.5)],
      constantCount: 1,
      result: constantOperand(0),
    };
    await using(table, async (evaluator) => {
      expect(await countEqual(evaluator, table, [identity, constant])).toBe(2);
    });
  });

  test('do not depend on how a batch is split, nor on calls that overlap', async () => {
    const table = prepareScoreTable(binary32Labels((x) => x, grid(0.5, 1, 128), 'ulp'));
    const programs = [...randomPrograms(101, 1500, 3, exact), ...randomPrograms(102, 40, 50, exact)];
    const batch = programs.map(packed);
    await using(table, async (evaluator) => {
      const whole = await evaluator.scoreBatch(batch);
      for (let i = 0; i < 8; i++) evaluator.pace.learn(evaluator.pace.work, 1e4);
      const parts = await Promise.all([
        evaluator.scoreBatch(batch),
        evaluator.scoreBatch(batch.slice(0, 7)),
        evaluator.scoreBatch([]),
      ]);
      expect(parts[0]).toEqual(whole);
      expect(parts[1].maxError).toEqual(whole.maxError.slice(0, 7));
      expect(parts[2].maxError).toHaveLength(0);
    });
  });

  test('equal the law’s where ulps and labels are subnormal or near overflow', async () => {
    const programs = [programOf('x * a', 1.0001), programOf('x + a', 2 ** -120)];
    for (const [low, high] of [
      [2 ** -119, 2 ** -118],
      [2 ** 125, 2 ** 126],
    ] as const) {
      for (const norm of NORMS) {
        const table = prepareScoreTable(binary32Labels((x) => x * 1.000003, grid(low, high, 64), norm));
        await using(table, async (evaluator) => {
          expect(await countEqual(evaluator, table, programs)).toBeGreaterThan(0);
        });
      }
    }
  });
});

describe('flags of the batch kernel', () => {
  async function flagOf(program: Program, xs: Iterable<number>): Promise<number | undefined> {
    const table = prepareScoreTable(binary32Labels(() => 1, xs, 'absolute'));
    const { flags } = await using(table, (evaluator) => evaluator.scoreBatch([packed(program)]));
    return flags[0];
  }

  test('are raised by values that a GPU may flush, at a single point too', async () => {
    const scale = programOf('x * a', 2 ** -100);
    expect(await flagOf(scale, [1, 2, 2 ** -30, 3])).toBe(FLAG_TINY);
    expect(await flagOf(scale, [1, 2, 2 ** -20, 3])).toBe(0);
    const difference = programOf('(x - a) + b', 2 ** -110, 1);
    expect(await flagOf(difference, [2 ** -110 * (1 + 2 ** -22)])).toBe(FLAG_TINY);
    expect(await flagOf(difference, [2 ** -110])).toBe(0);
  });

  test('are raised by a subnormal x', async () => {
    const program = programOf('x * a', 1);
    expect((await flagOf(program, [1, 2 ** -140]))! & FLAG_TINY).toBe(FLAG_TINY);
  });

  test('are not raised by zeros that are exact', async () => {
    const sums = programOf('z = -((x - x) * a); y = (z + (x - x)) / a', 3);
    expect(await flagOf(sums, [0, -0, 1, 5])).toBe(0);
    expect(await flagOf(programOf('x * a', 0), [1, 2])).toBe(0);
    expect(await flagOf(programOf('x + a', -1), [1, 2])).toBe(0);
  });

  test('are raised by overflow, division by zero and roots of negative numbers, even hidden ones', async () => {
    const hidden = programOf('a / (a / x)', 1);
    expect((await flagOf(hidden, [1, 0]))! & FLAG_NOT_FINITE).toBe(FLAG_NOT_FINITE);
    const power = programOf('p = x * x; y = p * p');
    expect(await flagOf(power, [1, 2 ** 40])).toBe(FLAG_NOT_FINITE);
    const root = programOf('sqrt(x)');
    expect(await flagOf(root, [1, -1])).toBe(FLAG_NOT_FINITE);
    expect(await flagOf(root, [1, 0])).toBe(0);
  });
});

describe('values of the batch kernel', () => {
  test('are the law’s bit for bit at every point', async () => {
    const xs = grid(0.25, 4, 203);
    const table = prepareScoreTable(binary32Labels((x) => x, xs, 'absolute'));
    const programs = randomPrograms(103, 100, 6, exact);
    const bits = await using(table, (evaluator) => evaluator.valueBits(programs.map(packed)));
    for (const [p, program] of programs.entries()) {
      const law = compileLaw(program, 'f32');
      const expected = Array.from(xs, (x) => binary32Bits(law(x)));
      expect([...bits.subarray(p * xs.length, (p + 1) * xs.length)]).toEqual(expected);
    }
  });
});
