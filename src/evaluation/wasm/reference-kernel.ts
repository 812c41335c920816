/**
 * The reference kernel: values of catalogue functions as double-doubles, in SIMD, fast enough for every number of a
 * format, with an error that is stated for each function and small enough to decide the rounding to f32, f16 and bf16
 * of all but exceptional values. Those are reported, to be settled by the oracle.
 *
 * Arguments are numbers of binary32 (which those of f16 and bf16 are). What it computes is deterministic.
 */

import { powerOfTwo } from '../../numerics/bits';
import { FORMAT_PARAMETERS } from '../../numerics/format';
import { largestFinite } from '../../numerics/rounding';
import { compileBase64 } from './load-module';
import { REFERENCE_BASE64 } from './reference.generated';
import { REFERENCE_FUNCTIONS, type ReferenceFunction, specialValue } from './reference-functions';

/** Formats whose numbers have at most 24 significant bits. */
export type ShortFormat = 'f32' | 'f16' | 'bf16';

export interface PairRows {
  /** RN(f(x)) in the format: infinite where that overflows and at poles, NaN outside the domain. */
  readonly rounded: Float64Array;
  /** (f(x) - RN(f(x))) / ulp(f(x)), with an error below 2^-45; 0 where `rounded` is infinite. */
  readonly tail: Float64Array;
  /** Places at which rounding and tail are not decided, ascending; what stood in it is discarded. */
  readonly undecided: number[];
}

interface ReferenceExports {
  readonly memory: WebAssembly.Memory;
  blockLength(): number;
  argumentsAddress(): number;
  highAddress(): number;
  lowAddress(): number;
  roundedAddress(): number;
  tailAddress(): number;
  perUlpAddress(): number;
  undecidedAddress(): number;
  inspect(points: number): number;
  evaluate(code: number, points: number): void;
  roundRows(
    points: number,
    unit: number,
    leastNormal: number,
    largest: number,
    bound: number,
    exactBelow: number,
    inward: number,
  ): number;
}

/** Bits of what `inspect` returns. */
const SPECIAL = 1;
const TOO_LONG = 2;

let compiled: WebAssembly.Module | undefined;

function instantiate(): ReferenceExports {
  compiled ??= compileBase64(REFERENCE_BASE64);
  return new WebAssembly.Instance(compiled, {}).exports as object as ReferenceExports;
}

/** Each has its own memory. */
export class ReferenceKernel {
  private readonly kernel = instantiate();
  /** Points of a block. */
  readonly blockLength = this.kernel.blockLength();
  /** Arguments of a block, to be filled before `evaluateBlock` or `roundBlock`. */
  readonly x = this.row(this.kernel.argumentsAddress());
  private readonly hi = this.row(this.kernel.highAddress());
  private readonly lo = this.row(this.kernel.lowAddress());
  /** What `roundBlock` leaves: see PairRows. */
  readonly rounded = this.row(this.kernel.roundedAddress());
  readonly tail = this.row(this.kernel.tailAddress());
  /** 1 / ulp(f(x)), of the exact value. */
  readonly perUlp = this.row(this.kernel.perUlpAddress());
  /** The memory of these rows, and where they lie in it, in bytes: for scan modules, which work on them in place. */
  readonly memory = this.kernel.memory;
  readonly addresses = {
    x: this.kernel.argumentsAddress(),
    rounded: this.kernel.roundedAddress(),
    tail: this.kernel.tailAddress(),
    perUlp: this.kernel.perUlpAddress(),
  } as const;
  /** The first places, as many as `roundBlock` returned, are the undecided ones. */
  readonly undecided = new Int32Array(
    this.kernel.memory.buffer,
    this.kernel.undecidedAddress(),
    this.blockLength,
  );

  private row(address: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, address, this.kernel.blockLength());
  }

  supports(functionId: string): boolean {
    return REFERENCE_FUNCTIONS.has(functionId);
  }

  /**
   * A bound on |hi + lo - f(x)| / |f(x)|. It holds where 2^-890 < |f(x)| < 2^890 (2^-200 for erfc, normcdf and gelu);
   * values beyond, far outside the formats, are given as numbers of about that size.
   */
  errorBound(functionId: string): number {
    return powerOfTwo(-referenceFunction(functionId).bits);
  }

  /**
   * f(x) as hi + lo at all points: NaN outside the domain, infinite at poles, the limits at infinities, with the sign
   * of x where f(+-0) = +-0. lo is 0 where f(x) is a number of 24 bits. hi and lo must be as long as x.
   * RangeError when a point is no number of binary32 or the function is not supported.
   */
  evaluate(functionId: string, x: Float64Array, hi: Float64Array, lo: Float64Array): void {
    const f = referenceFunction(functionId);
    for (let from = 0; from < x.length; from += this.blockLength) {
      const count = Math.min(this.blockLength, x.length - from);
      this.x.set(x.subarray(from, from + count));
      this.evaluateBlock(f, count);
      hi.set(this.hi.subarray(0, count), from);
      lo.set(this.lo.subarray(0, count), from);
    }
  }

  /** f(x) rounded to the format, and the rest. Errors as `evaluate`. */
  pairs(functionId: string, x: Float64Array, format: ShortFormat, out: PairRows): void {
    out.undecided.length = 0;
    for (let from = 0; from < x.length; from += this.blockLength) {
      const count = Math.min(this.blockLength, x.length - from);
      this.x.set(x.subarray(from, from + count));
      const undecided = this.roundBlock(functionId, count, format);
      for (let i = 0; i < undecided; i++) out.undecided.push(from + this.undecided[i]!);
      out.rounded.set(this.rounded.subarray(0, count), from);
      out.tail.set(this.tail.subarray(0, count), from);
    }
  }

  /**
   * The same for the first `count` numbers of the row `x`, without copying: `rounded`, `tail` and `perUlp` are filled.
   * Returns the number of undecided places, which are the first ones of `undecided`.
   */
  roundBlock(functionId: string, count: number, format: ShortFormat): number {
    const f = referenceFunction(functionId);
    const { precision, minExponent } = FORMAT_PARAMETERS[format];
    this.evaluateBlock(f, count);
    return this.kernel.roundRows(
      count,
      powerOfTwo(1 - precision),
      powerOfTwo(minExponent),
      largestFinite(format),
      powerOfTwo(-f.bits),
      f.exactBelow,
      f.inward ? 1 : 0,
    );
  }

  private evaluateBlock(f: ReferenceFunction, count: number): void {
    // Two points a step: an odd one out is computed twice.
    if (count % 2 === 1) this.x[count] = this.x[count - 1]!;
    const found = this.kernel.inspect(count);
    if ((found & TOO_LONG) !== 0) throw new RangeError('an argument has more than 24 significant bits');
    this.kernel.evaluate(f.code, count + (count % 2));
    if ((found & SPECIAL) === 0) return;
    for (let i = 0; i < count; i++) {
      const x = this.x[i]!;
      if (x !== 0 && Number.isFinite(x)) continue;
      const value = specialValue(f, x);
      if (value === undefined) continue;
      this.hi[i] = value[0];
      this.lo[i] = value[1];
    }
  }
}

function referenceFunction(functionId: string): ReferenceFunction {
  const f = REFERENCE_FUNCTIONS.get(functionId);
  if (f === undefined) throw new RangeError(`${functionId} has no fast reference`);
  return f;
}
