/** What a scan compares with, and the unit of its errors. */

import { ulpOf } from '../numerics/ulp';
import type { Target } from '../targets/target';
import type { ShortFormat } from './wasm/reference-kernel';

/** A target in a format that is small enough; its interval does not matter here. */
export interface ScanTarget extends Pick<Target, 'function' | 'norm' | 'ulpAt' | 'compute' | 'flush'> {
  readonly format: ShortFormat;
}

/**
 * The unit of errors: `ulp` of the exact value, a power of two, or `relative` to the exact value. The absolute norm is
 * the power of two 1.
 */
export type ScanUnit = 'ulp' | 'relative' | number;

export function scanUnit({ norm, ulpAt, format }: ScanTarget): ScanUnit {
  if (norm === 'absolute') return 1;
  if (norm === 'relative') return 'relative';
  return ulpAt === undefined ? 'ulp' : ulpOf(ulpAt, format);
}
