/** The evaluators on a device whose speed the test dictates: dispatches stay short, whatever it is. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { prepareScoreTable } from '../../../src/evaluation/score';
import { requestGpu, type GpuConnection } from '../../../src/evaluation/webgpu/device';
import { createGpuEvaluator } from '../../../src/evaluation/webgpu/evaluator';
import { createBatchKernel } from '../../../src/evaluation/webgpu/kernel';
import { packProgram } from '../../../src/evaluation/webgpu/packing';
import { createSpecialisedEvaluator } from '../../../src/evaluation/webgpu/specialised-evaluator';
import { createSpecialisedKernel, QUADS_PER_GROUP } from '../../../src/evaluation/webgpu/specialised-kernel';
import { parseProgram } from '../../../src/program/parse';
import { fakeGpu, type FakeClock } from '../../support/fake-gpu';
import { binary32Labels, grid } from '../../support/label-tables';

/** Milliseconds that no dispatch may take on a real GPU. */
const LONGEST = 50;
const POINTS = 1024;
const table = prepareScoreTable(binary32Labels((x) => x * x, grid(1, 2, POINTS), 'absolute'));
const program = parseProgram('y = ((x * 0.5 + 0.25) * x + 0.125) * x + 1', 'f32');
const instructions = program.instructions.length;

/** Instruction-points per millisecond; may change while the test runs. */
const device = { speed: 0 };
let clock: FakeClock;

beforeEach(() => {
  clock = { now: 0, timeOf: () => 0, taken: [] };
  vi.spyOn(performance, 'now').mockImplementation(() => clock.now);
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function connect(timeOf: FakeClock['timeOf']): Promise<GpuConnection> {
  clock = { ...clock, timeOf };
  const available = await requestGpu(fakeGpu({ pipelinesExist: true, clock }).gpu);
  if (available.kind === 'unavailable') throw new Error(available.reason);
  return available.connection;
}

async function batches() {
  const connection = await connect((programs) => (programs * POINTS * (1 + instructions)) / device.speed);
  const evaluator = await createGpuEvaluator(createBatchKernel(connection), table);
  const packed = packProgram(program);
  if ('refused' in packed) throw new Error(packed.refused);
  return (count: number) => evaluator.scoreBatch(new Array<typeof packed>(count).fill(packed));
}

async function constantVectors() {
  // What merges the slices costs next to nothing.
  const connection = await connect((groups, position) =>
    position > 0 ? 0 : (4 * groups * QUADS_PER_GROUP * POINTS * (instructions + 3)) / device.speed,
  );
  const evaluator = await createSpecialisedEvaluator(createSpecialisedKernel(connection), table);
  const vector = new Float32Array(program.constantCount).fill(1.5);
  return (count: number) => evaluator.score(program, new Array<Float32Array>(count).fill(vector));
}

describe.each([
  ['batches of programs', batches],
  ['constant vectors of one structure', constantVectors],
])('%s', (_, open) => {
  test.each([1e6, 1e8, 1e9])(
    'take less than 50 ms a dispatch from the first on, at %d per ms',
    async (speed) => {
      device.speed = speed;
      const score = await open();
      for (let call = 0; call < 6; call++) await score(30_000);
      expect(clock.taken.length).toBeGreaterThan(5);
      expect(Math.max(...clock.taken)).toBeLessThan(LONGEST);
    },
  );

  test('are made smaller within a few dispatches when the device has become slow', async () => {
    device.speed = 1e8;
    const score = await open();
    for (let call = 0; call < 4; call++) await score(30_000);
    device.speed = 1e6;
    const before = clock.taken.length;
    for (let call = 0; call < 4; call++) await score(30_000);
    const after = clock.taken.slice(before);
    expect(Math.max(...after.slice(8))).toBeLessThan(LONGEST);
  });

  test('grow on a fast device until they are worth the call', async () => {
    device.speed = 1e8;
    const score = await open();
    for (let call = 0; call < 8; call++) await score(30_000);
    const [first] = clock.taken;
    expect(Math.max(...clock.taken)).toBeGreaterThan(2 * first!);
  });
});
