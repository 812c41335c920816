/**
 * How much work a candidate's constants are worth. Most get a few steps; the closer the error is to the best known at that
 * cost, the more follow. Where binary64 can no longer tell programs apart, the fit goes on in double-double.
 */

import type { FitEngine, FitSettings } from '../evaluation/fit-engine';
import type { WideFitEngine } from '../evaluation/wide-fit-engine';
import { affineConstants } from '../fitting/affine';
import type { Candidate } from './simplify';

/** Constants are fitted in place: the heads, and the tails where the fit ended in double-double. */
export interface FittedConstants {
  readonly error: number;
  readonly tails?: Float64Array;
}

/** Steps every candidate gets. */
const STEPS = 16;
/** What comes within this factor of the best known gets more: long valleys lead from a mediocre fit to a very good one. */
const EXTEND_WITHIN = 1e5;
const EXTENDED_STEPS = 24;
const PURSUE_WITHIN = 2000;
const PURSUED_STEPS = 400;
const LAWSON_WITHIN = 30;
const LAWSON_STEPS = 12;

/** Fits that come below this go on in double-double: what is better may hide in the rounding errors of binary64. */
const ROUNDING_NOISE = 2e-15;
/** Rounding errors grow along a program: below this, what is within LAWSON_WITHIN of the best goes on as well. */
const WIDE_BELOW = 1e-12;
const WIDE: Pick<FitSettings, 'steps' | 'extendedSteps' | 'pursuedSteps' | 'lawsonSteps'> = {
  steps: 12,
  extendedSteps: 30,
  pursuedSteps: 0,
  lawsonSteps: 8,
};

export class Fitter {
  private readonly engine: FitEngine;
  private readonly wide: WideFitEngine | null;
  private readonly fitted: boolean;

  /**
   * @param wide null for targets of finite formats, whose constants have no tails
   * @param fitted false leaves constants as they are and only measures the error
   */
  constructor(engine: FitEngine, wide: WideFitEngine | null, fitted = true) {
    this.engine = engine;
    this.wide = fitted ? wide : null;
    this.fitted = fitted;
  }

  /**
   * @param envelope the best error known at the candidate's cost or below
   * @returns the largest error over the training points; Infinity where the program has no finite value
   */
  fit({ structure, constants }: Candidate, envelope: number): FittedConstants {
    if (!this.fitted) return { error: this.engine.fit(structure, constants, [], MEASURE_ONLY) };
    const affine = affineConstants(structure);
    const error = this.engine.fit(structure, constants, affine, {
      steps: STEPS,
      extendBelow: envelope * EXTEND_WITHIN,
      extendedSteps: EXTENDED_STEPS,
      pursueBelow: envelope * PURSUE_WITHIN,
      pursuedSteps: PURSUED_STEPS,
      lawsonBelow: envelope * LAWSON_WITHIN,
      lawsonSteps: LAWSON_STEPS,
    });
    const promising = error < ROUNDING_NOISE || error < Math.min(WIDE_BELOW, envelope * LAWSON_WITHIN);
    if (this.wide === null || !promising || constants.length === 0) return { error };
    const tails = new Float64Array(constants.length);
    const wideError = this.wide.fit(structure, constants, tails, affine, {
      ...WIDE,
      extendBelow: envelope * LAWSON_WITHIN,
      pursueBelow: 0,
      lawsonBelow: envelope * LAWSON_WITHIN,
    });
    // Numbers that only binary64 can hold, such as c / x next to 0 after an overflow, have no double-double.
    return wideError < Infinity ? { error: wideError, tails } : { error };
  }
}

const MEASURE_ONLY: FitSettings = {
  steps: 0,
  extendBelow: 0,
  extendedSteps: 0,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: 0,
  lawsonSteps: 0,
};
