/** Moves the constants of a given program to the minimax optimum of its structure: fits, then an exchange. */

import type { FitEngine, FitSettings } from '../evaluation/fit-engine';
import type { WideFitEngine } from '../evaluation/wide-fit-engine';
import type { SearchTables } from '../oracle/labels';
import { constantFromPair, constantToPair } from '../program/constant';
import type { Program } from '../program/program';
import { affineConstants } from './affine';
import { exchange, type ExchangeResult } from './exchange';
import { peel, type FittingProblem } from './peel';

export interface FitEngines {
  readonly binary64: FitEngine;
  readonly wide: WideFitEngine;
}

const THOROUGH: FitSettings = {
  steps: 100,
  extendBelow: Infinity,
  extendedSteps: 2000,
  pursueBelow: 0,
  pursuedSteps: 0,
  lawsonBelow: Infinity,
  lawsonSteps: 60,
};
/** Long valleys take thousands of steps, of some 10 microseconds each. */
const PATIENT: FitSettings = { ...THOROUGH, extendedSteps: 6000 };

/** Constants as double-doubles. */
interface Start {
  readonly heads: Float64Array;
  readonly tails: Float64Array;
}

/**
 * The best of: exchange from the constants as given, and exchange after fits in double-double, which begin at the constants
 * as given and at those of a fit in binary64. The fit in double-double keeps to where it begins and finds back from
 * constants that are roughly right; the one in binary64 goes further, and finds more from constants that are not. Each fits
 * the program and what is left of it without its outermost squares and the like (see peel.ts).
 *
 * @param program one that fits the engines (see fitsKernel)
 * @returns what `exchange` returns, for the validation table's points; an error of Infinity when the program has no
 *   finite value at some point and no fit gives it one
 */
export function fitProgram(engines: FitEngines, program: Program, tables: SearchTables): ExchangeResult {
  const whole: FittingProblem = { structure: program, table: tables.training };
  const peeled = peel(whole);
  const pairs = program.constants.map(constantToPair);
  const given: Start = {
    heads: Float64Array.from(pairs, ({ hi }) => hi),
    tails: Float64Array.from(pairs, ({ lo }) => lo),
  };
  let best = exchange(program, tables.validation);
  for (const start of [given, fitInBinary64(engines.binary64, given, peeled)]) {
    for (const problem of peeled === whole ? [whole] : [peeled, whole]) {
      const fitted = fitWide(engines.wide, start, problem);
      const levelled = exchange(withConstants(program, fitted), tables.validation);
      if (levelled.error < best.error) best = levelled;
      // An optimum near this start.
      if (levelled.converged && levelled.alternations > program.constantCount) break;
    }
  }
  return best;
}

function fitInBinary64(engine: FitEngine, { heads }: Start, { structure, table }: FittingProblem): Start {
  const fitted = heads.slice();
  engine.setTraining(table);
  engine.fit(structure, fitted, affineConstants(structure), THOROUGH);
  return { heads: fitted, tails: new Float64Array(fitted.length) };
}

function fitWide(engine: WideFitEngine, start: Start, { structure, table }: FittingProblem): Start {
  const heads = start.heads.slice();
  const tails = start.tails.slice();
  engine.setTraining(table);
  engine.fit(structure, heads, tails, affineConstants(structure), PATIENT);
  return { heads, tails };
}

function withConstants(program: Program, { heads, tails }: Start): Program {
  return { ...program, constants: Array.from(heads, (hi, k) => constantFromPair(hi, tails[k]!)) };
}
