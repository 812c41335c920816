/** From places and errors to pixels of the error plot, and the paths of its curves. */

import { TICK_SIZE } from './axes';
import type { Bars, Figure } from './figure';

const MARGIN = { left: 58, right: 16, top: 8, bottom: 40 };
/** Pixels between the axis and the numbers beside it, and beyond these. */
const TICK_ROOM = 12;
/** Of the size of a letter: what the widest of the usual monospaced typefaces take for one. */
const ADVANCE = 0.62;
/** Part of the width that the plot keeps beside the histogram, and where that begins. */
const BESIDE_BARS = 0.87;
const BARS_BEGIN = 0.885;
/** Part of the histogram's width that its largest step takes. */
const BARS_FILL = 1 / 1.05;

/** Room for the numbers of the vertical axis: what most plots have, or what the longest needs. */
export function leftMargin(texts: readonly string[]): number {
  const longest = Math.max(0, ...texts.map((text) => text.length));
  return Math.max(MARGIN.left, Math.ceil(longest * ADVANCE * TICK_SIZE) + TICK_ROOM);
}

export class CurveScale {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top = MARGIN.top;
  readonly bottom: number;
  /** The histogram's edges. */
  readonly bars: { readonly left: number; readonly right: number } | null;
  private readonly range: readonly [number, number];

  constructor(width: number, height: number, { heights, range, bars }: Figure) {
    this.width = width;
    this.height = height;
    this.range = range;
    this.left = leftMargin(heights.texts);
    const end = Math.max(this.left + 1, width - MARGIN.right);
    const part = (share: number): number => this.left + share * (end - this.left);
    this.right = bars === null ? end : part(BESIDE_BARS);
    this.bars = bars === null ? null : { left: part(BARS_BEGIN), right: end };
    this.bottom = Math.max(this.top + 1, height - MARGIN.bottom);
  }

  x(place: number): number {
    return this.left + place * (this.right - this.left);
  }

  y(value: number): number {
    const [low, high] = this.range;
    return this.top + ((high - value) / (high - low)) * (this.bottom - this.top);
  }

  /** The place under a pixel, from 0 to 1. */
  place(x: number): number {
    return Math.min(1, Math.max(0, (x - this.left) / (this.right - this.left)));
  }

  /** A line through the points, broken where one is not finite. */
  line(x: readonly number[], y: readonly number[]): string {
    return stretches(y)
      .map(([from, to]) => `M${this.points(x, y, from, to).join('L')}`)
      .join('');
  }

  /** The region between two lines, closed wherever one of them breaks. */
  band(x: readonly number[], low: readonly number[], high: readonly number[]): string {
    return stretches(high, low)
      .map(
        ([from, to]) =>
          `M${[...this.points(x, high, from, to), ...this.points(x, low, from, to).reverse()].join('L')}Z`,
      )
      .join('');
  }

  /** The steps of a histogram as one region. */
  steps({ shares, from, to }: Bars): string {
    if (this.bars === null) return '';
    const { left, right } = this.bars;
    const across = (share: number): string => (left + share * BARS_FILL * (right - left)).toFixed(1);
    const edge = (k: number): string => this.y(from + ((to - from) * k) / shares.length).toFixed(1);
    const steps = shares.map((share, k) => `H${across(share)}V${edge(k + 1)}`).join('');
    return `M${left.toFixed(1)} ${edge(0)}${steps}H${left.toFixed(1)}Z`;
  }

  private points(x: readonly number[], y: readonly number[], from: number, to: number): string[] {
    const points: string[] = [];
    for (let i = from; i < to; i++)
      points.push(`${this.x(x[i] ?? NaN).toFixed(1)} ${this.y(y[i] ?? NaN).toFixed(1)}`);
    return points;
  }
}

/** The stretches of indices, from and up to, over which all of the lists are finite. */
function stretches(
  list: readonly number[],
  other: readonly number[] = list,
): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let from = 0;
  for (let i = 0; i <= list.length; i++) {
    if (i < list.length && Number.isFinite(list[i]) && Number.isFinite(other[i])) continue;
    if (i > from) found.push([from, i]);
    from = i + 1;
  }
  return found;
}

/** The index of the point nearest to a place; -1 where there is none. */
export function nearestPoint(x: readonly number[], place: number): number {
  let best = -1;
  let distance = Infinity;
  x.forEach((at, i) => {
    if (Math.abs(at - place) < distance && at >= 0 && at <= 1) {
      best = i;
      distance = Math.abs(at - place);
    }
  });
  return best;
}
