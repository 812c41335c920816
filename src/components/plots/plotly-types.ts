/** The part of plotly.js that the page uses. The package brings no types of its own. */

export interface Trace {
  readonly type: 'scatter';
  readonly mode: 'lines' | 'markers' | 'lines+markers';
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly text?: readonly string[];
  readonly hovertemplate?: string;
  readonly hoverinfo?: 'skip';
  readonly fill?: 'toself';
  readonly fillcolor?: string;
  readonly xaxis?: 'x2';
  readonly cliponaxis?: boolean;
  readonly line?: { readonly color: string; readonly width: number; readonly dash?: string };
  readonly marker?: {
    readonly color: string;
    readonly size: number;
    readonly symbol?: 'circle' | 'circle-open';
    readonly line?: { readonly color: string; readonly width: number };
  };
}

export interface Font {
  readonly family: string;
  readonly size: number;
  readonly color: string;
}

export interface Axis {
  readonly type: 'linear' | 'log';
  readonly range: readonly [number, number];
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
  readonly exponentformat?: 'e';
  readonly tickfont?: Font;
  readonly ticks?: 'outside' | '';
  readonly ticklen?: number;
  readonly tickcolor?: string;
  readonly showticklabels?: boolean;
  readonly gridcolor?: string;
  readonly showgrid?: boolean;
  readonly showline?: boolean;
  readonly linecolor?: string;
  readonly mirror?: boolean;
  readonly zeroline?: boolean;
  readonly fixedrange?: boolean;
  readonly automargin?: boolean;
  readonly domain?: readonly [number, number];
  readonly anchor?: 'y';
  readonly title?: { readonly text: string; readonly font: Font };
  readonly spikecolor?: string;
  readonly spikethickness?: number;
  readonly unifiedhovertitle?: { readonly text: string };
}

export interface Shape {
  readonly type: 'line';
  readonly xref: 'x domain';
  readonly yref: 'y';
  readonly x0: number;
  readonly x1: number;
  /** In the data's units, on a logarithmic axis too. */
  readonly y0: number;
  readonly y1: number;
  readonly line: { readonly color: string; readonly width: number; readonly dash: 'solid' | 'dot' };
  readonly layer: 'below' | 'above';
}

export interface Annotation {
  readonly xref: 'x';
  readonly yref: 'y';
  readonly x: number;
  /** On a logarithmic axis the exponent of ten. */
  readonly y: number;
  readonly text: string;
  readonly font: Font;
  readonly showarrow: false;
  readonly xanchor: 'left' | 'center' | 'right';
  readonly yanchor: 'top' | 'bottom';
  readonly yshift: number;
  readonly bgcolor: string;
}

export interface Layout {
  /** What the reader has zoomed to stays for as long as this does. */
  readonly uirevision: string;
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly xaxis: Axis;
  readonly xaxis2?: Axis;
  readonly yaxis: Axis;
  readonly font: Font;
  readonly paper_bgcolor: string;
  readonly plot_bgcolor: string;
  readonly showlegend: false;
  readonly hovermode: 'x unified';
  /** In pixels; -1 for the nearest point however far. */
  readonly hoverdistance: number;
  readonly hoverlabel: { readonly bgcolor: string; readonly bordercolor: string; readonly font: Font };
  readonly dragmode: 'zoom' | 'pan';
  readonly modebar: { readonly bgcolor: string; readonly color: string; readonly activecolor: string };
  readonly shapes: readonly Shape[];
  readonly annotations: readonly Annotation[];
}

export interface Config {
  readonly displayModeBar: boolean;
  readonly displaylogo: boolean;
  readonly modeBarButtons: readonly (readonly string[])[];
  readonly toImageButtonOptions: {
    readonly format: 'png';
    readonly filename: string;
    readonly scale: number;
  };
  readonly scrollZoom: boolean;
  readonly doubleClick: 'reset';
  /** In ms. */
  readonly doubleClickDelay: number;
  readonly showTips: boolean;
}

export interface PlotlyFigure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
}

export interface PlotlyLibrary {
  react(
    node: HTMLElement,
    data: readonly Trace[],
    layout: Layout,
    config: Partial<Config>,
  ): Promise<HTMLElement>;
  purge(node: HTMLElement): void;
  readonly Plots: { resize(node: HTMLElement): void };
}
