/** Whole fits per second: the SIMD kernel and the same fit in TypeScript, on the same starts. */

import { stdout } from 'node:process';
import type { FitEngine, FitSettings } from '../../src/evaluation/fit-engine';
import { PortableFit } from '../../src/evaluation/portable/portable-fit';
import { FitKernel } from '../../src/evaluation/wasm/fit-kernel';
import { affineConstants } from '../../src/fitting/affine';
import { RandomStream } from '../../src/numerics/random';
import type { LabelTable } from '../../src/oracle/labels';
import { constantToNumber } from '../../src/program/constant';
import { parseProgram } from '../../src/program/parse';
import { measure, type Timing } from './measure';
import { ratio, report, scaled } from './report';

const EIGHT_OPERATIONS =
  'a = x + 361.6; b = 947.1 / a; c = b + a; d = c - 62.66; e = 125.3 / d; f = e + 1; g = f * x; y = g * f';
const PLAIN: FitSettings = {
  steps: 14,
  extendBelow: 0,
  extendedSteps: 0,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: 0,
  lawsonSteps: 0,
};
const BATCH = 100;
/** Starts drawn beforehand, so that fits alone are timed. */
const STARTS = 5000;

/** @param training 64 points of 2^x on (0,1] */
export function benchFits(training: LabelTable): void {
  const program = parseProgram(EIGHT_OPERATIONS, 'f64');
  const optimum = Float64Array.from(program.constants, constantToNumber);
  const affine = affineConstants(program);
  const measured = (engine: FitEngine): Timing => {
    engine.setTraining(training);
    const random = new RandomStream(1);
    const starts = Array.from({ length: STARTS }, () =>
      optimum.map((c) => c * (0.9 + 0.2 * random.uniform())),
    );
    const constants = new Float64Array(optimum.length);
    let next = 0;
    const timing = measure(() => {
      for (let i = 0; i < BATCH; i++) {
        constants.set(starts[next]!);
        next = (next + 1) % STARTS;
        engine.fit(program, constants, affine, PLAIN);
      }
    });
    return scaled(timing, BATCH);
  };
  const simd = measured(new FitKernel());
  const plain = measured(new PortableFit());
  const size = `8 operations, ${program.constantCount} constants, ${training.x.length} points`;
  stdout.write('\n');
  report(`fits, WASM: ${size}`, simd, 1, 'fits/s');
  report('fits, TypeScript: the same', plain, 1, 'fits/s');
  ratio('WASM / TypeScript', simd, plain);
}
