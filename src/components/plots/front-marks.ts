/** What the front shows, apart from how it is drawn: marks with their places and texts, and the staircases between them. */

import type { BaselinePoint } from '../../protocol/baseline-service';
import { printProgram } from '../../program/print';
import type { FrontRow } from '../../search/front';
import type { ErrorKind, ErrorNorm } from '../../targets/target';
import { errorPhrase, NORM_UNIT, operationsText } from '../number-text';
import { FAMILY_MARKS, type FamilyMark } from './baseline-families';
import type { ComparedFront } from './compared-marks';

/** How a point is drawn: by how far its error can be trusted. A claim nobody has recomputed is a kind of its own. */
export type PointKind = ErrorKind | 'claimed';

/** The shapes as SVG paths within 10 by 10, and whether they are filled. */
export const POINT_SHAPE: Readonly<Record<PointKind, { readonly path: string; readonly filled: boolean }>> = {
  claimed: { path: 'M5 0.5 9.5 5 5 9.5 0.5 5Z', filled: false },
  sampled: { path: 'M1.5 1.5h7v7h-7Z', filled: false },
  refined: { path: 'M1.5 1.5h7v7h-7Z', filled: true },
  exhaustive: { path: 'M5 1 9.3 9H0.7Z', filled: true },
  certified: { path: 'M5 0.8 6.2 3.7 9.3 4 6.9 6 7.7 9.1 5 7.4 2.3 9.1 3.1 6 0.7 4 3.8 3.7Z', filled: true },
};

/** What is drawn beneath a mark that an enumeration proves: nothing of its kind lies lower. */
export const FLOOR = 'M-1.5 13H11.5';

/** Half the width of a mark, in pixels. */
const MARK_RADIUS = 5;

export interface FrontView {
  readonly front: readonly FrontRow[];
  readonly kindOf: (row: FrontRow) => PointKind;
  /** Where the selection is ringed: a row of the front, or a baseline. */
  readonly selected: { readonly cost: number; readonly error: number } | null;
  readonly baseline: readonly BaselinePoint[];
  /** What a baseline costs where rows are set against their cost. */
  readonly costOf: (point: Pick<BaselinePoint, 'program' | 'ops'>) => number;
  /** Fronts of other runs, drawn beneath. */
  readonly compared?: readonly ComparedFront[];
  readonly norm: ErrorNorm;
  /** The largest cost that is shown. */
  readonly maxCost: number;
  /** Between which costs the plane lies; half a unit below 0 and half a unit above maxCost unless told. */
  readonly costs?: readonly [number, number];
  /** A row's cost in words, where it is not counted in operations. */
  readonly costText?: (row: FrontRow) => string;
  /** Exponents of ten between which the errors lie. */
  readonly decades: readonly [number, number];
}

/** A place of the front: cost, and the logarithm of the error to base 10. */
export interface Place {
  readonly cost: number;
  readonly height: number;
}

export interface Mark extends Place {
  /** The same for as long as the mark stands for the same find. */
  readonly key: string;
  readonly shape: { readonly path: string; readonly filled: boolean };
  /** Whether an enumeration proves that nothing of its kind is better: drawn with a floor beneath. */
  readonly proved: boolean;
  /** What is told of it on hover, in lines. */
  readonly text: readonly string[];
  /** Told when it is picked: a row's cost, or a baseline's datum. */
  readonly datum: number;
}

export interface Series {
  /** Null for what was found. */
  readonly family: FamilyMark | null;
  /** The other run that found it, where it was not the one on show. */
  readonly run?: ComparedFront;
  readonly marks: readonly Mark[];
  /** The corners of the staircase; empty where the marks are no series. */
  readonly stairs: readonly Place[];
}

/** The families of baselines in their order, then what other runs found, then what was found. */
export function frontSeries(view: FrontView): readonly Series[] {
  const [lowest] = view.decades;
  // An error of exactly 0 has no logarithm; it stands on the lower edge and says so in its text.
  const height = (error: number) => (error === 0 ? lowest : Math.log10(error));
  const families = FAMILY_MARKS.map((family) => familySeries(family, view, height)).filter(
    ({ marks }) => marks.length > 0,
  );
  const found = view.front
    .filter((row) => Number.isFinite(row.error.value))
    .map((row): Mark => {
      const kind = view.kindOf(row);
      return {
        key: `${row.cost} ${row.foundAt.island} ${row.foundAt.evaluation}`,
        cost: row.cost,
        height: height(row.error.value),
        shape: POINT_SHAPE[kind],
        proved: row.enumerated !== undefined,
        text: rowText(row, kind, view),
        datum: row.cost,
      };
    });
  const falling = found.filter(({ height: own }, i) => found.slice(0, i).every((mark) => mark.height > own));
  const last = falling.at(-1);
  const [, end] = costsOf(view);
  const beyond = last === undefined ? [] : [{ cost: end, height: last.height }];
  const others = (view.compared ?? []).map((run) => comparedSeries(run, view, height));
  return [...families, ...others, { family: null, marks: found, stairs: [...stairsOf(falling), ...beyond] }];
}

