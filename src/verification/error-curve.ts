/**
 * The error of a program over an interval or a part of it, column by column, as a plot of limited width can show it: the
 * extreme values of each column, never a mean. A part that holds few numbers of the format is shown number by number.
 */

import { valuesAt } from '../evaluation/values';
import { isFiniteFormat } from '../numerics/format';
import { isInside, mergePoints, ordinalPoints, roundedPoints } from '../oracle/sampling';
import { labelTable } from '../oracle/tables';
import { compileDoubleDouble } from '../program/interpret-double-double';
import type { Program } from '../program/program';
import type { Target } from '../targets/target';
import { countNumbers } from '../numerics/ordinals';
import { boundsOf, placeIn, wholeWindow, type CurveWindow } from './curve-window';
import { createErrorHistogram, type ErrorHistogram } from './error-histogram';
import { createRealError, createRealReference } from './real-error';

export const MAX_COLUMNS = 4096;
const SAMPLES_PER_COLUMN = 8;
/** Bits to which errors are resolved: a plot shows fewer. */
const ACCURACY = 16;
/** Relative errors down to here show in double-double arithmetic, whose own are some 10^7 times smaller. */
const SMALLEST_DOUBLE_DOUBLE_ERROR = 1e-23;

/**
 * x[i] is the place of the larger |error| of column i; low[i] <= high[i] are signed errors in the norm's unit.
 * `maximum` is the largest |error| of all samples, met at `argmax`. Columns divide the window's axis evenly.
 */
export interface ErrorCurve {
  readonly x: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly argmax: number;
  readonly maximum: number;
  readonly window: CurveWindow;
  /** Samples with an error. */
  readonly points: number;
  /** Whether the samples are all the numbers of the format in the window. */
  readonly isComplete: boolean;
  readonly histogram: ErrorHistogram;
}

/** Error curves of one target: the oracle's values are computed once and serve every program. */
export type CurveOf = (program: Program) => ErrorCurve;

/**
 * Curves of `columns` columns of equal width, 1 to MAX_COLUMNS. Errors are signed, in the norm's unit: of exact real
 * arithmetic for `real`, else of the law at numbers of the format. Infinite where the program has no value; NaN
 * in columns that hold no number of the format or none at which the norm has a meaning.
 */
export function createErrorCurve(
  target: Target,
  columns: number,
  window: CurveWindow = wholeWindow(target, 'value'),
): CurveOf {
  if (!Number.isInteger(columns) || columns < 1 || columns > MAX_COLUMNS) {
    throw new RangeError(`an error curve has 1 to ${MAX_COLUMNS} columns, not ${columns}`);
  }
  if (!(window.from < window.to)) throw new RangeError('the window of an error curve is not empty');
  const { xs, isComplete } = samplePoints(target, columns, window);
  const errorsOf = isFiniteFormat(target.format) ? finiteErrors(target, xs) : realErrors(target, xs);
  return (program) => collect(target, columns, window, isComplete, errorsOf(program));
}

interface Errors {
  readonly x: Float64Array;
  readonly error: Float64Array;
}

interface Samples {
  readonly xs: Float64Array;
  readonly isComplete: boolean;
}

function samplePoints({ interval, format }: Target, columns: number, window: CurveWindow): Samples {
  const n = columns * SAMPLES_PER_COLUMN;
  const bounds = boundsOf(window, interval);
  if (isFiniteFormat(format)) {
    const isComplete = countNumbers(bounds, format) <= BigInt(n);
    if (isComplete || window.axis === 'ordinal') return { xs: ordinalPoints(bounds, format, n), isComplete };
  } else if (window.axis === 'ordinal') {
    throw new RangeError('only the numbers of a finite format have ordinals');
  }
  const width = window.to - window.from;
  const inner = Array.from({ length: n }, (_, i) => window.from + (width * (i + 0.5)) / n);
  const points = mergePoints([window.from, window.to], inner).filter((x) => isInside(x, bounds));
  return { xs: isFiniteFormat(format) ? roundedPoints(points, bounds, format) : points, isComplete: false };
}

function finiteErrors(target: Target, xs: Float64Array): (program: Program) => Errors {
  const { x, hi, lo, scale } = labelTable(target, xs);
  return (program) => {
    const { format } = target;
    if (!isFiniteFormat(format)) throw new RangeError('a finite format is needed');
    const values = valuesAt(program, x, format);
    return { x, error: values.map((value, i) => failing((value - hi[i]! - lo[i]!) * scale[i]!)) };
  };
}

function realErrors(target: Target, xs: Float64Array): (program: Program) => Errors {
  const { x, hi, lo, scale } = labelTable(target, xs);
  const reference = createRealReference(target);
  return (program) => {
    const evaluate = compileDoubleDouble(program);
    const quick = x.map((point, i) => {
      const value = evaluate(point);
      return failing((value.hi - hi[i]! + (value.lo - lo[i]!)) * scale[i]!);
    });
    const largest = quick.reduce((top, error, i) => Math.max(top, Math.abs(error / (scale[i]! * hi[i]!))), 0);
    if (largest >= SMALLEST_DOUBLE_DOUBLE_ERROR) return { x, error: quick };
    const exact = createRealError(reference, program);
    return { x, error: x.map((point) => exact.at(point, ACCURACY, 0).value) };
  };
}

function failing(error: number): number {
  return Number.isNaN(error) ? Infinity : error;
}

function collect(
  { format }: Target,
  columns: number,
  window: CurveWindow,
  isComplete: boolean,
  { x: xs, error }: Errors,
): ErrorCurve {
  const x = new Float64Array(columns).fill(NaN);
  const low = new Float64Array(columns).fill(NaN);
  const high = new Float64Array(columns).fill(NaN);
  const placeOf = placeIn(window, format);
  let argmax = NaN;
  let maximum = 0;
  let points = 0;
  for (let i = 0; i < xs.length; i++) {
    const value = error[i]!;
    const size = Math.abs(value);
    if (Number.isNaN(value)) continue;
    points++;
    const column = Math.min(Math.max(Math.floor(placeOf(xs[i]!) * columns), 0), columns - 1);
    const known = !Number.isNaN(low[column]!);
    if (!known || size > Math.max(Math.abs(low[column]!), Math.abs(high[column]!))) x[column] = xs[i]!;
    if (!known || value < low[column]!) low[column] = value;
    if (!known || value > high[column]!) high[column] = value;
    if (Number.isNaN(argmax) || size > maximum) {
      maximum = size;
      argmax = xs[i]!;
    }
  }
  const histogram = createErrorHistogram(error, maximum);
  return { x, low, high, argmax, maximum, window, points, isComplete, histogram };
}
