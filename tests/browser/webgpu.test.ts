import { describe, expect, test } from 'vitest';
import { createBatchKernel } from '../../src/evaluation/webgpu/kernel';
import { requestGpu } from '../../src/evaluation/webgpu/device';
import { runSnippet } from '../../src/evaluation/webgpu/run-snippet';
import { selfTest } from '../../src/evaluation/webgpu/self-test';
import { compareWithLaw, type Comparison } from './webgpu-scores';

function expectLawOnGpu({ report, programs, different }: Comparison): void {
  expect(report).toMatchObject({ used: true });
  expect(programs).toBe(350);
  expect(different).toBe(0);
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
    const { verdicts } = await selfTest(createBatchKernel(connection));
    expect(verdicts).toMatchObject({
      add: 'exact',
      sub: 'exact',
      mul: 'exact',
      neg: 'exact',
      scores: 'exact',
    });
    connection.destroy();
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
