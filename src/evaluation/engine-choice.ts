/** The choice between the CPU engines by measurement. Their results agree to the last bit: it decides only who computes. */

import type { LabelTable } from '../oracle/labels';
import { constantToNumber } from '../program/constant';
import { parseProgram } from '../program/parse';
import { chooseCpuEngine, createFitEngine, type CpuEngine, type CpuPreference } from './cpu-engine';
import type { FitEngine, FitSettings } from './fit-engine';
import { speedup, timesText } from './speedup';

export interface CpuChoice {
  readonly engine: CpuEngine;
  /** Why, for people. */
  readonly reason: string;
}

/** A cubic in x by a quadratic: like what a search fits, and affine in no constant. */
const SAMPLE = parseProgram(
  'n = ((0.1 * x + 0.3) * x + 0.7) * x + 1.1; d = (0.2 * x + 0.4) * x + 1.3; y = n / d * n',
  'real',
);
const CONSTANTS = SAMPLE.constants.map(constantToNumber);
const SETTINGS: FitSettings = {
  steps: 6,
  extendBelow: 0,
  extendedSteps: 0,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: 0,
  lawsonSteps: 0,
};
/** Fits that are timed at once: some milliseconds in TypeScript. */
const FITS = 4;

/**
 * The engine for fits on the table. `auto` fits a sample program by each, which takes some hundredths of a second.
 * @throws CpuEngineError where SIMD is asked for and missing
 */
export async function chooseFitEngine(preference: CpuPreference, table: LabelTable): Promise<CpuChoice> {
  const engine = chooseCpuEngine(preference);
  if (preference !== 'auto') return { engine, reason: 'chosen by the user' };
  if (engine === 'typescript') return { engine, reason: 'WebAssembly SIMD is not available here' };
  const [simd, portable] = [createFitEngine('wasm-simd'), createFitEngine('typescript')];
  simd.setTraining(table);
  portable.setTraining(table);
  const ratio = await speedup(
    () => fitSample(simd),
    () => {
      fitSample(portable);
    },
  );
  const measured = `WebAssembly SIMD fits ${timesText(ratio)} times as fast as TypeScript`;
  return { engine: ratio >= 1 ? 'wasm-simd' : 'typescript', reason: `measured: ${measured}` };
}

function fitSample(engine: FitEngine): number {
  let error = 0;
  for (let fit = 0; fit < FITS; fit++) {
    error = engine.fit(SAMPLE, Float64Array.from(CONSTANTS), [], SETTINGS);
  }
  return error;
}
