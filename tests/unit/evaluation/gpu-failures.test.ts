import { describe, expect, test } from 'vitest';
import { createBatchEvaluator } from '../../../src/evaluation/batch-evaluator';
import { scoreByLaw } from '../../../src/evaluation/law-evaluator';
import { prepareScoreTable, ScoreTableError } from '../../../src/evaluation/score';
import { parseProgram } from '../../../src/program/parse';
import { fakeGpu, type FakeFailures } from '../../support/fake-gpu';
import { binary32Labels, grid } from '../../support/label-tables';

const table = binary32Labels((x) => 1 / x, grid(1, 2, 33), 'ulp');
const programs = ['y = 1 / x', 'y = x * x - 3', 'y = fma(x, -0.5, 1.4)'].map((text) =>
  parseProgram(text, 'f32'),
);
const expected = programs.map((program) => scoreByLaw(program, prepareScoreTable(table)));

async function open(gpu: GPU | undefined, preference: 'auto' | 'on' | 'off' = 'on') {
  return createBatchEvaluator({ gpu, preference, table, opcodes: ['add', 'mul'] });
}

/** The run goes on by the law, whatever happened. */
async function expectScores(evaluator: Awaited<ReturnType<typeof open>>) {
  const { maxError, argmax } = await evaluator.score(programs);
  expect(programs.map((_, i) => ({ maxError: maxError[i], argmax: argmax[i] }))).toEqual(expected);
  const third = programs[2]!;
  const scores = await evaluator.scoreConstants(third, [Float32Array.of(-0.5, Math.fround(1.4))]);
  expect({ maxError: scores.maxError[0], argmax: scores.argmax[0] }).toEqual(expected[2]);
}

describe('without a usable GPU the law scores, and the report says why', () => {
  const cases: readonly (readonly [string, FakeFailures, RegExp])[] = [
    ['no adapter', { noAdapter: true }, /^no GPU adapter was found$/],
    [
      'a request for an adapter that fails',
      { adapterError: new Error('blocked by policy') },
      /^the request for a GPU adapter failed: blocked by policy$/,
    ],
    ['a refused device', { deviceError: new Error('too many devices') }, /gave no device: too many devices$/],
    [
      'an adapter with low limits',
      { lowLimits: { maxStorageBuffersPerShaderStage: 4 } },
      /^the GPU adapter is too limited: maxStorageBuffersPerShaderStage is 4, and the kernels need 5$/,
    ],
    [
      'a shader that does not compile',
      { compilationErrors: [{ lineNum: 7, linePos: 3, message: 'unknown builtin' }] },
      /^evaluate-batch\.wgsl does not compile: line 7, column 3: unknown builtin$/,
    ],
    ['a refused pipeline', { pipelineError: new Error('too many slots') }, /too many slots/],
    [
      'too little memory',
      { scopeError: { filter: 'out-of-memory', message: 'not enough room' } },
      /^the allocation of GPU buffers failed \(out of memory\): not enough room$/,
    ],
    ['an exception of the platform', { bufferError: new Error('no\nbuffers') }, /failed: no buffers$/],
    [
      'a device lost at the start',
      { lossReason: 'the driver was reset' },
      /^the GPU device was lost: the driver was reset$/,
    ],
  ];

  test.each(cases)('%s', async (_, failures, reason) => {
    const fake = fakeGpu(failures);
    const evaluator = await open(fake.gpu);
    expect(evaluator.report).toEqual({
      state: 'unavailable',
      reason: expect.stringMatching(reason) as string,
    });
    await expectScores(evaluator);
    evaluator.destroy();
  });

  test('no WebGPU', async () => {
    const evaluator = await open(undefined);
    expect(evaluator.report).toEqual({ state: 'unavailable', reason: 'WebGPU is not supported here' });
    await expectScores(evaluator);
  });

  test('switched off: the GPU is not even asked', async () => {
    const evaluator = await open(fakeGpu({ adapterError: new Error('asked') }).gpu, 'off');
    expect(evaluator.report).toEqual({ state: 'unavailable', reason: 'scoring on the GPU is switched off' });
    await expectScores(evaluator);
  });

  test('a device that turned out useless is given back', async () => {
    const fake = fakeGpu({ pipelineError: new Error('no') });
    await open(fake.gpu);
    expect(fake.destroyed()).toBe(1);
  });
});

test('labels of another format are refused', async () => {
  const labels = { ...table, hi: table.hi.map((v) => v + 2 ** -40) };
  await expect(
    createBatchEvaluator({ gpu: undefined, preference: 'auto', table: labels, opcodes: ['add'] }),
  ).rejects.toThrow(ScoreTableError);
});

test('an empty batch has empty scores', async () => {
  const evaluator = await open(undefined);
  expect((await evaluator.score([])).maxError).toHaveLength(0);
});
