/** Ranges and ticks of the plots' axes, chosen here so that their numbers read as all others on the page do. */

import { formatSignificant } from '../../numerics/number-text';

/** Pixels: the size of the numbers of all axes. */
export const TICK_SIZE = 12;

export interface Ticks {
  readonly values: readonly number[];
  readonly texts: readonly string[];
}

/** Whole decades (as exponents of ten) that hold all positive finite values, with room below for the next find. */
export function decadesAround(values: readonly number[]): readonly [number, number] {
  const exponents = values.filter((v) => v > 0 && Number.isFinite(v)).map((v) => Math.log10(v));
  if (exponents.length === 0) return [-8, 0];
  const lowest = Math.floor(Math.min(...exponents) - 0.4);
  // Adding 0 turns -0 into 0.
  const highest = Math.ceil(Math.max(...exponents) + 0.1) + 0;
  return [lowest, Math.max(highest, lowest + 2)];
}

/** The smallest range that holds both, so that an axis only ever grows. */
export function unite(
  one: readonly [number, number],
  other: readonly [number, number],
): readonly [number, number] {
  return [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
}

/** Ticks at powers of ten, at most `most` of them. */
export function decadeTicks([lowest, highest]: readonly [number, number], most: number): Ticks {
  const step = Math.max(1, Math.ceil((highest - lowest) / Math.max(1, most)));
  const values: number[] = [];
  for (let k = Math.ceil(lowest / step) * step; k <= highest; k += step) values.push(k);
  return { values: values.map((k) => 10 ** k), texts: values.map((k) => (k === 0 ? '1' : `1e${k}`)) };
}

/** Ticks at whole numbers, at most `most` of them. */
export function wholeTicks(lowest: number, highest: number, most: number): Ticks {
  const step = [1, 2, 4, 5, 10].find((s) => (highest - lowest) / s <= most) ?? 20;
  const values: number[] = [];
  for (let n = Math.ceil(lowest / step) * step; n <= highest; n += step) values.push(n);
  return { values, texts: values.map(String) };
}

/** A step of 1, 2 or 5 times a power of ten that divides the range into about `count` parts. */
export function niceStep(range: number, count: number): number {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return (lead <= 1.5 ? 1 : lead <= 3.5 ? 2 : lead <= 7.5 ? 5 : 10) * power;
}

/** Ticks on both sides of 0 up to `limit`, with short texts. */
export function symmetricTicks(limit: number): Ticks {
  const step = niceStep(2 * limit, 7);
  const most = Math.floor(limit / step + 1e-9);
  const indices = Array.from({ length: 2 * most + 1 }, (_, i) => i - most);
  return {
    values: indices.map((i) => i * step),
    texts: indices.map((i) => signedText(i * step)),
  };
}

/** Ticks of an argument axis. */
export function linearTicks(lowest: number, highest: number, count: number): Ticks {
  const step = niceStep(highest - lowest, count);
  const first = Math.ceil(lowest / step - 1e-9);
  const last = Math.floor(highest / step + 1e-9);
  const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
  return { values, texts: values.map((v) => String(Number(v.toPrecision(8)))) };
}

function signedText(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  const short =
    magnitude >= 0.01 && magnitude < 1000
      ? String(Number(magnitude.toPrecision(4)))
      : formatSignificant(magnitude, 3).replace(/\.?0+e/, 'e');
  return `${value < 0 ? '-' : ''}${short}`;
}
