/**
 * What each line of a program does to its error, over sample points of the interval.
 *
 * `rounding` is the largest change of the result, in the norm's unit, when the line alone is rounded to the format and
 * all others are computed exactly; `approximation` is the error when none is. By the triangle inequality, and to first order
 * in the unit roundoff, the error of the program is at most the sum of all of these. `amplification` is the largest
 * relative change of the result for a small relative change of the line (its condition number, as in N. J. Higham,
 * Accuracy and Stability of Numerical Algorithms, section 1.6): it tells what a rounding there costs in any format.
 */

import { ddFrom, ddMulNumber, ddSub, type DoubleDouble } from '../numerics/double-double';
import { isFiniteFormat } from '../numerics/format';
import { roundToFormat } from '../numerics/rounding';
import type { LabelTable } from '../oracle/labels';
import { labelTable, validationPoints } from '../oracle/tables';
import { compileLaw, interpretInstructions } from '../program/interpret';
import { createLineValues, type LineValues } from '../program/line-values';
import type { Program } from '../program/program';
import { inArithmeticOf, isFiniteTarget, type Target } from '../targets/target';

export interface LineError {
  /** The least and greatest value of the line that was met: the law's in a finite format. NaN where it never has one. */
  readonly least: number;
  readonly greatest: number;
  /** Null for `real`, where nothing is rounded. */
  readonly rounding: number | null;
  /** 0 for a line that the result does not depend on. */
  readonly amplification: number;
}

export interface LineErrors {
  /** One for each instruction, in order. */
  readonly lines: readonly LineError[];
  /** The largest error met when nothing is rounded but the constants, in the norm's unit. */
  readonly approximation: number;
  /** The largest error met of the program as it is: the law's in a finite format. A sampled figure. */
  readonly total: number;
  readonly points: number;
}

const MOST_POINTS = 512;
const LEAST_POINTS = 32;
/** Instructions evaluated at most: about a second of work. */
const MOST_WORK = 6e6;
/** The relative change of a line that stands for a small one: its square is far below what is told. */
const NUDGE = 2 ** -30;

/** Line errors of one target: the oracle's values are computed once and serve every program. */
export function createLineErrors(target: Target): (program: Program) => LineErrors {
  let table: LabelTable | undefined;
  return (program) => {
    table ??= labelTable(target, validationPoints(target, MOST_POINTS));
    const { length } = program.instructions;
    const affordable = MOST_WORK / Math.max(1, length * length);
    const step = Math.ceil(table.x.length / Math.min(MOST_POINTS, Math.max(LEAST_POINTS, affordable)));
    return analyse(target, program, table, Math.max(1, step));
  };
}

interface Tally {
  least: number;
  greatest: number;
  rounding: number;
  amplification: number;
}

function analyse(target: Target, given: Program, table: LabelTable, step: number): LineErrors {
  const { format } = target;
  const isFinite = isFiniteFormat(format);
  const program = inArithmeticOf(target, given);
  const lines = createLineValues(program);
  const law = isFiniteTarget(target) ? compileLaw(program, target) : undefined;
  const tallies = program.instructions.map((): Tally => ({
    least: Infinity,
    greatest: -Infinity,
    rounding: 0,
    amplification: 0,
  }));
  let approximation = 0;
  let total = 0;
  let points = 0;
  for (let i = 0; i < table.x.length; i += step) {
    const x = table.x[i]!;
    const [hi, lo, scale] = [table.hi[i]!, table.lo[i]!, table.scale[i]!];
    points++;
    lines.at(x);
    const exact = lines.result();
    const errorOf = ({ hi: high, lo: low }: DoubleDouble): number =>
      failing(Math.abs(high - hi + (low - lo)) * scale);
    approximation = Math.max(approximation, errorOf(exact));
    total = Math.max(total, errorOf(law === undefined ? exact : ddFrom(law(x))));
    const values = isFinite
      ? interpretInstructions(program, x, format)
      : tallies.map((_, line) => lines.value(line).hi);
    tallies.forEach((tally, line) => {
      const shown = values[line]!;
      if (shown < tally.least) tally.least = shown;
      if (shown > tally.greatest) tally.greatest = shown;
      if (!Number.isFinite(exact.hi)) return;
      if (isFinite) {
        const rounded = roundToFormat(lines.value(line).hi, format);
        const shift = changeOf(lines, line, ddFrom(rounded), exact) * scale;
        if (shift > tally.rounding) tally.rounding = shift;
      }
      const nudged = ddMulNumber(lines.value(line), 1 + NUDGE);
      const change = changeOf(lines, line, nudged, exact) / (Math.abs(exact.hi) * NUDGE);
      if (change > tally.amplification) tally.amplification = change;
    });
  }
  return {
    lines: tallies.map(({ least, greatest, rounding, amplification }) => ({
      least: least > greatest ? NaN : least,
      greatest: least > greatest ? NaN : greatest,
      rounding: isFinite ? rounding : null,
      amplification,
    })),
    approximation,
    total,
    points,
  };
}

/** |result with the line changed - exact result|; NaN compares as nothing. */
function changeOf(lines: LineValues, line: number, changed: DoubleDouble, exact: DoubleDouble): number {
  const { hi, lo } = ddSub(lines.resultWith(line, changed), exact);
  return Math.abs(hi + lo);
}

function failing(error: number): number {
  return Number.isNaN(error) ? Infinity : error;
}
