import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import { deviceScan, type DeviceScan } from '../../src/evaluation/webgpu/device-scan';
import { BUILTIN_NAMES, BUILTINS, builtinSnippet } from '../../src/evaluation/webgpu/builtins';
import { oracleBlocks, referenceBlocks } from '../../src/evaluation/webgpu/reference-blocks';
import type { Snippet } from '../../src/evaluation/webgpu/snippet';
import { fromOrdinal32, ordinalOf32 } from '../../src/numerics/ordinals';
import { ulpOf } from '../../src/numerics/ulp';
import { parseInterval } from '../../src/targets/parse';
import { connectDawn } from './dawn';

let connection: GpuConnection;

beforeAll(async () => {
  connection = await connectDawn();
});

afterAll(() => {
  connection.destroy();
});

const RECIP = { kind: 'catalogue', id: 'recip' } as const;
const SQRT = { kind: 'catalogue', id: 'sqrt' } as const;

function snippet(expression: string): Snippet {
  return { code: `fn f(x: f32) -> f32 { return ${expression}; }`, name: 'f' };
}

async function scanned(
  code: Snippet,
  references: ReturnType<typeof referenceBlocks>,
  first: number,
  last: number,
): Promise<DeviceScan> {
  const outcome = await deviceScan(connection, code, references, { first, last });
  if (outcome.kind !== 'scanned') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** The largest |value - f(x)| in ulps over the range, for a function whose binary64 value is exact enough. */
function bruteForce(f: (x: number) => number, exact: (x: number) => number, first: number, last: number) {
  let maxUlp = -1;
  let argmax = NaN;
  let misrounded = 0;
  for (let n = first; n <= last; n++) {
    const x = fromOrdinal32(n);
    const truth = exact(x);
    if (f(x) !== Math.fround(truth)) misrounded++;
    const error = Math.abs(f(x) - truth) / ulpOf(truth, 'f32');
    if (error > maxUlp) {
      maxUlp = error;
      argmax = x;
    }
  }
  return { maxUlp, argmax, misrounded };
}

describe('a device scan', () => {
  test('finds maximum, argument and misroundings over every number of a range, across chunks', async () => {
    const first = ordinalOf32(1.25);
    const last = first + 2_500_000;
    // One rounding too many, in operations that every adapter rounds correctly.
    const found = await scanned(snippet('x + 0.125 - 0.0625'), referenceBlocks(RECIP), first, first + 10);
    expect(found.count).toBe(11);
    const constant = await scanned(snippet('0.75'), referenceBlocks(SQRT), first, last);
    const expected = bruteForce(() => 0.75, Math.sqrt, first, last);
    expect(constant).toMatchObject({ count: 2_500_001, argmax: expected.argmax, flushed: 0 });
    expect(constant.misrounded).toBe(expected.misrounded);
    expect(constant.maxUlp / expected.maxUlp).toBeCloseTo(1, 10);
  });

  test('takes the same from the oracle as from the reference kernel', async () => {
    const first = ordinalOf32(0.999);
    const line = snippet('2.0 - x');
    const fast = await scanned(line, referenceBlocks(RECIP), first, first + 700);
    const slow = await scanned(line, oracleBlocks(RECIP), first, first + 700);
    expect({ ...fast, maxUlp: 0 }).toEqual({ ...slow, maxUlp: 0 });
    expect(fast.maxUlp).toBeCloseTo(slow.maxUlp, 9);
    expect(referenceBlocks(RECIP).fast).toBe(true);
    expect(referenceBlocks({ kind: 'expression', text: '1/x' }).fast).toBe(false);
  });

  test('goes through negative numbers and zero in their order', async () => {
    const identity = snippet('x');
    const cube = { kind: 'catalogue', id: 'sin' } as const;
    const found = await scanned(
      identity,
      referenceBlocks(cube),
      ordinalOf32(-0.01),
      ordinalOf32(-0.01) + 100,
    );
    // |x - sin x| is about |x|^3 / 6: largest at the first number.
    expect(found.argmax).toBe(Math.fround(-0.01));
    const around = await scanned(identity, referenceBlocks(cube), -5, 5);
    expect(around.count).toBe(11);
    expect(around.maxUlp).toBeLessThanOrEqual(0.5);
  });

  test('tells flushed values apart', async () => {
    // Halves that are subnormal, and the smallest normal numbers.
    const first = ordinalOf32(2 ** -126);
    const found = await scanned(
      snippet('x * 0.5'),
      oracleBlocks({ kind: 'expression', text: 'x/2' }),
      first,
      first + 9,
    );
    expect(found.count).toBe(10);
    expect(found.misrounded).toBe(found.flushed);
    if (/swiftshader/i.test(connection.adapter)) expect(found.flushed).toBe(10);
  });

  test('passes over numbers at which the function has no value, and takes NaN for an infinite error', async () => {
    const found = await scanned(snippet('x'), oracleBlocks({ kind: 'catalogue', id: 'log' }), -10, -1);
    expect(found).toEqual({ kind: 'scanned', count: 0, maxUlp: -1, argmax: NaN, misrounded: 0, flushed: 0 });
    const code = {
      code: 'fn f(x: f32) -> f32 { return bitcast<f32>(select(bitcast<u32>(x), 0x7fc00000u, x > 1.0)); }',
      name: 'f',
    };
    const broken = await scanned(code, referenceBlocks(RECIP), ordinalOf32(1), ordinalOf32(1) + 3);
    expect(broken).toMatchObject({ maxUlp: Infinity, argmax: 1 + 2 ** -23, misrounded: 3 });
  });

  test('tells how far it is, and stops when told to', async () => {
    const first = ordinalOf32(1);
    const last = first + 4_000_000;
    const seen: number[] = [];
    const outcome = await deviceScan(connection, snippet('1.0'), referenceBlocks(SQRT), {
      first,
      last,
      watch: (done, total) => {
        expect(total).toBe(4_000_001);
        seen.push(done);
        return seen.length < 2;
      },
    });
    expect(outcome).toMatchObject({ kind: 'cancelled', count: 2 ** 21 });
    expect(seen).toEqual([2 ** 20, 2 ** 21]);
  });

  test('says what is wrong with a snippet, a name or a range', async () => {
    const references = referenceBlocks(RECIP);
    const range = { first: 0, last: 10 };
    expect(await deviceScan(connection, snippet('x +'), references, range)).toMatchObject({
      kind: 'compilation failed',
      problems: [{ line: 1 }],
    });
    expect(await deviceScan(connection, { code: '', name: 'a b' }, references, range)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('identifier') as string,
    });
    for (const bad of [
      { first: 3, last: 2 },
      { first: 0, last: 2 ** 31 },
      { first: 0.5, last: 2 },
    ]) {
      expect(await deviceScan(connection, snippet('x'), references, bad)).toMatchObject({
        kind: 'failed',
        reason: expect.stringContaining('no range') as string,
      });
    }
  });

  test('on a device that is gone says so', async () => {
    const other = await connectDawn();
    other.destroy();
    await other.lost;
    expect(await deviceScan(other, snippet('x'), referenceBlocks(RECIP), { first: 0, last: 10 })).toEqual({
      kind: 'failed',
      reason: 'the GPU device was given up',
    });
  });
});

test.each(BUILTIN_NAMES)('the error of the builtin %s is found, and finite', async (name) => {
  const { functionId, interval } = BUILTINS[name];
  const first = ordinalOf32(parseInterval(interval).lower);
  const references = referenceBlocks({ kind: 'catalogue', id: functionId });
  expect(references.fast).toBe(true);
  const found = await scanned(builtinSnippet(name), references, first, first + 100_000);
  expect(found.count).toBe(100_001);
  // An approximation worth the name: 2^-8 of the value.
  expect(found.maxUlp).toBeLessThan(2 ** 16);
});
