import type { MeasuredError } from '../../src/targets/target';

/** An error as a measurement might have given it, for tests of what is done with one. */
export function measuredError(changes: Partial<MeasuredError> = {}): MeasuredError {
  return {
    kind: 'refined',
    value: 4.34075783532e-6,
    text: '4.34075783532e-6',
    argmax: 0.8125,
    points: 4096,
    ...changes,
  };
}
