/**
 * The way from values f to their square roots through the powers f^(m/16), 16 > m > 8. A core that approximates f well
 * often has relatives that approximate the powers between as well, so that constants can be led along; a mixture of f and
 * its root would be another function altogether.
 */

import { ddMul, ddSqrt, type DoubleDouble } from '../numerics/double-double';
import type { LabelTable } from '../oracle/labels';

const STEPS = 8;

/**
 * The tables between two, in order and without these two.
 * @param from its values are the squares of those of `to`, or their roots
 * @returns none where a value is not positive
 */
export function tablesBetween(from: LabelTable, to: LabelTable): LabelTable[] {
  const falls = isRootOf(to, from);
  const [square, root] = falls ? [from, to] : [to, from];
  if (root.hi.some((value) => !(value > 0)) || !isRootOf(root, square)) return [];
  const tables: LabelTable[] = [];
  for (let step = 1; step < STEPS; step++)
    tables.push(powerBetween(square, root, falls ? step : STEPS - step));
  return tables;
}

function isRootOf(root: LabelTable, square: LabelTable): boolean {
  return root.hi.every(
    (value, i) => Math.abs(value * value - square.hi[i]!) <= 1e-12 * Math.abs(square.hi[i]!),
  );
}

/** square^(1 - step/16), with the scale in between. */
function powerBetween(square: LabelTable, root: LabelTable, step: number): LabelTable {
  const hi = new Float64Array(root.x.length);
  const lo = new Float64Array(root.x.length);
  for (let i = 0; i < hi.length; i++) {
    const power = sixteenth({ hi: root.hi[i]!, lo: root.lo[i]! }, 2 * STEPS - step);
    hi[i] = power.hi;
    lo[i] = power.lo;
  }
  const t = step / STEPS;
  const scale = root.scale.map((value, i) => t * value + (1 - t) * square.scale[i]!);
  return { x: root.x, hi, lo, scale };
}

/** root^(m/8) for 8 < m < 16: the square's m-th sixteenth power. */
function sixteenth(root: DoubleDouble, m: number): DoubleDouble {
  let power = root;
  let factor = root;
  for (let bit = STEPS / 2; bit >= 1; bit /= 2) {
    factor = ddSqrt(factor);
    if ((m & bit) !== 0) power = ddMul(power, factor);
  }
  return power;
}
