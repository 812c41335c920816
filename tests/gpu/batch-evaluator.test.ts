import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBatchEvaluator } from '../../src/evaluation/batch-evaluator';
import type { BatchEvaluator } from '../../src/evaluation/evaluator';
import type { GpuPreference } from '../../src/evaluation/gpu-report';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../src/evaluation/score';
import { OPCODES, type Opcode } from '../../src/program/opcode';
import { constantFromNumber, constantToNumber } from '../../src/program/constant';
import { parseProgram } from '../../src/program/parse';
import type { Program, Structure } from '../../src/program/program';
import { binary32Labels, grid } from '../support/label-tables';
import { programArbitrary } from '../support/program-arbitrary';
import { dawn, watchedDawn } from './dawn';

const labels = binary32Labels((x) => 1 / (1 + x), grid(-0.5, 2, 129), 'ulp');
const table = prepareScoreTable(labels);

function open(gpu: GPU, preference: GpuPreference, opcodes: readonly Opcode[]): Promise<BatchEvaluator> {
  return createBatchEvaluator({ gpu, preference, table: labels, opcodes });
}

function programs(count: number, seed: number, maxInstructions = 12): Program[] {
  return fc.sample(programArbitrary({ format: 'f32', maxInstructions, maxConstants: 6 }), {
    numRuns: count,
    seed,
  });
}

async function expectLaw(evaluator: BatchEvaluator, batch: readonly Program[]): Promise<void> {
  const { maxError, argmax } = await evaluator.score(batch);
  const expected = batch.map((program) => scoreByLaw(program, table));
  expect([...maxError]).toEqual(expected.map((score) => score.maxError));
  expect([...argmax]).toEqual(expected.map((score) => score.argmax));
}

function nearby(program: Program, count: number): Float32Array[] {
  const centre = Float32Array.from(program.constants, constantToNumber);
  return Array.from({ length: count }, (_, v) => centre.map((c) => c * (1 + v / 1024)));
}

async function expectLawForConstants(
  evaluator: BatchEvaluator,
  structure: Structure,
  vectors: readonly Float32Array[],
): Promise<void> {
  const { maxError, argmax } = await evaluator.scoreConstants(structure, vectors);
  const expected = vectors.map((vector) =>
    scoreByLaw({ ...structure, constants: Array.from(vector, constantFromNumber) }, table),
  );
  expect([...maxError]).toEqual(expected.map((score) => score.maxError));
  expect([...argmax]).toEqual(expected.map((score) => score.argmax));
}

describe('a batch evaluator on a GPU', () => {
  let evaluator: BatchEvaluator;
  beforeAll(async () => {
    evaluator = await open(dawn, 'on', ['add', 'sub', 'mul']);
  });
  afterAll(() => evaluator.destroy());

  test('has the law’s scores for whatever programs: any opcode, any constant, any length', async () => {
    expect(evaluator.report).toMatchObject({ state: 'ready', used: true, reason: 'chosen by the user' });
    await expectLaw(evaluator, programs(700, 1));
    await expectLaw(evaluator, programs(60, 2, 100));
  });

  test('leaves to the CPU what the adapter does not do exactly, and says so', async () => {
    const mixed = await open(dawn, 'on', OPCODES);
    const { report } = mixed;
    if (report.state !== 'ready' && report.state !== 'screening') throw new Error(report.reason);
    const inexact = OPCODES.filter((opcode) => report.verdicts[opcode] !== 'exact');
    expect(report.state).toBe(inexact.length === 0 ? 'ready' : 'screening');
    for (const opcode of inexact) expect(report.reason).toContain(opcode);
    await expectLaw(mixed, programs(200, 3));
    mixed.destroy();
  });

  test('measures when it may choose, and gives the figure', async () => {
    const chosen = await open(dawn, 'auto', ['add', 'mul']);
    expect(chosen.report).toMatchObject({
      state: 'ready',
      reason: expect.stringMatching(/^measured [0-9.e+-]+ times as fast as the CPU on 64 programs/) as string,
    });
    await expectLaw(chosen, programs(100, 4));
    chosen.destroy();
  });

  test('has the law’s scores for constant vectors of any structure, whatever the constants', async () => {
    for (const program of programs(25, 8)) {
      const wild = program.constants.map((_, k) => [0, -0, NaN, Infinity, 2 ** -149, 2 ** -126][k % 6]!);
      await expectLawForConstants(evaluator, program, [...nearby(program, 33), Float32Array.from(wild)]);
    }
    await expectLawForConstants(evaluator, programs(1, 9, 100)[0]!, nearby(programs(1, 9, 100)[0]!, 5));
    expect(evaluator.report.state).toBe('ready');
  });

  test('refuses constant vectors of another length', async () => {
    const program = parseProgram('y = x + 1', 'f32');
    await expect(evaluator.scoreConstants(program, [new Float32Array(2)])).rejects.toThrow(RangeError);
    expect((await evaluator.scoreConstants(program, [])).maxError).toHaveLength(0);
  });

  test('goes on by the law after it is destroyed', async () => {
    evaluator.destroy();
    await expectLaw(evaluator, programs(50, 5));
    const [program] = programs(1, 5);
    await expectLawForConstants(evaluator, program!, nearby(program!, 9));
  });
});

describe('when the device is lost', () => {
  test('between two batches, the law takes over and the report says so', async () => {
    const devices: GPUDevice[] = [];
    const evaluator = await open(
      watchedDawn((device) => devices.push(device)),
      'on',
      ['add', 'mul'],
    );
    await expectLaw(evaluator, programs(50, 6));
    devices[0]?.destroy();
    await devices[0]?.lost;
    await expectLaw(evaluator, programs(50, 6));
    expect(evaluator.report).toEqual({ state: 'lost', reason: 'the GPU device was given up' });
  });

  test('in the middle of a batch, no score is missing', async () => {
    const devices: GPUDevice[] = [];
    const evaluator = await open(
      watchedDawn((device) => devices.push(device)),
      'on',
      ['add', 'mul'],
    );
    const batch = programs(3000, 7);
    const scored = expectLaw(evaluator, batch);
    devices[0]?.destroy();
    await scored;
    expect(evaluator.report.state).toBe('lost');
    await expectLaw(evaluator, batch.slice(0, 100));
  });

  test('in the middle of constant vectors, no score is missing', async () => {
    const devices: GPUDevice[] = [];
    const evaluator = await open(
      watchedDawn((device) => devices.push(device)),
      'on',
      ['add', 'mul'],
    );
    const program = parseProgram('y = (x * 1.25 + 0.5) * x', 'f32');
    const scored = expectLawForConstants(evaluator, program, nearby(program, 500));
    devices[0]?.destroy();
    await scored;
    expect(evaluator.report.state).toBe('lost');
  });
});
