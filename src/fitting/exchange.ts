/**
 * The nonlinear Remez exchange: Newton's method on the alternation equations e(x_i) = (-1)^i E over the extrema of the
 * error, values, derivatives and linear systems in double-double. It takes a fit that already has the right shape to the
 * minimax optimum of its structure.
 * (Watson: "Approximation Theory and Numerical Methods", 1980, chapter 7, for the equations.)
 */

import { ddAdd, ddFrom, ddMulNumber, ddSub, ddToNumber, type DoubleDouble } from '../numerics/double-double';
import { decompose, minimumNorm, type Decomposed } from '../numerics/linear-double-double';
import type { LabelTable } from '../oracle/labels';
import { constantFromPair, constantToPair } from '../program/constant';
import { gradientAt } from '../program/derivatives';
import { gradientDoubleDouble } from '../program/derivatives-double-double';
import { compileDoubleDoubleStructure } from '../program/interpret-double-double';
import type { Program, Structure } from '../program/program';
import { nextToZeros } from './next-to-zeros';
import { rowsOf } from './rounding/tables';

export interface ExchangeResult {
  /** Constants are decimal text of 36 digits, the nearest to the double-double optimum. */
  readonly program: Program;
  /** Largest error over the table, in the norm's unit. */
  readonly error: number;
  /** Alternating extrema of the final error curve; at least one more than independent constants at an optimum. */
  readonly alternations: number;
  /** Whether the extrema of the reference agree to 1e-11 of the largest error, or as far as double-double tells. */
  readonly converged: boolean;
}

const MAX_ITERATIONS = 40;
const CONVERGED = 1e-11;
/** What rounding in double-double may make of an error, as a fraction of the value: 2^-99. */
const ROUNDING = 1.5777218104420236e-30;
/**
 * Directions of the constants that change no extremum by more than this fraction of the most effective one get no step.
 * The first leaves out what only rounding changes (a gauge freedom); the others are for when that step leads astray.
 */
const TOLERANCES = [1e-28, 1e-22, 1e-16, 1e-12, 1e-8] as const;
const SHORTEST_STEP = 1 / 128;
/** Steps by which constants are led back to where the program vanishes with the target. */
const RESTORING_STEPS = 3;

interface Iterate {
  readonly constants: readonly DoubleDouble[];
  readonly errors: Float64Array;
  readonly maximum: number;
  /** Indices into the table, in order of x; the error alternates in sign over them. */
  readonly extrema: readonly number[];
}

/**
 * @param table a dense table, ordered by x; the optimum is that of its points
 * @returns the best iterate; the program as given when it has no finite value at some point
 */
export function exchange(program: Program, table: LabelTable): ExchangeResult {
  const noise = noiseOf(table);
  const zeros = nextToZeros(table, Infinity);
  let best = iterate(program, program.constants.map(constantToPair), table);
  let current = best;
  for (let i = 0; i < MAX_ITERATIONS && Number.isFinite(current.maximum); i++) {
    const reference = referenceOf(current, program.constantCount + 1);
    if (isLevel(current, reference, noise)) break;
    const next = improve(program, current, reference, table, zeros);
    if (next === null) break;
    current = next;
    if (current.maximum < best.maximum) best = current;
  }
  const reference = referenceOf(best, program.constantCount + 1);
  return {
    program: { ...program, constants: best.constants.map(({ hi, lo }) => constantFromPair(hi, lo)) },
    error: best.maximum,
    alternations: reference.length,
    converged: isLevel(best, reference, noise),
  };
}

function iterate(structure: Structure, constants: readonly DoubleDouble[], table: LabelTable): Iterate {
  const errors = errorsOn(table, structure, constants);
  let maximum = 0;
  for (const error of errors) {
    if (!Number.isFinite(error)) return { constants, errors, maximum: Infinity, extrema: [] };
    maximum = Math.max(maximum, Math.abs(error));
  }
  return { constants, errors, maximum, extrema: alternatingExtrema(errors) };
}

/**
 * Signed errors in the norm's unit. Double-double knows no infinities: where c / x overflows next to 0, binary64 tells
 * whether the program has a value all the same.
 */
function errorsOn(table: LabelTable, structure: Structure, constants: readonly DoubleDouble[]): Float64Array {
  const evaluate = compileDoubleDoubleStructure(structure, constants);
  const heads = Float64Array.from(constants, ({ hi }) => hi);
  return table.x.map((x, i) => {
    const label = { hi: table.hi[i]!, lo: table.lo[i]! };
    const value = evaluate(x);
    const difference = Number.isFinite(value.hi)
      ? ddToNumber(ddSub(value, label))
      : gradientAt(structure, heads, x).value - label.hi - label.lo;
    return difference * table.scale[i]!;
  });
}

/** The largest error of each stretch over which the error keeps its sign. */
function alternatingExtrema(errors: Float64Array): number[] {
  const extrema: number[] = [];
  let at = -1;
  errors.forEach((error, i) => {
    if (error === 0) return;
    if (at >= 0 && error > 0 === errors[at]! > 0) {
      if (Math.abs(error) > Math.abs(errors[at]!)) at = i;
      return;
    }
    if (at >= 0) extrema.push(at);
    at = i;
  });
  if (at >= 0) extrema.push(at);
  return extrema;
}

