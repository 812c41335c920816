/** The error of programs over a window of the interval, as the band between the extremes of each column. */

import type { Annotation, Shape, Trace } from './plotly-types';
import type { Format } from '../../numerics/format';
import type { CurveWindow, ErrorCurve } from '../../protocol/oracle-service';
import type { ErrorNorm, Interval } from '../../targets/target';
import { placeIn } from '../../verification/curve-window';
import { argumentNumber, errorNumber, NORM_UNIT, placeText } from '../number-text';
import { symmetricTicks, type Ticks } from './axes';
import { axisStyle, layoutStyle, leftMargin, type Figure } from './figure';
import type { Palette } from './palette';
import { windowTicks } from './window-ticks';

/** A curve beside the selected program's, told apart by its dash. */
export interface OtherCurve {
  readonly curve: ErrorCurve;
  readonly title: string;
  readonly dash: 'solid' | 'dash' | 'dot' | 'dashdot';
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
  readonly zoom: boolean;
  readonly narrow: boolean;
}

/** Decades below the largest error that a logarithmic axis shows: those of the histogram. */
const DECADES = 6;
/** Up to so many numbers are drawn as points. */
const POINTS = 300;
/** Part of the width that the plot keeps beside the histogram. */
const BESIDE_HISTOGRAM = 0.87;

