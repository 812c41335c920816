/** The error of programs over a window of the interval, as the band between the extremes of each column. */

import type { Format } from '../../numerics/format';
import type { CurveWindow, ErrorCurve } from '../../protocol/oracle-service';
import type { ErrorNorm, Interval } from '../../targets/target';
import { placeIn } from '../../verification/curve-window';
import { argumentNumber, errorNumber, NORM_UNIT, placeText } from '../number-text';
import { symmetricTicks, type Ticks } from './axes';
import type { Bars, Figure, Level, Peak, Series } from './figure';
import { windowTicks } from './window-ticks';

/** A curve beside the selected program's, told apart by its dash. */
export interface OtherCurve {
  readonly curve: ErrorCurve;
  readonly title: string;
  readonly dash: Series['dash'];
}

export interface CurveView {
  readonly curve: ErrorCurve | null;
  readonly others: readonly OtherCurve[];
  readonly window: CurveWindow;
  readonly isWhole: boolean;
  readonly interval: Interval;
  readonly format: Format;
  readonly norm: ErrorNorm;
  readonly scale: 'linear' | 'logarithmic';
  readonly histogram: boolean;
  readonly narrow: boolean;
}

/** Decades below the largest error that a logarithmic axis shows: those of the histogram. */
const DECADES = 6;
/** Up to so many numbers are drawn as points. */
const POINTS = 300;

export function errorCurveFigure(view: CurveView): Figure {
  const { curve, others, window, isWhole, format, norm, scale, narrow } = view;
  const finite = [curve, ...others.map((other) => other.curve)].flatMap((each) =>
    each !== null && Number.isFinite(each.maximum) ? each.maximum : [],
  );
  const largest = Math.max(0, ...finite);
  const vertical = verticalAxis(scale, largest);
  const series: Series[] = others.flatMap((other) => outline(other, view, vertical));
  const levels: Level[] = scale === 'linear' ? [{ y: 0, ink: 'faint', dash: 'solid', above: false }] : [];
  let readings: Figure['readings'] = null;
  if (curve !== null) {
    const points = drawn(curve, view);
    const main = band(curve, points, scale, vertical);
    series.push(main);
    const { numbers, low, high } = points;
    readings = {
      x: main.x,
      y: main.y,
      text: (i) => hoverLines(numbers[i] ?? NaN, low[i] ?? NaN, high[i] ?? NaN, norm),
    };
    if (norm === 'ulp' || isWhole) levels.push(...guides(norm, curve.maximum, largest, vertical));
  }
  return {
    series,
    levels,
    readings,
    peak: curve === null ? null : peakOf(curve, view, vertical),
    bars: curve === null || !view.histogram ? null : barsOf(curve, scale, vertical),
    range: vertical.range,
    heights: vertical.ticks,
    places: windowTicks(window, format, narrow ? 4 : 8),
    title: window.axis === 'ordinal' ? 'x, every number as wide' : 'x',
  };
}

/** Where an error lies on the vertical axis. */
interface VerticalAxis {
  readonly range: readonly [number, number];
  readonly ticks: Ticks;
  /** Of an error, signed. */
  readonly of: (error: number) => number;
}

function verticalAxis(scale: CurveView['scale'], largest: number): VerticalAxis {
  if (scale === 'linear') {
    const limit = largest > 0 ? 1.4 * largest : 1;
    return { range: [-limit, limit], ticks: symmetricTicks(limit), of: (error) => error };
  }
  const top = largest > 0 ? Math.log10(largest) : 0;
  const floor = top - DECADES;
  const first = Math.ceil(floor);
  const exponents = Array.from({ length: Math.floor(top + 0.4) - first + 1 }, (_, k) => first + k);
  return {
    range: [floor, top + 0.4],
    ticks: { values: exponents, texts: exponents.map((k) => (k === 0 ? '1' : `1e${k}`)) },
    // NaN stays NaN, what is smaller lies on the floor.
    of: (error) => (Number.isNaN(error) ? NaN : Math.max(floor, Math.log10(Math.abs(error)))),
  };
}

interface Drawn {
  /** Places in the window. */
  readonly x: number[];
  /** The arguments there. */
  readonly numbers: number[];
  readonly low: number[];
  readonly high: number[];
}

