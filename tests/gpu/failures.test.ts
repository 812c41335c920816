/** Failures in the middle of a run on a real device: the scores go on being the law's, and the report says what happened. */

import { describe, expect, test } from 'vitest';
import { createBatchEvaluator } from '../../src/evaluation/batch-evaluator';
import type { BatchEvaluator } from '../../src/evaluation/evaluator';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../src/evaluation/score';
import { constantFromNumber } from '../../src/program/constant';
import { parseProgram } from '../../src/program/parse';
import { binary32Labels, grid } from '../support/label-tables';
import { watchedDawn } from './dawn';

const labels = binary32Labels((x) => 1 / (1 + x), grid(0, 2, 65), 'ulp');
const table = prepareScoreTable(labels);
const program = parseProgram('y = (x * 1.25 + 0.5) * x', 'f32');
const vectors = Array.from({ length: 300 }, (_, v) => Float32Array.of(1.25 + v / 1024, 0.5));

async function open(): Promise<{ readonly evaluator: BatchEvaluator; readonly device: GPUDevice }> {
  const devices: GPUDevice[] = [];
  const evaluator = await createBatchEvaluator({
    gpu: watchedDawn((device) => devices.push(device)),
    preference: 'on',
    table: labels,
    opcodes: ['add', 'mul'],
  });
  expect(evaluator.report).toMatchObject({ state: 'ready', used: true, usedForConstants: true });
  return { evaluator, device: devices[0]! };
}

async function expectLaw(evaluator: BatchEvaluator): Promise<void> {
  const byConstants = await evaluator.scoreConstants(program, vectors);
  const programs = vectors.map((vector) => ({
    ...program,
    constants: Array.from(vector, constantFromNumber),
  }));
  const byPrograms = await evaluator.score(programs);
  const law = programs.map((one) => scoreByLaw(one, table).maxError);
  expect([...byConstants.maxError]).toEqual(law);
  expect([...byPrograms.maxError]).toEqual(law);
}

describe('in the middle of a run', () => {
  test('a structure whose shader does not compile', async () => {
    const { evaluator, device } = await open();
    const create = device.createShaderModule.bind(device);
    device.createShaderModule = (descriptor) =>
      create({ ...descriptor, code: `${descriptor.code}\nfn broken( {` });
    await expectLaw(evaluator);
    expect(evaluator.report).toEqual({
      state: 'lost',
      reason: expect.stringMatching(
        /^evaluate-structure\.wgsl does not compile: line \d+, column \d+: /,
      ) as string,
    });
  });

  test('too little memory', async () => {
    const { evaluator, device } = await open();
    const scopes: GPUErrorFilter[] = [];
    const push = device.pushErrorScope.bind(device);
    const pop = device.popErrorScope.bind(device);
    device.pushErrorScope = (filter) => {
      scopes.push(filter);
      push(filter);
    };
    device.popErrorScope = async () => {
      const filter = scopes.pop();
      const error = await pop();
      return filter === 'out-of-memory' ? { message: 'not enough room' } : error;
    };
    await expectLaw(evaluator);
    expect(evaluator.report).toEqual({
      state: 'lost',
      reason: 'a GPU dispatch failed (out of memory): not enough room',
    });
  });

  test('a submission that is refused', async () => {
    const { evaluator, device } = await open();
    device.queue.submit = () => {
      throw new Error('the queue is gone');
    };
    await expectLaw(evaluator);
    expect(evaluator.report).toEqual({
      state: 'lost',
      reason: 'a GPU dispatch failed: the queue is gone',
    });
  });
});
