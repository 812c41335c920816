/** The frame of a plot: title, legend, the same data as a table, and its files. */

import { useState, type ReactNode, type RefObject } from 'react';
import controls from '../controls.module.css';
import { csv, saveAddress, saveText } from './download';
import type { PlotImages } from './plot-images';
import styles from './plots.module.css';

export interface PlotData {
  readonly columns: readonly string[];
  /** Called when the data is to be saved or shown, not before. */
  readonly rows: () => readonly (readonly (string | number)[])[];
}

interface PlotPanelProps {
  readonly title: string;
  /** The title as it is shown, where words of it explain themselves. */
  readonly heading?: ReactNode;
  /** What belongs beside the title: the legend, a state. */
  readonly aside?: ReactNode;
  /** A line or two between the head and the plot. */
  readonly note?: ReactNode;
  readonly summary: string;
  /** The plot, which answers for its images. */
  readonly chart: { readonly node: ReactNode; readonly images: RefObject<PlotImages | null> };
  readonly data: PlotData;
  /** The table alternative; rendered only while it is shown. */
  readonly table: () => ReactNode;
  readonly fileName: string;
  /** Between the plot and the panel's end. */
  readonly foot?: ReactNode;
  /** Further buttons before those of the panel. */
  readonly tools?: ReactNode;
  readonly onPointer?: (inside: boolean) => void;
  readonly stale?: boolean;
}

export function PlotPanel(props: PlotPanelProps) {
  const { title, aside, note, summary, chart, data, table, fileName, foot, tools } = props;
  const { onPointer, stale } = props;
  const [asTable, setAsTable] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const saveImage = (format: 'png' | 'svg') => {
    setFailure(null);
    chart.images.current?.image(format).then(
      (address) => saveAddress(`${fileName}.${format}`, address),
      () => setFailure('The image could not be made. The data can be saved as CSV.'),
    );
  };

  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{props.heading ?? title}</h2>
        <div className={styles.aside}>{aside}</div>
        <div className={styles.tools}>
          {tools}
          <button
            type="button"
            className={controls.quiet}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            Table
          </button>
          <button
            type="button"
            className={controls.quiet}
            onClick={() => saveText(`${fileName}.csv`, csv(data.columns, data.rows()), 'text/csv')}
          >
            CSV
          </button>
          <button
            type="button"
            className={controls.quiet}
            aria-disabled={asTable}
            onClick={() => !asTable && saveImage('png')}
          >
            PNG
          </button>
          <button
            type="button"
            className={controls.quiet}
            aria-disabled={asTable}
            onClick={() => !asTable && saveImage('svg')}
          >
            SVG
          </button>
        </div>
      </header>
      {note !== undefined && <div className={styles.note}>{note}</div>}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div
        className={styles.stage}
        data-stale={stale === true}
        onPointerEnter={() => onPointer?.(true)}
        onPointerLeave={() => onPointer?.(false)}
      >
        {asTable ? (
          <div className={styles.table} tabIndex={0} role="group" aria-label={`${title}, as a table`}>
            {table()}
          </div>
        ) : (
          chart.node
        )}
      </div>
      {foot}
      <p className={controls.visuallyHidden}>{summary}</p>
    </section>
  );
}