/** At most `count` neighbouring extrema: the smaller of the two at the ends is dropped until they fit. */
function referenceOf({ extrema, errors }: Iterate, count: number): readonly number[] {
  let from = 0;
  let to = extrema.length;
  while (to - from > count) {
    if (Math.abs(errors[extrema[from]!]!) < Math.abs(errors[extrema[to - 1]!]!)) from++;
    else to--;
  }
  return extrema.slice(from, to);
}

/** What rounding may make of an error, in the norm's unit. */
function noiseOf({ hi, scale }: LabelTable): number {
  return hi.reduce((most, value, i) => Math.max(most, ROUNDING * Math.abs(value) * scale[i]!), 0);
}

function isLevel({ errors, maximum }: Iterate, reference: readonly number[], noise: number): boolean {
  const smallest = reference.reduce((a, i) => Math.min(a, Math.abs(errors[i]!)), Infinity);
  return maximum - smallest <= Math.max(CONVERGED * maximum, noise);
}

/** One Newton step, shortened or restricted until the largest error falls; null when no step helps. */
function improve(
  structure: Structure,
  current: Iterate,
  reference: readonly number[],
  table: LabelTable,
  zeros: readonly number[],
): Iterate | null {
  const system = newtonSystem(structure, current, reference, table);
  const steps = TOLERANCES.map((tolerance) => minimumNorm(system, tolerance));
  for (let length = 1; length >= SHORTEST_STEP; length /= 2) {
    for (const step of steps) {
      const moved = stepped(current.constants, step, length);
      const next = iterate(structure, restored(structure, moved, table, zeros), table);
      if (next.maximum < current.maximum) return next;
    }
  }
  return null;
}

/**
 * Constants led back to where the errors at these points vanish: a step along the equations' tangents leaves that place by a
 * little, and next to a zero of the target a little is too much.
 */
function restored(
  structure: Structure,
  constants: readonly DoubleDouble[],
  table: LabelTable,
  points: readonly number[],
): readonly DoubleDouble[] {
  if (points.length === 0) return constants;
  let current = constants;
  for (let i = 0; i < RESTORING_STEPS; i++) {
    const errors = errorsOn(rowsOf(table, points), structure, current);
    if (!errors.every(Number.isFinite)) return constants;
    const rows = points.map((point) => scaledGradient(structure, current, table, point));
    const system = decompose(
      rows,
      Array.from(errors, (error) => ddFrom(-error)),
    );
    current = stepped(current, minimumNorm(system, TOLERANCES[0]), 1);
  }
  return current;
}

/** The step is in units of the constants' sizes. */
function stepped(
  constants: readonly DoubleDouble[],
  step: readonly DoubleDouble[],
  length: number,
): readonly DoubleDouble[] {
  return constants.map((c, k) => ddAdd(c, ddMulNumber(step[k]!, length * sizeOf(c))));
}

function sizeOf({ hi }: DoubleDouble): number {
  return hi === 0 ? 1 : Math.abs(hi);
}

/** Of the error in the norm's unit, by the constants in units of their sizes. */
function scaledGradient(
  structure: Structure,
  constants: readonly DoubleDouble[],
  table: LabelTable,
  i: number,
): DoubleDouble[] {
  return gradientOf(structure, constants, table.x[i]!).map((derivative, k) =>
    ddMulNumber(derivative, sizeOf(constants[k]!) * table.scale[i]!),
  );
}

/**
 * The equations e(x_i) + grad e(x_i) . step = sign_i E for the step and E. Constants are scaled by their size, so that the
 * minimum-norm solution is the smallest relative change where the equations leave a freedom.
 */
function newtonSystem(
  structure: Structure,
  { constants, errors }: Iterate,
  reference: readonly number[],
  table: LabelTable,
): Decomposed {
  const level = reference.reduce((a, i) => a + Math.abs(errors[i]!), 0) / reference.length;
  const rows = reference.map((i) => scaledGradient(structure, constants, table, i));
  const largest = rows.reduce((a, row) => row.reduce((m, { hi }) => Math.max(m, Math.abs(hi)), a), 0);
  const signed = (i: number, size: number): number => (errors[i]! > 0 ? size : -size);
  return decompose(
    rows.map((row, j) => [...row, ddFrom(signed(reference[j]!, -largest))]),
    reference.map((i) => ddFrom(signed(i, level) - errors[i]!)),
  );
}

/** In binary64 where a number on the way is too large for double-double. */
function gradientOf(structure: Structure, constants: readonly DoubleDouble[], x: number): DoubleDouble[] {
  const gradient = gradientDoubleDouble(structure, constants, x);
  if (gradient.every(({ hi, lo }) => Number.isFinite(hi) && Number.isFinite(lo))) return gradient;
  return Array.from(gradientAt(structure, Float64Array.from(constants, ddToNumber), x).derivatives, ddFrom);
}
