/** The error curve in the whole window, drawn by Plotly, whose zoom magnifies what is computed. */

import { useMemo, useState } from 'react';
import controls from '../controls.module.css';
import { NORM_TITLE } from '../number-text';
import styles from './explore.module.css';
import type { Figure } from './figure';
import { usePalette } from './palette';
import { plotlyFigure, type Units } from './plotly-figure';
import { PlotlyView } from './plotly-view';

export interface ExploredCurve {
  readonly figure: Figure;
  readonly view: Units;
  /** What the plot shows, in a sentence or two. */
  readonly summary: string;
}

export function ExplorePanel({
  figure,
  view,
  summary,
  close,
}: ExploredCurve & { readonly close: () => void }) {
  const palette = usePalette();
  const [drag, setDrag] = useState<'zoom' | 'pan'>('zoom');
  const drawn = useMemo(() => plotlyFigure(figure, view, palette, drag), [figure, view, palette, drag]);
  return (
    <div className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.title}>{NORM_TITLE[view.norm]} against x</h2>
        <div className={styles.tools}>
          <label className={styles.drag}>
            A drag
            <select
              className={styles.choice}
              value={drag}
              onChange={(event) => setDrag(event.target.value === 'pan' ? 'pan' : 'zoom')}
            >
              <option value="zoom">zooms into a box</option>
              <option value="pan">moves the curve</option>
            </select>
          </label>
          <button type="button" className={controls.button} onClick={close}>
            Close
          </button>
        </div>
      </header>
      <PlotlyView figure={drawn} summary={summary} fileName="error-curve" />
      <p className={styles.note}>
        The wheel zooms, a double click shows all. Zooming here magnifies the {figure.readings?.x.length ?? 0}{' '}
        columns that are computed; zooming in the page&rsquo;s own plot computes the part anew.
      </p>
    </div>
  );
}
