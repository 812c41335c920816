/** Label tables for tests of evaluators: any labels will do there, as long as they are of the right form. */

import { ulpOf } from '../../src/numerics/ulp';
import type { LabelTable } from '../../src/oracle/labels';
import type { ErrorNorm } from '../../src/targets/target';

/** Labels in binary32 of the function f, whose binary64 value is taken for exact. */
export function binary32Labels(f: (x: number) => number, xs: Iterable<number>, norm: ErrorNorm): LabelTable {
  const x = Float64Array.from(xs, Math.fround);
  const exact = x.map(f);
  const hi = exact.map(Math.fround);
  const scales = {
    relative: (y: number) => 1 / Math.abs(y),
    absolute: () => 1,
    ulp: (y: number) => 1 / ulpOf(y, 'f32'),
  };
  return { x, hi, lo: exact.map((y, i) => y - hi[i]!), scale: exact.map(scales[norm]) };
}

/** n binary32 numbers at equal distances from lower to upper, both included; lower alone for n = 1. */
export function grid(lower: number, upper: number, n: number): Float64Array {
  const step = n === 1 ? 0 : (upper - lower) / (n - 1);
  return Float64Array.from({ length: n }, (_, i) => Math.fround(lower + step * i));
}
