/**
 * The error plot as SVG of the page's own: a curve is one path, so that a new one costs the page a few milliseconds while
 * a run is under way, and colours follow the style sheet.
 */

import { memo, useId, useMemo, useRef, useState, type PointerEvent, type ReactNode, type Ref } from 'react';
import chart from './front-chart.module.css';
import styles from './curve-chart.module.css';
import { CurveScale, nearestPoint } from './curve-scale';
import { DASH_ARRAYS, type Figure, type Level, type Series } from './figure';
import type { PlotImages } from './plot-images';
import { useSize } from './use-size';
import { useSvgImages } from './use-svg-images';

/** Pixels that make a press a drag. */
const DRAG = 6;

interface CurveChartProps {
  readonly figure: Figure;
  /** What the plot shows, in a sentence or two. */
  readonly summary: string;
  readonly images: Ref<PlotImages>;
  /** Whether a drag zooms; a finger scrolls the page instead. */
  readonly zoom: boolean;
  /** Called with the part of the x axis that was dragged over, or null for all of it. */
  readonly onZoom: (range: readonly [number, number] | null) => void;
  /** Laid over the axes when there is nothing to draw on them. */
  readonly empty?: ReactNode;
}

export function CurveChart({ figure, summary, images, zoom, onZoom, empty }: CurveChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const { width, height } = useSize(frame);
  /** Pixels from the left: where the pointer was pressed, and where it is. */
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const scale = useMemo(() => new CurveScale(width, height, figure), [width, height, figure]);

  useSvgImages(images, picture);

  const across = (event: PointerEvent<SVGSVGElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  const release = () => {
    if (drag !== null && Math.abs(drag[1] - drag[0]) > DRAG)
      onZoom([scale.place(Math.min(...drag)), scale.place(Math.max(...drag))]);
    setDrag(null);
  };
  return (
    <div ref={frame} className={chart.chart} role="img" aria-label={summary}>
      {width > 0 && (
        <svg
          ref={picture}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden="true"
          data-zoom={zoom}
          onPointerDown={(event) => {
            if (event.button !== 0 || !zoom) return;
            setDrag([across(event), across(event)]);
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={(event) => {
            const x = across(event);
            if (drag !== null) setDrag([drag[0], x]);
            setPointed(drag === null && x >= scale.left && x <= scale.right ? scale.place(x) : null);
          }}
          onPointerUp={release}
          onPointerCancel={() => setDrag(null)}
          onPointerLeave={() => setPointed(null)}
          onDoubleClick={() => onZoom(null)}
        >
          <Drawing figure={figure} scale={scale} />
          {drag !== null && <Selection drag={drag} scale={scale} />}
        </svg>
      )}
      {pointed !== null && <Tip figure={figure} scale={scale} place={pointed} />}
      {empty}
    </div>
  );
}

/** Apart from what follows the pointer. */
const Drawing = memo(function Drawing({ figure, scale }: { figure: Figure; scale: CurveScale }) {
  const plane = useId();
  const { left, right, top, bottom } = scale;
  const { series, levels, peak, bars } = figure;
  const clip = `url(#${plane})`;
  return (
    <>
      <clipPath id={plane}>
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <Axes figure={figure} scale={scale} />
      <Levels levels={levels.filter(({ above }) => !above)} scale={scale} />
      <g clipPath={clip}>
        {series.map((each, i) => (
          <Curve key={i} series={each} scale={scale} />
        ))}
      </g>
      <Levels levels={levels.filter(({ above }) => above)} scale={scale} />
      {bars !== null && <path className={styles.bars} d={scale.steps(bars)} />}
      {peak !== null && (
        <>
          <circle className={styles.peak} r="4.5" cx={scale.x(peak.place)} cy={scale.y(peak.y)} />
          <text
            className={styles.peakText}
            x={scale.x(peak.place)}
            y={scale.y(peak.y) + (peak.above ? -10 : 18)}
            textAnchor={peak.place < 0.3 ? 'start' : peak.place > 0.7 ? 'end' : 'middle'}
          >
            {peak.text}
          </text>
        </>
      )}
    </>
  );
});

function Axes({ figure: { heights, places, title }, scale }: { figure: Figure; scale: CurveScale }) {
  const { left, right, top, bottom, bars } = scale;
  const frame = (from: number, to: number) => `M${from} ${top}H${to}V${bottom}H${from}Z`;
  return (
    <>
      {heights.values.map((value, i) => {
        const y = scale.y(value);
        return (
          <g key={value}>
            <path
              className={chart.grid}
              d={`M${left} ${y}H${right}${bars === null ? '' : `M${bars.left} ${y}H${bars.right}`}`}
            />
            <path className={chart.tick} d={`M${left - 4} ${y}H${left}`} />
            <text className={chart.number} x={left - 7} y={y + 4} textAnchor="end">
              {heights.texts[i]}
            </text>
          </g>
        );
      })}
      {places.values.map((value, i) => {
        const x = scale.x(value);
        const [base, exponent] = (places.texts[i] ?? '').split('^');
        return (
          <g key={value}>
            <path className={chart.grid} d={`M${x} ${top}V${bottom}`} />
            <path className={chart.tick} d={`M${x} ${bottom}V${bottom + 4}`} />
            <text className={chart.number} x={x} y={bottom + 16} textAnchor="middle">
              {base}
              {exponent !== undefined && (
                <tspan dy="-4" fontSize="9">
                  {exponent}
                </tspan>
              )}
            </text>
          </g>
        );
      })}
      <path className={chart.tick} d={frame(left, right)} />
      <text className={chart.title} x={(left + right) / 2} y={bottom + 33} textAnchor="middle">
        {title}
      </text>
      {bars !== null && (
        <>
          <path className={chart.tick} d={frame(bars.left, bars.right)} />
          <text className={chart.title} x={(bars.left + bars.right) / 2} y={bottom + 33} textAnchor="middle">
            how often
          </text>
        </>
      )}
    </>
  );
}

function Levels({ levels, scale }: { levels: readonly Level[]; scale: CurveScale }) {
  return levels.map(({ y, ink, dash }) => (
    <g key={y} className={styles[ink]}>
      <path
        className={styles.level}
        d={`M${scale.left} ${scale.y(y)}H${scale.right}`}
        strokeDasharray={DASH_ARRAYS[dash]}
      />
    </g>
  ));
}

function Curve({ series: { name, ink, x, y, low, width, dash, dots }, scale }: CurveProps) {
  return (
    <g className={styles[ink]}>
      <path
        className={low === undefined ? styles.line : styles.band}
        data-curve={name}
        d={low === undefined ? scale.line(x, y) : scale.band(x, low, y)}
        strokeWidth={width}
        strokeDasharray={DASH_ARRAYS[dash]}
      />
      {dots &&
        x.map((place, i) => {
          const value = y[i];
          return value === undefined || !Number.isFinite(value) ? null : (
            <circle key={place} className={styles.dot} r="2" cx={scale.x(place)} cy={scale.y(value)} />
          );
        })}
    </g>
  );
}

interface CurveProps {
  readonly series: Series;
  readonly scale: CurveScale;
}

function Selection({ drag, scale: { left, right, top, bottom } }: SelectionProps) {
  const inside = (x: number) => Math.min(right, Math.max(left, x));
  const [from, to] = [inside(Math.min(...drag)), inside(Math.max(...drag))];
  return <rect className={chart.selection} x={from} y={top} width={to - from} height={bottom - top} />;
}

interface SelectionProps {
  readonly drag: readonly [number, number];
  readonly scale: CurveScale;
}

/** What the nearest point of the selected program's curve stands for, on the side where there is more room. */
function Tip({ figure: { readings }, scale, place }: TipProps) {
  if (readings === null) return null;
  const i = nearestPoint(readings.x, place);
  const [at, value] = [readings.x[i], readings.y[i]];
  if (at === undefined || value === undefined) return null;
  const x = scale.x(at);
  const y = Number.isFinite(value) ? Math.min(scale.bottom, Math.max(scale.top, scale.y(value))) : scale.top;
  const above = y > (scale.top + scale.bottom) / 2;
  return (
    <>
      <div className={styles.pointed} style={{ left: x, top: y }} />
      <div
        className={chart.tip}
        style={{
          ...(x > scale.width / 2 ? { right: scale.width - x + 12 } : { left: x + 12 }),
          ...(above ? { bottom: scale.height - y + 8 } : { top: y + 8 }),
        }}
      >
        {readings.text(i).map((line, k) => (
          <p key={k}>{line}</p>
        ))}
      </div>
    </>
  );
}

interface TipProps {
  readonly figure: Figure;
  readonly scale: CurveScale;
  readonly place: number;
}
