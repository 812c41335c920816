/** Labels for finite formats, by the reference kernel, with the oracle for what it cannot decide. */

import type { FiniteFormat } from '../numerics/format';
import { nextDown } from '../numerics/ordinals';
import { largestFinite } from '../numerics/rounding';
import { ulpOf } from '../numerics/ulp';
import { functionOf } from '../oracle/oracle';
import { labelAt } from '../oracle/tables';
import type { RealFunction } from '../targets/catalogue-function';
import { ReferenceKernel, type ShortFormat } from './wasm/reference-kernel';
import { hasWasmSimd } from './wasm/simd';

export interface LabelPairs {
  /** RN(f(x)) in the format; infinite where f(x) overflows it and at poles. */
  readonly rounded: Float64Array;
  /** (f(x) - RN(f(x))) / ulp(f(x)); 0 where `rounded` is infinite. */
  readonly tail: Float64Array;
}

let kernel: ReferenceKernel | undefined;

/**
 * The pairs of a catalogue function at the points, which are numbers of the format. Every rounding is right: those
 * that the kernel's error bound leaves open, functions that it does not have and points of more bits go to the oracle,
 * and without SIMD all points do.
 * OracleError for an unknown function and for points outside the domain.
 */
export function fastLabelPairs(functionId: string, x: Float64Array, format: ShortFormat): LabelPairs {
  const f = functionOf({ kind: 'catalogue', id: functionId });
  const rounded = new Float64Array(x.length);
  const tail = new Float64Array(x.length);
  if (kernel === undefined && hasWasmSimd()) kernel = new ReferenceKernel();
  if (kernel?.supports(functionId) !== true || x.some((point) => Math.fround(point) !== point)) {
    x.forEach((point, i) => settle(f, point, format, i, { rounded, tail }));
    return { rounded, tail };
  }
  const undecided: number[] = [];
  kernel.pairs(functionId, x, format, { rounded, tail, undecided });
  for (const i of undecided) settle(f, x[i]!, format, i, { rounded, tail });
  // Outside the domain: the oracle says so.
  const outside = rounded.findIndex((y) => Number.isNaN(y));
  if (outside >= 0) settle(f, x[outside]!, format, outside, { rounded, tail });
  return { rounded, tail };
}

function settle(
  f: RealFunction,
  x: number,
  format: ShortFormat,
  i: number,
  { rounded, tail }: LabelPairs,
): void {
  const pair = labelPairAt(f, x, format);
  rounded[i] = pair.rounded;
  tail[i] = pair.tail;
}

/** One pair, as LabelPairs has them, by the oracle, and the ulp of the exact value. OracleError outside the domain. */
export function labelPairAt(
  f: RealFunction,
  x: number,
  format: FiniteFormat,
): { readonly rounded: number; readonly tail: number; readonly ulp: number } {
  const { hi, lo } = labelAt(f, x, format);
  if (!Number.isFinite(hi)) return { rounded: hi, tail: 0, ulp: ulpOf(largestFinite(format), format) };
  // RN(f) may be a power of two that f itself stays below: then its ulp is the smaller one.
  const opposed = hi > 0 ? lo < 0 : lo > 0;
  const ulp = ulpOf(opposed ? nextDown(Math.abs(hi), 'f64') : hi, format);
  return { rounded: hi, tail: lo / ulp, ulp };
}
