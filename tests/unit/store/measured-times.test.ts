import { describe, expect, it } from 'vitest';
import type { CpuTimingAnswer } from '../../../src/protocol/cpu-timing-service';
import type { ProgramsTimingAnswer, Timing } from '../../../src/protocol/gpu-service';
import type { Watch } from '../../../src/protocol/oracle-service';
import { createTimesStore } from '../../../src/store/measured-times';
import { createWorkbench } from '../../../src/store/workbench';
import { fakeEngine } from '../../support/fake-engine';
import { EXP2, frontRow } from '../../support/fronts';

const PROGRAMS = [frontRow(1, 1).program, frontRow(2, 1).program];
const took = (median: number): Timing => ({ kind: 'measured', median, least: median, most: median });

function setUp(cpu: CpuTimingAnswer, gpu: ProgramsTimingAnswer) {
  const workbench = createWorkbench({ engine: fakeEngine(), workers: 1, shipped: null });
  const watches: Watch[] = [];
  const times = createTimesStore(workbench, {
    cpu: {
      timeOnCpu: (_target, _programs, watch) => {
        if (watch !== undefined) watches.push(watch);
        return Promise.resolve(cpu);
      },
    },
    gpu: { timePrograms: () => Promise.resolve(gpu) },
  });
  return { workbench, times, watches };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('measured times', () => {
  it('stand by program, with their conditions, for each device', async () => {
    const { times } = setUp(
      {
        kind: 'timed',
        format: 'f64',
        lanes: 2,
        repetitions: 15,
        programs: [
          { throughput: took(1), latency: took(4) },
          { throughput: took(2), latency: { kind: 'not measurable', reason: 'why' } },
        ],
      },
      { kind: 'timed', adapter: 'a GPU', clock: 'device', repetitions: 9, timings: [took(0.1), took(0.2)] },
    );
    times.start('cpu', EXP2, PROGRAMS);
    expect(times.getState().running).toBe('cpu');
    await settled();
    times.start('gpu', EXP2, PROGRAMS);
    await settled();
    const { cpu, gpu, running } = times.getState();
    expect(running).toBeNull();
    expect(cpu?.conditions).toEqual({ format: 'f64', lanes: 2, repetitions: 15 });
    expect(cpu?.times.get(PROGRAMS[0]!)?.latency).toEqual(took(4));
    expect(cpu?.times.get(PROGRAMS[1]!)?.latency?.kind).toBe('not measurable');
    expect(gpu?.times.get(PROGRAMS[1]!)).toEqual({ throughput: took(0.2) });
  });

  it('tell why there are none, and keep those that were there', async () => {
    const reason = 'no adapter';
    const { times } = setUp({ kind: 'failed', reason: 'coarse' }, { kind: 'unavailable', reason });
    times.start('gpu', EXP2, PROGRAMS);
    await settled();
    expect(times.getState()).toMatchObject({ gpu: null, failure: reason });
    times.start('cpu', EXP2, PROGRAMS);
    await settled();
    expect(times.getState()).toMatchObject({ cpu: null, failure: 'coarse' });
  });

  it('end when a run begins', async () => {
    const { workbench, times, watches } = setUp({ kind: 'cancelled' }, { kind: 'cancelled' });
    times.start('cpu', EXP2, PROGRAMS);
    expect(await watches[0]!(1, 15)).toBe(true);
    expect(times.getState()).toMatchObject({ done: 1, total: 15 });
    workbench.getState().start();
    expect(times.getState().running).toBeNull();
    expect(await watches[0]!(2, 15)).toBe(false);
  });
});
