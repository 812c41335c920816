/** The only place that knows plotly.js: loads it when first needed, draws, resizes and clears away. */

import { useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import type { PlotElement, PlotlyLibrary, PointEvent, RelayoutEvent } from './plotly-types';
import type { Figure } from './figure';
import styles from './plots.module.css';

let library: Promise<PlotlyLibrary> | null = null;

function loadPlotly(): Promise<PlotlyLibrary> {
  library ??= import('plotly.js-basic-dist-min').then((module) => module.default as PlotlyLibrary);
  library.catch(() => {
    library = null;
  });
  return library;
}

const CONFIG = { displayModeBar: false, doubleClick: 'reset', showTips: false } as const;

/** After each drawing the main thread is left alone for this many times as long as it took. */
const REST = 6;

export interface PlotImages {
  /** The plot as it is shown, as a data address. Rejects while nothing is drawn. */
  image(format: 'png' | 'svg'): Promise<string>;
}

interface PlotlyViewProps {
  readonly figure: Figure;
  /** What the plot shows, in a sentence or two. */
  readonly summary: string;
  readonly images: Ref<PlotImages>;
  /** Laid over the axes when there is nothing to draw on them. */
  readonly empty?: ReactNode;
  /** Called with the custom datum of a point that was clicked. */
  readonly onPick?: (datum: number) => void;
  /** Called with the part of the x axis that was dragged over, or null for all of it, instead of what Plotly does. */
  readonly onZoom?: (range: readonly [number, number] | null) => void;
}

export function PlotlyView({ figure, summary, images, empty, onPick, onZoom }: PlotlyViewProps) {
  const node = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ plotly: PlotlyLibrary; element: PlotElement } | null>(null);
  /** When the plot may be drawn again, in ms of performance.now(). */
  const nextDraw = useRef(0);
  const pick = useRef(onPick);
  const zoom = useRef(onZoom);
  const [state, setState] = useState<'loading' | 'ready' | { readonly failure: string }>('loading');

  useEffect(() => {
    pick.current = onPick;
    zoom.current = onZoom;
  }, [onPick, onZoom]);

  useEffect(() => {
    let wanted = true;
    const draw = async () => {
      const plotly = await loadPlotly();
      if (!wanted || node.current === null) return;
      const began = performance.now();
      const element = await plotly.react(node.current, figure.data, figure.layout, CONFIG);
      const ended = performance.now();
      nextDraw.current = ended + REST * (ended - began);
      if (drawn.current === null) {
        element.on('plotly_click', (event: PointEvent) => {
          const datum = event.points.find((point) => typeof point.customdata === 'number')?.customdata;
          if (typeof datum === 'number') pick.current?.(datum);
        });
        element.on('plotly_relayout', (event: RelayoutEvent) => {
          const [from, to] = [event['xaxis.range[0]'], event['xaxis.range[1]']];
          if (typeof from === 'number' && typeof to === 'number') zoom.current?.([from, to]);
        });
        element.on('plotly_doubleclick', () => zoom.current?.(null));
      }
      drawn.current = { plotly, element };
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
  }, [figure]);

  useEffect(() => {
    const place = node.current;
    if (place === null) return;
    const observer = new ResizeObserver(() => {
      if (drawn.current !== null && place.clientWidth > 0) drawn.current.plotly.Plots.resize(place);
    });
    observer.observe(place);
    return () => {
      observer.disconnect();
      drawn.current?.plotly.purge(place);
      drawn.current = null;
    };
  }, []);

  useImperativeHandle(
    images,
    () => ({
      image: async (format) => {
        const place = node.current;
        if (drawn.current === null || place === null) throw new Error('The plot is not drawn yet.');
        const { clientWidth: width, clientHeight: height } = place;
        return drawn.current.plotly.toImage(place, {
          format,
          width,
          height,
          scale: format === 'png' ? 2 : 1,
        });
      },
    }),
    [],
  );

  return (
    <div className={styles.view} role="img" aria-label={summary}>
      <div ref={node} className={styles.canvas} data-state={typeof state === 'string' ? state : 'failed'} />
      {state === 'ready' && empty}
      {state === 'loading' && <p className={styles.waiting}>loading the plot</p>}
      {typeof state === 'object' && (
        <p className={styles.waiting}>
          The plot could not be drawn ({state.failure}). The table has its data.
        </p>
      )}
    </div>
  );
}
