import { describe, expect, test } from 'vitest';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../src/evaluation/score';
import { nextUp } from '../../src/numerics/ordinals';
import { constantFromNumber, constantToNumber } from '../../src/program/constant';
import { parseProgram } from '../../src/program/parse';
import { createGpuService } from '../../src/run/gpu-service';
import { parseInterval, parseTarget } from '../../src/targets/parse';
import { binary32Labels, grid } from '../support/label-tables';
import { dawn, watchedDawn } from './dawn';

const service = createGpuService(dawn);
const PARABOLA = parseProgram('y = 1.0017 + x * (0.65 + x * 0.345)', 'f32');

function target(interval: string, name = 'exp2') {
  return parseTarget({ target: name, interval, format: 'f32', norm: 'ulp' });
}

describe('the GPU service', () => {
  test('tells what the adapter can be trusted with, once for a device', async () => {
    const first = await service.selfTest();
    expect(first).toMatchObject({ kind: 'tested', verdicts: { add: 'exact', mul: 'exact' } });
    expect(await service.selfTest()).toBe(first);
  });

  test('scans an exported program over every number of the interval', async () => {
    const seen: number[] = [];
    const answer = await service.scan(target('[0.5,0.75)'), PARABOLA, (done) => seen.push(done) > 0);
    expect(answer).toMatchObject({ kind: 'scanned', total: 2 ** 22, count: 2 ** 22, flushed: 0 });
    if (answer.kind !== 'scanned') throw new Error(answer.kind);
    // The parabola is off by 2^-10 at most and 2^-12 at least somewhere.
    expect(answer.maxUlp).toBeGreaterThan(2 ** 11);
    expect(answer.maxUlp).toBeLessThan(2 ** 15);
    expect(seen.at(-1)).toBe(2 ** 22);
  });

  test('scans few numbers against the oracle where there is no fast reference, and refuses many', async () => {
    const slow = (interval: string) =>
      parseTarget({ expr: 'exp(x)+x', interval, format: 'f32', norm: 'ulp' });
    const few = await service.scan(slow('[1,1.0001]'), PARABOLA);
    expect(few).toMatchObject({ kind: 'scanned', count: 839 });
    expect(await service.scan(slow('[1,2]'), PARABOLA)).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/8388609 binary32 numbers/) as string,
    });
  });

  test('finds the error of a builtin, over its own interval or another', async () => {
    const answer = await service.builtinError('sqrt', parseInterval('[1,1.25)'));
    expect(answer).toMatchObject({
      kind: 'scanned',
      total: 2 ** 21,
      promise: expect.stringContaining('inverseSqrt') as string,
    });
    if (answer.kind !== 'scanned') throw new Error(answer.kind);
    expect(answer.maxUlp).toBeLessThan(16);
    const stopped = await service.builtinError('exp2', undefined, () => false);
    expect(stopped).toMatchObject({ kind: 'cancelled', interval: { lower: 0.5, upper: 8 } });
  });

  test('times a program beside the builtin, where there is one', async () => {
    const answer = await service.time(target('(0,1]'), PARABOLA);
    expect(answer).toMatchObject({ kind: 'timed', builtin: { name: 'exp2' } });
    const alone = await service.time(target('(0,1]', 'erf'), PARABOLA, () => false);
    expect(alone).toEqual({ kind: 'cancelled' });
  });

  test('times programs beside each other, in the order in which they are given', async () => {
    const programs = [PARABOLA, parseProgram('y = x', 'f32')];
    const answer = await service.timePrograms(target('(0,1]'), programs);
    if (answer.kind !== 'timed') throw new Error(answer.kind);
    expect(answer.timings).toHaveLength(2);
    expect(answer.adapter).not.toBe('');
    expect(await service.timePrograms(target('(0,1]'), programs, () => false)).toEqual({ kind: 'cancelled' });
  });

  test('asks for another device after one was lost', async () => {
    const devices: GPUDevice[] = [];
    const own = createGpuService(watchedDawn((device) => devices.push(device)));
    expect((await own.builtinError('sqrt', parseInterval('[1,1.0001]'))).kind).toBe('scanned');
    devices[0]?.destroy();
    await devices[0]?.lost;
    expect((await own.builtinError('sqrt', parseInterval('[1,1.0001]'))).kind).toBe('scanned');
    expect(devices).toHaveLength(2);
  });

  test('without a GPU says so', async () => {
    const none = createGpuService(undefined);
    const unavailable = { kind: 'unavailable', reason: 'WebGPU is not supported here' };
    expect(await none.selfTest()).toEqual(unavailable);
    expect(await none.scan(target('[1,2]'), PARABOLA)).toEqual(unavailable);
    expect(await none.builtinError('exp')).toEqual(unavailable);
    expect(await none.time(target('[1,2]'), PARABOLA)).toEqual(unavailable);
    expect(await none.timePrograms(target('[1,2]'), [PARABOLA])).toEqual(unavailable);
  });
});

describe('the search among neighbouring constants', () => {
  const table = binary32Labels((x) => 2 ** x, grid(0, 1, 60), 'ulp');
  const score = (program: typeof PARABOLA) => scoreByLaw(program, prepareScoreTable(table)).maxError;

  test('ends where no neighbour is better, with the GPU and without', async () => {
    const request = { program: PARABOLA, table, steps: 1, gpu: 'off' } as const;
    const settled = await service.searchNeighbourhood(request);
    expect(settled.errorBefore).toBe(score(PARABOLA));
    expect(settled.error).toBe(score(settled.program));
    expect(settled.error).toBeLessThan(settled.errorBefore);
    expect(settled).toMatchObject({ complete: true, gpu: { state: 'unavailable' } });
    expect(settled.evaluated % 27).toBe(1);

    const moved = settled.program.constants.map((c) => nextUp(nextUp(constantToNumber(c), 'f32'), 'f32'));
    const start = { ...settled.program, constants: moved.map(constantFromNumber) };
    const [on, off] = await Promise.all(
      (['on', 'off'] as const).map((gpu) =>
        service.searchNeighbourhood({ program: start, table, steps: 2, gpu }),
      ),
    );
    expect(on).toMatchObject({ complete: true, gpu: { state: 'ready', usedForConstants: true } });
    expect(on!.evaluated % 125).toBe(1);
    expect({ ...on, gpu: null }).toEqual({ ...off, gpu: null });
    expect(on!.error).toBeLessThanOrEqual(settled.error);
  });

  test('stops when told to, with the best until then', async () => {
    const request = { program: PARABOLA, table, steps: 4, gpu: 'off' } as const;
    const answer = await service.searchNeighbourhood(request, () => false);
    expect(answer).toMatchObject({ complete: false, evaluated: 1 + 9 ** 3 });
    expect(answer.error).toBeLessThan(answer.errorBefore);
  });

  test.each([0, 1.5, 2000])('takes no %d steps', async (steps) => {
    const request = { program: PARABOLA, table, steps, gpu: 'off' } as const;
    await expect(service.searchNeighbourhood(request)).rejects.toThrow(/1 to 1024 steps/);
  });
});
