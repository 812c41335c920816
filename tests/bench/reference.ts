/** The reference kernel: points per second, consecutive numbers of binary32 rounded with their tails. */

import { stdout } from 'node:process';
import { fastLabelPairs } from '../../src/evaluation/reference-labels';
import { ReferenceKernel } from '../../src/evaluation/wasm/reference-kernel';
import { fromOrdinal32, ordinalOf32 } from '../../src/numerics/ordinals';
import { measure } from './measure';

const FUNCTIONS = ['exp2', 'exp', 'log2', 'sin', 'tanh', 'atan', 'rsqrt', 'gelu'];
const POINTS_OF_UNIT_INTERVAL = ordinalOf32(1) + 1;
const LABELS = 100_000;

function line(name: string, text: string): void {
  stdout.write(`${name.padEnd(44)} ${text}\n`);
}

export function measureReferences(): void {
  const kernel = new ReferenceKernel();
  stdout.write('\n');
  const start = ordinalOf32(0.5);
  for (let i = 0; i < kernel.blockLength; i++) kernel.x[i] = fromOrdinal32(start + i);
  for (const id of FUNCTIONS) {
    const { perSecond, slowest, fastest } = measure(() => {
      for (let i = 0; i < 20; i++) kernel.roundBlock(id, kernel.blockLength, 'f32');
    });
    const millions = (rate: number): string => ((rate * 20 * kernel.blockLength) / 1e6).toFixed(1);
    line(
      `reference ${id}, f32`,
      `${millions(perSecond)} million points/s  (${millions(slowest)} to ${millions(fastest)})`,
    );
    if (id === 'exp2') {
      const seconds = POINTS_OF_UNIT_INTERVAL / (perSecond * 20 * kernel.blockLength) / 2;
      line('  the same for all f32 of [0,1], 2 cores', `${seconds.toFixed(1)} s`);
    }
  }
  const first = ordinalOf32(2 ** -10);
  const step = Math.floor((ordinalOf32(1) - first) / LABELS);
  const x = Float64Array.from({ length: LABELS }, (_, i) => fromOrdinal32(first + i * step));
  const labels = measure(() => fastLabelPairs('exp2', x, 'f32'));
  line(`${LABELS} labels of exp2, f32 pairs`, `${(1000 / labels.perSecond).toFixed(1)} ms`);
}
