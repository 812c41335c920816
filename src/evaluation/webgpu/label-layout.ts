/**
 * A score table in the layout that shaders/evaluate-structure.wgsl reads: what it wants of a point lies together, and
 * the points that it has to treat with care lie at the end.
 */

import { ulpOf } from '../../numerics/ulp';
import { TINY, type ScoreTable } from '../score';

export interface LabelLayout {
  /** Indices of the table's points in the order in which they lie: those with a usual x first. */
  readonly indices: Uint32Array<ArrayBuffer>;
  /** How many have a usual x: neither zero nor so small that it may be flushed. */
  readonly ordinaryCount: number;
  /** x, scaled y, second scale and tail of each point. */
  readonly labels: Float32Array<ArrayBuffer>;
  readonly firstScales: Float32Array<ArrayBuffer>;
}

export function layOutLabels(table: ScoreTable): LabelLayout {
  const all = Array.from(table.x.keys());
  const isUsual = (i: number): boolean => Math.abs(table.x[i]!) >= TINY;
  const usual = all.filter(isUsual);
  const indices = Uint32Array.from([...usual, ...all.filter((i) => !isUsual(i))]);
  const labels = new Float32Array(4 * table.length);
  const firstScales = new Float32Array(table.length);
  for (const [place, i] of indices.entries()) {
    labels[4 * place] = table.x[i]!;
    labels[4 * place + 1] = table.scaledValue[i]!;
    labels[4 * place + 2] = table.secondScale[i]!;
    labels[4 * place + 3] = table.tail[i]!;
    firstScales[place] = table.firstScale[i]!;
  }
  return { indices, ordinaryCount: usual.length, labels, firstScales };
}

const SAFE = 2 ** -100;

/**
 * Whether the arithmetic of score.ts never meets a number that `settle` would change, for no value p that is zero or at
 * least 2^-125 in magnitude. Then the GPU may leave `settle` and the first scale out, and computes the same bits.
 *
 * Let every first scale be 1, |y| >= 2^-100, the tail zero or at least 2^-100, and ulp(y) / 2 * second >= 2^-100.
 * p - y is zero or at least ulp(y) / 2: either |p| >= |y| / 2, and both are multiples of ulp(y) / 2, or it is at least
 * |y| / 2. So it is zero or at least 2^-124. Times `second` it is zero or at least 2^-100. That and the tail are
 * multiples of 2^-123, and so is what remains.
 */
export function hasOrdinaryLabels(table: ScoreTable): boolean {
  for (let i = 0; i < table.length; i++) {
    const y = table.scaledValue[i]!;
    const tail = table.tail[i]!;
    if (table.firstScale[i] !== 1 || Math.abs(y) < SAFE) return false;
    if (tail !== 0 && Math.abs(tail) < SAFE) return false;
    if ((ulpOf(y, 'f32') / 2) * table.secondScale[i]! < SAFE) return false;
  }
  return true;
}
