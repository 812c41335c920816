/** Points at which an emitter examines a program. */

import { fromOrdinal32, ordinalOf32 } from '../numerics/ordinals';
import type { Interval } from '../targets/target';

const LARGEST = (2 - 2 ** -23) * 2 ** 127;

/**
 * Up to 2 * count + 2 ascending numbers of f32 in the interval, without repetition: half of them equally spaced by
 * value, half by ordinal (so that every binade is visited). Infinite end points stand for the largest numbers.
 */
export function samplePoints32(interval: Interval, count: number): number[] {
  const lower = Math.max(interval.lower, -LARGEST);
  const upper = Math.min(interval.upper, LARGEST);
  const first = ordinalOf32(Math.fround(lower));
  const last = ordinalOf32(Math.fround(upper));
  const points: number[] = [];
  for (let i = 0; i <= count; i++) {
    const t = i / count;
    points.push(
      Math.fround(lower * (1 - t) + upper * t),
      fromOrdinal32(Math.round(first * (1 - t) + last * t)),
    );
  }
  const inside = points.filter(
    (x) => (interval.lowerOpen ? x > lower : x >= lower) && (interval.upperOpen ? x < upper : x <= upper),
  );
  return [...new Set(inside)].sort((a, b) => a - b);
}
