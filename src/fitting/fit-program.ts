/** Moves the constants of a given program to the minimax optimum of its structure: kernel fit, then exchange. */

import type { FitKernel } from '../evaluation/wasm/fit-kernel';
import { type FitSettings } from '../evaluation/wasm/fit-kernel';
import type { SearchTables } from '../oracle/labels';
import { constantFromNumber, constantToNumber } from '../program/constant';
import type { Program } from '../program/program';
import { affineConstants } from './affine';
import { exchange, type ExchangeResult } from './exchange';

const THOROUGH: FitSettings = {
  steps: 200,
  extendBelow: Infinity,
  extendedSteps: 400,
  lawsonBelow: Infinity,
  lawsonSteps: 60,
};

/**
 * The better of two ways: exchange from the constants as given (which may be known to more digits than binary64
 * holds), and exchange after a least-squares and Lawson fit in binary64.
 *
 * @returns what `exchange` returns, for the validation table's points; an error of Infinity when the program has no
 *   finite value at some point and no fit gives it one
 */
export function fitProgram(kernel: FitKernel, program: Program, tables: SearchTables): ExchangeResult {
  const asGiven = exchange(program, tables.validation);
  const constants = Float64Array.from(program.constants, constantToNumber);
  kernel.setTraining(tables.training);
  const fitted = kernel.fit(program, constants, affineConstants(program), THOROUGH);
  if (!Number.isFinite(fitted)) return asGiven;
  const start: Program = { ...program, constants: Array.from(constants, constantFromNumber) };
  const refitted = exchange(start, tables.validation);
  return refitted.error < asGiven.error ? refitted : asGiven;
}
