/** The error of the selected program against x. */

import { useDeferredValue, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { Program } from '../../program/program';
import type { CurveWindow, ErrorCurve } from '../../protocol/oracle-service';
import type { FrontRow } from '../../search/front';
import type { CurveState } from '../../store/error-curve';
import { normsOf, type CurveOptions, type Pin } from '../../store/curve-options';
import type { Target } from '../../targets/target';
import { partOf, wholeWindow } from '../../verification/curve-window';
import { constantUse } from '../program-facts';
import { argumentNumber, errorNumber, NORM_TITLE, NORM_UNIT, operationsText } from '../number-text';
import { FINE_POINTER, ONE_COLUMN, useMedia } from '../use-media';
import { useOnShow } from '../use-selected-row';
import { useCurve, useStores } from '../workbench-context';
import { countAlternations } from './alternations';
import { CurveChart } from './curve-chart';
import { CurveControls, PIN_DASHES } from './curve-controls';
import { CurveTable } from './curve-table';
import { errorCurveFigure, type CurveView, type OtherCurve } from './error-curve-figure';
import { ExploreControl } from './explore-control';
import { withMeasured } from './measured-curve';
import type { PlotImages } from './plot-images';
import { PlotPanel } from './plot-panel';
import styles from './plots.module.css';

const UNIT_WINDOW: CurveWindow = { axis: 'value', from: 0, to: 1 };
const UNIT_INTERVAL = { lower: 0, upper: 1, lowerOpen: false, upperOpen: false };

export function ErrorCurvePlot() {
  const { exhibit, row } = useOnShow();
  const target = exhibit?.target;
  const { curveOptions } = useStores();
  const options = useStore(curveOptions);
  // A curve that has come is drawn as the page finds time.
  const curveState = useDeferredValue(useCurve((state) => state));
  const { computing, failure } = curveState;
  const zoom = useMedia(FINE_POINTER);
  const narrow = useMedia(ONE_COLUMN);
  const frame = useRef<HTMLDivElement>(null);
  const images = useRef<PlotImages>(null);
  const columns = useColumns(frame);
  const { view, curve, shownProgram, pins } = useView(target, row, options, columns, curveState);
  const figure = useMemo(() => errorCurveFigure({ ...view, narrow }), [view, narrow]);
  const program = row?.program;
  const { norm, isWhole, window } = view;
  const unit = NORM_UNIT[norm];
  const another = shownProgram?.instructions.length !== program?.instructions.length;
  const stale = computing && another;
  const look = (next: CurveWindow | null) =>
    curveOptions.set({ part: next === null || target === undefined ? null : { target, window: next } });
  const empty = emptyText(failure, program !== undefined, computing);
  const summary =
    curve === null || row === null
      ? 'No error curve yet.'
      : `The error of the program of ${operationsText(row.ops)}: at most ${errorNumber(curve.maximum, norm)} ${unit} ` +
        `in size, at x = ${argumentNumber(curve.argmax)}` +
        (isWhole ? '.' : `, from x = ${argumentNumber(window.from, 9)} to ${argumentNumber(window.to, 9)}.`);
  return (
    <div ref={frame} className={styles.panel}>
      <PlotPanel
        title={`${NORM_TITLE[norm]} against x`}
        aside={
          <>
            {row !== null && <span>{operationsText(row.ops)}</span>}
            {stale && <span>computing</span>}
            {!stale && curve !== null && program !== undefined && target?.format === 'real' && isWhole && (
              <Alternations curve={curve} program={program} />
            )}
            {curve?.isComplete === true && <span>every number</span>}
          </>
        }
        note={
          target !== undefined &&
          row !== null && (
            <CurveControls
              target={target}
              row={row}
              options={options}
              norm={norm}
              window={window}
              isWhole={isWhole}
              pins={pins}
              look={look}
            >
              {curve !== null && <ExploreControl figure={figure} view={view} summary={summary} />}
            </CurveControls>
          )
        }
        summary={summary}
        chart={{
          images,
          node: (
            <CurveChart
              figure={figure}
              summary={summary}
              images={images}
              zoom={zoom}
              onZoom={(range) => {
                if (target === undefined) return;
                look(range === null ? null : partOf(window, range[0], range[1], target));
              }}
              empty={
                curve === null && (
                  <div className={styles.empty}>
                    {/* Another text is another element: it is replaced and does not move. */}
                    <p key={empty}>{empty}</p>
                  </div>
                )
              }
            />
          ),
        }}
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
      />
    </div>
  );
}

interface View {
  readonly view: Omit<CurveView, 'narrow'>;
  readonly curve: ErrorCurve | null;
  readonly shownProgram: Program | undefined;
  readonly pins: readonly Pin[];
}

/** What is to be drawn; the curves that it takes are asked for. */
function useView(
  target: Target | undefined,
  row: FrontRow | null,
  options: CurveOptions,
  columns: number | null,
  { shown, others: otherCurves }: CurveState,
): View {
  const { curves } = useStores();
  const { norm: wantedNorm, axis, scale, histogram, part } = options;
  const program = row?.program;
  const norm =
    target === undefined
      ? 'relative'
      : wantedNorm !== null && normsOf(target).includes(wantedNorm)
        ? wantedNorm
        : target.norm;
  const shownTarget = useMemo(
    () => (target === undefined || target.norm === norm ? target : { ...target, norm }),
    [target, norm],
  );
  const whole = useMemo(
    () => (target === undefined ? UNIT_WINDOW : wholeWindow(target, axis)),
    [target, axis],
  );
  const kept = part !== null && part.target === target ? part.window : whole;
  const isWhole = kept.axis === whole.axis && kept.from === whole.from && kept.to === whole.to;
  const window = isWhole ? whole : kept;
  const pins = useMemo(() => options.pins.filter((pin) => pin.target === target), [options.pins, target]);
  const compared = useMemo(() => pins.filter((pin) => pin.program !== program), [pins, program]);

  useEffect(() => {
    if (columns === null) return;
    curves.ask(
      shownTarget === undefined || program === undefined
        ? null
        : {
            target: shownTarget,
            program,
            columns,
            ...(isWhole && window.axis === 'value' ? {} : { window }),
            others: compared.map((pin) => pin.program),
          },
    );
  }, [curves, shownTarget, program, columns, window, isWhole, compared]);

  const shownProgram = shown?.wish.program;
  const curve = useMemo(() => {
    if (shownTarget === undefined || shown?.wish.target !== shownTarget) return null;
    const isMeasured =
      row !== null && shownProgram === row.program && row.error.points > 0 && shownTarget === target;
    return isMeasured && isWhole && shown.curve.window.axis === 'value'
      ? withMeasured(shown.curve, row.error, shownTarget.interval)
      : shown.curve;
  }, [shownTarget, target, shown, shownProgram, row, isWhole]);

  const view = useMemo((): View['view'] => {
    const others = pins.flatMap((pin, k): OtherCurve[] => {
      const other = pin.program === program ? undefined : otherCurves.get(pin.program);
      return other === undefined ? [] : [{ curve: other, title: pin.title, dash: PIN_DASHES[k] ?? 'solid' }];
    });
    return {
      curve,
      others,
      window,
      isWhole,
      interval: target?.interval ?? UNIT_INTERVAL,
      format: target?.format ?? 'real',
      norm,
      scale,
      histogram,
    };
  }, [curve, otherCurves, pins, program, window, isWhole, target, norm, scale, histogram]);
  return { view, curve, shownProgram, pins };
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
