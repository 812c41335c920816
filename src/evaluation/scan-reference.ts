/** The reference of a scan: blocks of correctly rounded values, by the reference kernel and, where it must, the oracle. */

import { infinityOrdinal } from '../numerics/ordinals';
import { functionOf } from '../oracle/oracle';
import type { RealFunction } from '../targets/catalogue-function';
import type { TargetFunction } from '../targets/target';
import { labelPairAt } from './reference-labels';
import { ReferenceKernel, type ShortFormat } from './wasm/reference-kernel';

export class ScanReference {
  readonly format: ShortFormat;
  /** Whether the kernel has the function: the oracle needs a thousand times as long. */
  readonly fast: boolean;
  private readonly fn: TargetFunction;
  private readonly exact: RealFunction;
  private readonly kernel = new ReferenceKernel();
  private readonly largestOrdinal: number;
  readonly memory = this.kernel.memory;
  readonly blockLength = this.kernel.blockLength;
  /** Arguments of a block, to be filled before `round`. */
  readonly x = this.kernel.x;
  /** RN(f(x)) in the format. */
  readonly rounded = this.kernel.rounded;
  /** (f(x) - RN(f(x))) / ulp(f(x)); 0 where `rounded` is infinite. */
  readonly tail = this.kernel.tail;
  /** 1 / ulp(f(x)). */
  readonly perUlp = this.kernel.perUlp;

  /** @throws OracleError for what is no function */
  constructor(fn: TargetFunction, format: ShortFormat) {
    this.fn = fn;
    this.exact = functionOf(fn);
    this.fast = fn.kind === 'catalogue' && this.kernel.supports(fn.id);
    this.format = format;
    this.largestOrdinal = Number(infinityOrdinal(format)) - 1;
  }

  /**
   * Fills the rows at the first `count` arguments; the places that the kernel left to the oracle. Where it does not have
   * the function, the oracle decides all of them and none is named.
   */
  round(count: number): readonly number[] {
    if (!this.fast || this.fn.kind !== 'catalogue') {
      for (let place = 0; place < count; place++) this.decide(place);
      return NONE;
    }
    const undecided = this.kernel.roundBlock(this.fn.id, count, this.format);
    if (undecided === 0) return NONE;
    const places = [...this.kernel.undecided.subarray(0, undecided)];
    for (const place of places) this.decide(place);
    return places;
  }

  /**
   * Asks the oracle about a place of the block.
   * @throws OracleError where the function has no value
   */
  decide(place: number): void {
    const { rounded, tail, ulp } = labelPairAt(this.exact, this.x[place]!, this.format);
    this.rounded[place] = rounded;
    this.tail[place] = tail;
    this.perUlp[place] = 1 / ulp;
  }

  /** @throws RangeError unless these are ordinals of finite numbers of the format, in order */
  checkRange(first: number, last: number): void {
    const integers = Number.isInteger(first) && Number.isInteger(last);
    const { largestOrdinal } = this;
    if (!integers || first > last || first < -largestOrdinal || last > largestOrdinal)
      throw new RangeError(`no range of finite ${this.format} numbers: ordinals ${first} to ${last}`);
  }
}

const NONE: readonly number[] = [];
