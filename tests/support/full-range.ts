/** Full-range functions made of the kernels that the search has found (tests/golden/full-range-kernels.json). */

import {
  createFullRange,
  type FullRangeFunction,
  type Kernel,
} from '../../src/codegen/full-range/full-range';
import type { Variant } from '../../src/codegen/full-range/template';
import { readProgram } from '../../src/program/read';
import { parseTarget } from '../../src/targets/parse';
import golden from '../golden/full-range-kernels.json';

/** The kernels of each function, by their names in the golden data. */
const KERNELS_OF: Readonly<Record<string, readonly string[]>> = {
  exp2: ['exp2'],
  exp: ['exp'],
  exp10: ['exp10'],
  expm1: ['expm1 quotient'],
  tanh: ['expm1 quotient'],
  sigmoid: ['exp'],
  log2: ['log2 quotient'],
  log: ['log quotient'],
  log10: ['log10 quotient'],
  log1p: ['log quotient'],
  sin: ['sin'],
  cos: ['sin'],
  tan: ['tan'],
  erf: ['erf low', 'scaled erfc', 'exp'],
  gelu: ['normal tail', 'exp'],
  rsqrt: ['rsqrt'],
  cbrt: ['cbrt'],
};

export const WIDE: Variant = { format: 'f32', compute: 'f64' };
export const NARROW: Variant = { format: 'f32', compute: 'f32' };
export const BINARY64: Variant = { format: 'f64', compute: 'f64' };

/** A kernel as it was found; its interval is stretched to what the function of f64 needs, whatever that does to it. */
export function goldenKernel(name: string, variant: Variant = WIDE): Kernel {
  const row = golden.kernels.find((kernel) => kernel.name === name);
  if (row === undefined) throw new RangeError(`no kernel ${name}`);
  const named = 'target' in row ? { target: row.target } : { expr: row.expr };
  const interval =
    variant.format === 'f64' ? row.interval.replace(',4]', ',6]').replace('14.5', '39') : row.interval;
  return {
    program: readProgram(row.program, 'real'),
    target: parseTarget({ ...named, interval, format: 'real', norm: 'relative' }),
  };
}

export function goldenFunction(id: string, variant: Variant, specialCases = true): FullRangeFunction {
  const kernels = (KERNELS_OF[id] ?? []).map((name) => goldenKernel(name, variant));
  return createFullRange({ id, variant, kernels, specialCases });
}
