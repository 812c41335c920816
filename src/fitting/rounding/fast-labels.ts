/**
 * Labels of a finite format by the hundred thousand: from the reference kernel, with the oracle for the few roundings
 * that it cannot decide. They are what labelTable gives, to 2^-45 ulp, in a thousandth of the time.
 */

import { ReferenceKernel, type ShortFormat } from '../../evaluation/wasm/reference-kernel';
import { hasWasmSimd } from '../../evaluation/wasm/simd';
import { ulpOf } from '../../numerics/ulp';
import type { LabelTable } from '../../oracle/labels';
import { functionOf } from '../../oracle/oracle';
import { labelAt, scaleOf } from '../../oracle/tables';
import type { Target } from '../../targets/target';

export type ShortTarget = Target & { readonly format: ShortFormat };

export class FastLabels {
  readonly target: ShortTarget;
  private readonly functionId: string;
  private readonly kernel: ReferenceKernel;

  private constructor(target: ShortTarget, functionId: string, kernel: ReferenceKernel) {
    this.target = target;
    this.functionId = functionId;
    this.kernel = kernel;
  }

  /** Undefined where there is no fast reference: for expressions, in f64, and without SIMD. */
  static of(target: Target): FastLabels | undefined {
    const { format, function: f } = target;
    if (format === 'real' || format === 'f64' || f.kind !== 'catalogue' || !hasWasmSimd()) return undefined;
    const kernel = new ReferenceKernel();
    return kernel.supports(f.id) ? new FastLabels({ ...target, format }, f.id, kernel) : undefined;
  }

  /** Labels at the points, numbers of the format; left out are points at which labelTable has none. */
  table(points: Float64Array): LabelTable {
    const { kernel, target } = this;
    const columns = Array.from({ length: 4 }, () => new Float64Array(points.length));
    const [x, hi, lo, scale] = columns as [Float64Array, Float64Array, Float64Array, Float64Array];
    let rows = 0;
    const take = (point: number, value: number, rest: number, perUlp?: number): void => {
      // The kernel's ulp is that of the exact value, also where the rest is too small for the tail to show.
      const factor =
        perUlp !== undefined && target.norm === 'ulp' && target.ulpAt === undefined
          ? perUlp
          : scaleOf({ hi: value, lo: rest }, target.norm, target.format, target.ulpAt);
      if (!Number.isFinite(value) || !Number.isFinite(factor)) return;
      x[rows] = point;
      hi[rows] = value;
      lo[rows] = rest;
      scale[rows] = factor;
      rows++;
    };
    for (let from = 0; from < points.length; from += kernel.blockLength) {
      const block = points.subarray(from, from + kernel.blockLength);
      kernel.x.set(block);
      const undecided = kernel.roundBlock(this.functionId, block.length, target.format);
      const open = new Set(kernel.undecided.subarray(0, undecided));
      for (let i = 0; i < block.length; i++) {
        if (open.has(i)) {
          const label = labelAt(functionOf(target.function), block[i]!, target.format);
          take(block[i]!, label.hi, label.lo);
        } else {
          const perUlp = kernel.perUlp[i]!;
          take(block[i]!, kernel.rounded[i]!, kernel.tail[i]! / perUlp, perUlp);
        }
      }
    }
    const [xs, his, los, scales] = columns.map((column) => column.slice(0, rows));
    return { x: xs!, hi: his!, lo: los!, scale: scales! };
  }

  /** Tells |p - f(x)| in the norm's unit for the values of a block of at most `blockLength` points. */
  errors(points: Float64Array, values: ArrayLike<number>, out: Float64Array): void {
    const { kernel, target } = this;
    kernel.x.set(points);
    const undecided = kernel.roundBlock(this.functionId, points.length, target.format);
    const { rounded, tail, perUlp } = kernel;
    const unit = target.ulpAt === undefined ? 0 : ulpOf(target.ulpAt, target.format);
    for (let i = 0; i < points.length; i++) {
      let error = (values[i]! - rounded[i]!) * perUlp[i]! - tail[i]!;
      if (target.norm !== 'ulp') error /= perUlp[i]! * (target.norm === 'relative' ? rounded[i]! : 1);
      else if (unit !== 0) error /= perUlp[i]! * unit;
      out[i] = Number.isFinite(rounded[i]!) ? Math.abs(error) : 0;
      if (Number.isNaN(error)) out[i] = Number.isNaN(rounded[i]!) ? 0 : Infinity;
    }
    // What the oracle would have to decide has an error of half an ulp or so: no maximum is there.
    for (let i = 0; i < undecided; i++) out[kernel.undecided[i]!] = 0;
  }

  get blockLength(): number {
    return this.kernel.blockLength;
  }
}
