// AssemblyScript. Entry of the kernel: addresses, the fit, and evaluation over the validation table.

import { broadcastConstants, evaluateRows } from './evaluate';
import { BLOCK, CODE, CONSTANTS, MAX_TABLE_POINTS, TRAINING, VALIDATION, valueRow } from './layout';
import { ORDER } from './problem';
import { CONSTANTS_32, SCORE_TABLE } from './layout32';

export { fit } from './fit';
export { stepsTaken as stepsOfLastFit } from './descent';
export { argmaxOfLastScore, evaluateRepeatedly32, score32, values32 } from './score32';

export function codeAddress(): usize {
  return CODE;
}
export function constantsAddress(): usize {
  return CONSTANTS;
}
export function orderAddress(): usize {
  return ORDER;
}
export function trainingAddress(): usize {
  return TRAINING;
}
export function constants32Address(): usize {
  return CONSTANTS_32;
}
export function scoreTableAddress(): usize {
  return SCORE_TABLE;
}
export function validationAddress(): usize {
  return VALIDATION;
}

let argmax: i32 = -1;

/** Index of the point at which the last `validate` met its maximum. */
export function argmaxOfLastValidation(): i32 {
  return argmax;
}

/** Largest error over the first `points` points of the validation table; Infinity if any value is not finite. */
export function validate(instructions: i32, constants: i32, result: i32, points: i32): f64 {
  let best: f64 = -1;
  argmax = -1;
  for (let from = 0; from < points; from += BLOCK) {
    const count = min(BLOCK, points - from);
    const stride = (<usize>count) << 3;
    const offset = VALIDATION + ((<usize>from) << 3);
    if (from == 0 || count != BLOCK) broadcastConstants(constants, stride);
    memory.copy(valueRow(0, stride), offset, stride);
    evaluateRows(instructions, constants, stride);
    const p = valueRow(result, stride);
    const hi = offset + ((<usize>MAX_TABLE_POINTS) << 3);
    const lo = hi + ((<usize>MAX_TABLE_POINTS) << 3);
    const scale = lo + ((<usize>MAX_TABLE_POINTS) << 3);
    for (let o: usize = 0; o < stride; o += 8) {
      const error = abs((load<f64>(p + o) - load<f64>(hi + o) - load<f64>(lo + o)) * load<f64>(scale + o));
      if (!(error <= best)) {
        argmax = from + <i32>(o >> 3);
        if (!(error < Infinity)) return Infinity;
        best = error;
      }
    }
  }
  return best;
}

/** Values at the points of the validation table from `from` on (at most BLOCK), copied to `destination`. */
export function values(instructions: i32, constants: i32, result: i32, from: i32, points: i32): usize {
  const stride = (<usize>min(points, BLOCK)) << 3;
  broadcastConstants(constants, stride);
  memory.copy(valueRow(0, stride), VALIDATION + ((<usize>from) << 3), stride);
  evaluateRows(instructions, constants, stride);
  return valueRow(result, stride);
}

/** Evaluates the first `points` points `repetitions` times, for measuring the interpreter alone. */
export function evaluateRepeatedly(instructions: i32, constants: i32, points: i32, repetitions: i32): void {
  for (let r = 0; r < repetitions; r++) {
    for (let from = 0; from < points; from += BLOCK) {
      const stride = (<usize>min(BLOCK, points - from)) << 3;
      broadcastConstants(constants, stride);
      memory.copy(valueRow(0, stride), VALIDATION + ((<usize>from) << 3), stride);
      evaluateRows(instructions, constants, stride);
    }
  }
}
