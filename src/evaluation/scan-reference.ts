/** The reference of a scan: blocks of correctly rounded values, by the reference kernel and, where it must, the oracle. */

import { infinityOrdinal, nextDown } from '../numerics/ordinals';
import { ulpOf } from '../numerics/ulp';
import { fastLabelPairs } from './reference-labels';
import { ReferenceKernel, type ShortFormat } from './wasm/reference-kernel';

export class ScanReference {
  readonly format: ShortFormat;
  private readonly functionId: string;
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

  /** @throws RangeError for a function that the reference kernel does not have */
  constructor(functionId: string, format: ShortFormat) {
    if (!this.kernel.supports(functionId))
      throw new RangeError(`${functionId} has no reference that is fast enough for a scan`);
    this.functionId = functionId;
    this.format = format;
    this.largestOrdinal = Number(infinityOrdinal(format)) - 1;
  }

  /** Fills the rows at the first `count` arguments; the places that the oracle decided. */
  round(count: number): readonly number[] {
    const undecided = this.kernel.roundBlock(this.functionId, count, this.format);
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
    const labels = fastLabelPairs(this.functionId, this.x.slice(place, place + 1), this.format);
    const rounded = labels.rounded[0]!;
    const tail = labels.tail[0]!;
    this.rounded[place] = rounded;
    this.tail[place] = tail;
    // The ulp of the exact value, which may lie below a power of two that it rounds to.
    const inward = rounded > 0 ? tail < 0 : tail > 0;
    this.perUlp[place] = 1 / ulpOf(inward ? nextDown(Math.abs(rounded), 'f64') : rounded, this.format);
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
