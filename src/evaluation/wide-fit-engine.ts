/**
 * What fits constants wholly in double-double: values, derivatives, the least-squares problem. It is for errors below
 * what binary64 resolves (about 1e-13 for the programs of a front), down to about 1e-28, and takes some ten times as long
 * as the fit in binary64. Steps are damped by the relative change of the constants, so that the fit keeps to the basin
 * where it begins: it comes back from constants that are off by several percent, and is no search for fresh ones.
 */

import type { LabelTable } from '../oracle/labels';
import type { Structure } from '../program/program';
import type { WideFitSettings } from './fit-engine';
import { WideFitKernel } from './wasm/wide-fit-kernel';

/** Structures must fit the engine: see fitsKernel in wasm/program-code.ts; RangeError where they do not. */
export interface WideFitEngine {
  /** Sets the table that `fit` works on: 1 to 128 points. */
  setTraining(table: LabelTable): void;
  /**
   * Fits the constants heads[k] + tails[k], in place, by least squares and then towards the minimax norm.
   *
   * Numbers that meet on the way must stay between 2^-960 and 2^990 in size, or be zero: tails of smaller ones are lost,
   * larger ones count as a point without a value.
   *
   * @param affine constants in which the result is jointly affine (see fitting/affine.ts): solved exactly
   * @returns the largest error over the training points, of a residual in double-double; Infinity, with the constants
   *   as given, where the program has no finite value at some point
   */
  fit(
    structure: Structure,
    heads: Float64Array,
    tails: Float64Array,
    affine: readonly number[],
    settings: WideFitSettings,
  ): number;
  /** Levenberg-Marquardt steps the last fit took. */
  readonly stepsOfLastFit: number;
}

/** Whether there is such an engine here: it needs WebAssembly, with SIMD or without. */
export function hasWideFitEngine(): boolean {
  return typeof WebAssembly !== 'undefined';
}

/** The engine, with SIMD where there is any; the results are the same without, to the last bit. */
export function createWideFitEngine(): WideFitEngine {
  return new WideFitKernel();
}
