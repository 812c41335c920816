/** Moves the constants of a given program to the minimax optimum of its structure: a fit, then an exchange. */

import type { FitEngine, FitSettings } from '../evaluation/fit-engine';
import type { SearchTables } from '../oracle/labels';
import { constantFromPair, constantToNumber } from '../program/constant';
import type { Program } from '../program/program';
import { affineConstants } from './affine';
import { exchange, type ExchangeResult } from './exchange';

const THOROUGH: FitSettings = {
  steps: 100,
  extendBelow: Infinity,
  extendedSteps: 2000,
  lawsonBelow: Infinity,
  lawsonSteps: 60,
};

/**
 * The better of two ways: exchange from the constants as given (which may be known to more digits than binary64
 * holds), and exchange after a least-squares and Lawson fit, in binary64 and from there in double-double.
 *
 * @returns what `exchange` returns, for the validation table's points; an error of Infinity when the program has no
 *   finite value at some point and no fit gives it one
 */
export function fitProgram(engine: FitEngine, program: Program, tables: SearchTables): ExchangeResult {
  const asGiven = exchange(program, tables.validation);
  const constants = Float64Array.from(program.constants, constantToNumber);
  const affine = affineConstants(program);
  engine.setTraining(tables.training);
  if (!Number.isFinite(engine.fit(program, constants, affine, THOROUGH))) return asGiven;
  const tails = new Float64Array(constants.length);
  engine.fit(program, constants, affine, THOROUGH, tails);
  const start: Program = {
    ...program,
    constants: Array.from(constants, (head, k) => constantFromPair(head, tails[k]!)),
  };
  const refitted = exchange(start, tables.validation);
  return refitted.error < asGiven.error ? refitted : asGiven;
}
