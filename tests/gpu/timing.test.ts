import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtinSnippet } from '../../src/evaluation/webgpu/builtins';
import type { GpuConnection } from '../../src/evaluation/webgpu/device';
import type { Snippet } from '../../src/evaluation/webgpu/snippet';
import { createStopwatch } from '../../src/evaluation/webgpu/stopwatch';
import { judge, REPETITIONS, timeSnippets } from '../../src/evaluation/webgpu/timing';
import { connectDawn } from './dawn';

let connection: GpuConnection;

beforeAll(async () => {
  connection = await connectDawn();
});

afterAll(() => {
  connection.destroy();
});

const LINE: Snippet = { code: 'fn f(x: f32) -> f32 { return x * 1.5 + 0.25; }', name: 'f' };
const UNIT = { lower: 0, upper: 1 };

describe('the timing of snippets', () => {
  test.each(['device', 'host'] as const)('by the clock of the %s has a verdict for each', async (clock) => {
    if (clock === 'device' && !connection.device.features.has('timestamp-query')) {
      // Without the feature the stopwatch is the host's.
      expect(createStopwatch(connection).clock).toBe('host');
      return;
    }
    const outcome = await timeSnippets(connection, [LINE, builtinSnippet('exp2')], { ...UNIT, clock });
    expect(outcome).toMatchObject({ kind: 'timed', clock, repetitions: REPETITIONS });
    if (outcome.kind !== 'timed') throw new Error(outcome.kind);
    expect(outcome.timings).toHaveLength(2);
    for (const timing of outcome.timings) {
      if (timing.kind === 'measured') {
        expect(timing.median).toBeGreaterThan(0);
        expect(timing.least).toBeLessThanOrEqual(timing.median);
        expect(timing.most).toBeGreaterThanOrEqual(timing.median);
      } else expect(timing.reason).not.toBe('');
    }
  });

  test('stops when told to', async () => {
    const outcome = await timeSnippets(connection, [LINE], { ...UNIT, watch: (done) => done < 2 });
    expect(outcome).toEqual({ kind: 'cancelled' });
  });

  test('says which snippet does not compile, and what of the options is wrong', async () => {
    const broken: Snippet = { code: 'fn g(x: f32) -> f32 {\n  return y;\n}', name: 'g' };
    expect(await timeSnippets(connection, [LINE, broken], UNIT)).toMatchObject({
      kind: 'compilation failed',
      index: 1,
      problems: [{ line: 2 }],
    });
    for (const interval of [
      { lower: 1, upper: 1 },
      { lower: 0, upper: Infinity },
    ]) {
      expect(await timeSnippets(connection, [LINE], interval)).toMatchObject({ kind: 'failed' });
    }
  });

  test('on a device that is gone says so', async () => {
    const other = await connectDawn();
    other.destroy();
    await other.lost;
    expect(await timeSnippets(other, [LINE], UNIT)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('given up') as string,
    });
  });
});

describe('the judgement of times', () => {
  const loop = [1, 1.25, 0.75];

  test('takes the loop away and gives nanoseconds for each call', () => {
    expect(judge([5, 5.25, 4.75], [2.5, 2.5, 2.5], loop, 1e6)).toEqual({
      kind: 'measured',
      median: 4,
      least: 4,
      most: 4,
    });
    expect(judge([5, 6, 5], [2.6, 2.5, 2.7], [1, 1, 1], 2e6)).toEqual({
      kind: 'measured',
      median: 2,
      least: 2,
      most: 2.5,
    });
  });

  test.each([
    ['times that do not grow with the work', [5, 5, 5], [5, 5, 5], loop, /twice the calls took 1\.00 times/],
    ['times that grow too fast', [5, 5, 5], [1, 1, 1], loop, /twice the calls took 5\.00 times/],
    ['a clock that stands still', [0, 0, 0], [0, 0, 0], [0, 0, 0], /no sensible times/],
    ['timestamps that run backwards', [-1, 5, 5], [2, 2, 2], loop, /no sensible times/],
    ['times that vary too much', [2, 9, 4, 5], [2, 2, 2, 2], [1, 1, 1, 1], /vary too much/],
    ['a call lost in the noise', [1, 1.05, 0.95], [0.5, 0.5, 0.5], loop, /too little beside the loop/],
  ])('refuses %s', (_name, whole, half, around, reason) => {
    expect(judge(whole, half, around, 1000)).toEqual({
      kind: 'not measurable',
      reason: expect.stringMatching(reason) as string,
    });
  });
});
