/** The only place that knows plotly.js: loads it when first needed, draws, resizes and clears away. */

import { useEffect, useRef, useState } from 'react';
import type { Config, PlotlyFigure, PlotlyLibrary } from './plotly-types';
import styles from './plotly-view.module.css';

let library: Promise<PlotlyLibrary> | null = null;

function loadPlotly(): Promise<PlotlyLibrary> {
  library ??= import('plotly.js-basic-dist-min').then((module) => module.default as PlotlyLibrary);
  library.catch(() => {
    library = null;
  });
  return library;
}

/** After each drawing the main thread is left alone for this many times as long as it took. */
const REST = 6;

interface PlotlyViewProps {
  readonly figure: PlotlyFigure;
  /** What the plot shows, in a sentence or two. */
  readonly summary: string;
  /** Of the picture that the plot saves, without its ending. */
  readonly fileName: string;
}

export function PlotlyView({ figure, summary, fileName }: PlotlyViewProps) {
  const node = useRef<HTMLDivElement>(null);
  const drawn = useRef<PlotlyLibrary | null>(null);
  /** When the plot may be drawn again, in ms of performance.now(). */
  const nextDraw = useRef(0);
  const [state, setState] = useState<'loading' | 'ready' | { readonly failure: string }>('loading');

  useEffect(() => {
    let wanted = true;
    const draw = async () => {
      const plotly = await loadPlotly();
      if (!wanted || node.current === null) return;
      const began = performance.now();
      await plotly.react(node.current, figure.data, figure.layout, config(fileName));
      const ended = performance.now();
      nextDraw.current = ended + REST * (ended - began);
      drawn.current = plotly;
      setState('ready');
    };
    const timer = setTimeout(
      () => {
        draw().catch((reason: unknown) => {
          if (wanted) setState({ failure: reason instanceof Error ? reason.message : String(reason) });
        });
      },
      Math.max(0, nextDraw.current - performance.now()),
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [figure, fileName]);

  useEffect(() => {
    const place = node.current;
    if (place === null) return;
    const observer = new ResizeObserver(() => {
      if (place.clientWidth > 0) drawn.current?.Plots.resize(place);
    });
    observer.observe(place);
    return () => {
      observer.disconnect();
      drawn.current?.purge(place);
      drawn.current = null;
    };
  }, []);

  return (
    <div className={styles.view} role="figure" aria-label={summary}>
      <div ref={node} className={styles.canvas} data-state={typeof state === 'string' ? state : 'failed'} />
      {state === 'loading' && <p className={styles.waiting}>loading the plot</p>}
      {typeof state === 'object' && (
        <p className={styles.waiting} role="alert">
          The plot could not be drawn ({state.failure}).
        </p>
      )}
    </div>
  );
}

function config(filename: string): Partial<Config> {
  return {
    displayModeBar: true,
    displaylogo: false,
    modeBarButtons: [['toImage']],
    toImageButtonOptions: { format: 'png', filename, scale: 2 },
    scrollZoom: true,
    doubleClick: 'reset',
    // What most systems take for one; drawing in between may be slow.
    doubleClickDelay: 500,
    showTips: false,
  };
}
