/** The front as a figure: log error against operations, baselines as families beside it. */

import type { Trace } from './plotly-types';
import type { BaselinePoint } from '../../protocol/oracle-service';
import { printProgram } from '../../program/print';
import type { FrontRow } from '../../search/front';
import type { ErrorKind, ErrorNorm } from '../../targets/target';
import { errorPhrase, NORM_UNIT, operationsText } from '../number-text';
import { decadeTicks, wholeTicks } from './axes';
import { axisStyle, layoutStyle, type Figure } from './figure';
import type { Palette } from './palette';

/** How a point is drawn: by how far its error can be trusted. A claim nobody has recomputed is a kind of its own. */
export type PointKind = ErrorKind | 'claimed';

export const POINT_SYMBOL: Readonly<Record<PointKind, string>> = {
  claimed: 'diamond-open',
  sampled: 'square-open',
  refined: 'square',
  exhaustive: 'triangle-up',
  certified: 'star',
};

export interface FrontView {
  readonly front: readonly FrontRow[];
  readonly kindOf: (row: FrontRow) => PointKind;
  readonly selectedOps: number | null;
  readonly baseline: readonly BaselinePoint[];
  readonly norm: ErrorNorm;
  readonly maxOps: number;
  /** Exponents of ten between which the errors lie. */
  readonly decades: readonly [number, number];
  readonly zoom: boolean;
}

export function frontFigure(view: FrontView, palette: Palette): Figure {
  const [lowest] = view.decades;
  // An error of exactly 0 has no logarithm; it stands on the lower edge and says so in its text.
  const height = (error: number) => (error === 0 ? 10 ** lowest : error);
  const rows = view.front.filter((row) => Number.isFinite(row.error.value));
  const polynomials = view.baseline.filter((point) => Number.isFinite(point.error.value));
  const { accent, baseline, inkSoft } = palette.colour;

  const data: Trace[] = [
    {
      type: 'scatter',
      name: 'minimax polynomial',
      mode: 'lines+markers',
      x: polynomials.map((point) => point.ops),
      y: polynomials.map((point) => height(point.error.value)),
      text: polynomials.map((point) => baselineText(point, view.norm)),
      hovertemplate: '%{text}<extra></extra>',
      line: { shape: 'hv', color: baseline, width: 1, dash: 'dot' },
      marker: { symbol: 'circle-open', size: 7, color: baseline, line: { width: 1.25 } },
    },
    {
      type: 'scatter',
      name: 'staircase',
      mode: 'lines',
      x: [...rows.map((row) => row.ops), view.maxOps + 0.5],
      y: [...rows.map((row) => height(row.error.value)), height(rows.at(-1)?.error.value ?? NaN)],
      hoverinfo: 'skip',
      line: { shape: 'hv', color: accent, width: 1.5 },
    },
    {
      type: 'scatter',
      name: 'found',
      mode: 'markers',
      x: rows.map((row) => row.ops),
      y: rows.map((row) => height(row.error.value)),
      text: rows.map((row) => rowText(row, view.kindOf(row), view.norm)),
      customdata: rows.map((row) => row.ops),
      hovertemplate: '%{text}<extra></extra>',
      marker: {
        symbol: rows.map((row) => POINT_SYMBOL[view.kindOf(row)]),
        size: 9,
        color: accent,
        line: { width: 1.5, color: accent },
      },
      cliponaxis: false,
    },
  ];
  const selected = rows.find((row) => row.ops === view.selectedOps);
  if (selected !== undefined) {
    data.push({
      type: 'scatter',
      name: 'selected',
      mode: 'markers',
      x: [selected.ops],
      y: [height(selected.error.value)],
      hoverinfo: 'skip',
      marker: { symbol: 'circle-open', size: 20, color: accent, line: { width: 1.5 } },
      cliponaxis: false,
    });
  }

  const decades = decadeTicks(view.decades, 9);
  const counts = wholeTicks(0, view.maxOps, 16);
  const font = { family: palette.sans, size: 12, color: inkSoft };
  return {
    data,
    layout: {
      ...layoutStyle(palette, view.zoom),
      xaxis: {
        ...axisStyle(palette),
        range: [-0.5, view.maxOps + 0.5],
        tickvals: counts.values,
        ticktext: counts.texts,
        title: { text: 'operations', font, standoff: 8 },
      },
      yaxis: {
        ...axisStyle(palette),
        type: 'log',
        range: view.decades,
        tickvals: decades.values,
        ticktext: decades.texts,
      },
    },
  };
}

function rowText(row: FrontRow, kind: PointKind, norm: ErrorNorm): string {
  const error =
    kind === 'claimed'
      ? `${row.error.text.slice(0, 12)} ${NORM_UNIT[norm]}, claimed`
      : errorPhrase(row.error, norm);
  return `${operationsText(row.ops)}: ${error}<br>${hoverListing(row)}`;
}

function baselineText(point: BaselinePoint, norm: ErrorNorm): string {
  return `${operationsText(point.ops)}: ${errorPhrase(point.error, norm)}<br>minimax polynomial of degree ${point.degree}`;
}

/** The listing with its constants to six digits, as a preview. */
function hoverListing(row: FrontRow): string {
  return printProgram(row.program, { layout: 'inlined', constants: 'decimal' })
    .split('\n')
    .map((line) =>
      line.replace(/\d+\.\d{3,}(?:e[+-]?\d+)?/g, (text) => String(Number(Number(text).toPrecision(6)))),
    )
    .join('<br>');
}
