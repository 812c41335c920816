/** The error of one program against x, as the band between the extremes of each column. */

import type { Annotation, Shape, Trace } from './plotly-types';
import type { ErrorCurve } from '../../protocol/oracle-service';
import type { ErrorNorm, Interval } from '../../targets/target';
import { argumentNumber, errorNumber, NORM_UNIT, placeText } from '../number-text';
import { linearTicks, symmetricTicks } from './axes';
import { axisStyle, layoutStyle, type Figure } from './figure';
import { columnOf } from './measured-curve';
import type { Palette } from './palette';

export interface CurveView {
  readonly curve: ErrorCurve | null;
  readonly interval: Interval;
  readonly norm: ErrorNorm;
  readonly zoom: boolean;
  readonly narrow: boolean;
}

export function errorCurveFigure(view: CurveView, palette: Palette): Figure {
  const { curve, interval, norm, zoom, narrow } = view;
  const { accent, ink, inkFaint, inkSoft, paper } = palette.colour;
  const { lower, upper } = interval;
  const largest = curve !== null && Number.isFinite(curve.maximum) ? curve.maximum : 0;
  const limit = largest > 0 ? 1.4 * largest : 1;
  const data: Trace[] = [];
  const shapes: Shape[] = [level(0, inkFaint, 'solid')];
  const annotations: Annotation[] = [];

  if (curve !== null) {
    const width = (upper - lower) / curve.x.length;
    const centres = Float64Array.from(curve.x, (_, i) => lower + (i + 0.5) * width);
    const text = Array.from(curve.x, (x, i) => hoverText(x, curve.low[i] ?? NaN, curve.high[i] ?? NaN, norm));
    const line = { color: accent, width: 1.25, simplify: false } as const;
    data.push(
      { type: 'scatter', name: 'least', mode: 'lines', x: centres, y: curve.low, hoverinfo: 'skip', line },
      {
        type: 'scatter',
        name: 'greatest',
        mode: 'lines',
        x: centres,
        y: curve.high,
        fill: 'tonexty',
        fillcolor: accent,
        text,
        hovertemplate: '%{text}<extra></extra>',
        line,
      },
    );
    const peak = peakOf(curve, interval);
    if (Number.isFinite(peak.error)) {
      data.push({
        type: 'scatter',
        name: 'maximum',
        mode: 'markers',
        x: [peak.x],
        y: [peak.error],
        hoverinfo: 'skip',
        marker: { symbol: 'circle-open', size: 9, color: ink, line: { width: 1.5 } },
        cliponaxis: false,
      });
      annotations.push(peakLabel(peak, interval, norm, palette));
    }
    shapes.push(...guides(norm, largest, palette));
  }

  const errors = symmetricTicks(limit);
  const places = linearTicks(lower, upper, narrow ? 4 : 8);
  return {
    data,
    layout: {
      ...layoutStyle(palette, zoom),
      hoverdistance: -1,
      shapes,
      annotations: annotations.map((annotation) => ({ ...annotation, bgcolor: paper })),
      xaxis: {
        ...axisStyle(palette),
        range: [lower, upper],
        tickvals: places.values,
        ticktext: places.texts,
        title: { text: 'x', font: { family: palette.mono, size: 12, color: inkSoft }, standoff: 8 },
      },
      yaxis: {
        ...axisStyle(palette),
        range: [-limit, limit],
        tickvals: errors.values,
        ticktext: errors.texts,
      },
    },
  };
}

interface Peak {
  readonly x: number;
  /** Signed. */
  readonly error: number;
}

function peakOf(curve: ErrorCurve, interval: Interval): Peak {
  const i = columnOf(curve.argmax, interval, curve.x.length);
  const above = Math.abs(curve.high[i] ?? 0) >= Math.abs(curve.low[i] ?? 0);
  return { x: curve.argmax, error: above ? curve.maximum : -curve.maximum };
}

/** Half an ulp and one ulp where errors are in ulps, else the level at which a minimax error touches. */
function guides(norm: ErrorNorm, maximum: number, palette: Palette): Shape[] {
  const levels = norm === 'ulp' ? [0.5, 1] : [maximum];
  return levels
    .filter((size) => size > 0 && size <= maximum * 1.4)
    .flatMap((size) =>
      // Above the curve: errors in ulp fill the plane between the guides.
      [size, -size].map((y) => ({ ...level(y, palette.colour.ink, 'dot'), layer: 'above' as const })),
    );
}

function level(y: number, color: string, dash: 'solid' | 'dot'): Shape {
  return {
    type: 'line',
    xref: 'paper',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: y,
    y1: y,
    line: { color, width: 1, dash },
    layer: 'below',
  };
}

function peakLabel({ x, error }: Peak, interval: Interval, norm: ErrorNorm, palette: Palette): Annotation {
  const place = (x - interval.lower) / (interval.upper - interval.lower);
  return {
    xref: 'x',
    yref: 'y',
    x,
    y: error,
    text: `${errorNumber(Math.abs(error), norm)} ${placeText(x, interval)}`,
    font: { family: palette.mono, size: 12, color: palette.colour.ink },
    showarrow: false,
    xanchor: place < 0.3 ? 'left' : place > 0.7 ? 'right' : 'center',
    yanchor: error >= 0 ? 'bottom' : 'top',
    yshift: error >= 0 ? 6 : -6,
  };
}

function hoverText(x: number, low: number, high: number, norm: ErrorNorm): string {
  const unit = NORM_UNIT[norm];
  const flat = Math.abs(high - low) <= 0.01 * Math.max(Math.abs(high), Math.abs(low));
  const error = flat ? errorNumber(high, norm) : `${errorNumber(low, norm)} to ${errorNumber(high, norm)}`;
  return `x = ${argumentNumber(x)}<br>${error} ${unit}`;
}
