/** The error plot as Plotly draws it: the same figure, in the units of its axes, which it divides itself as they are zoomed. */

import { errorNumber, NORM_UNIT } from '../number-text';
import { TICK_SIZE } from './axes';
import type { CurveView } from './error-curve-figure';
import type { Bars, Figure, Ink, Peak, Series } from './figure';
import type { Palette } from './palette';
import type { Axis, Font, Layout, PlotlyFigure, Shape, Trace } from './plotly-types';

/** Where the histogram begins, and where the curves end beside it: parts of the width. */
const BARS_BEGIN = 0.885;
const BESIDE_BARS = 0.87;
const DASHES = { solid: 'solid', dash: '6px,4px', dot: '2px,2px', dashdot: '7px,3px,2px,3px' } as const;

/** Of the view that the figure was made of. */
export type Units = Pick<CurveView, 'window' | 'norm' | 'scale'>;

/**
 * An axis by value has the arguments themselves, one by ordinal places from 0 to 1 with the figure's ticks. Heights on a
 * logarithmic axis are the sizes of the errors, whose exponents the figure has.
 */
export function plotlyFigure(
  figure: Figure,
  units: Units,
  palette: Palette,
  dragmode: Layout['dragmode'],
): PlotlyFigure {
  const { colour } = palette;
  const drawing: Drawing = {
    across: across(units),
    up: (y) => (units.scale === 'logarithmic' ? 10 ** y : y),
    units,
    readings: figure.readings,
    ink: { accent: colour.accent, ink: colour.ink, faint: colour.inkFaint },
  };
  const data = figure.series.flatMap((series) => curveTraces(series, drawing));
  if (figure.peak !== null) data.push(peakTrace(figure.peak, drawing));
  if (figure.bars !== null) data.push(barsTrace(figure.bars, drawing));
  const shapes = figure.levels.map(({ y, ink, dash, above }): Shape => ({
    type: 'line',
    xref: 'x domain',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: drawing.up(y),
    y1: drawing.up(y),
    line: { color: drawing.ink[ink], width: 1, dash },
    layer: above ? 'above' : 'below',
  }));
  return { data, layout: layoutOf(figure, drawing, palette, shapes, dragmode) };
}

interface Drawing {
  /** From a place to a number of the horizontal axis. */
  readonly across: (place: number) => number;
  /** From a height of the figure to a number of the vertical axis. */
  readonly up: (y: number) => number;
  readonly units: Units;
  readonly readings: Figure['readings'];
  readonly ink: Readonly<Record<Ink, string>>;
}

function across({ window: { axis, from, to } }: Units): (place: number) => number {
  return axis === 'ordinal' ? (place) => place : (place) => from + place * (to - from);
}

/** The band, and the line that answers the pointer. */
function curveTraces(series: Series, drawing: Drawing): Trace[] {
  const { width, ink, dash, dots } = series;
  const color = drawing.ink[ink];
  const x = series.x.map(drawing.across);
  const y = series.y.map((value) => finite(drawing.up(value)));
  const line: Trace = {
    type: 'scatter',
    mode: dots ? 'lines+markers' : 'lines',
    x,
    y,
    text: series.y.map((_, i) => hoverText(series, i, drawing)),
    hovertemplate: '%{text}<extra></extra>',
    line: { color, width, dash: DASHES[dash] },
    ...(dots && { marker: { color, size: 4 } }),
  };
  if (series.low === undefined) return [line];
  const low = series.low.map((value) => finite(drawing.up(value)));
  const outline = bandOutline(x, low, y);
  return [
    {
      type: 'scatter',
      mode: 'lines',
      ...outline,
      fill: 'toself',
      fillcolor: color,
      hoverinfo: 'skip',
      line: { color, width },
    },
    line,
  ];
}

/** What is not finite is a gap; Plotly knows NaN as one. */
const finite = (value: number): number => (Number.isFinite(value) ? value : NaN);

function hoverText(
  { name, title, y }: Series,
  i: number,
  { up, readings, units: { norm, window } }: Drawing,
): string {
  if (name === 'error' && readings !== null) {
    const [place, error] = readings.text(i);
    // The head of the box has the argument, except on an axis by ordinal.
    return `${title}: ${error ?? ''}${window.axis === 'ordinal' ? `, ${place ?? ''}` : ''}`;
  }
  return `${title}: ${errorNumber(up(y[i] ?? NaN), norm)} ${NORM_UNIT[norm]}`;
}

