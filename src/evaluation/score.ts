/**
 * The error of a value in binary32 arithmetic: the one definition, which the law evaluator computes here and
 * shaders/evaluate-batch.wgsl computes on a GPU, to the same bits.
 *
 * A label of LabelTable (x, hi, lo, scale) becomes five binary32 numbers:
 *   x, y = hi * first, first, second, tail = lo * scale        with first * second = scale,
 * and the error of a value p is
 *   | s( s( s(p * first) - y ) * second ) - tail |, settled once more,
 * each operation rounded to binary32 and s(v) = v, or 0 where |v| < 2^-125. So nothing depends on whether a GPU
 * keeps or flushes subnormals, nor on whether it finds underflow before or after rounding. A value that is not
 * finite, and any overflow on the way, give an infinite error.
 *
 * `first` is a power of two, 1 unless scale leaves [2^-64, 2^64]: then p * first is exact, and numbers near the
 * ends of binary32's range (an ulp of 2^-149, say) come within it.
 *
 * Accuracy: p - hi is exact for p near hi (Sterbenz), so the error is that of exact arithmetic to within some
 * 2^-23 of its own size and 2^-24 of the tail's.
 */

import type { LabelTable } from '../oracle/labels';

/** Values below this may have met the underflow threshold, before or after rounding. */
export const TINY = 2 ** -125;

/** Labels as binary32 numbers, one row per point. All arrays have the length of the label table. */
export interface ScoreTable {
  readonly length: number;
  readonly x: Float32Array;
  readonly scaledValue: Float32Array;
  readonly firstScale: Float32Array;
  readonly secondScale: Float32Array;
  readonly tail: Float32Array;
}

/** A label table that binary32 scores cannot express; the message says which point and why. */
export class ScoreTableError extends RangeError {
  override readonly name = 'ScoreTableError';
}

function settle(v: number): number {
  return Math.abs(v) < TINY ? 0 : v;
}

function firstScaleOf(scale: number): number {
  if (scale > 2 ** 64) return 2 ** 64;
  return scale < 2 ** -64 ? 2 ** -64 : 1;
}

function isBinary32(v: number): boolean {
  return Math.fround(v) === v && Number.isFinite(v);
}

/**
 * The table in the form that `errorOf` and the GPU consume. x and hi must be finite binary32 numbers, scale
 * positive and finite, and the scaled labels within binary32's range.
 * @throws ScoreTableError where they are not, or where the table is empty.
 */
export function prepareScoreTable(labels: LabelTable): ScoreTable {
  const length = labels.x.length;
  if (length === 0) throw new ScoreTableError('the label table is empty');
  const table: ScoreTable = {
    length,
    x: new Float32Array(length),
    scaledValue: new Float32Array(length),
    firstScale: new Float32Array(length),
    secondScale: new Float32Array(length),
    tail: new Float32Array(length),
  };
  for (let i = 0; i < length; i++) {
    const x = labels.x[i]!;
    const hi = labels.hi[i]!;
    const scale = labels.scale[i]!;
    if (!isBinary32(x))
      throw new ScoreTableError(`point ${i} of the label table, x = ${x}, is not a binary32 number`);
    if (!isBinary32(hi)) {
      throw new ScoreTableError(`the label ${hi} at x = ${x} is not a binary32 number`);
    }
    if (!(scale > 0 && scale < Infinity)) {
      throw new ScoreTableError(`the error at x = ${x} has no finite positive scale: ${scale}`);
    }
    const first = firstScaleOf(scale);
    const second = Math.fround(scale / first);
    const scaledValue = settle(Math.fround(hi * first));
    const tail = settle(Math.fround(labels.lo[i]! * scale));
    if (
      !Number.isFinite(scaledValue) ||
      !Number.isFinite(second) ||
      second < TINY ||
      !Number.isFinite(tail)
    ) {
      throw new ScoreTableError(
        `the error at x = ${x} (value ${hi}, scale ${scale}) is beyond the range of binary32`,
      );
    }
    table.x[i] = x;
    table.scaledValue[i] = scaledValue;
    table.firstScale[i] = first;
    table.secondScale[i] = second;
    table.tail[i] = tail;
  }
  return table;
}

/** The error of the binary32 number `value` at point i: a binary32 number >= 0, or Infinity. */
export function errorOf(table: ScoreTable, i: number, value: number): number {
  const scaled = settle(Math.fround(value * table.firstScale[i]!));
  const difference = settle(Math.fround(scaled - table.scaledValue[i]!));
  const deviation = settle(Math.fround(difference * table.secondScale[i]!));
  const error = Math.abs(settle(Math.fround(deviation - table.tail[i]!)));
  return error < Infinity ? error : Infinity;
}
