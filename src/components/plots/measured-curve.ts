import type { ErrorCurve } from '../../protocol/oracle-service';
import type { Interval, MeasuredError } from '../../targets/target';

/** The column of a curve of `columns` columns in which x lies. */
export function columnOf(x: number, { lower, upper }: Interval, columns: number): number {
  const column = Math.floor(((x - lower) / (upper - lower)) * columns);
  return Math.min(columns - 1, Math.max(0, column));
}

/**
 * The curve with the measured maximum in its column: a measurement looks closer than the columns can, and the plot
 * must not show less than is known. On which side of 0 the maximum lies is taken from the column.
 */
export function withMeasured(curve: ErrorCurve, measured: MeasuredError, interval: Interval): ErrorCurve {
  const { argmax, value } = measured;
  if (!Number.isFinite(argmax) || !Number.isFinite(value) || !(value > curve.maximum)) return curve;
  const i = columnOf(argmax, interval, curve.x.length);
  const [x, low, high] = [curve.x.slice(), curve.low.slice(), curve.high.slice()];
  x[i] = argmax;
  if (Math.abs(high[i] ?? 0) >= Math.abs(low[i] ?? 0)) high[i] = value;
  else low[i] = -value;
  return { ...curve, x, low, high, argmax, maximum: value };
}
