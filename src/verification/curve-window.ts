/**
 * The part of an interval that an error curve is drawn over, and where on its axis a number lies: by value, or by
 * ordinal, where every number of the format takes the same room.
 */

import { isFiniteFormat, type FiniteFormat } from '../numerics/format';
import { fromOrdinal, ordinalOf, ordinalRange, type Bounds } from '../numerics/ordinals';
import type { Interval, Target } from '../targets/target';

export type CurveAxis = 'value' | 'ordinal';

/** From `from` to `to`, both inside the closed interval; `ordinal` is for finite formats. */
export interface CurveWindow {
  readonly axis: CurveAxis;
  readonly from: number;
  readonly to: number;
}

/** A window narrower than so many parts of its place cannot be told apart in binary64. */
const NARROWEST = 2 ** -40;

/** The whole interval; by ordinal from its first to its last number. */
export function wholeWindow({ interval, format }: Target, axis: CurveAxis): CurveWindow {
  if (axis === 'value' || !isFiniteFormat(format)) {
    return { axis: 'value', from: interval.lower, to: interval.upper };
  }
  const { first, last } = ordinalRange(interval, format);
  return { axis, from: fromOrdinal(first, format), to: fromOrdinal(last, format) };
}

/** The window as an interval: an end is open where it is an open end of the target's interval. */
export function boundsOf({ from, to }: CurveWindow, interval: Interval): Bounds {
  return {
    lower: from,
    upper: to,
    lowerOpen: interval.lowerOpen && from === interval.lower,
    upperOpen: interval.upperOpen && to === interval.upper,
  };
}

/**
 * The place of x on the window's axis, from 0 to 1. By ordinal the n numbers of the window lie in the middle of n equal
 * cells. x must be a number of the format there.
 */
export function placeIn({ axis, from, to }: CurveWindow, format: Target['format']): (x: number) => number {
  if (axis === 'value' || !isFiniteFormat(format)) return (x) => (x - from) / (to - from);
  const first = ordinalOf(from, format);
  const count = Number(ordinalOf(to, format) - first) + 1;
  return (x) => (Number(ordinalOf(x, format) - first) + 0.5) / count;
}

/** The number at a place of the window's axis, from 0 to 1; by ordinal a number of the format. */
export function numberAt({ axis, from, to }: CurveWindow, place: number, format: Target['format']): number {
  const inside = Math.min(1, Math.max(0, place));
  if (axis === 'value' || !isFiniteFormat(format)) {
    return inside === 1 ? to : from + inside * (to - from);
  }
  const first = ordinalOf(from, format);
  const count = ordinalOf(to, format) - first + 1n;
  const index = BigInt(Math.floor(inside * Number(count)));
  return fromOrdinal(first + (index < count ? index : count - 1n), format);
}

/**
 * The part of the window between two places of its axis, widened where it would be too narrow to show: by ordinal and
 * in finite formats it holds at least two numbers. Places beyond 0 to 1 are taken for these.
 */
export function partOf(window: CurveWindow, start: number, end: number, target: Target): CurveWindow {
  const { format } = target;
  const from = numberAt(window, Math.min(start, end), format);
  const to = numberAt(window, Math.max(start, end), format);
  if (isWideEnough(from, to, target)) return { ...window, from, to };
  return window;
}

function isWideEnough(from: number, to: number, { format }: Target): boolean {
  if (isFiniteFormat(format)) return numbersIn(from, to, format) >= 2n;
  return to - from > NARROWEST * Math.max(Math.abs(from), Math.abs(to));
}

function numbersIn(from: number, to: number, format: FiniteFormat): bigint {
  const { first, last } = ordinalRange(
    { lower: from, upper: to, lowerOpen: false, upperOpen: false },
    format,
  );
  return last - first + 1n;
}

/**
 * The window seen from nearer (factor below 1) or further away, about its middle, after it was moved by `shift` of its
 * width; never beyond the target's interval. The same window where there is no nearer view.
 */
export function movedWindow(
  window: CurveWindow,
  target: Target,
  { factor = 1, shift = 0 }: { readonly factor?: number; readonly shift?: number },
): CurveWindow {
  const whole = wholeWindow(target, window.axis);
  const next =
    window.axis === 'ordinal' && isFiniteFormat(target.format)
      ? movedByOrdinal(window, whole, target.format, factor, shift)
      : movedByValue(window, whole, factor, shift);
  return isWideEnough(next.from, next.to, target) ? next : window;
}

function movedByValue(
  { axis, from, to }: CurveWindow,
  whole: CurveWindow,
  factor: number,
  shift: number,
): CurveWindow {
  const width = Math.min(whole.to - whole.from, (to - from) * factor);
  const middle = from + (to - from) * (0.5 + shift);
  const start = Math.min(Math.max(whole.from, middle - width / 2), whole.to - width);
  return { axis, from: start, to: Math.min(whole.to, start + width) };
}

function movedByOrdinal(
  { axis, from, to }: CurveWindow,
  whole: CurveWindow,
  format: FiniteFormat,
  factor: number,
  shift: number,
): CurveWindow {
  const [first, last] = [ordinalOf(from, format), ordinalOf(to, format)];
  const [lowest, highest] = [ordinalOf(whole.from, format), ordinalOf(whole.to, format)];
  const count = Number(last - first) + 1;
  const next = BigInt(Math.max(2, Math.round(count * factor)));
  const limit = highest - lowest + 1n;
  const cells = next < limit ? next : limit;
  const offset = BigInt(Math.round(count * (0.5 + shift)));
  let start = first + offset - cells / 2n;
  if (start < lowest) start = lowest;
  if (start > highest - cells + 1n) start = highest - cells + 1n;
  return { axis, from: fromOrdinal(start, format), to: fromOrdinal(start + cells - 1n, format) };
}