export function errorCurveFigure(view: CurveView, palette: Palette): Figure {
  const { curve, others, window, isWhole, interval, format, norm, scale, zoom, narrow } = view;
  const { accent, ink, inkFaint, inkSoft, paper } = palette.colour;
  const finite = [curve, ...others.map((other) => other.curve)].flatMap((each) =>
    each !== null && Number.isFinite(each.maximum) ? each.maximum : [],
  );
  const largest = Math.max(0, ...finite);
  const vertical = verticalAxis(scale, largest);
  const data: Trace[] = [];
  const shapes: Shape[] = scale === 'linear' ? [level(0, inkFaint, 'solid')] : [];
  const annotations: Annotation[] = [];

  for (const other of others) data.push(...outline(other.curve, view, vertical, ink, other.dash));
  if (curve !== null) {
    data.push(...band(curve, view, vertical, accent));
    const peak = peakOf(curve, window, format);
    if (peak !== null) {
      data.push({
        type: 'scatter',
        name: 'maximum',
        mode: 'markers',
        x: [peak.place],
        y: [vertical.of(peak.error)],
        hoverinfo: 'skip',
        marker: { symbol: 'circle-open', size: 9, color: ink, line: { width: 1.5 } },
        cliponaxis: false,
      });
      annotations.push(
        peakLabel(peak, curve.argmax, vertical.of(peak.error), scale, interval, norm, palette),
      );
    }
    if (norm === 'ulp' || isWhole) shapes.push(...guides(norm, curve.maximum, largest, vertical, palette));
    if (view.histogram) data.push(histogramOf(curve, scale, vertical, accent));
  }

  const places = windowTicks(window, format, narrow ? 4 : 8);
  const hasHistogram = view.histogram && curve !== null;
  const style = layoutStyle(palette, zoom);
  return {
    data,
    layout: {
      ...style,
      margin: { ...style.margin, l: leftMargin(vertical.ticks.texts, palette) },
      // What the reader zooms to becomes the window; another window is another view.
      uirevision: `${window.axis} ${window.from} ${window.to}`,
      hoverdistance: -1,
      shapes,
      annotations: annotations.map((annotation) => ({ ...annotation, bgcolor: paper })),
      xaxis: {
        ...axisStyle(palette),
        range: [0, 1],
        domain: [0, hasHistogram ? BESIDE_HISTOGRAM : 1],
        tickvals: places.values,
        ticktext: places.texts,
        title: {
          text: window.axis === 'ordinal' ? 'x, every number as wide' : 'x',
          font: { family: window.axis === 'ordinal' ? palette.sans : palette.mono, size: 12, color: inkSoft },
          standoff: 8,
        },
      },
      ...(hasHistogram
        ? {
            xaxis2: {
              ...axisStyle(palette),
              range: [0, 1.05],
              domain: [BESIDE_HISTOGRAM + 0.015, 1],
              anchor: 'y',
              tickvals: [],
              ticktext: [],
              fixedrange: true,
              title: { text: 'how often', font: { size: 12, color: inkSoft }, standoff: 8 },
            },
          }
        : {}),
      yaxis: {
        ...axisStyle(palette),
        range: vertical.range,
        tickvals: vertical.ticks.values,
        ticktext: vertical.ticks.texts,
        fixedrange: true,
      },
    },
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
  readonly x: number[];
  readonly low: number[];
  readonly high: number[];
  readonly text: string[];
}

/** The columns that hold something, by their places in the window. */
function drawn(curve: ErrorCurve, { window, format, norm }: CurveView): Drawn {
  const place = placeIn(window, format);
  const columns = curve.x.length;
  const same =
    curve.window.axis === window.axis && curve.window.from === window.from && curve.window.to === window.to;
  const found: Drawn = { x: [], low: [], high: [], text: [] };
  for (let i = 0; i < columns; i++) {
    const [x, low, high] = [curve.x[i] ?? NaN, curve.low[i] ?? NaN, curve.high[i] ?? NaN];
    if (Number.isNaN(x)) continue;
    // A curve of another window is drawn where its points lie in this one, until there is a better one.
    const at = same && !curve.isComplete ? (i + 0.5) / columns : place(x);
    if (at < -1 || at > 2) continue;
    found.x.push(at);
    found.low.push(low);
    found.high.push(high);
    found.text.push(hoverText(x, low, high, norm));
  }
  return found;
}

function band(curve: ErrorCurve, view: CurveView, vertical: VerticalAxis, colour: string): Trace[] {
  const { x, low, high, text } = drawn(curve, view);
  const points = curve.isComplete && x.length <= POINTS;
  const mode = points ? 'lines+markers' : 'lines';
  const line = { color: colour, width: points ? 0.75 : 1.25, simplify: false } as const;
  const marker = { color: colour, size: 4 };
  const hover = { text, hovertemplate: '%{text}<extra></extra>' };
  const base = { type: 'scatter', x, line, ...(points ? { marker } : {}) } as const;
  if (view.scale === 'logarithmic') {
    const y = high.map((value, i) => vertical.of(Math.max(Math.abs(value), Math.abs(low[i] ?? NaN))));
    return [{ ...base, ...hover, name: 'greatest', mode, y }];
  }
  if (points) return [{ ...base, ...hover, name: 'error', mode, y: high }];
  return [
    { ...base, name: 'least', mode, y: low, hoverinfo: 'skip' },
    { ...base, ...hover, name: 'greatest', mode, y: high, fill: 'tonexty', fillcolor: colour },
  ];
}

/** The extremes of a compared program, without a fill, so that the selected one stays in sight. */
function outline(
  curve: ErrorCurve,
  view: CurveView,
  vertical: VerticalAxis,
  colour: string,
  dash: OtherCurve['dash'],
): Trace[] {
  const { x, low, high } = drawn(curve, view);
  const line = { color: colour, width: 1, dash, simplify: false } as const;
  const base = { type: 'scatter', mode: 'lines', x, line, hoverinfo: 'skip' } as const;
  if (view.scale === 'logarithmic') {
    const y = high.map((value, i) => vertical.of(Math.max(Math.abs(value), Math.abs(low[i] ?? NaN))));
    return [{ ...base, name: 'compared', y }];
  }
  const isThin = high.every((value, i) => Math.abs(value - (low[i] ?? NaN)) <= 0.02 * curve.maximum);
  const upper = { ...base, name: 'compared', y: high };
  return isThin ? [upper] : [{ ...base, name: 'compared', y: low }, upper];
}

/** The shares of the samples as steps to the right, the largest reaching 1. */
function histogramOf(
  { histogram, maximum }: ErrorCurve,
  scale: CurveView['scale'],
  vertical: VerticalAxis,
  colour: string,
): Trace {
  const shares = scale === 'linear' ? histogram.linear : histogram.logarithmic;
  const most = Math.max(...shares, Number.MIN_VALUE);
  const top = scale === 'linear' ? maximum : vertical.of(maximum);
  const bottom = scale === 'linear' ? -maximum : top - DECADES;
  const edge = (k: number) => bottom + ((top - bottom) * k) / shares.length;
  const x: number[] = [0];
  const y: number[] = [bottom];
  shares.forEach((share, k) => {
    x.push(share / most, share / most);
    y.push(edge(k), edge(k + 1));
  });
  x.push(0);
  y.push(top);
  const line = { color: colour, width: 0 } as const;
  return {
    type: 'scatter',
    name: 'how often',
    mode: 'lines',
    xaxis: 'x2',
    x,
    y,
    fill: 'toself',
    fillcolor: colour,
    line,
    hoverinfo: 'skip',
  };
}

interface Peak {
  readonly place: number;
  /** Signed. */
  readonly error: number;
}

function peakOf(curve: ErrorCurve, window: CurveWindow, format: Format): Peak | null {
  const i = curve.x.indexOf(curve.argmax);
  if (i < 0 || !Number.isFinite(curve.maximum)) return null;
  const place = placeIn(window, format)(curve.argmax);
  if (place < 0 || place > 1) return null;
  const [low, high] = [curve.low[i] ?? 0, curve.high[i] ?? 0];
  return { place, error: Math.abs(high) >= Math.abs(low) ? high : low };
}

/** Half an ulp and one ulp where errors are in ulps, else the level at which a minimax error touches. */
function guides(
  norm: ErrorNorm,
  maximum: number,
  largest: number,
  vertical: VerticalAxis,
  palette: Palette,
): Shape[] {
  const levels = norm === 'ulp' ? [0.5, 1] : [maximum];
  const isSigned = vertical.of(-1) < 0;
  return levels
    .filter((size) => size > 0 && Number.isFinite(size) && size <= largest * 1.4)
    .flatMap((size) =>
      // Above the curve: errors in ulp fill the plane between the guides.
      (isSigned ? [size, -size] : [size]).map((y) => ({
        ...level(vertical.of(y), palette.colour.ink, 'dot'),
        layer: 'above' as const,
      })),
    );
}

function level(y: number, color: string, dash: 'solid' | 'dot'): Shape {
  return {
    type: 'line',
    xref: 'x',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: y,
    y1: y,
    line: { color, width: 1, dash },
    layer: 'below',
  };
}

function peakLabel(
  { place, error }: Peak,
  x: number,
  y: number,
  scale: CurveView['scale'],
  interval: Interval,
  norm: ErrorNorm,
  palette: Palette,
): Annotation {
  const above = error >= 0 || scale === 'logarithmic';
  return {
    xref: 'x',
    yref: 'y',
    x: place,
    y,
    text: `${errorNumber(Math.abs(error), norm)} ${placeText(x, interval)}`,
    font: { family: palette.mono, size: 12, color: palette.colour.ink },
    showarrow: false,
    xanchor: place < 0.3 ? 'left' : place > 0.7 ? 'right' : 'center',
    yanchor: above ? 'bottom' : 'top',
    yshift: above ? 6 : -6,
  };
}

function hoverText(x: number, low: number, high: number, norm: ErrorNorm): string {
  const unit = NORM_UNIT[norm];
  const flat = Math.abs(high - low) <= 0.01 * Math.max(Math.abs(high), Math.abs(low));
  const error = flat ? errorNumber(high, norm) : `${errorNumber(low, norm)} to ${errorNumber(high, norm)}`;
  return `x = ${argumentNumber(x, 9)}<br>${error} ${unit}`;
}
