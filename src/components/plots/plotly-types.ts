/** The part of plotly.js that the page uses. The package brings no types of its own. */

export interface Trace {
  readonly type: 'scatter';
  readonly name?: string;
  readonly mode: 'lines' | 'markers' | 'lines+markers';
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly text?: readonly string[];
  readonly customdata?: readonly number[];
  readonly hovertemplate?: string;
  readonly hoverinfo?: 'skip' | 'text';
  readonly fill?: 'tonexty' | 'toself';
  readonly xaxis?: 'x2';
  readonly fillcolor?: string;
  readonly line?: {
    readonly color?: string;
    readonly width?: number;
    readonly shape?: 'linear' | 'hv';
    readonly dash?: 'solid' | 'dot' | 'dash' | 'longdash' | 'dashdot' | 'longdashdot';
    readonly simplify?: boolean;
  };
  readonly marker?: {
    readonly color?: string | readonly string[];
    readonly size?: number;
    readonly symbol?: string | readonly string[];
    readonly line?: { readonly color?: string; readonly width?: number };
  };
  readonly cliponaxis?: boolean;
}

export interface Axis {
  readonly type?: 'linear' | 'log';
  readonly range: readonly [number, number];
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
  readonly tickfont?: Font;
  readonly ticklen?: number;
  readonly ticklabeloverflow?: 'allow' | 'hide past div';
  readonly tickcolor?: string;
  readonly ticks?: 'outside' | '';
  readonly gridcolor?: string;
  readonly gridwidth?: number;
  readonly showgrid?: boolean;
  readonly showline?: boolean;
  readonly linecolor?: string;
  readonly linewidth?: number;
  readonly mirror?: boolean;
  readonly zeroline?: boolean;
  readonly zerolinecolor?: string;
  readonly zerolinewidth?: number;
  readonly fixedrange?: boolean;
  readonly domain?: readonly [number, number];
  readonly anchor?: 'y';
  readonly title?: { readonly text: string; readonly font?: Font; readonly standoff?: number };
}

export interface Font {
  readonly family?: string;
  readonly size?: number;
  readonly color?: string;
}

export interface Shape {
  readonly type: 'line';
  readonly xref: 'x' | 'paper';
  readonly yref: 'y' | 'paper';
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly line: {
    readonly color: string;
    readonly width: number;
    readonly dash: 'solid' | 'dot' | 'dash';
  };
  readonly layer?: 'below' | 'above';
}

export interface Annotation {
  readonly xref: 'x' | 'paper';
  readonly yref: 'y' | 'paper';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly font?: Font;
  readonly showarrow: boolean;
  readonly xanchor?: 'left' | 'center' | 'right';
  readonly yanchor?: 'top' | 'middle' | 'bottom';
  readonly xshift?: number;
  readonly yshift?: number;
  readonly bgcolor?: string;
}

export interface Layout {
  readonly uirevision: string;
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly xaxis: Axis;
  readonly xaxis2?: Axis;
  readonly yaxis: Axis;
  readonly font: Font;
  readonly paper_bgcolor: string;
  readonly plot_bgcolor: string;
  readonly showlegend: boolean;
  readonly hovermode: 'closest' | 'x' | false;
  /** In pixels; -1 for the nearest point however far. */
  readonly hoverdistance?: number;
  readonly hoverlabel: {
    readonly bgcolor: string;
    readonly bordercolor: string;
    readonly font: Font;
    readonly align: 'left';
  };
  readonly dragmode: 'zoom' | false;
  readonly shapes?: readonly Shape[];
  readonly annotations?: readonly Annotation[];
}

export interface Config {
  readonly displayModeBar: boolean;
  readonly responsive: boolean;
  readonly doubleClick: 'reset' | 'reset+autosize';
  readonly showTips: boolean;
}

export interface PointEvent {
  readonly points: readonly { readonly customdata?: unknown }[];
}

/** Ranges that the reader has chosen, by the path of the layout that they replace. */
export type RelayoutEvent = Readonly<Record<string, unknown>>;

export interface PlotElement extends HTMLElement {
  on(event: 'plotly_click', listener: (event: PointEvent) => void): void;
  on(event: 'plotly_relayout', listener: (event: RelayoutEvent) => void): void;
  on(event: 'plotly_doubleclick', listener: () => void): void;
  removeAllListeners(event: 'plotly_click'): void;
}

export interface PlotlyLibrary {
  react(
    node: HTMLElement,
    data: readonly Trace[],
    layout: Layout,
    config: Partial<Config>,
  ): Promise<PlotElement>;
  purge(node: HTMLElement): void;
  toImage(
    node: HTMLElement,
    options: {
      readonly format: 'png' | 'svg';
      readonly width: number;
      readonly height: number;
      readonly scale?: number;
    },
  ): Promise<string>;
  readonly Plots: { resize(node: HTMLElement): void };
}
