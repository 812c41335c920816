/** A small picture of the function that the target builder describes, drawn by the target worker. */

import { useEffect, useRef, useState } from 'react';
import type { FunctionSketch as Sketch } from '../../protocol/target-service';
import { describeTarget, printInterval } from '../../targets/parse';
import type { Target } from '../../targets/target';
import { argumentNumber } from '../number-text';
import { useStores, useWorkbench } from '../workbench-context';
import styles from './settings.module.css';

const WIDTH = 256;
const HEIGHT = 72;
/** Columns that are evaluated: one for every second pixel. */
const COLUMNS = 128;
const QUIET = 120;

interface Drawn {
  readonly target: Target;
  readonly sketch: Sketch;
}

export function FunctionSketch() {
  const target = useWorkbench((state) => state.verdict.request?.target ?? null);
  const checking = useWorkbench((state) => state.verdict.request === null && state.verdict.checking);
  const { targets } = useStores();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  // The target is made anew with every edit; its description says whether it is another.
  const key = target === null ? null : describeTarget(target);
  const latest = useRef(target);

  useEffect(() => {
    latest.current = target;
  }, [target]);
  useEffect(() => {
    const target = latest.current;
    if (key === null || target === null) return;
    let wanted = true;
    const timer = setTimeout(() => {
      targets.sketch(target, COLUMNS).then(
        (sketch) => wanted && setDrawn({ target, sketch }),
        // Without a picture the builder works as well.
        () => wanted && setDrawn(null),
      );
    }, QUIET);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [targets, key]);

  const range = drawn === null ? null : rangeOf(drawn.sketch.y);
  const shown = drawn !== null && range !== null && target !== null;
  return (
    <figure className={styles.sketch} data-stale={drawn === null || target === null}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={
          shown
            ? `A sketch on ${printInterval(drawn.target.interval)}: values from ${argumentNumber(range.low)} to ${argumentNumber(range.high)}`
            : 'A sketch of what is chosen'
        }
      >
        {shown && <Curve sketch={drawn.sketch} range={range} />}
      </svg>
      <figcaption>
        {shown ? (
          <>
            <span>{argumentNumber(drawn.target.interval.lower)}</span>
            <span>
              f from {shortNumber(range.low)} to {shortNumber(range.high)}
            </span>
            <span>{argumentNumber(drawn.target.interval.upper)}</span>
          </>
        ) : (
          <span>{checking ? 'reading the expression' : ' '}</span>
        )}
      </figcaption>
    </figure>
  );
}

function shortNumber(value: number): string {
  return argumentNumber(Number(value.toPrecision(3)));
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function Curve({ sketch: { y }, range: { low, high } }: { sketch: Sketch; range: Range }) {
  const span = high - low || 1;
  const across = (i: number) => ((i + 0.5) / y.length) * WIDTH;
  const down = (value: number) => 4 + (1 - (value - low) / span) * (HEIGHT - 8);
  let pen = 'M';
  let path = '';
  y.forEach((value, i) => {
    if (!Number.isFinite(value)) {
      pen = 'M';
      return;
    }
    path += `${pen}${across(i).toFixed(1)} ${down(value).toFixed(1)}`;
    pen = 'L';
  });
  return (
    <>
      {low < 0 && high > 0 && <path className={styles.sketchZero} d={`M0 ${down(0)}H${WIDTH}`} />}
      <path className={styles.sketchCurve} d={path} />
    </>
  );
}

/** The values between which the curve lies; null where it has none. */
function rangeOf(y: Float64Array): Range | null {
  const finite = y.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return null;
  return { low: Math.min(...finite), high: Math.max(...finite) };
}
