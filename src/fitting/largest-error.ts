import type { Validation } from '../evaluation/fit-engine';
import { ddSub, ddToNumber } from '../numerics/double-double';
import type { LabelTable } from '../oracle/labels';
import { compileDoubleDouble } from '../program/interpret-double-double';
import type { Program } from '../program/program';

/**
 * The largest error of a program over a table, in the norm's unit, with values in double-double; Infinity where a value
 * is not finite.
 */
export function largestError(program: Program, { x, hi, lo, scale }: LabelTable): Validation {
  const evaluate = compileDoubleDouble(program);
  let error = 0;
  let argmax = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(ddToNumber(ddSub(evaluate(x[i]!), { hi: hi[i]!, lo: lo[i]! })) * scale[i]!);
    if (!(size < Infinity)) return { error: Infinity, argmax: i };
    if (size <= error) continue;
    error = size;
    argmax = i;
  }
  return { error, argmax };
}
