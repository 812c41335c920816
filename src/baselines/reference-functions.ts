/**
 * Functions to compare with that are no programs over one input: what the platform gives, and the classics that read
 * a floating-point number as an integer.
 */

import type { FiniteFormat } from '../numerics/format';
import type { Target } from '../targets/target';
import type { ErrorClaim } from './published';

export interface ReferenceFunction {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** In which it computes: arguments and results are numbers of it. */
  readonly format: FiniteFormat;
  readonly evaluate: (x: number) => number;
  readonly claim?: ErrorClaim;
}

type RealFunction = (x: number) => number;

/** By identifier of the catalogue's function; binary64 functions of which ECMAScript says that they are approximations. */
const PLATFORM: ReadonlyMap<string, readonly [name: string, evaluate: RealFunction]> = new Map([
  ['exp', ['Math.exp', Math.exp]],
  ['exp2', ['2 ** x', (x: number) => 2 ** x]],
  ['exp10', ['10 ** x', (x: number) => 10 ** x]],
  ['expm1', ['Math.expm1', Math.expm1]],
  ['log', ['Math.log', Math.log]],
  ['log2', ['Math.log2', Math.log2]],
  ['log10', ['Math.log10', Math.log10]],
  ['log1p', ['Math.log1p', Math.log1p]],
  ['sin', ['Math.sin', Math.sin]],
  ['cos', ['Math.cos', Math.cos]],
  ['tan', ['Math.tan', Math.tan]],
  ['asin', ['Math.asin', Math.asin]],
  ['acos', ['Math.acos', Math.acos]],
  ['atan', ['Math.atan', Math.atan]],
  ['sinh', ['Math.sinh', Math.sinh]],
  ['cosh', ['Math.cosh', Math.cosh]],
  ['tanh', ['Math.tanh', Math.tanh]],
  ['asinh', ['Math.asinh', Math.asinh]],
  ['acosh', ['Math.acosh', Math.acosh]],
  ['atanh', ['Math.atanh', Math.atanh]],
  ['sqrt', ['Math.sqrt', Math.sqrt]],
  ['cbrt', ['Math.cbrt', Math.cbrt]],
  ['rsqrt', ['1 / Math.sqrt', (x: number) => 1 / Math.sqrt(x)]],
]);

const word = new DataView(new ArrayBuffer(8));

/** e^x by the bits of a binary64: the exponent field is linear in x, the fraction interpolates. */
function schraudolph(x: number): number {
  // 2^20 / ln 2, and 1023 * 2^20 less the constant of least mean square error.
  word.setInt32(0, Math.trunc((1048576 / Math.LN2) * x + (1072693248 - 60801)));
  word.setInt32(4, 0);
  return word.getFloat64(0);
}

/** 1 / sqrt(x) for positive normal binary32 x: half the bits subtracted from a constant, and one step of Newton's. */
function fastInverseSquareRoot(x: number): number {
  const half = Math.fround(x * 0.5);
  word.setFloat32(0, x);
  word.setInt32(0, 0x5f3759df - (word.getInt32(0) >> 1));
  const y = word.getFloat32(0);
  const correction = Math.fround(1.5 - Math.fround(Math.fround(half * y) * y));
  return Math.fround(y * correction);
}

const CLASSICS: ReadonlyMap<string, ReferenceFunction & { readonly within: readonly [number, number] }> =
  new Map([
    [
      'exp',
      {
        id: 'schraudolph-exp',
        title: 'Schraudolph exp',
        source:
          'N. N. Schraudolph, "A Fast, Compact Approximation of the Exponential Function", Neural Computation 11, 1999; constant 60801',
        format: 'f64',
        evaluate: schraudolph,
        within: [-700, 700],
      },
    ],
    [
      'rsqrt',
      {
        id: 'fast-inverse-square-root',
        title: 'Fast inverse square root, one Newton step',
        source: 'Quake III Arena, id Software 1999, q_math.c (Q_rsqrt), constant 0x5f3759df',
        format: 'f32',
        evaluate: fastInverseSquareRoot,
        // The normal numbers of binary32.
        within: [2 ** -126, 2 ** 127],
        claim: { value: 1.7523e-3, norm: 'relative', of: 'C. Lomont, "Fast Inverse Square Root", 2003' },
      },
    ],
  ]);

/**
 * The functions to compare with for a target: what the platform gives, in binary64, or in binary32 that rounded by
 * Math.fround, and a classic where there is one. None for expressions.
 */
export function referenceFunctionsFor({ function: fn, interval, format }: Target): ReferenceFunction[] {
  if (fn.kind !== 'catalogue') return [];
  const found: ReferenceFunction[] = [];
  const platform = PLATFORM.get(fn.id);
  if (platform !== undefined) {
    const [name, evaluate] = platform;
    const source = 'ECMAScript, as this platform computes it';
    if (format === 'f32' || format === 'f16' || format === 'bf16') {
      found.push({
        id: 'platform-f32',
        title: `Math.fround(${name === '2 ** x' || name === '10 ** x' ? name : `${name}(x)`})`,
        source,
        format: 'f32',
        evaluate: (x) => Math.fround(evaluate(x)),
      });
    } else {
      found.push({
        id: 'platform',
        title: name.includes('x') ? name : `${name}(x)`,
        source,
        format: 'f64',
        evaluate,
      });
    }
  }
  const classic = CLASSICS.get(fn.id);
  if (classic !== undefined && classic.within[0] <= interval.lower && interval.upper <= classic.within[1]) {
    const { within: _, ...reference } = classic;
    found.push(reference);
  }
  return found;
}
