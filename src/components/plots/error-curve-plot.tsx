/** The error of the selected program against x. */

import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Program } from '../../program/program';
import type { ErrorCurve } from '../../protocol/oracle-service';
import type { Interval } from '../../targets/target';
import { constantUse } from '../program-facts';
import { argumentNumber, errorNumber, NORM_TITLE, NORM_UNIT, operationsText } from '../number-text';
import { FINE_POINTER, ONE_COLUMN, useMedia } from '../use-media';
import { useSelectedRow } from '../use-selected-row';
import { useCurve, useStores, useWorkbench } from '../workbench-context';
import { countAlternations } from './alternations';
import { CurveTable } from './curve-table';
import { errorCurveFigure } from './error-curve-figure';
import { withMeasured } from './measured-curve';
import { usePalette } from './palette';
import { PlotPanel } from './plot-panel';
import styles from './plots.module.css';

const UNIT_INTERVAL: Interval = { lower: 0, upper: 1, lowerOpen: false, upperOpen: false };

export function ErrorCurvePlot() {
  const target = useWorkbench((state) => state.exhibit?.target);
  const row = useSelectedRow();
  const shown = useCurve((state) => state.shown);
  const computing = useCurve((state) => state.computing);
  const failure = useCurve((state) => state.failure);
  const palette = usePalette();
  const zoom = useMedia(FINE_POINTER);
  const narrow = useMedia(ONE_COLUMN);
  const frame = useRef<HTMLDivElement>(null);
  const columns = useColumns(frame);
  const { curves } = useStores();
  const program = row?.program;
  const norm = target?.norm ?? 'relative';

  useEffect(() => {
    if (columns === null) return;
    curves.ask(target === undefined || program === undefined ? null : { target, program, columns });
  }, [curves, target, program, columns]);

  const shownProgram = shown?.wish.program;
  const curve = useMemo(() => {
    if (target === undefined || shown?.wish.target !== target) return null;
    const known = row !== null && shownProgram === row.program && row.error.points > 0;
    return known ? withMeasured(shown.curve, row.error, target.interval) : shown.curve;
  }, [target, shown, shownProgram, row]);
  const figure = useMemo(
    () =>
      errorCurveFigure({ curve, interval: target?.interval ?? UNIT_INTERVAL, norm, zoom, narrow }, palette),
    [curve, target, norm, zoom, narrow, palette],
  );
  const unit = NORM_UNIT[norm];
  const another = shownProgram?.instructions.length !== program?.instructions.length;
  const stale = computing && another;
  const summary =
    curve === null || row === null
      ? 'No error curve yet.'
      : `The error of the program of ${operationsText(row.ops)}: at most ${errorNumber(curve.maximum, norm)} ${unit} ` +
        `in size, at x = ${argumentNumber(curve.argmax)}.`;
  return (
    <div ref={frame} className={styles.panel}>
      <PlotPanel
        title={`${NORM_TITLE[norm]} against x`}
        aside={
          <>
            {row !== null && <span>{operationsText(row.ops)}</span>}
            {stale && <span>computing</span>}
            {!stale && curve !== null && program !== undefined && target?.format === 'real' && (
              <Alternations curve={curve} program={program} />
            )}
          </>
        }
        summary={summary}
        figure={figure}
        stale={stale}
        data={{
          columns: ['x', `least error (${unit})`, `greatest error (${unit})`],
          rows: () =>
            curve === null
              ? []
              : Array.from(curve.x, (x, i) => [x, curve.low[i] ?? NaN, curve.high[i] ?? NaN]),
        }}
        table={() => curve !== null && <CurveTable curve={curve} norm={norm} />}
        fileName="error-curve"
        empty={
          curve === null ? (
            <div className={styles.empty}>
              <p>{emptyText(failure, program !== undefined, computing)}</p>
            </div>
          ) : undefined
        }
      />
    </div>
  );
}

/** How near the curve is to the equal ripples of a minimax fit. */
function Alternations({ curve, program }: { curve: ErrorCurve; program: Program }) {
  const count = countAlternations(curve);
  const expected = constantUse(program) + 1;
  return (
    <span
      title={`A minimax fit of ${expected - 1} constants touches its largest error ${expected} times, with alternating sign.`}
    >
      {count} alternation{count === 1 ? '' : 's'} of {expected}
    </span>
  );
}

function emptyText(failure: string | null, selected: boolean, computing: boolean): string {
  if (failure !== null) return `The error curve could not be computed: ${failure}`;
  if (computing) return 'computing the error curve';
  return selected ? '' : 'The error curve of the selected program appears here.';
}

/** One column for each pixel of the plot, in steps, so that resizing asks seldom; null before the first layout. */
function useColumns(frame: RefObject<HTMLElement | null>): number | null {
  const [columns, setColumns] = useState<number | null>(null);
  useEffect(() => {
    const place = frame.current;
    if (place === null) return;
    const observer = new ResizeObserver(() => {
      setColumns(Math.min(1024, Math.max(256, Math.round(place.clientWidth / 128) * 128)));
    });
    observer.observe(place);
    return () => observer.disconnect();
  }, [frame]);
  return columns;
}
