/**
 * How much work a candidate's constants are worth. Most get a few steps; the closer the error is to the best known at that
 * cost, the more follow. Where binary64 can no longer tell programs apart, the fit goes on in double-double.
 */

import type { FitEngine, FitSettings, WideFitSettings } from '../evaluation/fit-engine';
import type { WideFitEngine } from '../evaluation/wide-fit-engine';
import { affineConstants } from '../fitting/affine';
import { Peeler, type FittingProblem } from '../fitting/peel';
import { tablesBetween } from '../fitting/root-homotopy';
import type { LabelTable } from '../oracle/labels';
import type { Structure } from '../program/program';
import type { Candidate } from './simplify';

/** Constants are fitted in place: the heads, and the tails where the fit ended in double-double. */
export interface FittedConstants {
  /** Largest error over the training points; Infinity where the program has no finite value. */
  readonly error: number;
  readonly tails?: Float64Array;
}

/**
 * Which problem the fit in binary64 works on. Solving for the affine constants exactly, and taking off outermost squares to
 * have more of them, finds most optima sooner; the deepest ones lie in valleys that are found without it.
 */
export interface FitForm {
  readonly projected: boolean;
  readonly peeled: boolean;
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
const WIDE = { steps: 12, extendedSteps: 40 };
const WIDE_LAWSON_STEPS = 8;

export class Fitter {
  private readonly engine: FitEngine;
  private readonly wide: WideFitEngine | null;
  private readonly training: LabelTable;
  private readonly peeler: Peeler;
  /** The table that the engine has. */
  private current: LabelTable | null = null;
  private readonly affine = new WeakMap<Structure, readonly number[]>();

  /**
   * @param training the table that errors are measured on; the engines' own training tables are set as needed
   * @param wide null for targets of finite formats, whose constants have no tails
   */
  constructor(engine: FitEngine, wide: WideFitEngine | null, training: LabelTable) {
    this.engine = engine;
    this.wide = wide;
    this.training = training;
    this.peeler = new Peeler(training);
  }

  /** The error with the constants as they are. */
  measure({ structure, constants }: Candidate): FittedConstants {
    this.train(this.training);
    return { error: this.engine.fit(structure, constants, [], MEASURE_ONLY) };
  }

  /** @param envelope the best error known at the candidate's cost or below */
  fit(candidate: Candidate, envelope: number, form: FitForm): FittedConstants {
    const { structure, constants, continuedFrom } = candidate;
    const levelling = { lawsonBelow: envelope * LAWSON_WITHIN, lawsonSteps: WIDE_LAWSON_STEPS };
    if (continuedFrom !== undefined) {
      this.lead(structure, constants, continuedFrom);
      // What was led to the bottom of a deep valley is there: a fit in binary64 would only lose it.
      const led = this.wide && this.fitWide(this.wide, structure, constants, { ...LEADING, ...levelling });
      if (led) return led;
    }
    const whole: FittingProblem = { structure, table: this.training };
    const problem = form.peeled ? this.peeler.peel(structure) : whole;
    this.train(problem.table);
    const affine = form.projected ? this.affineIn(problem.structure) : [];
    const error = this.engine.fit(problem.structure, constants, affine, {
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
    const settings = { ...WIDE, extendBelow: envelope * LAWSON_WITHIN, ...levelling };
    return this.fitWide(this.wide, structure, constants, settings) ?? { error };
  }

  /**
   * Leads constants from where they fit one program to where they fit another with the same core, by a homotopy of the
   * values that the core is fitted to.
   */
  private lead(to: Structure, constants: Float64Array, from: Structure): void {
    const start = this.peeler.peel(from).table;
    const { structure, table } = this.peeler.peel(to);
    const affine = this.affineIn(structure);
    const tails = new Float64Array(constants.length);
    const stages = [constants.slice()];
    for (const underway of tablesBetween(start, table)) {
      if (this.wide === null) {
        this.train(underway);
        this.engine.fit(structure, constants, [], LEADING);
      } else {
        this.wide.setTraining(underway);
        this.wide.fit(structure, constants, tails, affine, LEADING);
      }
      stages.push(constants.slice());
      constants.set(extrapolate(stages));
      tails.fill(0);
    }
  }

  private fitWide(
    wide: WideFitEngine,
    program: Structure,
    constants: Float64Array,
    settings: WideFitSettings,
  ): FittedConstants | undefined {
    const { structure, table } = this.peeler.peel(program);
    const tails = new Float64Array(constants.length);
    wide.setTraining(table);
    const error = wide.fit(structure, constants, tails, this.affineIn(structure), settings);
    // Numbers that only binary64 can hold, such as c / x next to 0 after an overflow, have no double-double.
    return error < Infinity ? { error, tails } : undefined;
  }

  private train(table: LabelTable): void {
    if (table === this.current) return;
    this.engine.setTraining(table);
    this.current = table;
  }

  private affineIn(structure: Structure): readonly number[] {
    let affine = this.affine.get(structure);
    if (affine === undefined) {
      affine = affineConstants(structure);
      this.affine.set(structure, affine);
    }
    return affine;
  }
}

/** What the last stages' constants lead to expect next, where they change as powers do; the last ones elsewhere. */
function extrapolate(stages: readonly Float64Array[]): Float64Array {
  const [a, b, c] = [stages.at(-1)!, stages.at(-2)!, stages.at(-3)];
  return a.map((value, k) => {
    const ratio = value / b[k]!;
    const curvature = c === undefined ? 1 : ratio / (b[k]! / c[k]!);
    const expected = ratio * curvature;
    return expected > 0.5 && expected < 2 ? value * expected : value;
  });
}

/** The fit at each stage of a homotopy. */
const LEADING: FitSettings = {
  steps: 4,
  extendBelow: Infinity,
  extendedSteps: 300,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: 0,
  lawsonSteps: 0,
};

const MEASURE_ONLY: FitSettings = {
  steps: 0,
  extendBelow: 0,
  extendedSteps: 0,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: 0,
  lawsonSteps: 0,
};
