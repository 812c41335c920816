/** The front as a figure: log error against operations, baselines as families beside it. */

import type { Trace } from './plotly-types';
import type { BaselinePoint } from '../../protocol/baseline-service';
import { printProgram } from '../../program/print';
import type { FrontRow } from '../../search/front';
import type { ErrorKind, ErrorNorm } from '../../targets/target';
import { errorPhrase, NORM_UNIT, operationsText } from '../number-text';
import { decadeTicks, wholeTicks } from './axes';
import { FAMILY_MARKS, type FamilyMark } from './baseline-families';
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
  /** Where the selection is ringed: a row of the front, or a baseline. */
  readonly selected: { readonly ops: number; readonly error: number } | null;
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
  const { accent, inkSoft } = palette.colour;

  const data: Trace[] = [
    ...FAMILY_MARKS.map((mark) => familyTrace(mark, view, palette, height)).filter((trace) => trace !== null),
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
  const { selected } = view;
  if (selected !== null && Number.isFinite(selected.error)) {
    data.push({
      type: 'scatter',
      name: 'selected',
      mode: 'markers',
      x: [selected.ops],
      y: [height(selected.error)],
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

/** The custom datum of the baseline at that place of the view's list, and the place of a datum: rows have their operations. */
export function baselineDatum(index: number): number {
  return -1 - index;
}

/** The points of a family, null where it has none. */
function familyTrace(
  mark: FamilyMark,
  { baseline, norm }: FrontView,
  palette: Palette,
  height: (error: number) => number,
): Trace | null {
  const all = baseline
    .map((point, index) => ({ point, index }))
    .filter(({ point }) => point.family === mark.family && Number.isFinite(point.error.value))
    .sort((a, b) => a.point.ops - b.point.ops || a.point.error.value - b.point.error.value);
  // A series goes down: what costs more and is no better is left to the table.
  const points =
    mark.dash === null
      ? all
      : all.filter(({ point }, i) =>
          all.slice(0, i).every((other) => other.point.error.value > point.error.value),
        );
  if (points.length === 0) return null;
  const color = palette.colour[mark.ink];
  const faint = mark.ink === 'inkFaint';
  return {
    type: 'scatter',
    name: mark.name,
    mode: mark.dash === null ? 'markers' : 'lines+markers',
    x: points.map(({ point }) => point.ops),
    y: points.map(({ point }) => height(point.error.value)),
    text: points.map(({ point }) => baselineText(point, norm)),
    customdata: points.map(({ index }) => baselineDatum(index)),
    hovertemplate: '%{text}<extra></extra>',
    ...(mark.dash === null ? {} : { line: { shape: 'hv', color, width: faint ? 0.5 : 1, dash: mark.dash } }),
    marker: { symbol: mark.symbol, size: faint ? 5 : 7, color, line: { width: faint ? 1 : 1.25, color } },
  };
}

function baselineText({ ops, error, title, source }: BaselinePoint, norm: ErrorNorm): string {
  const from = source === undefined ? '' : `<br>${source}`;
  return `${operationsText(ops)}: ${errorPhrase(error, norm)}<br>${title}${from}`;
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
