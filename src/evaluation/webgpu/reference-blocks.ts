/** True values to hold a device's against, in blocks: what a device scan asks for. */

import { nextDown } from '../../numerics/ordinals';
import { ulpOf } from '../../numerics/ulp';
import { functionOf } from '../../oracle/oracle';
import { OracleError } from '../../oracle/oracle-error';
import { labelAt } from '../../oracle/tables';
import type { TargetFunction } from '../../targets/target';
import { ReferenceKernel } from '../wasm/reference-kernel';
import { hasWasmSimd } from '../wasm/simd';

export interface ReferenceBlocks {
  /** Arguments, numbers of binary32, to be filled in before `evaluate`; its length is that of a block. */
  readonly x: Float64Array;
  /** RN(f(x)) in binary32; infinite where that overflows and at poles, NaN where f has no value. */
  readonly rounded: Float64Array;
  /** (f(x) - RN(f(x))) / ulp(f(x)); 0 where `rounded` is infinite. */
  readonly tail: Float64Array;
  /** 1 / ulp(f(x)). */
  readonly perUlp: Float64Array;
  /** Fills the three rows for the first `count` arguments. */
  evaluate(count: number): void;
  /** Whether it is fast enough for millions of numbers. */
  readonly fast: boolean;
}

/** The reference kernel where it has the function, else the oracle. @throws OracleError for an unknown function. */
export function referenceBlocks(fn: TargetFunction): ReferenceBlocks {
  if (fn.kind === 'catalogue' && hasWasmSimd()) {
    const kernel = new ReferenceKernel();
    if (kernel.supports(fn.id)) return kernelBlocks(kernel, fn);
  }
  return oracleBlocks(fn);
}

function kernelBlocks(
  kernel: ReferenceKernel,
  fn: TargetFunction & { readonly kind: 'catalogue' },
): ReferenceBlocks {
  const { x, rounded, tail, perUlp } = kernel;
  const settle = oracleAt(fn, { x, rounded, tail, perUlp });
  return {
    x,
    rounded,
    tail,
    perUlp,
    fast: true,
    evaluate(count) {
      const undecided = kernel.roundBlock(fn.id, count, 'f32');
      for (let i = 0; i < undecided; i++) settle(kernel.undecided[i]!);
    },
  };
}

const ORACLE_BLOCK = 256;

/** Some thousand numbers a second, of any function. */
export function oracleBlocks(fn: TargetFunction): ReferenceBlocks {
  const [x, rounded, tail, perUlp] = Array.from({ length: 4 }, () => new Float64Array(ORACLE_BLOCK));
  const rows = { x: x!, rounded: rounded!, tail: tail!, perUlp: perUlp! };
  const settle = oracleAt(fn, rows);
  return {
    ...rows,
    fast: false,
    evaluate(count) {
      for (let i = 0; i < count; i++) settle(i);
    },
  };
}

type Rows = Pick<ReferenceBlocks, 'x' | 'rounded' | 'tail' | 'perUlp'>;

function oracleAt(fn: TargetFunction, { x, rounded, tail, perUlp }: Rows): (i: number) => void {
  const f = functionOf(fn);
  return (i) => {
    try {
      const { hi, lo } = labelAt(f, x[i]!, 'f32');
      // RN(f) may be a power of two that f itself stays below: then its ulp is the smaller one.
      const opposed = hi > 0 ? lo < 0 : lo > 0;
      rounded[i] = hi;
      perUlp[i] = 1 / ulpOf(opposed ? nextDown(Math.abs(hi), 'f64') : hi, 'f32');
      tail[i] = Number.isFinite(hi) ? lo * perUlp[i] : 0;
    } catch (error) {
      if (!(error instanceof OracleError)) throw error;
      rounded[i] = NaN;
      tail[i] = NaN;
      perUlp[i] = NaN;
    }
  };
}
