// AssemblyScript. Entry of the kernel that fits in double-double.

import { CODE, CONSTANTS, TRAINING } from './layout';
import { ORDER } from './problem';

export { fit } from './fit';
export { stepsTaken as stepsOfLastFit } from './descent';

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
