/**
 * The fit of a structure of which nothing is known: from several starts drawn at random, each pursued as far as it
 * promises to beat what fewer operations reach.
 */

import type { FitEngine, FitSettings } from '../evaluation/fit-engine';
import { affineConstants } from '../fitting/affine';
import { RandomStream } from '../numerics/random';
import { hashOfCanonical } from '../program/hash';
import type { Structure } from '../program/program';
import { genomeOf } from './genome';
import { redrawConstants } from './mutation';

export interface StructureFit {
  readonly structure: Structure;
  readonly hash: string;
  readonly constants: Float64Array;
  /** The larger of the largest errors over training and validation points. */
  readonly error: number;
  /** Index of the validation point of the largest error. */
  readonly argmax: number;
}

const STEPS = 16;
/** Fits that come within this factor of the best of fewer operations get more steps. */
const EXTEND_WITHIN = 1000;
const EXTENDED_STEPS = 24;
const PURSUE_WITHIN = 4;
const PURSUED_STEPS = 160;
const LAWSON_STEPS = 12;
/** A fit ends within a few per cent of the minimax error of its structure. */
const FIT_SLACK = 1.05;

/** Fits done, and the best of a structure. */
export interface StructureFits {
  readonly fits: number;
  /** Absent where no start led to a program with finite values that may beat the envelope once it is polished. */
  readonly best?: StructureFit;
}

/**
 * Fits a canonical structure from `starts` starts, which follow from the structure alone; from one where all constants
 * are affine, for then the start does not matter.
 *
 * @param engine with tables set
 * @param envelope the best error at fewer operations: fits that end above are not looked at further
 */
export function fitStructure(
  engine: FitEngine,
  structure: Structure,
  starts: number,
  envelope: number,
): StructureFits {
  const hash = hashOfCanonical(structure);
  const affine = affineConstants(structure);
  const count = affine.length === structure.constantCount ? 1 : starts;
  const settings = settingsFor(envelope);
  let best: StructureFit | undefined;
  for (let start = 0; start < count; start++) {
    const constants = drawConstants(structure, hash, start);
    const error = engine.fit(structure, constants, affine, settings);
    const bound = best?.error ?? envelope * FIT_SLACK;
    if (!(error < bound)) continue;
    const validation = engine.validate(structure, constants);
    const larger = Math.max(error, validation.error);
    if (larger < bound) best = { structure, hash, constants, error: larger, argmax: validation.argmax };
  }
  return best === undefined ? { fits: count } : { fits: count, best };
}

function settingsFor(envelope: number): FitSettings {
  return {
    steps: STEPS,
    extendBelow: envelope * EXTEND_WITHIN,
    extendedSteps: EXTENDED_STEPS,
    pursueBelow: envelope * PURSUE_WITHIN,
    pursuedSteps: PURSUED_STEPS,
    lawsonBelow: envelope * PURSUE_WITHIN,
    lawsonSteps: LAWSON_STEPS,
  };
}

/** Constants of one start: a random stream named by structure and start. */
function drawConstants(structure: Structure, hash: string, start: number): Float64Array {
  const word = (k: number): number => Number.parseInt(hash.slice(8 * k, 8 * k + 8), 16);
  const genome = genomeOf(structure, new Float64Array(structure.constantCount));
  redrawConstants(genome, new RandomStream(start, word(0), word(1), word(2)));
  return Float64Array.from(genome.constants);
}
