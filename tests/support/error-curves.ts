import type { ErrorCurve } from '../../src/protocol/oracle-service';
import { createErrorHistogram } from '../../src/verification/error-histogram';

type Part = Pick<ErrorCurve, 'x' | 'low' | 'high' | 'argmax' | 'maximum'> & Partial<ErrorCurve>;

/** A curve over [0,1] by value whose samples are the extremes of its columns. */
export function errorCurve(part: Part): ErrorCurve {
  return {
    window: { axis: 'value', from: 0, to: 1 },
    points: 2 * part.x.length,
    isComplete: false,
    histogram: createErrorHistogram(Float64Array.of(...part.low, ...part.high), part.maximum),
    ...part,
  };
}
