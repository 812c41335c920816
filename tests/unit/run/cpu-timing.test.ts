import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { hasFusedInstruction } from '../../../src/evaluation/wasm/relaxed-fma';
import { parseProgram } from '../../../src/program/parse';
import {
  CPU_REPETITIONS,
  judgeTimes,
  MOST_TIMED,
  timedFormat,
  timePrograms,
} from '../../../src/run/cpu-timing';
import { measuredFront, type TimedRow } from '../../../src/run/measured-front';
import type { Target } from '../../../src/targets/target';

const TARGET: Target = {
  function: { kind: 'catalogue', id: 'exp2' },
  interval: { lower: 0, upper: 1, lowerOpen: true, upperOpen: false },
  format: 'real',
  norm: 'relative',
};
const now = () => performance.now();

describe('judgeTimes', () => {
  it('tells the median with the range', () => {
    expect(judgeTimes([1, 1.1, 1.2, 9, 1], 0)).toEqual({
      kind: 'measured',
      median: 1.1,
      least: 1,
      most: 9,
    });
  });

  it('refuses what varies too much, beside what was subtracted', () => {
    expect(judgeTimes([1, 2, 3, 4, 5, 6, 7, 8], 0).kind).toBe('not measurable');
    expect(judgeTimes([1, 2, 3, 4, 5, 6, 7, 8], 100).kind).toBe('measured');
    expect(judgeTimes([NaN, 1, 1], 0).kind).toBe('not measurable');
    expect(judgeTimes([0, 0, 0], 0).kind).toBe('not measurable');
  });

  it('knows nothing shorter than nothing', () => {
    expect(judgeTimes([-0.1, -0.1, 0.1], 2)).toMatchObject({ median: 0, least: 0, most: 0.1 });
  });
});

describe('timePrograms', () => {
  it('times programs in the order in which they are given', async () => {
    const programs = ['y = x + 1', 'u = 1 / (x + 1); y = u / (u + x)'].map((text) =>
      parseProgram(text, 'real'),
    );
    const told: number[] = [];
    const answer = await timePrograms({
      target: TARGET,
      programs,
      now,
      watch: (done) => told.push(done) > 0,
    });
    expect(answer).toMatchObject({ kind: 'timed', format: 'f64', lanes: 2, repetitions: CPU_REPETITIONS });
    if (answer.kind !== 'timed') return;
    expect(answer.programs).toHaveLength(2);
    for (const timing of answer.programs.flatMap(({ throughput, latency }) => [throughput, latency])) {
      if (timing.kind === 'not measurable') expect(timing.reason).not.toBe('');
      else expect(timing.least <= timing.median && timing.median <= timing.most).toBe(true);
    }
    expect(told.slice(0, CPU_REPETITIONS)).toEqual(Array.from({ length: CPU_REPETITIONS }, (_, i) => i + 1));
  });

  it('tells the time of fma only where there is an instruction for it', async () => {
    const program = parseProgram('y = fma(x, 2, 1)', 'real');
    const answer = await timePrograms({ target: TARGET, programs: [program], now });
    if (answer.kind !== 'timed') throw new Error(answer.kind);
    const kinds = hasFusedInstruction('f64') ? ['measured', 'not measurable'] : ['not measurable'];
    expect(kinds).toContain(answer.programs[0]?.throughput.kind);
  });

  it('ends when nobody wants it any more', async () => {
    const program = parseProgram('y = x', 'real');
    const answer = await timePrograms({ target: TARGET, programs: [program], now, watch: () => false });
    expect(answer).toEqual({ kind: 'cancelled' });
  });

  it('says why nothing can be timed', async () => {
    let read = 0;
    const coarse = () => 10 * Math.floor(read++ / 7);
    const program = parseProgram('y = x', 'real');
    expect(await timePrograms({ target: TARGET, programs: [program], now: coarse })).toEqual({
      kind: 'failed',
      reason: 'the clock here is too coarse to time programs with',
    });
    const many = new Array<typeof program>(MOST_TIMED + 1).fill(program);
    expect(await timePrograms({ target: TARGET, programs: many, now })).toMatchObject({ kind: 'failed' });
  });

  it('takes binary32 for formats without instructions of their own', () => {
    expect(timedFormat(TARGET)).toBe('f64');
    expect(timedFormat({ ...TARGET, format: 'f64' })).toBe('f64');
    expect(timedFormat({ ...TARGET, format: 'f32' })).toBe('f32');
    expect(timedFormat({ ...TARGET, format: 'bf16' })).toBe('f32');
  });
});

describe('measuredFront', () => {
  const timed = (cost: number, error: number, nanoseconds: number | null): TimedRow => ({
    row: {
      ops: cost,
      cost,
      program: parseProgram('y = x', 'real'),
      error: { kind: 'refined', value: error, text: String(error), argmax: 0, points: 1 },
      foundAt: { evaluation: 0, seconds: 0, island: 0 },
    },
    timing:
      nanoseconds === null
        ? { kind: 'not measurable', reason: 'why' }
        : { kind: 'measured', median: nanoseconds, least: nanoseconds, most: nanoseconds },
  });

  it('orders by time and leaves out what another beats', () => {
    const rows = [
      timed(1, 1e-2, 3),
      timed(2, 1e-3, 1),
      timed(3, 1e-4, 5),
      timed(4, 1e-5, null),
      timed(5, 1e-6, 5),
    ];
    const { front, beaten, unmeasured } = measuredFront(rows);
    expect(front.map(({ row }) => row.cost)).toEqual([2, 5]);
    expect(beaten.map(({ row }) => row.cost)).toEqual([1, 3]);
    expect(unmeasured.map(({ row }) => row.cost)).toEqual([4]);
  });
});
