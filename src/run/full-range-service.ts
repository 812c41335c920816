/** Measures full-range functions: in slices where it takes long, so that a worker stays open to messages meanwhile. */

import { createFullRange, type FullRangeFunction } from '../codegen/full-range/full-range';
import type { FullRangeService, WholeErrors } from '../protocol/full-range-service';
import type { Interval } from '../targets/target';
import {
  measureSampleOfBinary64,
  measureSampleOfNumbers,
  type ScanProgress,
  scanEveryNumber,
  type WholeFunction,
} from '../verification/full-range';
import { inSlices } from './in-slices';
import { CancelledError } from './label-source';

const SAMPLE_32 = 2 ** 20;
const SAMPLE_64 = 2 ** 14;
/** Around 0, where few of these functions saturate. */
const CENTRE: Interval = { lower: -8, upper: 8, lowerOpen: false, upperOpen: false };
/** Numbers of a step: some milliseconds. */
const STEP = 2 ** 16;

/** What the checks need of a function. */
export function wholeFunction({ law, interval, choice }: FullRangeFunction): WholeFunction {
  return { functionId: choice.id, evaluate: law, interval };
}

/** The errors over a stratified sample of the format, always the same one. */
export function sampleFullRange(whole: FullRangeFunction): WholeErrors {
  if (whole.choice.variant.format === 'f32') {
    return { error: measureSampleOfNumbers(wholeFunction(whole), SAMPLE_32) };
  }
  const { ulp, relative } = measureSampleOfBinary64(wholeFunction(whole), CENTRE, SAMPLE_64);
  return { error: ulp, relativeError: relative };
}

export function createFullRangeService(): FullRangeService {
  return {
    sampleWhole: (choice) =>
      new Promise((resolve) => {
        resolve(sampleFullRange(createFullRange(choice)));
      }),
    async checkWhole(choice, watch = () => true) {
      if (choice.variant.format !== 'f32') throw new RangeError('f64 has too many numbers to go through');
      let progress: ScanProgress = { done: 0, total: 0, maxError: 0 };
      let wanted = true;
      const steps = scanEveryNumber(wholeFunction(createFullRange(choice)), STEP);
      const error = await inSlices(
        watched(steps, (now) => (progress = now)),
        {
          report: () => {
            const { done, total, maxError } = progress;
            const answer = new Promise<boolean>((resolve) => resolve(watch(done, total, maxError)));
            answer.then(
              (goOn) => (wanted &&= goOn),
              () => (wanted = false),
            );
          },
          isWanted: () => wanted,
        },
      );
      if (error === undefined) throw new CancelledError('the check was cancelled');
      return { error };
    },
  };
}

function* watched<Result>(
  steps: Generator<ScanProgress, Result, undefined>,
  see: (progress: ScanProgress) => void,
): Generator<ScanProgress, Result, undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    see(step.value);
    yield step.value;
  }
}
