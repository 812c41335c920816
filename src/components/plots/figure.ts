/** What a plot is made of, and the style that all plots share. */

import { TICK_SIZE } from './axes';
import type { Axis, Font, Layout, Trace } from './plotly-types';
import type { Palette } from './palette';

export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
}

/** Pixels from the axis to the numbers beside it, and beyond these. */
const TICK_LENGTH = 4;
const TICK_GAP = 4;
const LEFT_MARGIN = 58;

/** Room for the numbers of the vertical axis: what most plots have, or what the longest needs. */
export function leftMargin(texts: readonly string[], { advance }: Palette): number {
  const longest = Math.max(0, ...texts.map((text) => text.length));
  return Math.max(LEFT_MARGIN, Math.ceil(longest * advance) + TICK_LENGTH + 2 * TICK_GAP);
}

export function tickFont(palette: Palette): Font {
  return { family: palette.mono, size: TICK_SIZE, color: palette.colour.inkSoft };
}

export function axisStyle(palette: Palette): Omit<Axis, 'range'> {
  return {
    tickfont: tickFont(palette),
    ticks: 'outside',
    ticklen: TICK_LENGTH,
    tickcolor: palette.colour.rule,
    gridcolor: palette.colour.grid,
    gridwidth: 1,
    showline: true,
    linecolor: palette.colour.rule,
    linewidth: 1,
    mirror: true,
    zeroline: false,
    // Finding out whether labels overflow is half the cost of an axis.
    ticklabeloverflow: 'allow',
  };
}

/** Everything but the axes. `zoom` is off where a finger scrolls the page instead. */
export function layoutStyle(palette: Palette, zoom: boolean): Omit<Layout, 'xaxis' | 'yaxis'> {
  return {
    // Constant, so that what the reader has zoomed to survives new data.
    uirevision: 'constant',
    margin: { l: LEFT_MARGIN, r: 16, t: 8, b: 40 },
    font: { family: palette.sans, size: TICK_SIZE, color: palette.colour.inkSoft },
    paper_bgcolor: palette.colour.paper,
    plot_bgcolor: palette.colour.paper,
    showlegend: false,
    hovermode: 'closest',
    hoverlabel: {
      bgcolor: palette.colour.field,
      bordercolor: palette.colour.inkFaint,
      font: { family: palette.mono, size: TICK_SIZE, color: palette.colour.ink },
      align: 'left',
    },
    dragmode: zoom ? 'zoom' : false,
  };
}
