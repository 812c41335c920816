/** The functions of the reference kernel: error bounds, and values where the kernel's formulas do not reach. */

import { powerOfTwo } from '../../numerics/bits';

/** A value, or the two parts of one. */
type Value = number | readonly [hi: number, lo: number];

export interface ReferenceFunction {
  /** The function's number in the kernel. */
  readonly code: number;
  /** The relative error is below 2^-bits. */
  readonly bits: number;
  /** Below this |x| hi is the exact leading term, x/2, and lo the rest to within 1e-12 of itself. */
  readonly exactBelow: number;
  /** Whether a lo of 0, but at x = 0, says that the rest is tiny, and on the side of 0. */
  readonly inward: boolean;
  /** f(0): 'argument' where f(+-0) = +-0, 'reciprocal' where it is 1/+-0, 'computed' where the kernel has it. */
  readonly atZero: Value | 'argument' | 'reciprocal' | 'computed';
  readonly atInfinity: Value;
  readonly atMinusInfinity: Value;
}

const HALF_PI = [1.5707963267948966, 6.123233995736766e-17] as const;
const MINUS_HALF_PI = [-1.5707963267948966, -6.123233995736766e-17] as const;

type Row = readonly [
  id: string,
  bits: number,
  atZero: ReferenceFunction['atZero'],
  atMinusInfinity: Value,
  atInfinity: Value,
];

/**
 * In the order of the kernel's numbers. The bounds leave a factor of at least 8 to the largest errors that
 * `npm run check:reference` has found against the oracle.
 */
const ROWS: readonly Row[] = [
  ['exp2', 80, 'computed', 0, Infinity],
  ['exp', 80, 'computed', 0, Infinity],
  ['exp10', 80, 'computed', 0, Infinity],
  ['expm1', 80, 'argument', -1, Infinity],
  ['log2', 80, -Infinity, NaN, Infinity],
  ['log', 80, -Infinity, NaN, Infinity],
  ['log10', 80, -Infinity, NaN, Infinity],
  ['log1p', 80, 'argument', NaN, Infinity],
  ['sin', 80, 'argument', NaN, NaN],
  ['cos', 80, 'computed', NaN, NaN],
  ['tan', 80, 'argument', NaN, NaN],
  ['sinpi', 80, 'argument', NaN, NaN],
  ['cospi', 80, 'computed', NaN, NaN],
  ['sinc', 80, 1, 0, 0],
  ['asin', 78, 'argument', NaN, NaN],
  ['acos', 78, 'computed', NaN, NaN],
  ['atan', 78, 'argument', MINUS_HALF_PI, HALF_PI],
  ['sinh', 80, 'argument', -Infinity, Infinity],
  ['cosh', 80, 'computed', Infinity, Infinity],
  ['tanh', 80, 'argument', -1, 1],
  ['asinh', 80, 'argument', -Infinity, Infinity],
  ['acosh', 80, NaN, NaN, Infinity],
  ['atanh', 80, 'argument', NaN, NaN],
  ['sqrt', 99, 'argument', NaN, Infinity],
  ['rsqrt', 99, 'reciprocal', NaN, 0],
  ['cbrt', 99, 'argument', -Infinity, Infinity],
  ['recip', 99, 'reciprocal', -0, 0],
  ['sigmoid', 80, 'computed', 0, 1],
  ['silu', 80, 'argument', -0, Infinity],
  ['softplus', 80, 'computed', 0, Infinity],
  ['erf', 78, 'argument', -1, 1],
  ['erfc', 78, 'computed', 2, 0],
  ['normcdf', 78, 'computed', 0, 1],
  ['gelu', 78, 'argument', -0, Infinity],
];

/** x sigmoid(x) and x Phi(x). */
const HALVING: readonly string[] = ['silu', 'gelu'];

/** Below |x| next to 0, or below their limits far out, by less than a double-double can tell. */
const INWARD: readonly string[] = [
  'sin',
  'cos',
  'sinc',
  'atan',
  'tanh',
  'asinh',
  'sigmoid',
  'erf',
  'normcdf',
];

export const REFERENCE_FUNCTIONS: ReadonlyMap<string, ReferenceFunction> = new Map(
  ROWS.map(([id, bits, atZero, atMinusInfinity, atInfinity], code) => [
    id,
    {
      code,
      bits,
      exactBelow: HALVING.includes(id) ? powerOfTwo(-60) : 0,
      inward: INWARD.includes(id),
      atZero,
      atMinusInfinity,
      atInfinity,
    },
  ]),
);

/** f(x) for x zero, infinite or NaN; undefined where the kernel has it right. */
export function specialValue(f: ReferenceFunction, x: number): readonly [hi: number, lo: number] | undefined {
  if (Number.isNaN(x)) return [NaN, NaN];
  if (x === 0) {
    if (f.atZero === 'computed') return undefined;
    if (f.atZero === 'argument') return [x, 0];
    return f.atZero === 'reciprocal' ? [1 / x, 0] : pair(f.atZero);
  }
  if (Number.isFinite(x)) return undefined;
  return pair(x > 0 ? f.atInfinity : f.atMinusInfinity);
}

function pair(value: Value): readonly [hi: number, lo: number] {
  return typeof value === 'number' ? [value, Number.isNaN(value) ? NaN : 0] : value;
}