/** The columns that hold something, by their places in the window. */
function drawn(curve: ErrorCurve, { window, format }: CurveView): Drawn {
  const place = placeIn(window, format);
  const columns = curve.x.length;
  const same =
    curve.window.axis === window.axis && curve.window.from === window.from && curve.window.to === window.to;
  const found: Drawn = { x: [], numbers: [], low: [], high: [] };
  for (let i = 0; i < columns; i++) {
    const [x, low, high] = [curve.x[i] ?? NaN, curve.low[i] ?? NaN, curve.high[i] ?? NaN];
    if (Number.isNaN(x)) continue;
    // A curve of another window is drawn where its points lie in this one, until there is a better one.
    const at = same && !curve.isComplete ? (i + 0.5) / columns : place(x);
    if (at < -1 || at > 2) continue;
    found.x.push(at);
    found.numbers.push(x);
    found.low.push(low);
    found.high.push(high);
  }
  return found;
}

/** The size of the larger extreme of each column, on a logarithmic axis. */
function sizes({ low, high }: Drawn, vertical: VerticalAxis): number[] {
  return high.map((value, i) => vertical.of(Math.max(Math.abs(value), Math.abs(low[i] ?? NaN))));
}

function band(curve: ErrorCurve, points: Drawn, scale: CurveView['scale'], vertical: VerticalAxis): Series {
  const { x, low, high } = points;
  const dots = curve.isComplete && x.length <= POINTS;
  const base = {
    name: 'error',
    title: 'this program',
    ink: 'accent',
    x,
    width: dots ? 0.75 : 1.25,
    dash: 'solid',
    dots,
  } as const;
  if (scale === 'logarithmic') return { ...base, y: sizes(points, vertical) };
  return dots ? { ...base, y: high } : { ...base, y: high, low };
}

/** The extremes of a compared program, without a fill, so that the selected one stays in sight. */
function outline({ curve, title, dash }: OtherCurve, view: CurveView, vertical: VerticalAxis): Series[] {
  const points = drawn(curve, view);
  const { x, low, high } = points;
  const base = { name: 'compared', title, ink: 'ink', x, width: 1, dash, dots: false } as const;
  if (view.scale === 'logarithmic') return [{ ...base, y: sizes(points, vertical) }];
  const isThin = high.every((value, i) => Math.abs(value - (low[i] ?? NaN)) <= 0.02 * curve.maximum);
  const upper = { ...base, y: high };
  return isThin ? [upper] : [{ ...base, y: low }, upper];
}

function barsOf({ histogram, maximum }: ErrorCurve, scale: CurveView['scale'], vertical: VerticalAxis): Bars {
  const shares = scale === 'linear' ? histogram.linear : histogram.logarithmic;
  const most = Math.max(...shares, Number.MIN_VALUE);
  const to = scale === 'linear' ? maximum : vertical.of(maximum);
  return {
    shares: Array.from(shares, (share) => share / most),
    from: scale === 'linear' ? -maximum : to - DECADES,
    to,
  };
}

function peakOf(
  curve: ErrorCurve,
  { window, format, scale, norm, interval }: CurveView,
  vertical: VerticalAxis,
): Peak | null {
  const i = curve.x.indexOf(curve.argmax);
  if (i < 0 || !Number.isFinite(curve.maximum)) return null;
  const place = placeIn(window, format)(curve.argmax);
  if (place < 0 || place > 1) return null;
  const [low, high] = [curve.low[i] ?? 0, curve.high[i] ?? 0];
  const error = Math.abs(high) >= Math.abs(low) ? high : low;
  return {
    place,
    y: vertical.of(error),
    text: `${errorNumber(Math.abs(error), norm)} ${placeText(curve.argmax, interval)}`,
    above: error >= 0 || scale === 'logarithmic',
  };
}

/** Half an ulp and one ulp where errors are in ulps, else the level at which a minimax error touches. */
function guides(norm: ErrorNorm, maximum: number, largest: number, vertical: VerticalAxis): Level[] {
  const levels = norm === 'ulp' ? [0.5, 1] : [maximum];
  const isSigned = vertical.of(-1) < 0;
  return (
    levels
      .filter((size) => size > 0 && Number.isFinite(size) && size <= largest * 1.4)
      // Above the curve: errors in ulp fill the plane between the guides.
      .flatMap((size) => (isSigned ? [size, -size] : [size]))
      .map((y) => ({ y: vertical.of(y), ink: 'ink', dash: 'dot', above: true }))
  );
}

function hoverLines(x: number, low: number, high: number, norm: ErrorNorm): readonly string[] {
  const flat = Math.abs(high - low) <= 0.01 * Math.max(Math.abs(high), Math.abs(low));
  const error = flat ? errorNumber(high, norm) : `${errorNumber(low, norm)} to ${errorNumber(high, norm)}`;
  return [`x = ${argumentNumber(x, 9)}`, `${error} ${NORM_UNIT[norm]}`];
}
