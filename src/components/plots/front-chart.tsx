/**
 * The front as SVG of the page's own: it is drawn with the page itself, costs little to update, and follows palette and
 * forced colours by its style sheet.
 */

import { useMemo, useRef, useState, type PointerEvent, type ReactNode, type Ref } from 'react';
import { decadeTicks, linearTicks, wholeTicks, type Ticks } from './axes';
import { zoomed, FrontScale, type Window } from './front-scale';
import {
  costsOf,
  FLOOR,
  frontSeries,
  nearestMark,
  ringOf,
  type FrontView,
  type Mark,
  type Series,
} from './front-marks';
import styles from './front-chart.module.css';
import type { PlotImages } from './plot-images';
import { useSize } from './use-size';
import { useSvgImages } from './use-svg-images';

/** Pixels within which a mark is reached. */
const REACH = 24;
/** Pixels of a line of text, and letters that a label has room for. */
const LABEL_HEIGHT = 13;
const LABEL_LENGTH = 32;
/** Pixels that make a press a drag. */
const DRAG = 6;

interface FrontChartProps {
  readonly view: FrontView;
  readonly costTitle: string;
  readonly summary: string;
  readonly images: Ref<PlotImages>;
  /** Whether a drag zooms; a finger scrolls the page instead. */
  readonly zoom: boolean;
  readonly onPick: (datum: number) => void;
  readonly empty?: ReactNode;
  /** Of costs that are no whole numbers: the least of them that a zoomed plot still shows. */
  readonly grain?: number;
}

interface Drag {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

export function FrontChart(props: FrontChartProps) {
  const { view, costTitle, summary, images, zoom, onPick, empty, grain } = props;
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const { width, height } = useSize(frame);
  const [window_, setWindow] = useState<Window | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [hovered, setHovered] = useState<Mark | null>(null);
  const series = useMemo(() => frontSeries(view), [view]);
  const scale = new FrontScale(width, height, window_ ?? wholeWindow(view));

  useSvgImages(images, picture);

  const at = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const find = (event: PointerEvent<SVGSVGElement>) =>
    nearestMark(series, at(event), (mark) => scale.point(mark), REACH);
  const release = (event: PointerEvent<SVGSVGElement>) => {
    const moved = drag !== null && Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) > DRAG;
    if (moved && zoom) setWindow(zoomed(scale, drag.from, drag.to, grain));
    else if (event.button === 0) {
      const mark = find(event);
      if (mark !== null) onPick(mark.datum);
    }
    setDrag(null);
  };

  const ring = ringOf(view);
  return (
    <div ref={frame} className={styles.chart} role="img" aria-label={summary}>
      {width > 0 && (
        <svg
          ref={picture}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden="true"
          data-zoom={zoom}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            setDrag({ from: at(event), to: at(event) });
            if (zoom) event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={(event) => {
            if (drag !== null && zoom) setDrag({ ...drag, to: at(event) });
            setHovered(drag === null ? find(event) : null);
          }}
          onPointerUp={release}
          onPointerCancel={() => setDrag(null)}
          onPointerLeave={() => setHovered(null)}
          onDoubleClick={() => setWindow(null)}
        >
          <clipPath id="front-plane">
            <rect x={scale.left} y={scale.top - 1} width={scale.innerWidth} height={scale.innerHeight + 2} />
          </clipPath>
          <Axes scale={scale} costTitle={costTitle} whole={grain === undefined} />
          {series.map((each) => (
            <SeriesMarks key={each.run?.id ?? each.family?.family ?? 'found'} series={each} scale={scale} />
          ))}
          <RunLabels series={series} scale={scale} />
          {ring !== null && scale.holds(ring) && (
            <circle className={styles.ring} r="10" cx={scale.point(ring).x} cy={scale.point(ring).y} />
          )}
          {zoom && drag !== null && <Selection drag={drag} scale={scale} />}
        </svg>
      )}
      {hovered !== null && scale.holds(hovered) && <Tip mark={hovered} scale={scale} />}
      {empty}
      {window_ !== null && <p className={styles.zoomNote}>zoomed; a double click shows all</p>}
    </div>
  );
}

function wholeWindow(view: FrontView): Window {
  return { cost: costsOf(view), decades: view.decades };
}

interface AxesProps {
  readonly scale: FrontScale;
  readonly costTitle: string;
  readonly whole: boolean;
}

