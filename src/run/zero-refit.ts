/**
 * Where the target vanishes, as log2 does at 1, its relative error stays bounded only for programs that vanish there too,
 * to many more digits than binary64 has. A fit on points that keep their distance does not see that; this one does.
 */

import type { WideFitEngine } from '../evaluation/wide-fit-engine';
import type { FitSettings } from '../evaluation/fit-engine';
import { affineConstants } from '../fitting/affine';
import type { LabelTable, SearchTables } from '../oracle/labels';
import type { Fitted } from '../search/island';

/** A point counts as next to a zero where the scale of its errors is this many times the median. */
const STEEP = 65536;
/** The engine takes 128 points. */
const MOST_POINTS = 32;

const SETTINGS: Omit<FitSettings, 'pursueBelow' | 'pursuedSteps'> = {
  steps: 12,
  extendBelow: Infinity,
  extendedSteps: 60,
  lawsonBelow: Infinity,
  lawsonSteps: 8,
};

export class ZeroRefit {
  private readonly engine: WideFitEngine;
  private readonly table: LabelTable;

  private constructor(engine: WideFitEngine, table: LabelTable) {
    this.engine = engine;
    this.table = table;
  }

  /** Null for targets without a zero in or at the end of their interval. */
  static of(engine: WideFitEngine, { training, validation }: SearchTables): ZeroRefit | null {
    const near = pointsNextToZeros(training, validation);
    return near.length === 0 ? null : new ZeroRefit(engine, joined(training, validation, near));
  }

  /** The candidate fitted in double-double with the points next to zeros, from where it stands; null if that fails. */
  refit(fitted: Fitted): Fitted | null {
    const { structure } = fitted;
    const constants = fitted.constants.slice();
    const tails = fitted.tails?.slice() ?? new Float64Array(constants.length);
    this.engine.setTraining(this.table);
    const fitError = this.engine.fit(structure, constants, tails, affineConstants(structure), SETTINGS);
    return fitError < Infinity ? { ...fitted, constants, tails, fitError } : null;
  }
}

function pointsNextToZeros(training: LabelTable, validation: LabelTable): number[] {
  const scales = training.scale.toSorted();
  const median = scales[scales.length >> 1] ?? Infinity;
  const near = Array.from(validation.x.keys()).filter((i) => validation.scale[i]! > STEEP * median);
  const stride = Math.ceil(near.length / MOST_POINTS);
  return near.filter((_, i) => i % stride === 0);
}

function joined(training: LabelTable, validation: LabelTable, points: readonly number[]): LabelTable {
  const column = (name: keyof LabelTable): Float64Array =>
    Float64Array.from([...training[name], ...points.map((i) => validation[name][i]!)]);
  return { x: column('x'), hi: column('hi'), lo: column('lo'), scale: column('scale') };
}
