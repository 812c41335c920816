// AssemblyScript. Entry of the kernel: addresses, the fit, and evaluation over the validation table.

import { evaluateRows } from './evaluate';
import { FORWARD, compileForward } from './forward-tape';
import { BLOCK, CODE, CONSTANTS, MAX_TABLE_POINTS, ORDER, TRAINING, VALIDATION, valueRow } from './layout';
import { CONSTANTS_32, SCORE_TABLE } from './layout32';

export { fit } from './fit';
export { stepsTaken as stepsOfLastFit } from './descent';
export { scoreShort, setArithmetic, valuesShort } from './score-short';
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

/** Fills the value rows for `count` points of the validation table from `from` on; the forward tape ends at `end`. */
@inline
function evaluateBlock(end: usize, from: i32, stride: usize): void {
  memory.copy(valueRow(0, stride), VALIDATION + (<usize>from << 3), stride);
  evaluateRows<f64>(FORWARD, end, stride);
}

/** Largest error over the first `points` points of the validation table; Infinity if any value is not finite. */
export function validate(instructions: i32, constants: i32, result: i32, points: i32): f64 {
  let best: f64 = -1;
  let end: usize = 0;
  argmax = -1;
  for (let from = 0; from < points; from += BLOCK) {
    const count = min(BLOCK, points - from);
    const stride = (<usize>count) << 3;
    const offset = VALIDATION + ((<usize>from) << 3);
    if (from == 0 || count != BLOCK) end = compileForward<f64>(instructions, constants, result, stride);
    evaluateBlock(end, from, stride);
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

/** Values at the points of the validation table from `from` on (at most BLOCK): the address of their row. */
export function values(instructions: i32, constants: i32, result: i32, from: i32, points: i32): usize {
  const stride = (<usize>min(points, BLOCK)) << 3;
  evaluateBlock(compileForward<f64>(instructions, constants, result, stride), from, stride);
  return valueRow(result, stride);
}

/** Evaluates the first `points` points `repetitions` times, for measuring the interpreter alone. */
export function evaluateRepeatedly(instructions: i32, constants: i32, points: i32, repetitions: i32): void {
  for (let r = 0; r < repetitions; r++) {
    let end: usize = 0;
    for (let from = 0; from < points; from += BLOCK) {
      const count = min(BLOCK, points - from);
      const stride = (<usize>count) << 3;
      if (from == 0 || count != BLOCK) end = compileForward<f64>(instructions, constants, 0, stride);
      evaluateBlock(end, from, stride);
    }
  }
}
