/**
 * Constants that leave room for roundings. What the operations of a program round grows and shrinks along the interval, in
 * exp2 on [0,1] by Horner's scheme from half an ulp at 0 to nearly 0.9 at 1; an approximation that is as good everywhere
 * adds its error where there is no room for it. So the envelope of the rounding errors is measured, and the real fit is
 * weighted until error and envelope together are level: it errs where roundings are small.
 */

import type { FitEngine, FitSettings } from '../../evaluation/fit-engine';
import type { Arithmetic } from '../../numerics/arithmetic';
import type { RandomStream } from '../../numerics/random';
import { roundToFormat } from '../../numerics/rounding';
import type { LabelTable } from '../../oracle/labels';
import { compileLaw } from '../../program/interpret';
import type { Program, Structure } from '../../program/program';
import { affineConstants } from '../affine';
import { programWith } from './constant-scorer';
import type { FastLabels } from './fast-labels';

/** Numbers tried around each point of the table. */
const TRIES = 2048;
/** Fits with other weights, each from where the one before ended. */
const WEIGHTINGS = 12;
/** What is left to the approximation at first, and at least, where roundings are largest, in parts of those. */
const FIRST_ROOM = 0.06;
const LEAST_ROOM = 1e-3;
/** The room of the next fit, in rooms of this, at least and at most. */
const SHRINK = 0.3;
const GROWTH = 3;
const FIRST: FitSettings = {
  steps: 100,
  extendBelow: Infinity,
  extendedSteps: 200,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: Infinity,
  lawsonSteps: 60,
};
const NEXT: FitSettings = { ...FIRST, steps: 10, extendedSteps: 20 };

export interface LevelledFit {
  /** Real numbers. */
  readonly constants: Float64Array;
  /** The largest sum of approximation error and envelope, in the norm's unit. */
  readonly level: number;
  /** The table it was fitted on, its scales divided by the room that is left at each point. */
  readonly table: LabelTable;
}

/**
 * The largest difference, in the norm's unit, between the program in the arithmetic and in real numbers (binary64) among
 * some numbers around each point of the table: a lower bound, which grows slowly with their number. Values of one point
 * and its neighbours are joined, since it is a maximum of few. 0 where values are not finite.
 *
 * @param table ordered by x, with labels of the target's format
 */
export function roundingEnvelope(
  program: Program,
  arithmetic: Arithmetic,
  table: LabelTable,
  labels: FastLabels,
  random: RandomStream,
): Float64Array {
  const rounded = compileLaw(program, arithmetic);
  const real = compileLaw(program, 'f64');
  const { x } = table;
  const last = x.length - 1;
  const largest = x.map((point, i) => {
    const lower = i === 0 ? point : (x[i - 1]! + point) / 2;
    const upper = i === last ? point : (point + x[i + 1]!) / 2;
    const numbers = Float64Array.from({ length: TRIES }, () =>
      roundToFormat(lower + (upper - lower) * random.uniform(), arithmetic.format),
    );
    const tried = labels.table(numbers);
    return tried.x.reduce((most, number, k) => {
      const difference = Math.abs(rounded(number) - real(number)) * tried.scale[k]!;
      return difference > most && difference < Infinity ? difference : most;
    }, 0);
  });
  return largest.map((own, i) => Math.max(own, largest[i - 1] ?? 0, largest[i + 1] ?? 0));
}

/**
 * The least level: a bisection of sorts over what room is left, with a minimax fit for each. Where nothing is rounded the
 * constants stay.
 * @param structure one that fits the engine
 * @param constants near the optimum in real arithmetic
 * @param table of at most 128 points; `envelope` has one value for each
 */
export function levelledFit(
  engine: FitEngine,
  structure: Structure,
  constants: Float64Array,
  table: LabelTable,
  envelope: Float64Array,
): LevelledFit {
  const affine = affineConstants(structure);
  const floor = envelope.reduce((a, b) => Math.max(a, b), 0);
  const current = constants.slice();
  let room = FIRST_ROOM * floor;
  let best: LevelledFit = { constants, level: levelOf(structure, constants, table, envelope), table };
  if (floor === 0) return best;
  const least = LEAST_ROOM * floor;
  for (let i = 0; i < WEIGHTINGS; i++) {
    const scale = table.scale.map((s, k) => s / Math.max(least, floor + room - envelope[k]!));
    const weighted = { ...table, scale };
    engine.setTraining(weighted);
    const excess = engine.fit(structure, current, affine, i === 0 ? FIRST : NEXT);
    if (!(excess < Infinity) || !current.every(Number.isFinite)) break;
    const level = levelOf(structure, current, table, envelope);
    if (i === 0 || level < best.level) best = { constants: current.slice(), level, table: weighted };
    room = Math.max(least, room * Math.max(SHRINK, Math.min(GROWTH, excess)));
  }
  return best;
}

/** The largest sum of the error in real arithmetic and the envelope. Infinity where a value is not finite. */
export function levelOf(
  structure: Structure,
  constants: Float64Array,
  { x, hi, lo, scale }: LabelTable,
  envelope: Float64Array,
): number {
  const real = compileLaw(programWith(structure, constants), 'f64');
  let level = 0;
  for (let i = 0; i < x.length; i++) {
    const sum = Math.abs((real(x[i]!) - hi[i]! - lo[i]!) * scale[i]!) + envelope[i]!;
    if (!(sum <= level)) level = sum < Infinity ? sum : Infinity;
  }
  return level;
}
