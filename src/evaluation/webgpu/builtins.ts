/**
 * WGSL's own functions that approximate, with what the specification promises of them.
 *
 * Source: W3C, WebGPU Shading Language, "Accuracy of Builtin Functions", for f32.
 */

import type { Snippet } from './snippet';

export const BUILTIN_NAMES = [
  'exp2',
  'exp',
  'log2',
  'log',
  'sin',
  'cos',
  'tanh',
  'inverseSqrt',
  'sqrt',
] as const;
export type BuiltinName = (typeof BUILTIN_NAMES)[number];

export interface Builtin {
  /** The function's name in the catalogue. */
  readonly functionId: string;
  /**
   * Where its error is asked for, if nothing else is said, as parseInterval reads it: some tens of millions of numbers
   * of common size, with normal values.
   */
  readonly interval: string;
  /** The accuracy that the specification promises. */
  readonly promise: string;
}

const LOGARITHM = '3 ulp, but an absolute error of 2^-21 where x lies in [0.5, 2]';
const CIRCULAR = 'an absolute error of 2^-11 where x lies in [-pi, pi]';

export const BUILTINS: Readonly<Record<BuiltinName, Builtin>> = {
  exp2: { functionId: 'exp2', interval: '[0.5,8)', promise: '3 + 2 |x| ulp' },
  exp: { functionId: 'exp', interval: '[0.5,8)', promise: '3 + 2 |x| ulp' },
  log2: { functionId: 'log2', interval: '[0.5,4)', promise: LOGARITHM },
  log: { functionId: 'log', interval: '[0.5,4)', promise: LOGARITHM },
  sin: { functionId: 'sin', interval: '[0.0625,3]', promise: CIRCULAR },
  cos: { functionId: 'cos', interval: '[0.0625,1.5]', promise: CIRCULAR },
  tanh: {
    functionId: 'tanh',
    interval: '[0.0625,8]',
    promise: 'an absolute error of 1e-5, or that of sinh(x) / cosh(x) where it is more',
  },
  inverseSqrt: { functionId: 'rsqrt', interval: '[1,4)', promise: '2 ulp' },
  sqrt: { functionId: 'sqrt', interval: '[1,4)', promise: 'that of 1 / inverseSqrt(x)' },
};

export function isBuiltin(name: string): name is BuiltinName {
  return (BUILTIN_NAMES as readonly string[]).includes(name);
}

/** A call of the builtin as a function of its own. */
export function builtinSnippet(name: BuiltinName): Snippet {
  return { code: `fn ulpforge_builtin(x: f32) -> f32 { return ${name}(x); }`, name: 'ulpforge_builtin' };
}
