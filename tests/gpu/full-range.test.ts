/**
 * Full-range functions in WGSL on the adapter, against the law, bit for bit: a software adapter computes as IEEE 754 has
 * it, but for subnormal numbers, which it replaces by 0.
 */

import { beforeAll, describe, expect, test } from 'vitest';
import { exportFullRange } from '../../src/codegen/full-range/full-range';
import { FULL_RANGE_FUNCTIONS } from '../../src/codegen/full-range/templates';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import { runSnippet } from '../../src/evaluation/webgpu/run-snippet';
import { fromOrdinal32 } from '../../src/numerics/ordinals';
import { goldenFunction, NARROW } from '../support/full-range';
import { measuredError } from '../support/measured-error';
import { connectDawn } from './dawn';

const gpu: { connection?: GpuConnection } = {};

beforeAll(async () => {
  gpu.connection = await connectDawn();
});

/** Ordinals of infinity and of the largest number. */
const INFINITY_ORDINAL = 0x7f800000;
const STRATA = 8192;

/** Infinities, NaN, zeros, every binade of both signs by ordinal, and as many moderate numbers. */
const POINTS = Float32Array.from([
  NaN,
  ...[INFINITY_ORDINAL, INFINITY_ORDINAL - 1, 0, 1, 2 ** 23 - 1, 2 ** 23].flatMap((n) => [
    fromOrdinal32(n),
    -fromOrdinal32(n),
  ]),
  ...Array.from({ length: 2 * STRATA }, (_, i) =>
    fromOrdinal32(Math.floor(((i + 0.37) / STRATA - 1) * INFINITY_ORDINAL)),
  ),
  ...Array.from({ length: 2 * STRATA }, (_, i) => 200 * ((i * 0.6180339887498949) % 1) - 100),
  ...Array.from({ length: STRATA }, (_, i) => 4 * ((i * 0.6180339887498949) % 1) - 2),
]);

/** Smaller numbers may have been replaced by 0, on the way or at the end. */
const LEAST = 2 ** -126;

describe.each([true, false])('with special cases: %s', (specialCases) => {
  test.each(FULL_RANGE_FUNCTIONS)('%s computes the law', async (id) => {
    const { connection } = gpu;
    if (connection === undefined) throw new Error('no adapter');
    const whole = goldenFunction(id, NARROW, specialCases);
    const { code, functionName } = exportFullRange(whole, 'wgsl', { error: measuredError() });
    const { lower, upper } = whole.interval;
    const xs = specialCases
      ? POINTS
      : POINTS.filter((x) => Math.abs(x) >= 2 ** -13 && x >= lower && x <= upper);
    const outcome = await runSnippet(connection, code, functionName, xs);
    if (outcome.kind !== 'values') throw new Error(JSON.stringify(outcome));
    const expected = new Float64Array(xs.length);
    whole.law(Float64Array.from(xs), expected);
    const different = [...xs.keys()].filter((i) => {
      const [value, law] = [outcome.values[i]!, expected[i]!];
      return !Object.is(value, law) && !(Math.abs(law) < 4 * LEAST && Math.abs(value - law) < 2 * LEAST);
    });
    expect(
      different.map((i) => `${String(xs[i])}: ${String(outcome.values[i])}, not ${String(expected[i])}`),
    ).toEqual([]);
    expect(xs.length).toBeGreaterThan(STRATA / 2);
  });
});
