/**
 * Values of a program in double-double over rows of points: kernel/evaluate-wide.ts in TypeScript, to the same bits.
 * Heads stand in one array of rows, tails in another; the sequences of operations are those of
 * wasm/reference/double-double.ts, whose comments give the sources.
 */

import { WORDS_PER_INSTRUCTION } from '../wasm/program-code';

/** Veltkamp's constant for binary64. */
const SPLITTER = 134217729;

/** a + b - s for s = RN(a + b), exactly. */
export function sumTail(a: number, b: number, s: number): number {
  const t = s - a;
  return a - (s - t) + (b - t);
}

function leading(a: number): number {
  const t = SPLITTER * a;
  return t - (t - a);
}

function exactProductTail(a: number, b: number, p: number): number {
  const aHigh = leading(a);
  const bHigh = leading(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - p + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function exactSquareTail(a: number, p: number): number {
  const high = leading(a);
  const low = a - high;
  return high * high - p + (high + high) * low + low * low;
}

/** Tails of x (zero: points are binary64 numbers) and of the constants. */
export function repeatTails(
  tails: Float64Array,
  constantTails: Float64Array,
  constantCount: number,
  points: number,
): void {
  tails.fill(0, 0, points);
  for (let k = 0; k < constantCount; k++) tails.fill(constantTails[k]!, (1 + k) * points, (2 + k) * points);
}

/** Fills the instruction rows, heads and tails; x and constants must stand in theirs. */
export function evaluateRowsWide(
  heads: Float64Array,
  tails: Float64Array,
  code: Int32Array,
  instructionCount: number,
  constantCount: number,
  points: number,
): void {
  let d = (1 + constantCount) * points;

  const storePair = (i: number, head: number, tail: number): void => {
    const sum = head + tail;
    heads[d + i] = sum;
    tails[d + i] = tail - (sum - head);
  };
  const storeSum = (i: number, aHi: number, aLo: number, bHi: number, bLo: number): void => {
    const s = aHi + bHi;
    const t = aLo + bLo;
    const c = sumTail(aHi, bHi, s) + t;
    const v = s + c;
    storePair(i, v, sumTail(aLo, bLo, t) + (c - (v - s)));
  };
  const storeProduct = (i: number, aHi: number, aLo: number, bHi: number, bLo: number): void => {
    const p = aHi * bHi;
    storePair(i, p, exactProductTail(aHi, bHi, p) + (aHi * bLo + aLo * bHi));
  };

  const end = instructionCount * WORDS_PER_INSTRUCTION;
  for (let at = 0; at < end; at += WORDS_PER_INSTRUCTION, d += points) {
    const a = code[at + 1]! * points;
    const b = code[at + 2]! * points;
    const c = code[at + 3]! * points;
    const opcode = code[at]!;
    for (let i = 0; i < points; i++) {
      const aHi = heads[a + i]!;
      const aLo = tails[a + i]!;
      const bHi = heads[b + i]!;
      const bLo = tails[b + i]!;
      switch (opcode) {
        case 0:
          storeSum(i, aHi, aLo, bHi, bLo);
          break;
        case 1:
          storeSum(i, aHi, aLo, -bHi, -bLo);
          break;
        case 2:
          storeProduct(i, aHi, aLo, bHi, bLo);
          break;
        case 3: {
          const q = aHi / bHi;
          const p = q * bHi;
          const exact = aHi - p - exactProductTail(q, bHi, p);
          storePair(i, q, (exact + (aLo - q * bLo)) / bHi);
          break;
        }
        case 4:
          storeProduct(i, aHi, aLo, bHi, bLo);
          storeSum(i, heads[d + i]!, tails[d + i]!, heads[c + i]!, tails[c + i]!);
          break;
        case 5: {
          const root = Math.sqrt(aHi);
          const square = root * root;
          const tail = (aHi - square - exactSquareTail(root, square) + aLo) / (root + root);
          storePair(i, root, root === 0 ? 0 : tail);
          break;
        }
        default:
          heads[d + i] = -aHi;
          tails[d + i] = -aLo;
      }
    }
  }
}
