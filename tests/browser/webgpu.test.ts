import { proxy, wrap } from 'comlink';
import { describe, expect, test } from 'vitest';
import { prepareScoreTable } from '../../src/evaluation/score';
import { createGpuEvaluator } from '../../src/evaluation/webgpu/evaluator';
import { createBatchKernel } from '../../src/evaluation/webgpu/kernel';
import { requestGpu } from '../../src/evaluation/webgpu/device';
import { packProgram } from '../../src/evaluation/webgpu/packing';
import { randomPrograms } from '../../src/evaluation/webgpu/random-programs';
import { runSnippet } from '../../src/evaluation/webgpu/run-snippet';
import { selfTest } from '../../src/evaluation/webgpu/self-test';
import { binary32Bits } from '../../src/numerics/bits';
import { compileLaw } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import type { GpuService } from '../../src/protocol/gpu-service';
import { createGpuService } from '../../src/run/gpu-service';
import { parseInterval, parseTarget } from '../../src/targets/parse';
import { binary32Labels, grid } from '../support/label-tables';
import { compareWithLaw, type Comparison } from './webgpu-scores';

function expectLawOnGpu({ report, programs, different, vectors, differentVectors }: Comparison): void {
  expect(report).toMatchObject({ used: true, usedForConstants: true });
  expect(programs).toBe(350);
  expect(different).toBe(0);
  expect(vectors).toBe(300);
  expect(differentVectors).toBe(0);
}

async function connectBrowser() {
  const available = await requestGpu(navigator.gpu);
  if (available.kind === 'unavailable') throw new Error(`the browser tests need WebGPU: ${available.reason}`);
  return available.connection;
}

describe('WebGPU in the browser', () => {
  test('scores as the law does, on the page', async () => {
    expectLawOnGpu(await compareWithLaw());
  });

  test('scores as the law does, in a worker', async () => {
    const worker = new Worker(new URL('./webgpu.worker.ts', import.meta.url), { type: 'module' });
    try {
      const comparison = await new Promise<Comparison>((resolve, reject) => {
        worker.onmessage = (event: MessageEvent<Comparison>) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
      });
      expectLawOnGpu(comparison);
    } finally {
      worker.terminate();
    }
  });

  test('passes the self-test for + - * and negation', async () => {
    const connection = await connectBrowser();
    const { verdicts, exactWhenSpecialised } = await selfTest(createBatchKernel(connection));
    expect(verdicts).toMatchObject({
      add: 'exact',
      sub: 'exact',
      mul: 'exact',
      neg: 'exact',
      scores: 'exact',
    });
    expect([...exactWhenSpecialised]).toEqual(expect.arrayContaining(['add', 'sub', 'mul', 'neg']));
    connection.destroy();
  });

  test('gives the law’s bits for + - * on normal numbers, in the interpreter kernel', async () => {
    const connection = await connectBrowser();
    const xs = grid(0.25, 4, 203);
    const table = prepareScoreTable(binary32Labels((x) => x, xs, 'absolute'));
    const evaluator = await createGpuEvaluator(createBatchKernel(connection), table);
    const programs = randomPrograms(203, 100, 6, ['add', 'sub', 'mul']);
    const packed = programs.map((program) => {
      const result = packProgram(program);
      if ('refused' in result) throw new Error(result.refused);
      return result;
    });
    const bits = await evaluator.valueBits(packed);
    for (const [p, program] of programs.entries()) {
      const law = compileLaw(program, 'f32');
      const expected = Array.from(xs, (x) => binary32Bits(law(x)));
      expect([...bits.subarray(p * xs.length, (p + 1) * xs.length)]).toEqual(expected);
    }
    evaluator.destroy();
    connection.destroy();
  });

  test('scans a builtin and times it, in the service of the GPU worker', async () => {
    const service = createGpuService();
    expect((await service.selfTest()).kind).toBe('tested');
    const scan = await service.builtinError('exp2', parseInterval('[1,1.25)'));
    expect(scan).toMatchObject({ kind: 'scanned', count: 2 ** 21, flushed: 0 });
    const target = parseTarget({ target: 'exp2', interval: '(0,1]', format: 'f32', norm: 'ulp' });
    const timing = await service.time(target, parseProgram('y = 1 + x * (0.65 + x * 0.35)', 'f32'));
    expect(timing).toMatchObject({ kind: 'timed', builtin: { name: 'exp2' } });
  });

  test('answers through the worker of the page', async () => {
    const worker = new Worker(new URL('../../workers/gpu.worker.ts', import.meta.url), { type: 'module' });
    try {
      const service = wrap<GpuService>(worker);
      const seen: number[] = [];
      const watch = proxy((done: number) => seen.push(done) > 0);
      const answer = await service.builtinError('sqrt', parseInterval('[1,1.125)'), watch);
      expect(answer).toMatchObject({ kind: 'scanned', count: 2 ** 20 });
      expect(seen).toEqual([2 ** 20]);
    } finally {
      worker.terminate();
    }
  });

  test('runs a function given as WGSL, and tells where one does not compile', async () => {
    const connection = await connectBrowser();
    const xs = Float32Array.of(-1.5, 0, 3);
    expect(await runSnippet(connection, 'fn f(x: f32) -> f32 { return x + x; }', 'f', xs)).toEqual({
      kind: 'values',
      values: Float32Array.of(-3, 0, 6),
    });
    const refused = await runSnippet(connection, 'fn f(x: f32) -> f32 {\n  return y;\n}', 'f', xs);
    expect(refused).toMatchObject({ kind: 'compilation failed', problems: [{ line: 2, column: 10 }] });
    connection.destroy();
  });
});
