import { describe, expect, test } from 'vitest';
import { scoreByLaw } from '../../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../../src/evaluation/score';
import { isNumberOf } from '../../../src/numerics/rounding';
import { labelTable, validationPoints } from '../../../src/oracle/tables';
import { constantToNumber } from '../../../src/program/constant';
import { parseProgram } from '../../../src/program/parse';
import { createGpuService } from '../../../src/run/gpu-service';
import { parseInterval, parseTarget } from '../../../src/targets/parse';
import { fakeGpu, type FakeFailures } from '../../support/fake-gpu';
import { binary32Labels, grid } from '../../support/label-tables';

const target = parseTarget({ target: 'exp2', interval: '[1,1.001]', format: 'f32', norm: 'ulp' });
const program = parseProgram('y = x * 1.5 + 0.25', 'f32');

async function answers(failures: FakeFailures) {
  const service = createGpuService(fakeGpu(failures).gpu);
  return {
    scan: await service.scan(target, program),
    builtin: await service.builtinError('exp', parseInterval('[1,1.001]')),
    time: await service.time(target, program),
    selfTest: await service.selfTest(),
  };
}

function because(reason: RegExp) {
  return { reason: expect.stringMatching(reason) as string };
}

describe('a GPU that fails', () => {
  test.each([
    ['no adapter', { noAdapter: true }, /^no GPU adapter was found$/],
    ['a refused device', { deviceError: new Error('too many') }, /gave no device: too many$/],
    ['low limits', { lowLimits: { maxStorageBufferBindingSize: 1024 } }, /^the GPU adapter is too limited/],
  ])('%s: every answer says so', async (_name, failures, reason) => {
    const { scan, builtin, time, selfTest } = await answers(failures);
    for (const answer of [scan, builtin, time, selfTest]) {
      expect(answer).toEqual({ kind: 'unavailable', ...because(reason) });
    }
  });

  test('a shader that does not compile is told with its place', async () => {
    const compilationErrors = [{ lineNum: 3, linePos: 7, message: 'unknown word' }];
    const { scan, time, selfTest } = await answers({ compilationErrors });
    expect(scan).toMatchObject({
      kind: 'compilation failed',
      problems: [{ line: 3, column: 7, message: 'unknown word' }],
    });
    expect(time).toEqual({ kind: 'failed', ...because(/^line 3, column 7: unknown word$/) });
    expect(selfTest).toMatchObject({ kind: 'unavailable', ...because(/line 3, column 7/) });
  });

  test.each([
    ['a refused pipeline', { pipelineError: new Error('no registers left') }, /no registers left/],
    [
      'too little memory',
      { pipelinesExist: true, scopeError: { filter: 'out-of-memory', message: 'not enough room' } },
      /^the allocation of GPU buffers failed \(out of memory\): not enough room$/,
    ],
    [
      'an exception of the platform',
      { pipelinesExist: true, bufferError: new Error('gone') },
      /failed: gone$/,
    ],
  ] satisfies readonly (readonly [string, FakeFailures, RegExp])[])('%s', async (_name, failures, reason) => {
    const { scan, builtin, time } = await answers(failures);
    for (const answer of [scan, builtin, time]) {
      expect(answer).toMatchObject({ kind: 'failed', ...because(reason) });
    }
  });

  test('a device that is lost fails one answer, and the next where it is lost again', async () => {
    const service = createGpuService(fakeGpu({ lossReason: 'the driver was reset' }).gpu);
    const lost = because(/^the GPU device was lost: the driver was reset$/);
    expect(await service.scan(target, program)).toMatchObject({ kind: 'failed', ...lost });
    expect(await service.scan(target, program)).toEqual({ kind: 'unavailable', ...lost });
    expect(await service.time(target, program)).toEqual({ kind: 'unavailable', ...lost });
    expect(await service.selfTest()).toEqual({ kind: 'unavailable', ...lost });
  });

  test('the search among constants goes on without it', async () => {
    const table = binary32Labels((x) => 1.49 * x + 0.26, grid(1, 2, 50), 'ulp');
    const service = createGpuService(fakeGpu({ lossReason: 'gone' }).gpu);
    const answer = await service.searchNeighbourhood({ program, table, steps: 1, gpu: 'on' });
    expect(answer.gpu).toMatchObject({ state: 'unavailable', ...because(/lost: gone$/) });
    expect(answer.error).toBeLessThan(answer.errorBefore);
  });
});

test('constants of shorter formats are moved among the numbers of these', async () => {
  const half = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f16', norm: 'ulp' });
  const table = labelTable(half, validationPoints(half, 100));
  const start = parseProgram('y = (0.34 * x + 0.66) * x + 1', 'f16');
  const service = createGpuService(undefined);
  const answer = await service.searchNeighbourhood({
    program: start,
    table,
    format: 'f16',
    steps: 4,
    gpu: 'auto',
  });
  expect(answer).toMatchObject({ complete: true });
  expect(answer.error).toBeLessThan(answer.errorBefore);
  for (const constant of answer.program.constants)
    expect(isNumberOf(constantToNumber(constant), 'f16')).toBe(true);
  const { maxError } = scoreByLaw(answer.program, prepareScoreTable(table), 'f16');
  expect(answer.error).toBe(maxError);
});

test('what cannot be scanned is refused with a reason', async () => {
  const service = createGpuService(fakeGpu({}).gpu);
  const between = parseInterval('[1.00000001,1.00000002]');
  expect(await service.builtinError('exp', between)).toMatchObject({
    kind: 'failed',
    total: 0,
    ...because(/holds no binary32 number/),
  });
  const half = parseTarget({ target: 'exp2', interval: '[1,2]', format: 'f16', norm: 'ulp' });
  await expect(service.scan(half, program)).rejects.toThrow(/binary16/);
});
