import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import { runSnippet } from '../../src/evaluation/webgpu/run-snippet';
import { straightLineVerdict } from '../../src/evaluation/webgpu/straight-line';
import { grid } from '../support/label-tables';
import { connectDawn } from './dawn';

let connection: GpuConnection;

beforeAll(async () => {
  connection = await connectDawn();
});

afterAll(() => {
  connection.destroy();
});

describe('runSnippet', () => {
  test('gives the value of the function at every number, over several dispatches too', async () => {
    const xs = Float32Array.from(grid(-4, 4, 300_001));
    const text = 'const HALF = 0.5f;\nfn halve(x: f32) -> f32 {\n  return x * HALF;\n}\n';
    const outcome = await runSnippet(connection, text, 'halve', xs);
    expect(outcome).toEqual({ kind: 'values', values: xs.map((x) => x / 2) });
  });

  test('takes no numbers for an answer', async () => {
    const outcome = await runSnippet(
      connection,
      'fn f(x: f32) -> f32 { return x; }',
      'f',
      new Float32Array(),
    );
    expect(outcome).toEqual({ kind: 'values', values: new Float32Array() });
  });

  test('tells line and column of what does not compile, in the text that was given', async () => {
    const text = 'fn f(x: f32) -> f32 {\n  return x + ;\n}\n';
    const outcome = await runSnippet(connection, text, 'f', Float32Array.of(1));
    if (outcome.kind !== 'compilation failed') throw new Error(outcome.kind);
    expect(outcome.problems[0]).toMatchObject({ line: 2, column: 14 });
    expect(outcome.problems[0]?.message).not.toBe('');
  });

  test('tells a missing function and one of another type', async () => {
    for (const text of ['fn g(x: f32) -> f32 { return x; }', 'fn f(x: i32) -> i32 { return x; }']) {
      expect((await runSnippet(connection, text, 'f', Float32Array.of(1))).kind).toBe('compilation failed');
    }
  });

  test('takes only a name for a name', async () => {
    const outcome = await runSnippet(connection, '', 'f(x); } fn g(', Float32Array.of(1));
    expect(outcome).toEqual({ kind: 'failed', reason: expect.stringContaining('identifier') as string });
  });

  test('goes on after a failure', async () => {
    await runSnippet(connection, 'nonsense', 'f', Float32Array.of(1));
    const outcome = await runSnippet(
      connection,
      'fn f(x: f32) -> f32 { return -x; }',
      'f',
      Float32Array.of(1),
    );
    expect(outcome).toEqual({ kind: 'values', values: Float32Array.of(-1) });
  });
});

test('the straight-line verdict is one of four, and on SwiftShader known', async () => {
  const verdict = await straightLineVerdict(connection, Float32Array.from(grid(0.1, 3, 100)));
  expect(['as written', 'fused', 'reordered', 'fused and reordered']).toContain(verdict);
  if (/swiftshader/i.test(connection.adapter)) expect(verdict).toBe('reordered');
});

test('on a device that is gone the outcome says so', async () => {
  const other = await connectDawn();
  other.destroy();
  await other.lost;
  const outcome = await runSnippet(other, 'fn f(x: f32) -> f32 { return x; }', 'f', Float32Array.of(1));
  expect(outcome).toEqual({ kind: 'failed', reason: 'the GPU device was given up' });
});
