/** The scoring kernels in binary16 and bfloat16, on the adapter at hand, held against the law. */

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBatchEvaluator } from '../../src/evaluation/batch-evaluator';
import type { BatchEvaluator } from '../../src/evaluation/evaluator';
import { scoreByLaw } from '../../src/evaluation/law-evaluator';
import { prepareScoreTable } from '../../src/evaluation/score';
import { createGpuEvaluator } from '../../src/evaluation/webgpu/evaluator';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import { createBatchKernel } from '../../src/evaluation/webgpu/kernel';
import { packProgram, type PackedProgram } from '../../src/evaluation/webgpu/packing';
import { binary32Bits } from '../../src/numerics/bits';
import { infinityOrdinal, fromOrdinal } from '../../src/numerics/ordinals';
import { labelTable, validationPoints } from '../../src/oracle/tables';
import { constantFromNumber, constantToNumber } from '../../src/program/constant';
import { interpretAll } from '../../src/program/interpret';
import { OPCODES } from '../../src/program/opcode';
import { parseProgram } from '../../src/program/parse';
import type { Program } from '../../src/program/program';
import { parseTarget } from '../../src/targets/parse';
import { programArbitrary } from '../support/program-arbitrary';
import { connectDawn, dawn } from './dawn';

let connection: GpuConnection;

beforeAll(async () => {
  connection = await connectDawn();
});

afterAll(() => {
  connection.destroy();
});

/** Every finite number of the format. */
function allNumbers(format: 'f16' | 'bf16'): Float64Array {
  const largest = Number(infinityOrdinal(format)) - 1;
  return Float64Array.from({ length: 2 * largest + 1 }, (_, i) => fromOrdinal(BigInt(i - largest), format));
}

function packed(program: Program, format: 'f16' | 'bf16'): PackedProgram {
  const result = packProgram(program, format);
  if ('refused' in result) throw new Error(result.refused);
  return result;
}

describe.each(['f16', 'bf16'] as const)('kernels for %s', (format) => {
  test.each([
    'y = x * 1.375',
    'y = x + 0.40625',
    'y = 1.625 - x',
    'y = 1.125 / x',
    'y = sqrt(x)',
    'y = fma(x, 1.375, 0.8125)',
    'p = x * 0.71875; q = -p; y = fma(x, 0.71875, q)',
    'y = fma(x, x, 1.00390625)',
  ])('round %s as the law does at every number of the format', async (text) => {
    const xs = allNumbers(format).filter((x) => Math.abs(x) >= 2 ** -98);
    const table = prepareScoreTable({
      x: xs,
      hi: new Float64Array(xs.length),
      lo: new Float64Array(xs.length),
      scale: new Float64Array(xs.length).fill(1),
    });
    const program = parseProgram(text, format);
    const evaluator = await createGpuEvaluator(createBatchKernel(connection, format), table);
    const bits = await evaluator.valueBits([packed(program, format)]);
    evaluator.destroy();
    const law = interpretAll(program, xs, format);
    const wrong = [...xs.keys()].filter((i) => {
      const value = law[i]!;
      // What may have been flushed, and what is no number, is flagged.
      if (Number.isNaN(value) || (value !== 0 && Math.abs(value) < 2 ** -125)) return false;
      if (!Number.isFinite(value)) return (bits[i]! & 0x7fffffff) < 0x7f800000;
      return value === 0 ? (bits[i]! & 0x7fffffff) !== 0 : bits[i] !== binary32Bits(value);
    });
    expect(wrong.map((i) => xs[i])).toEqual([]);
  });

  describe('score', () => {
    const target = parseTarget({ target: 'sin', interval: '[-1,3]', format, norm: 'ulp' });
    const labels = labelTable(target, validationPoints(target, 300));
    const table = prepareScoreTable(labels);
    let evaluator: BatchEvaluator;

    beforeAll(async () => {
      evaluator = await createBatchEvaluator({
        gpu: dawn,
        preference: 'on',
        table: labels,
        format,
        opcodes: OPCODES,
      });
    });

    afterAll(() => {
      evaluator.destroy();
    });

    function programs(count: number, seed: number): Program[] {
      return fc.sample(programArbitrary({ format: 'f32', maxInstructions: 10, maxConstants: 5 }), {
        numRuns: count,
        seed,
      });
    }

    test('says what it found, fma included, which no fma of the adapter computes', () => {
      expect(evaluator.report).toMatchObject({
        state: 'ready',
        verdicts: { add: 'exact', mul: 'exact', fma: 'exact' },
        specialisedVerdicts: { add: 'exact', mul: 'exact', fma: 'exact', underflow: 'detected' },
        used: true,
        usedForConstants: true,
      });
    });

    test('programs as the law does', async () => {
      const batch = programs(300, 11);
      const { maxError, argmax } = await evaluator.score(batch);
      const expected = batch.map((program) => scoreByLaw(program, table, format));
      expect([...maxError]).toEqual(expected.map((score) => score.maxError));
      expect([...argmax]).toEqual(expected.map((score) => score.argmax));
    });

    test('constant vectors of any structure as the law does', async () => {
      for (const program of programs(8, 12)) {
        const centre = Float32Array.from(program.constants, constantToNumber);
        const vectors = Array.from({ length: 33 }, (_, v) => centre.map((c) => c * (1 + v / 64)));
        const { maxError, argmax } = await evaluator.scoreConstants(program, vectors);
        const expected = vectors.map((vector) =>
          scoreByLaw({ ...program, constants: Array.from(vector, constantFromNumber) }, table, format),
        );
        expect([...maxError]).toEqual(expected.map((score) => score.maxError));
        expect([...argmax]).toEqual(expected.map((score) => score.argmax));
      }
      expect(evaluator.report.state).toBe('ready');
    });
  });
});
