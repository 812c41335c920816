/** The constant vectors near a given one, in binary32 or a shorter format. */

import { fromOrdinal, infinityOrdinal, ordinalOf } from '../../numerics/ordinals';
import type { ShortFormat } from './arithmetic';

export interface NeighbourhoodOptions {
  readonly limit?: number;
  readonly blockLength?: number;
  /** `f32` unless told. */
  readonly format?: ShortFormat;
}

/** How many vectors have each constant within +-k ordinals of its own: (2k + 1)^n. */
export function neighbourhoodSize(constantCount: number, k: number): number {
  let size = 1;
  for (let i = 0; i < constantCount; i++) size *= 2 * k + 1;
  return size;
}

/**
 * The vectors whose constants lie within +-k ordinals (k ulps, but where an exponent changes) of those of `centre`, in
 * blocks of at most `blockLength`: the centre first, then by the number of steps of the first constant, the second and
 * so on. Constants that would be infinite are left out, and so are vectors beyond the first `limit`.
 *
 * @param centre finite numbers of the format. RangeError otherwise.
 */
export function* ulpNeighbourhood(
  centre: Float32Array,
  k: number,
  { limit = Infinity, blockLength = 65536, format = 'f32' }: NeighbourhoodOptions = {},
): Generator<Float32Array[], void, undefined> {
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`${k} is no number of steps`);
  const choices = Array.from(centre, (c) => nearby(c, k, format));
  const digits = new Int32Array(centre.length);
  let block: Float32Array[] = [];
  for (let count = 0; count < limit; count++) {
    block.push(Float32Array.from(digits, (digit, i) => choices[i]![digit]!));
    if (block.length === blockLength) {
      yield block;
      block = [];
    }
    let place = 0;
    while (place < digits.length && digits[place] === choices[place]!.length - 1) digits[place++] = 0;
    if (place === digits.length) break;
    digits[place]!++;
  }
  if (block.length > 0) yield block;
}

/** The number itself, then its neighbours, the nearer ones first. */
function nearby(c: number, k: number, format: ShortFormat): number[] {
  const ordinal = Number(ordinalOf(c, format));
  const infinity = Number(infinityOrdinal(format));
  const numbers = [c];
  for (let step = 1; step <= k; step++) {
    for (const candidate of [ordinal + step, ordinal - step]) {
      if (Math.abs(candidate) < infinity) numbers.push(fromOrdinal(BigInt(candidate), format));
    }
  }
  return numbers;
}
