/**
 * Counter-based random streams: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011). A stream is named by a seed and three words; streams with different names are independent, and
 * nothing but the name decides what a stream yields, so work can be spread over any number of workers.
 */

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;
const TWO_POW_MINUS_53 = 1.1102230246251565e-16;

/** High word of the unsigned 64-bit product of two 32-bit words. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle1 = aHigh * bLow + (low >>> 16);
  const middle2 = aLow * bHigh + (middle1 & 0xffff);
  return aHigh * bHigh + Math.floor(middle1 / 65536) + Math.floor(middle2 / 65536);
}

/** Replaces the four words of a counter by the four random words that belong to it under the key. */
export function philox4x32(words: Uint32Array, key0: number, key1: number): void {
  let c0 = words[0]!;
  let c1 = words[1]!;
  let c2 = words[2]!;
  let c3 = words[3]!;
  let k0 = key0;
  let k1 = key1;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

export class RandomStream {
  private readonly key0: number;
  private readonly key1: number;
  private readonly words = new Uint32Array(4);
  private readonly name1: number;
  private readonly name2: number;
  private readonly name3: number;
  private block = 0;
  private used = 4;

  /**
   * @param seed a non-negative safe integer
   * @param name1,name2,name3 integers taken modulo 2^32
   */
  constructor(seed: number, name1 = 0, name2 = 0, name3 = 0) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new RangeError(`the seed must be an integer from 0 to 2^53 - 1, not ${String(seed)}`);
    this.key0 = seed >>> 0;
    this.key1 = Math.floor(seed / 4294967296) >>> 0;
    this.name1 = name1 >>> 0;
    this.name2 = name2 >>> 0;
    this.name3 = name3 >>> 0;
  }

  /** How many words were drawn: with the name all that decides what comes next. */
  get position(): number {
    return 4 * (this.block - 1) + this.used;
  }

  /** Goes to where the stream is after so many words, a non-negative safe integer. */
  seek(words: number): void {
    if (!Number.isSafeInteger(words) || words < 0)
      throw new RangeError(`no position in a random stream: ${String(words)}`);
    this.block = Math.ceil(words / 4) - 1;
    this.refill();
    this.used = words - 4 * (this.block - 1);
  }

  private refill(): void {
    const { words } = this;
    words[0] = this.block++;
    words[1] = this.name1;
    words[2] = this.name2;
    words[3] = this.name3;
    philox4x32(words, this.key0, this.key1);
    this.used = 0;
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    if (this.used === 4) this.refill();
    return this.words[this.used++]!;
  }

  /** A multiple of 2^-53 in [0, 1). */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) * TWO_POW_MINUS_53;
  }

  /** An integer from 0 to n - 1, unbiased (Lemire 2019); n from 1 to 2^32. */
  below(n: number): number {
    if (!(n >= 1 && n <= 4294967296)) throw new RangeError(`below(${String(n)})`);
    const threshold = (4294967296 - n) % n;
    for (;;) {
      const word = this.uint32();
      if (Math.imul(word, n) >>> 0 >= threshold) return multiplyHigh(word, n);
    }
  }

  chance(probability: number): boolean {
    return this.uint32() < probability * 4294967296;
  }

  /** An element of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('pick from an empty list');
    return list[this.below(list.length)] as T;
  }
}
