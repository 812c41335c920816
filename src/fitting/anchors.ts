/**
 * Points at which a program is to have given values, as rows of a label table that weigh far more than others: whatever
 * fits, refines or judges by the table then keeps to them, without knowing of them.
 */

import { isFiniteFormat, type FiniteFormat } from '../numerics/format';
import { roundToFormat } from '../numerics/rounding';
import type { LabelTable, SearchTables } from '../oracle/labels';
import { functionOf } from '../oracle/oracle';
import { labelAt, scaleOf } from '../oracle/tables';
import type { Target } from '../targets/target';

/**
 * In the table that constants are fitted on in binary64: enough to bring the fit within a fraction of a per cent of the best
 * that has these values, and little enough for rounding errors to stay below those that matter there.
 */
const FITTED_WEIGHT = 2 ** 8;
/** In tables that double-double is fitted on. */
export const LEVELLED_WEIGHT = 2 ** 24;
/** In tables that a finite format is judged on: to miss the value by an ulp is worse than any error of approximation. */
const JUDGED_WEIGHT = 2 ** 16;
/** Distance from a point to its row, in widths of the interval. */
const BESIDE = 2 ** -30;
/** So that errors stay within binary32, in which programs are scored. */
const LARGEST_JUDGED_SCALE = 2 ** 60;

/** The tables of a search for programs that have the target's values at the points; themselves where there are none. */
export function anchoredTables(
  tables: SearchTables,
  target: Target,
  points: readonly number[] = [],
): SearchTables {
  if (points.length === 0) return tables;
  return {
    training: anchored(tables.training, target, points, FITTED_WEIGHT),
    validation: isFiniteFormat(target.format)
      ? anchoredToRounded(tables.validation, target, points)
      : tables.validation,
  };
}

/**
 * The table with rows for the points, in place of those that are there, that weigh `weight` times as much. They stand a little
 * beside the points: a fit has no derivatives where a program divides by 0, though it may have the value in the limit.
 */
export function anchored(
  table: LabelTable,
  target: Target,
  points: readonly number[],
  weight: number,
): LabelTable {
  const f = functionOf(target.function);
  const format = labelFormat(target);
  return withRows(table, points, (x) => {
    const scale = weight * naturalScale(table, target, x, labelAt(f, x, format));
    const beside = roundToFormat(x + offset(target, x), format);
    return { x: beside, ...labelAt(f, beside, format), scale };
  });
}

/** Into the interval, by so little that a fit's error hardly changes on the way. */
function offset({ interval: { lower, upper } }: Target, x: number): number {
  return (x === upper ? -1 : 1) * (upper - lower) * BESIDE;
}

/** For judging in a finite format: at the points only the rounded value itself is without error. */
export function anchoredToRounded(
  table: LabelTable,
  target: Target,
  points: readonly number[] = [],
): LabelTable {
  return withRows(table, points, (x) => {
    const label = labelAt(functionOf(target.function), x, labelFormat(target));
    const scale = JUDGED_WEIGHT * naturalScale(table, target, x, label);
    return { x, hi: label.hi, lo: 0, scale: Math.min(scale, LARGEST_JUDGED_SCALE) };
  });
}

function labelFormat({ format }: Target): FiniteFormat {
  return isFiniteFormat(format) ? format : 'f64';
}

/** That of the norm; where it has no meaning, at a zero of the target, that of the nearest point of the table. */
function naturalScale(
  { x: xs, scale }: LabelTable,
  { norm, format, ulpAt }: Target,
  x: number,
  label: { readonly hi: number; readonly lo: number },
): number {
  const own = scaleOf(label, norm, isFiniteFormat(format) ? format : 'f64', ulpAt);
  if (own < Infinity && label.hi !== 0) return own;
  let nearest = 0;
  for (let i = 1; i < xs.length; i++)
    if (Math.abs(xs[i]! - x) < Math.abs(xs[nearest]! - x) || xs[nearest] === x) nearest = i;
  return scale[nearest] ?? 1;
}

interface Row {
  readonly x: number;
  readonly hi: number;
  readonly lo: number;
  readonly scale: number;
}

function withRows(table: LabelTable, points: readonly number[], rowAt: (x: number) => Row): LabelTable {
  if (points.length === 0) return table;
  const rows: Row[] = [...table.x.keys()]
    .map((i) => ({ x: table.x[i]!, hi: table.hi[i]!, lo: table.lo[i]!, scale: table.scale[i]! }))
    .filter(({ x }) => !points.includes(x));
  rows.push(...points.map(rowAt));
  rows.sort((a, b) => a.x - b.x);
  return {
    x: Float64Array.from(rows, ({ x }) => x),
    hi: Float64Array.from(rows, ({ hi }) => hi),
    lo: Float64Array.from(rows, ({ lo }) => lo),
    scale: Float64Array.from(rows, ({ scale }) => scale),
  };
}
