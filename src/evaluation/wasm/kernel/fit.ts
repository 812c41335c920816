// AssemblyScript. The fit of a program's constants on the training table: Levenberg-Marquardt on the residuals in the
// unit of the norm, with variable projection (Golub and Pereyra 1973; the step is Kaufman's), then Lawson's
// reweighting towards the minimax fit (Lawson 1961).

import { begin, descend, measure, solveAffine } from './descent';
import { CONSTANTS, ERRORS, ROOT_WEIGHTS } from './layout';
import { applyWeights, copyConstants, maximumError, setProblem, stride } from './problem';

/** The best constants met while reweighting. */
const BEST: usize = memory.data(8 * 32, 16);

/** Lawson's step: each weight is multiplied by the size of its error. */
function reweight(largest: f64): void {
  let sum: f64 = 0;
  const inverse = 1 / largest;
  for (let o: usize = 0; o < stride; o += 8) {
    const root = load<f64>(ROOT_WEIGHTS + o);
    const weight = root * root * abs(load<f64>(ERRORS + o)) * inverse;
    store<f64>(ROOT_WEIGHTS + o, weight);
    sum += weight;
  }
  if (!(sum > 0)) return;
  const mean = sum / <f64>(stride >> 3);
  for (let o: usize = 0; o < stride; o += 8) {
    store<f64>(ROOT_WEIGHTS + o, sqrt(load<f64>(ROOT_WEIGHTS + o) / mean));
  }
  applyWeights();
}

/**
 * Fits the constants in place and returns the largest error over the training points (Infinity when some point has no
 * finite value). `affine` counts the constants, first in ORDER, in which the result is jointly affine.
 *   steps        Levenberg-Marquardt steps for every candidate
 *   extendBelow  a candidate whose error comes below this gets `extendedSteps` more
 *   pursueBelow  one of these that then comes below this gets `pursuedSteps` more
 *   lawsonBelow  a candidate below this gets `lawsonSteps` reweightings
 */
export function fit(
  instructions: i32,
  constants: i32,
  affine: i32,
  result: i32,
  points: i32,
  steps: i32,
  extendBelow: f64,
  extendedSteps: i32,
  pursueBelow: f64,
  pursuedSteps: i32,
  lawsonBelow: f64,
  lawsonSteps: i32,
): f64 {
  setProblem(instructions, constants, affine, result, points);
  if (!begin()) return Infinity;
  if (constants == 0) return maximumError();
  if (affine > 0) solveAffine();
  descend(steps, 1e-3, 3, false);
  let best = maximumError();
  if (best < extendBelow) {
    descend(extendedSteps, 1e-3, 6, true);
    best = maximumError();
    if (best < pursueBelow) {
      descend(pursuedSteps, 1e-3, 8, true);
      best = maximumError();
    }
  }
  if (best < lawsonBelow && best > 0) {
    copyConstants(BEST, CONSTANTS);
    let current = best;
    for (let s = 0; s < lawsonSteps; s++) {
      reweight(current);
      if (!measure()) break;
      descend(3, 1e-4, 1, false);
      current = maximumError();
      if (!(current > 0)) break;
      if (current < best) {
        best = current;
        copyConstants(BEST, CONSTANTS);
      }
    }
    copyConstants(CONSTANTS, BEST);
  }
  return best;
}
