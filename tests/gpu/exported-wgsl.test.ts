import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportProgram } from '../../src/codegen/export-program';
import { samplePoints32 } from '../../src/codegen/sample-points';
import { deviationBound } from '../../src/codegen/wgsl-guarantees';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import { runSnippet } from '../../src/evaluation/webgpu/run-snippet';
import type { Format } from '../../src/numerics/format';
import { compileLaw, interpretInstructions } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import { printProgram } from '../../src/program/print';
import type { Program } from '../../src/program/program';
import { parseTarget } from '../../src/targets/parse';
import frontier from '../golden/exp2_frontier.json';
import { measuredError } from '../support/measured-error';
import { programArbitrary } from '../support/program-arbitrary';
import { connectDawn } from './dawn';

const gpu: { connection?: GpuConnection } = {};

beforeAll(async () => {
  gpu.connection = await connectDawn();
});

interface Values {
  readonly xs: Float32Array;
  readonly adapter: Float32Array;
  readonly law: (x: number) => number;
}

/** The exported snippet on the adapter, at 5,000 points by value and 5,000 by ordinal. */
async function evaluate(program: Program, interval: string, format: Format = 'f32'): Promise<Values> {
  const { connection } = gpu;
  if (connection === undefined) throw new Error('no adapter');
  const target = parseTarget({ target: 'exp2', interval, format });
  const { code } = exportProgram({ program, target, error: measuredError(), name: 'approximation' }, 'wgsl');
  const xs = Float32Array.from(samplePoints32(target.interval, 5000));
  const outcome = await runSnippet(connection, code, 'approximation', xs);
  if (outcome.kind !== 'values') throw new Error(JSON.stringify(outcome));
  return { xs, adapter: outcome.values, law: compileLaw(program, 'f32') };
}

const isNormal = (x: number): boolean => x === 0 || (Math.abs(x) >= 2 ** -126 && Math.abs(x) < Infinity);

/** Whether neither x nor any value on the way is subnormal, infinite or NaN, of which WGSL promises nothing. */
function staysNormal(program: Program, x: number): boolean {
  return isNormal(x) && interpretInstructions(program, x, 'f32').every(isNormal);
}

describe('on the adapter, an exported program of', () => {
  test.each([
    ['additions', 'u = x + 0.1; v = u - 7.25; y = 3 - (v + u)'],
    ['multiplications', 'u = x * 1.1; v = u * x; y = v * 0.3'],
    ['a polynomial', 'y = 0.9999 + x * (0.69 + x * (0.24 + x * (0.055 + x * 0.013)))'],
    ['squares and negations', 'u = x - 0.5; v = u * u; y = -(v * -1.7) - x'],
    ['mergeable pairs', 'u = (x + 100) - x; v = u * 1.1 * 1.3; y = v * x + v * u'],
    ['operations on constants', 'u = 1.1 * 1.3; y = u + 0.7 * x'],
    ['no operations', 'y = x'],
    ['a constant', 'y = 1.1'],
  ])('%s gives the bits of the law', async (_name, text) => {
    const program = parseProgram(text, 'f32');
    const { xs, adapter, law } = await evaluate(program, '[-2,2]');
    const different = [...xs].filter((x, i) => staysNormal(program, x) && adapter[i] !== law(x));
    expect(xs.length).toBeGreaterThan(9000);
    expect(different).toEqual([]);
  });

  test('additions, subtractions, multiplications and negations drawn at random gives the bits of the law', async () => {
    const opcodes = ['add', 'sub', 'mul', 'neg'] as const;
    const programs = fc.sample(programArbitrary({ format: 'f32', opcodes, anyConstants: false }), {
      numRuns: 100,
      seed: 3,
    });
    for (const program of programs) {
      const { xs, adapter, law } = await evaluate(program, '[-2,2]');
      const different = [...xs].filter((x, i) => staysNormal(program, x) && adapter[i] !== law(x));
      expect([printProgram(program), ...different.slice(0, 3)]).toEqual([printProgram(program)]);
    }
  });

  const rows = frontier.bestKnown
    .filter(({ ops }) => ops <= 8)
    .map(({ ops, program }) => [ops, program] as const);

  test.each<readonly [name: string, text: string]>([
    ...rows.map(([ops, text]) => [`${ops} operations with divisions`, text] as const),
    ['square roots', 'u = sqrt(x + 1.5); y = sqrt(u) / (u + 0.25) + sqrt(2.5)'],
    ['fused multiply-adds', 'u = fma(x, x, 0.1); y = fma(u, x, -fma(x, 0.3, 1.7))'],
    ['everything', 'u = fma(x, 0.5, 1 / (x + 3)); y = -sqrt(u * u + 3) - 0.1 * x'],
  ])('%s stays within the stated bound', async (_name, text) => {
    const program = parseProgram(text, 'f32');
    const { xs, adapter, law } = await evaluate(program, '(0,1]');
    const bound = deviationBound(program);
    const outside = [...xs].filter((x, i) => Math.abs((adapter[i] ?? NaN) - law(x)) > bound(x));
    expect(outside).toEqual([]);
    expect([...xs].filter((x) => bound(x) < Infinity).length).toBeGreaterThan(4000);
  });

  test('real constants is computed with constants rounded to f32', async () => {
    const program = parseProgram('y = (x + 0.1000000000000000000000000000000001) * 1.3', 'real');
    const { xs, adapter, law } = await evaluate(program, '(0,1]', 'real');
    expect([...xs].filter((x, i) => isNormal(x) && adapter[i] !== law(x))).toEqual([]);
  });
});

test('constants at the ends of the format compile', async () => {
  const ends = ['0x1.fffffep+127', '-0x1.fffffep+127', '0x1p-126', '0x1p-149', '0', '-0', '0x1.000002p+0'];
  for (const text of ends) {
    const { adapter } = await evaluate(parseProgram(`y = x + ${text}`, 'f32'), '(0,1]');
    expect(adapter.every((value) => !Number.isNaN(value))).toBe(true);
  }
});
