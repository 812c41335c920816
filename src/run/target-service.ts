/** Reads targets and draws their functions: what the target worker does. */

import { fromNumber, toNumber } from '../numerics/ball/ball';
import { functionOf } from '../oracle/oracle';
import type { CheckedText, FunctionSketch, TargetCheck, TargetService } from '../protocol/target-service';
import { parseFunction, parseTarget } from '../targets/parse';
import type { Target } from '../targets/target';

/** Bits of the values that are drawn, at first and where cancellation takes them. */
const BITS = [64, 192, 640] as const;

export function createTargetService(): TargetService {
  return {
    check: (text) => Promise.resolve(checkTarget(text)),
    sketch: (target, columns) => Promise.resolve(sketch(target, columns)),
  };
}

/** See TargetService. */
export function checkTarget({ target, expr, ...rest }: CheckedText): TargetCheck {
  const fn = expr === undefined ? { target: target ?? '' } : { expr };
  let field: 'expression' | 'interval' = 'expression';
  try {
    parseFunction(fn);
    field = 'interval';
    return { kind: 'sound', target: parseTarget({ ...fn, ...rest }) };
  } catch (reason) {
    return {
      kind: 'unsound',
      field,
      message: reason instanceof Error ? reason.message : String(reason),
    };
  }
}

function sketch({ function: fn, interval }: Target, columns: number): FunctionSketch {
  const f = functionOf(fn);
  const { lower, upper } = interval;
  const x = Float64Array.from({ length: columns }, (_, i) => lower + ((i + 0.5) / columns) * (upper - lower));
  const valueAt = (at: number): number => {
    for (const bits of BITS) {
      try {
        return toNumber(f.enclose(fromNumber(at), bits));
      } catch {
        // More precision is tried; where none helps there is a gap in the curve.
      }
    }
    return NaN;
  };
  return { x, y: x.map(valueAt) };
}
