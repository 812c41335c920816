import type { FitSettings } from '../../src/evaluation/fit-engine';

/** A fit to the optimum of real arithmetic, from which constants are rounded. */
export const THOROUGH: FitSettings = {
  steps: 100,
  extendBelow: Infinity,
  extendedSteps: 500,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: Infinity,
  lawsonSteps: 60,
};
