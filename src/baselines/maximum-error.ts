/** The maximum weighted error of any approximant in decimal arithmetic, with the points of its alternation. */

import type { Decimal } from '../oracle/decimal';
import {
  largest,
  largestOfEachSign,
  measureErrors,
  SamplePool,
  type Approximant,
  type PoolDomain,
  type Sample,
} from './sample-pool';

export interface MaximumError {
  readonly maximum: Decimal;
  /** Ascending; where the error takes its maximum, to 9 digits, with alternating signs: at least one point. */
  readonly alternation: readonly Decimal[];
  /** Points at which f was evaluated. */
  readonly points: number;
}

/** Local maxima below this part of the largest sample are not refined. */
const WORTH_REFINING = '0.5';
const MAX_STEPS = 40;
/** An extremum stands when its parabola is this narrow, relative to its cell: its value is right to the square. */
const LOCATED_STEP = '1e-12';
const LEVEL_TOLERANCE = '1e-9';

/** `waves` is the number of extrema to be expected. Refined: every local maximum that matters is climbed to its top. */
export function maximumError(domain: PoolDomain, approximant: Approximant, waves: number): MaximumError {
  const pool = new SamplePool(domain);
  pool.fill(spread(domain, 2 * waves + 6));
  measureErrors(pool.all, approximant);
  const size = (sample: Sample): Decimal => sample.error.abs();
  const threshold = largest(pool.all, size).times(WORTH_REFINING);
  const samples = pool.all;
  const tops = samples
    .filter((sample, i) => {
      const [before, after] = [samples[i - 1], samples[i + 1]];
      if (size(sample).lt(threshold)) return false;
      return (
        (before === undefined || size(sample).gte(size(before))) &&
        (after === undefined || size(sample).gt(size(after)))
      );
    })
    .map((sample) => climbed(pool, sample, approximant));
  const maximum = largest(tops, size);
  const level = maximum.minus(maximum.times(LEVEL_TOLERANCE));
  const alternation = largestOfEachSign(tops.filter((sample) => size(sample).gte(level))).map(({ x }) => x);
  return { maximum, alternation, points: pool.evaluations };
}

function climbed(pool: SamplePool, start: Sample, approximant: Approximant): Sample {
  let sample = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    if (sample.step === null || sample.step.lte(sample.cell.times(LOCATED_STEP))) break;
    sample = pool.refine(sample, approximant);
  }
  return sample;
}

/** Points that crowd towards both ends as extrema do: lower + width * s^2 (3 - 2 s) at even s. */
function spread({ arithmetic: D, lower, upper }: PoolDomain, count: number): Decimal[] {
  const width = upper.minus(lower);
  return Array.from({ length: count }, (_, k) => {
    const s = new D(k + 1).div(count + 1);
    return lower.plus(width.times(s.times(s).times(new D(3).minus(s.times(2)))));
  });
}
