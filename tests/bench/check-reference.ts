/**
 * `npm run check:reference [-- POINTS [FUNCTION ...]]`: the errors of the reference kernel against the oracle.
 * For each function the largest relative error as a power of two, where it was met, the bound that is stated, and
 * the share of binary32 roundings that the kernel leaves undecided. Exit status 1 where an error exceeds its bound.
 */

import { argv, exit, stdout } from 'node:process';
import { ReferenceKernel } from '../../src/evaluation/wasm/reference-kernel';
import { REFERENCE_FUNCTIONS } from '../../src/evaluation/wasm/reference-functions';
import { formatHexFloat } from '../../src/numerics/number-text';
import { findFunction } from '../../src/targets/catalogue';
import { awkwardPoints } from '../support/awkward-points';
import { relativeErrorBits } from '../support/relative-error';

const [countText = '100000', ...chosen] = argv.slice(2);
const count = Number(countText);
const kernel = new ReferenceKernel();
let failed = false;

stdout.write(`${'function'.padEnd(10)}${'largest error'.padEnd(15)}${'bound'.padEnd(8)}undecided  at x\n`);
for (const [id, { bits }] of REFERENCE_FUNCTIONS) {
  if ((chosen.length > 0 && !chosen.includes(id)) || findFunction(id) === undefined) continue;
  const x = awkwardPoints(id, count, 1);
  const hi = new Float64Array(count);
  const lo = new Float64Array(count);
  kernel.evaluate(id, x, hi, lo);
  let worst = -Infinity;
  let argmax = NaN;
  x.forEach((point, i) => {
    const error = relativeErrorBits(id, point, hi[i]!, lo[i]!);
    if (error > worst) {
      worst = error;
      argmax = point;
    }
  });
  const undecided: number[] = [];
  kernel.pairs(id, x, 'f32', { rounded: hi, tail: lo, undecided });
  if (!(worst < -bits)) failed = true;
  stdout.write(
    `${id.padEnd(10)}${`2^${worst.toFixed(1)}`.padEnd(15)}${`2^-${bits}`.padEnd(8)}` +
      `${`${undecided.length}`.padEnd(11)}${formatHexFloat(argmax)}\n`,
  );
}
exit(failed ? 1 : 0);
