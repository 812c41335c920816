/**
 * What fits constants in binary64: the SIMD kernel (wasm/fit-kernel.ts), or TypeScript where there is no SIMD
 * (portable/portable-fit.ts). Both perform the same operations in the same order: constants and errors agree bit for
 * bit, so a seed gives the same front on every machine.
 */

import type { LabelTable } from '../oracle/labels';
import type { Structure } from '../program/program';

export interface FitSettings {
  /** Levenberg-Marquardt steps every candidate gets at most. */
  readonly steps: number;
  /** A candidate whose largest error comes below this gets `extendedSteps` more. */
  readonly extendBelow: number;
  readonly extendedSteps: number;
  /** One of those that then comes below this gets `pursuedSteps` more. */
  readonly pursueBelow: number;
  readonly pursuedSteps: number;
  /** A candidate whose largest error comes below this gets `lawsonSteps` reweightings. */
  readonly lawsonBelow: number;
  readonly lawsonSteps: number;
}

/**
 * Those of a fit in double-double (wide-fit-engine.ts): steps are not divided as finely, since what comes there is near its
 * optimum.
 */
export type WideFitSettings = Omit<FitSettings, 'pursueBelow' | 'pursuedSteps'>;

export interface Validation {
  /** Largest error in the norm's unit; Infinity if a value is not finite at some point. */
  readonly error: number;
  /** Index of the point at which it was met. */
  readonly argmax: number;
}

/** Structures must fit the engine: see fitsKernel in wasm/program-code.ts; RangeError where they do not. */
export interface FitEngine {
  /** Sets the table that `fit` works on: 1 to 128 points. */
  setTraining(table: LabelTable): void;
  /** Sets the table that `validate` and `values` work on: 1 to 8,192 points. */
  setValidation(table: LabelTable): void;
  /**
   * Fits the constants, in place, by least squares and then towards the minimax norm.
   * @param affine constants in which the result is jointly affine (see fitting/affine.ts): solved exactly
   * @returns the largest error over the training points; Infinity where the program has no finite value
   */
  fit(
    structure: Structure,
    constants: Float64Array,
    affine: readonly number[],
    settings: FitSettings,
  ): number;
  /** Levenberg-Marquardt steps the last fit took. */
  readonly stepsOfLastFit: number;
  validate(structure: Structure, constants: Float64Array): Validation;
  /** The program's values at the validation points. fma is a product and a sum here, rounded twice. */
  values(structure: Structure, constants: Float64Array): Float64Array;
}
