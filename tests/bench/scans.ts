/** Exhaustive scans: points per second, and what that makes for every binary32 number of [0,1] on two cores. */

import { stdout } from 'node:process';
import { createScan } from '../../src/evaluation/scan';
import { ordinalOf32 } from '../../src/numerics/ordinals';
import { parseProgram } from '../../src/program/parse';
import { measure } from './measure';
import { report, scaled } from './report';

const PROGRAMS = {
  'without fma':
    'a = 0.00190 * x + 0.00894; b = a * x + 0.0559; c = b * x + 0.240; d = c * x + 0.693; y = d * x + 1',
  'with fma':
    'a = fma(0.00019, x, 0.00189); b = fma(a, x, 0.00894); c = fma(b, x, 0.0559); d = fma(c, x, 0.240); e = fma(d, x, 0.693); y = fma(e, x, 1)',
};
/** Slices at equal distances over all numbers of [0,1]: small ones are the many, and subnormal ones may be slow. */
const SLICES = 64;
const SLICE = 1 << 14;
const CORES = 2;

export function benchScans(): void {
  const last = ordinalOf32(1);
  const distance = Math.floor((last - SLICE) / (SLICES - 1));
  stdout.write('\n');
  for (const [name, text] of Object.entries(PROGRAMS)) {
    const program = parseProgram(text, 'f32');
    const scan = createScan(program, {
      function: { kind: 'catalogue', id: 'exp2' },
      norm: 'ulp',
      format: 'f32',
    });
    const timing = measure(() => {
      for (let i = 0; i < SLICES; i++) scan.scan(i * distance, i * distance + SLICE - 1);
    });
    const points = scaled(timing, SLICES * SLICE);
    report(`scan, exp2, ${program.instructions.length} instructions, ${name}`, points, 1, 'points/s');
    const seconds = (last + 1) / points.perSecond / CORES;
    stdout.write(
      `${`  all ${last + 1} numbers of [0,1], ${CORES} cores`.padEnd(44)} ${seconds.toFixed(1)} s\n`,
    );
  }
}
