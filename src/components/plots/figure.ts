/** What the error plot is made of, before it has a size in pixels. */

import type { Ticks } from './axes';

/** The colours of theme.css that curves are drawn in. */
export type Ink = 'accent' | 'ink' | 'faint';

/** Of strokes, so that curves are told apart without their colours. */
export const DASH_ARRAYS = { solid: undefined, dash: '6 4', dot: '2 2', dashdot: '7 3 2 3' } as const;

/** A curve, or the band between two. Places run from 0 to 1 across the plot; what lies beyond is cut off. */
export interface Series {
  readonly name: 'error' | 'compared';
  /** Whose error it is. */
  readonly title: string;
  readonly ink: Ink;
  readonly x: readonly number[];
  /** In units of the vertical axis. What is not finite is a gap. */
  readonly y: readonly number[];
  /** The other edge of a band, which is filled. */
  readonly low?: readonly number[];
  /** Pixels. */
  readonly width: number;
  readonly dash: keyof typeof DASH_ARRAYS;
  /** Every point is a number of its own, and marked. */
  readonly dots: boolean;
}

/** A line across the plot. */
export interface Level {
  readonly y: number;
  readonly ink: Ink;
  readonly dash: 'solid' | 'dot';
  /** Drawn over the curves. */
  readonly above: boolean;
}

export interface Peak {
  readonly place: number;
  readonly y: number;
  readonly text: string;
  /** On which side of the point the text stands. */
  readonly above: boolean;
}

/** Steps to the right of the plot, the largest reaching 1. */
export interface Bars {
  readonly shares: readonly number[];
  /** Of the first and the last step's outer edges, in units of the vertical axis. */
  readonly from: number;
  readonly to: number;
}

/** What is told of a place under the pointer: of each point of the selected program's curve. */
export interface Readings {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly text: (i: number) => readonly string[];
}

export interface Figure {
  readonly series: readonly Series[];
  readonly levels: readonly Level[];
  readonly peak: Peak | null;
  readonly bars: Bars | null;
  readonly readings: Readings | null;
  readonly range: readonly [number, number];
  readonly heights: Ticks;
  readonly places: Ticks;
  readonly title: string;
}
