/**
 * Constants with which a program rounds correctly: what is computed in binary32 and stored in a format of 16 bits is
 * right wherever it lies within half an ulp of the correctly rounded value. So the program is fitted to the rounded
 * values, not to the function, and has half an ulp to spare at each (Lim and Nagarakatte, "High performance correctly
 * rounded math libraries for 32-bit floating point representations", PLDI 2021, who solve a linear program for it).
 * Points at which it fails are added and the fit is repeated.
 */

import { createFitEngine, type CpuEngine } from '../../evaluation/cpu-engine';
import type { FitEngine, FitSettings } from '../../evaluation/fit-engine';
import type { Arithmetic } from '../../numerics/arithmetic';
import { roundToFormat } from '../../numerics/rounding';
import type { LabelTable } from '../../oracle/labels';
import type { Structure } from '../../program/program';
import { affineConstants } from '../affine';
import { ConstantScorer } from './constant-scorer';
import { largestAbove, rowsOf } from './tables';

/** Points of a fit, and how many of them are the worst of as many stretches of the table, at first. */
const POINTS = 128;
const STRETCHES = 64;
/** A point's mark is its largest error of late: what it was before counts for this much after each round. */
const FADING = 0.98;
const SETTINGS: FitSettings = {
  steps: 12,
  extendBelow: Infinity,
  extendedSteps: 24,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: Infinity,
  lawsonSteps: 24,
};

/** The table with labels that are the rounded values themselves: errors are then distances from those. */
export function roundedLabels(table: LabelTable): LabelTable {
  return { ...table, lo: new Float64Array(table.lo.length) };
}

/** The arithmetic of values before they are stored. */
export function beforeStorage({ flush }: Arithmetic): Arithmetic {
  return { format: 'f32', ...(flush === true ? { flush } : {}) };
}

export class IntervalFit {
  private readonly engine: FitEngine;
  private readonly scorer: ConstantScorer;
  private readonly table: LabelTable;

  /** @param table of `roundedLabels`, of every number of the interval */
  constructor(arithmetic: Arithmetic, table: LabelTable, cpu?: CpuEngine) {
    this.engine = createFitEngine(cpu);
    this.table = table;
    this.scorer = new ConstantScorer(beforeStorage(arithmetic), table, cpu);
  }

  /**
   * Constants of binary32 found within so many rounds, each a fit of at most 128 points: those with the smallest
   * largest distance from the rounded values; below 0.5 all are right.
   */
  fit(structure: Structure, constants: Float64Array, rounds: number): Float64Array {
    const affine = affineConstants(structure);
    const marks = new Float64Array(this.table.x.length);
    const current = constants.slice();
    let best = rounded(current);
    let least = this.mark(structure, best, marks);
    for (let round = 0; round < rounds && least < Infinity; round++) {
      this.engine.setTraining(rowsOf(this.table, chosen(marks)));
      this.engine.fit(structure, current, affine, SETTINGS);
      if (!current.every(Number.isFinite)) break;
      const candidate = rounded(current);
      const error = this.mark(structure, candidate, marks);
      if (!(error < Infinity)) break;
      if (error < least) {
        least = error;
        best = candidate;
      }
      if (least < 0.5) break;
    }
    return best;
  }

  /** Updates the marks by the errors of these constants; the largest of them. */
  private mark(structure: Structure, constants: Float64Array, marks: Float64Array): number {
    const errors = this.scorer.errors(structure, constants);
    let largest = 0;
    for (let i = 0; i < errors.length; i++) {
      const error = errors[i]!;
      marks[i] = Math.max(FADING * marks[i]!, error);
      if (!(error <= largest)) largest = error;
    }
    return largest;
  }
}

function rounded(constants: Float64Array): Float64Array {
  return constants.map((c) => roundToFormat(c, 'f32'));
}

/** The places of the worst of each stretch, and of the worst of all, in ascending order. */
function chosen(marks: Float64Array): number[] {
  const places = new Set<number>();
  const length = Math.max(1, Math.ceil(marks.length / STRETCHES));
  for (let from = 0; from < marks.length; from += length) {
    let worst = from;
    for (let i = from; i < Math.min(from + length, marks.length); i++)
      if (marks[i]! > marks[worst]!) worst = i;
    places.add(worst);
  }
  for (const place of largestAbove(marks, 0, POINTS)) {
    if (places.size >= POINTS) break;
    places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}