/** Between which costs the plane lies. */
export function costsOf({ costs, maxCost }: Pick<FrontView, 'costs' | 'maxCost'>): readonly [number, number] {
  return costs ?? [-0.5, maxCost + 0.5];
}

/** Where the ring stands, null without a selection that has a height. */
export function ringOf({ selected, decades }: FrontView): Place | null {
  if (selected === null || !Number.isFinite(selected.error)) return null;
  const { cost, error } = selected;
  return { cost, height: error === 0 ? decades[0] : Math.log10(error) };
}

/**
 * The mark nearest to a point of the plot, in pixels; null where none is within reach. Of series whose marks cover the
 * point the one on top, which is drawn last, has it: what was found.
 */
export function nearestMark(
  series: readonly Series[],
  at: { readonly x: number; readonly y: number },
  place: (mark: Place) => { readonly x: number; readonly y: number },
  reach: number,
): Mark | null {
  let nearest: Mark | null = null;
  let least = Infinity;
  for (const { marks } of series) {
    const distances = marks.map((mark) => {
      const { x, y } = place(mark);
      return Math.hypot(x - at.x, y - at.y);
    });
    const own = Math.min(...distances);
    const distance = Math.max(own, MARK_RADIUS);
    if (own > reach || distance > least) continue;
    least = distance;
    nearest = marks[distances.indexOf(own)] ?? null;
  }
  return nearest;
}

/** The custom datum of the baseline at that place of the view's list, and the place of a datum: rows have their cost. */
export function baselineDatum(index: number): number {
  return -1 - index;
}

function familySeries(
  family: FamilyMark,
  { baseline, costOf, norm, maxCost }: FrontView,
  height: (error: number) => number,
): Series {
  const all = baseline
    .map((point, index) => ({ point, index, cost: costOf(point) }))
    .filter(
      ({ point, cost }) =>
        point.family === family.family && Number.isFinite(point.error.value) && cost <= maxCost,
    )
    .sort((a, b) => a.cost - b.cost || a.point.error.value - b.point.error.value);
  // A series goes down: what costs more and is no better is left to the table.
  const points =
    family.dash === null
      ? all
      : all.filter(({ point }, i) =>
          all.slice(0, i).every((other) => other.point.error.value > point.error.value),
        );
  const marks = points.map(({ point, index, cost }): Mark => ({
    key: point.id,
    cost,
    height: height(point.error.value),
    shape: { path: family.path, filled: false },
    proved: false,
    text: baselineText(point, norm),
    datum: baselineDatum(index),
  }));
  return { family, marks, stairs: family.dash === null ? [] : stairsOf(marks) };
}

function comparedSeries(run: ComparedFront, view: FrontView, height: (error: number) => number): Series {
  const [, end] = costsOf(view);
  const marks = run.front
    .filter(({ error }) => Number.isFinite(error.value))
    .map((row): Mark => ({
      key: `${run.id} ${row.cost}`,
      cost: view.costOf(row),
      height: height(row.error.value),
      shape: { path: run.mark.path, filled: false },
      proved: false,
      text: [run.name, ...rowText(row, row.error.kind, view)],
      // It is told of, but not picked: it belongs to another run.
      datum: NaN,
    }));
  const falling = marks.filter(({ height: own }, i) => marks.slice(0, i).every((mark) => mark.height > own));
  const last = falling.at(-1);
  const beyond = last === undefined ? [] : [{ cost: end, height: last.height }];
  return { family: null, run, marks, stairs: [...stairsOf(falling), ...beyond] };
}

function stairsOf(marks: readonly Place[]): readonly Place[] {
  return marks.flatMap(({ cost, height }, i) => {
    const before = marks[i - 1];
    return before === undefined
      ? [{ cost, height }]
      : [
          { cost, height: before.height },
          { cost, height },
        ];
  });
}

function rowText(row: FrontRow, kind: PointKind, { norm, costText }: FrontView): readonly string[] {
  const error =
    kind === 'claimed'
      ? `${row.error.text.slice(0, 12)} ${NORM_UNIT[norm]}, claimed`
      : errorPhrase(row.error, norm);
  const plain = row.cost === row.ops ? '' : `, cost ${row.cost}`;
  const cost = costText === undefined ? plain : `, ${costText(row)}`;
  const proved = row.enumerated === undefined ? [] : ['proved best of its kind'];
  return [`${operationsText(row.ops)}${cost}: ${error}`, ...proved, ...hoverListing(row)];
}

function baselineText({ ops, error, title, source }: BaselinePoint, norm: ErrorNorm): readonly string[] {
  const lines = [`${operationsText(ops)}: ${errorPhrase(error, norm)}`, title];
  return source === undefined ? lines : [...lines, source];
}

/** The listing with its constants to six digits, as a preview. */
function hoverListing(row: FrontRow): readonly string[] {
  return printProgram(row.program, { layout: 'inlined', constants: 'decimal' })
    .split('\n')
    .map((line) =>
      line.replace(/\d+\.\d{3,}(?:e[+-]?\d+)?/g, (text) => String(Number(Number(text).toPrecision(6)))),
    );
}