function Axes({ scale, costTitle, whole }: AxesProps) {
  const { left, right, top, bottom, window: shown } = scale;
  const decades = decadeTicks(shown.decades, Math.max(2, Math.floor(scale.innerHeight / 28)));
  const counts: Ticks = whole
    ? wholeTicks(
        Math.ceil(shown.cost[0]),
        Math.floor(shown.cost[1]),
        Math.max(3, Math.floor(scale.innerWidth / 36)),
      )
    : linearTicks(shown.cost[0], shown.cost[1], Math.max(3, Math.floor(scale.innerWidth / 72)));
  return (
    <g className={styles.axes}>
      {decades.values.map((value, i) => {
        const { y } = scale.point({ cost: 0, height: Math.log10(value) });
        return (
          <g key={value}>
            <path className={styles.grid} d={`M${left} ${y}H${right}`} />
            <path className={styles.tick} d={`M${left - 4} ${y}H${left}`} />
            <text className={styles.number} x={left - 7} y={y + 4} textAnchor="end">
              {decades.texts[i]}
            </text>
          </g>
        );
      })}
      {counts.values.map((value, i) => {
        const { x } = scale.point({ cost: value, height: 0 });
        return (
          <g key={value}>
            <path className={styles.grid} d={`M${x} ${top}V${bottom}`} />
            <path className={styles.tick} d={`M${x} ${bottom}V${bottom + 4}`} />
            <text className={styles.number} x={x} y={bottom + 16} textAnchor="middle">
              {counts.texts[i]}
            </text>
          </g>
        );
      })}
      <path className={styles.tick} d={`M${left} ${top}H${right}V${bottom}H${left}Z`} />
      <text className={styles.title} x={(left + right) / 2} y={bottom + 33} textAnchor="middle">
        {costTitle}
      </text>
    </g>
  );
}

/** Where the staircases of other runs end: their names, one above the other where they would meet. */
function RunLabels({ series, scale }: { series: readonly Series[]; scale: FrontScale }) {
  const ends = series.flatMap(({ run, stairs }) => {
    const end = stairs.at(-1);
    return run === undefined || end === undefined || !scale.holds({ ...end, cost: scale.window.cost[0] })
      ? []
      : [{ run, y: scale.point(end).y - 5 }];
  });
  ends.sort((a, b) => b.y - a.y);
  const heights: number[] = [];
  for (const { y } of ends) heights.push(Math.min(y, (heights.at(-1) ?? Infinity) - LABEL_HEIGHT));
  return ends.map(({ run }, i) => (
    <text key={run.id} className={styles.runLabel} x={scale.right - 4} y={heights[i]} textAnchor="end">
      {run.name.length > LABEL_LENGTH ? `${run.name.slice(0, LABEL_LENGTH - 1)}…` : run.name}
    </text>
  ));
}

function SeriesMarks({ series, scale }: { series: Series; scale: FrontScale }) {
  const { family, run, marks, stairs } = series;
  const dashes = run?.mark.dashArray ?? family?.dashArray;
  return (
    <g
      className={styles[inkOf(series)]}
      data-family={run === undefined ? (family?.family ?? 'found') : 'compared'}
    >
      {stairs.length > 0 && (
        <path
          className={styles.stairs}
          clipPath="url(#front-plane)"
          d={`M${stairs.map((corner) => `${scale.point(corner).x.toFixed(1)} ${scale.point(corner).y.toFixed(1)}`).join('L')}`}
          {...(dashes === undefined ? {} : { strokeDasharray: dashes })}
        />
      )}
      {marks
        .filter((mark) => scale.holds(mark))
        .map((mark) => {
          const { x, y } = scale.point(mark);
          return (
            <g key={mark.key} transform={`translate(${(x - 5).toFixed(1)} ${(y - 5).toFixed(1)})`}>
              <path className={styles.point} data-filled={mark.shape.filled} d={mark.shape.path} />
              {mark.proved && <path className={styles.floor} d={FLOOR} />}
            </g>
          );
        })}
    </g>
  );
}

function inkOf({ run, family }: Series): 'compared' | 'found' | 'baseline' | 'faint' {
  if (run !== undefined) return 'compared';
  if (family === null) return 'found';
  return family.ink === 'baseline' ? 'baseline' : 'faint';
}

function Selection({ drag: { from, to }, scale }: { drag: Drag; scale: FrontScale }) {
  const x = Math.max(scale.left, Math.min(from.x, to.x));
  const y = Math.max(scale.top, Math.min(from.y, to.y));
  return (
    <rect
      className={styles.selection}
      x={x}
      y={y}
      width={Math.max(0, Math.min(scale.right, Math.max(from.x, to.x)) - x)}
      height={Math.max(0, Math.min(scale.bottom, Math.max(from.y, to.y)) - y)}
    />
  );
}

/** Beside the mark, on the side where there is more room. */
function Tip({ mark, scale }: { mark: Mark; scale: FrontScale }) {
  const { x, y } = scale.point(mark);
  const toTheLeft = x > (scale.left + scale.right) / 2;
  const above = y > (scale.top + scale.bottom) / 2;
  return (
    <div
      className={styles.tip}
      style={{
        ...(toTheLeft ? { right: scale.width - x + 12 } : { left: x + 12 }),
        ...(above ? { bottom: scale.height - y + 8 } : { top: y + 8 }),
      }}
    >
      {mark.text.map((line, i) => (
        <p key={i}>{line}</p>
      ))}
    </div>
  );
}