/** Once along the upper edge and back along the lower one, for each stretch in which both are finite. */
function bandOutline(
  x: readonly number[],
  low: readonly number[],
  high: readonly number[],
): { readonly x: number[]; readonly y: number[] } {
  const outline: { readonly x: number[]; readonly y: number[] } = { x: [], y: [] };
  let from = 0;
  for (let i = 0; i <= x.length; i++) {
    if (i < x.length && !Number.isNaN((low[i] ?? NaN) + (high[i] ?? NaN))) continue;
    if (i > from) {
      if (outline.x.length > 0) {
        outline.x.push(NaN);
        outline.y.push(NaN);
      }
      outline.x.push(...x.slice(from, i), ...x.slice(from, i).reverse());
      outline.y.push(...high.slice(from, i), ...low.slice(from, i).reverse());
    }
    from = i + 1;
  }
  return outline;
}

function peakTrace({ place, y }: Peak, { across, up, ink }: Drawing): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    x: [across(place)],
    y: [up(y)],
    hoverinfo: 'skip',
    cliponaxis: false,
    marker: { color: ink.ink, size: 9, symbol: 'circle-open', line: { color: ink.ink, width: 1.5 } },
  };
}

/** The steps of the histogram as one region. */
function barsTrace({ shares, from, to }: Bars, { up, ink }: Drawing): Trace {
  const edge = (k: number): number => up(from + ((to - from) * k) / shares.length);
  return {
    type: 'scatter',
    mode: 'lines',
    x: [0, ...shares.flatMap((share) => [share, share]), 0],
    y: [edge(0), ...shares.flatMap((_, k) => [edge(k), edge(k + 1)]), edge(shares.length)],
    xaxis: 'x2',
    fill: 'toself',
    fillcolor: ink.accent,
    line: { color: ink.accent, width: 0 },
    hoverinfo: 'skip',
  };
}

function layoutOf(
  { bars, peak, range, places, title }: Figure,
  { across, units }: Drawing,
  { colour, sans, mono }: Palette,
  shapes: readonly Shape[],
  dragmode: Layout['dragmode'],
): Layout {
  const font: Font = { family: sans, size: TICK_SIZE, color: colour.inkSoft };
  const axis = {
    tickfont: { family: mono, size: TICK_SIZE, color: colour.inkSoft },
    ticks: 'outside',
    ticklen: 4,
    tickcolor: colour.rule,
    gridcolor: colour.grid,
    showline: true,
    linecolor: colour.rule,
    mirror: true,
    zeroline: false,
  } as const;
  const horizontal: Pick<Axis, 'tickvals' | 'ticktext' | 'exponentformat' | 'unifiedhovertitle'> =
    units.window.axis === 'ordinal'
      ? {
          tickvals: places.values,
          ticktext: places.texts.map((text) => text.replace(/\^(.*)$/, '<sup>$1</sup>')),
          unifiedhovertitle: { text: 'The error here' },
        }
      : { exponentformat: 'e', unifiedhovertitle: { text: 'x = %{x:.9~g}' } };
  return {
    uirevision: 'explore',
    margin: { l: 72, r: 16, t: 32, b: 48 },
    font,
    paper_bgcolor: colour.paper,
    plot_bgcolor: colour.paper,
    showlegend: false,
    hovermode: 'x unified',
    hoverdistance: -1,
    hoverlabel: {
      bgcolor: colour.field,
      bordercolor: colour.rule,
      font: { family: mono, size: TICK_SIZE, color: colour.ink },
    },
    dragmode,
    modebar: { bgcolor: colour.paper, color: colour.inkSoft, activecolor: colour.ink },
    xaxis: {
      ...axis,
      ...horizontal,
      type: 'linear',
      range: [across(0), across(1)],
      title: { text: title, font },
      spikecolor: colour.inkFaint,
      spikethickness: 1,
      ...(bars !== null && { domain: [0, BESIDE_BARS] as const }),
    },
    ...(bars !== null && {
      xaxis2: {
        ...axis,
        type: 'linear',
        range: [0, 1.05],
        domain: [BARS_BEGIN, 1],
        anchor: 'y',
        fixedrange: true,
        ticks: '',
        showticklabels: false,
        showgrid: false,
        title: { text: 'how often', font },
      } as const,
    }),
    yaxis: {
      ...axis,
      type: units.scale === 'logarithmic' ? 'log' : 'linear',
      range,
      exponentformat: 'e',
      automargin: true,
    },
    shapes,
    annotations:
      peak === null
        ? []
        : [
            {
              xref: 'x',
              yref: 'y',
              x: across(peak.place),
              y: peak.y,
              text: peak.text,
              font: { family: mono, size: TICK_SIZE, color: colour.ink },
              showarrow: false,
              xanchor: peak.place < 0.3 ? 'left' : peak.place > 0.7 ? 'right' : 'center',
              yanchor: peak.above ? 'bottom' : 'top',
              yshift: peak.above ? 8 : -8,
              bgcolor: colour.paper,
            },
          ],
  };
}
