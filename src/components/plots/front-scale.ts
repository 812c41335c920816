/** From costs and errors to pixels of the front's plot, and back. */

import type { Place } from './front-marks';

/** What is shown: costs, and exponents of ten. */
export interface Window {
  readonly cost: readonly [number, number];
  readonly decades: readonly [number, number];
}

const MARGIN = { left: 58, right: 16, top: 8, bottom: 40 };

export class FrontScale {
  readonly width: number;
  readonly height: number;
  readonly window: Window;
  readonly left = MARGIN.left;
  readonly top = MARGIN.top;
  readonly right: number;
  readonly bottom: number;

  constructor(width: number, height: number, window: Window) {
    this.width = width;
    this.height = height;
    this.window = window;
    this.right = Math.max(MARGIN.left + 1, width - MARGIN.right);
    this.bottom = Math.max(MARGIN.top + 1, height - MARGIN.bottom);
  }

  get innerWidth(): number {
    return this.right - this.left;
  }

  get innerHeight(): number {
    return this.bottom - this.top;
  }

  point({ cost, height }: Place): { readonly x: number; readonly y: number } {
    const [first, last] = this.window.cost;
    const [lowest, highest] = this.window.decades;
    return {
      x: this.left + ((cost - first) / (last - first)) * this.innerWidth,
      y: this.top + ((highest - height) / (highest - lowest)) * this.innerHeight,
    };
  }

  place({ x, y }: { readonly x: number; readonly y: number }): Place {
    const [first, last] = this.window.cost;
    const [lowest, highest] = this.window.decades;
    return {
      cost: first + ((x - this.left) / this.innerWidth) * (last - first),
      height: highest - ((y - this.top) / this.innerHeight) * (highest - lowest),
    };
  }

  holds({ cost, height }: Place): boolean {
    const [first, last] = this.window.cost;
    const [lowest, highest] = this.window.decades;
    return cost >= first && cost <= last && height >= lowest && height <= highest;
  }
}

/** The part of the plot between two corners, no smaller than one unit of cost, or another least, by half a decade. */
export function zoomed(
  scale: FrontScale,
  one: { readonly x: number; readonly y: number },
  other: { readonly x: number; readonly y: number },
  leastCost = 1,
): Window {
  const inside = ({ x, y }: { readonly x: number; readonly y: number }) =>
    scale.place({
      x: Math.min(scale.right, Math.max(scale.left, x)),
      y: Math.min(scale.bottom, Math.max(scale.top, y)),
    });
  const [a, b] = [inside(one), inside(other)];
  return {
    cost: widened(Math.min(a.cost, b.cost), Math.max(a.cost, b.cost), leastCost),
    decades: widened(Math.min(a.height, b.height), Math.max(a.height, b.height), 0.5),
  };
}

function widened(low: number, high: number, least: number): readonly [number, number] {
  const missing = Math.max(0, least - (high - low)) / 2;
  return [low - missing, high + missing];
}
