import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import { createBatchKernel } from '../../src/evaluation/webgpu/kernel';
import { selfTest, type SelfTest } from '../../src/evaluation/webgpu/self-test';
import { OPCODES } from '../../src/program/opcode';
import { connectDawn } from './dawn';

let connection: GpuConnection;
let result: SelfTest;

beforeAll(async () => {
  connection = await connectDawn();
  result = await selfTest(createBatchKernel(connection));
});

afterAll(() => {
  connection.destroy();
});

describe('the self-test', () => {
  test('has a verdict for every opcode and every liberty of WGSL', () => {
    expect(Object.keys(result.verdicts)).toEqual([
      ...OPCODES,
      'contraction',
      'reassociation',
      'underflow',
      'overflow',
      'scores',
      'long programs',
      'subnormals',
      'negative zero',
      'specialised kernels',
      'straight-line code',
    ]);
  });

  test('finds + - * and negation exact in the interpreter, which no compiler can look through', () => {
    expect(result.verdicts).toMatchObject({
      add: 'exact',
      sub: 'exact',
      mul: 'exact',
      neg: 'exact',
      contraction: 'none',
      reassociation: 'none',
      underflow: 'detected',
      overflow: 'detected',
      scores: 'exact',
      'long programs': 'exact',
    });
    expect([...result.exactOpcodes]).toEqual(expect.arrayContaining(['add', 'sub', 'mul', 'neg']));
  });

  test('trusts an opcode only where its verdict is exact', () => {
    for (const opcode of OPCODES) {
      expect(result.exactOpcodes.has(opcode)).toBe(result.verdicts[opcode] === 'exact');
    }
  });

  test('has verdicts of their own for kernels compiled for one structure, and trusts these alone there', () => {
    expect(Object.keys(result.specialisedVerdicts)).toEqual([
      ...OPCODES,
      'contraction',
      'reassociation',
      'underflow',
      'overflow',
      'subnormals',
      'scores',
    ]);
    expect(result.specialisedVerdicts).toMatchObject({
      add: 'exact',
      sub: 'exact',
      mul: 'exact',
      neg: 'exact',
      contraction: 'none',
      reassociation: 'none',
      underflow: 'detected',
      overflow: 'detected',
      scores: 'exact',
    });
    for (const opcode of OPCODES) {
      expect(result.exactWhenSpecialised.has(opcode)).toBe(result.specialisedVerdicts[opcode] === 'exact');
    }
  });

  test('trusts specialised kernels with + - * and negation', () => {
    expect([...result.exactWhenSpecialised]).toEqual(expect.arrayContaining(['add', 'sub', 'mul', 'neg']));
  });

  test('tells the known traits of SwiftShader', () => {
    // Other adapters have others; that theirs are told is checked by what the scores then are.
    if (!/swiftshader/i.test(connection.adapter)) return;
    expect(connection.software).toBe(true);
    expect(result.verdicts).toMatchObject({
      div: 'exact',
      sqrt: 'exact',
      fma: 'unfused',
      subnormals: 'flushed',
      'specialised kernels': 'exact but for fma',
      'straight-line code': 'reordered',
    });
  });

  test('comes to the same verdicts again', async () => {
    const again = await selfTest(createBatchKernel(connection));
    expect(again.verdicts).toEqual(result.verdicts);
  });
});
