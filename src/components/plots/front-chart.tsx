/**
 * The front as SVG of the page's own: it is drawn with the page itself, costs little to update, and follows palette and
 * forced colours by its style sheet.
 */

import {
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import { decadeTicks, wholeTicks } from './axes';
import { zoomed, FrontScale, type Window } from './front-scale';
import { frontSeries, nearestMark, ringOf, type FrontView, type Mark, type Series } from './front-marks';
import styles from './front-chart.module.css';
import type { PlotImages } from './plotly-view';
import { svgImage } from './svg-image';

/** Pixels within which a mark is reached. */
const REACH = 24;
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
}

interface Drag {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

export function FrontChart({ view, costTitle, summary, images, zoom, onPick, empty }: FrontChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const { width, height } = useSize(frame);
  const [window_, setWindow] = useState<Window | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [hovered, setHovered] = useState<Mark | null>(null);
  const series = useMemo(() => frontSeries(view), [view]);
  const scale = new FrontScale(width, height, window_ ?? wholeWindow(view));

  useImperativeHandle(
    images,
    () => ({
      image: (format) =>
        picture.current === null
          ? Promise.reject(new Error('The plot is not drawn yet.'))
          : svgImage(picture.current, format),
    }),
    [],
  );

  const at = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const find = (event: PointerEvent<SVGSVGElement>) =>
    nearestMark(series, at(event), (mark) => scale.point(mark), REACH);
  const release = (event: PointerEvent<SVGSVGElement>) => {
    const moved = drag !== null && Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) > DRAG;
    if (moved && zoom) setWindow(zoomed(scale, drag.from, drag.to));
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
          <Axes scale={scale} costTitle={costTitle} />
          {series.map((each) => (
            <SeriesMarks key={each.family?.family ?? 'found'} series={each} scale={scale} />
          ))}
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

function wholeWindow({ maxCost, decades }: FrontView): Window {
  return { cost: [-0.5, maxCost + 0.5], decades };
}

function useSize(frame: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const place = frame.current;
    if (place === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: place.clientWidth, height: place.clientHeight }),
    );
    observer.observe(place);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}

function Axes({ scale, costTitle }: { scale: FrontScale; costTitle: string }) {
  const { left, right, top, bottom, window: shown } = scale;
  const decades = decadeTicks(shown.decades, Math.max(2, Math.floor(scale.innerHeight / 28)));
  const counts = wholeTicks(
    Math.ceil(shown.cost[0]),
    Math.floor(shown.cost[1]),
    Math.max(3, Math.floor(scale.innerWidth / 36)),
  );
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

function SeriesMarks({ series: { family, marks, stairs }, scale }: { series: Series; scale: FrontScale }) {
  const ink = family === null ? 'found' : family.ink === 'baseline' ? 'baseline' : 'faint';
  return (
    <g className={styles[ink]} data-family={family?.family ?? 'found'}>
      {stairs.length > 0 && (
        <path
          className={styles.stairs}
          clipPath="url(#front-plane)"
          d={`M${stairs.map((corner) => `${scale.point(corner).x.toFixed(1)} ${scale.point(corner).y.toFixed(1)}`).join('L')}`}
          {...(family === null ? {} : { strokeDasharray: family.dashArray })}
        />
      )}
      {marks
        .filter((mark) => scale.holds(mark))
        .map((mark) => {
          const { x, y } = scale.point(mark);
          return (
            <path
              key={mark.key}
              className={styles.point}
              data-filled={mark.shape.filled}
              d={mark.shape.path}
              transform={`translate(${(x - 5).toFixed(1)} ${(y - 5).toFixed(1)})`}
            />
          );
        })}
    </g>
  );
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
