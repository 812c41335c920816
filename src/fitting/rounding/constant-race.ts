/**
 * The luckiest of many good constants. Once the approximation leaves room for roundings (levelled-fit.ts), thousands of
 * lattice vectors are as good as each other but for the roundings themselves, whose maximum over millions of numbers
 * differs from vector to vector by per cents and cannot be told beforehand. So many are drawn, and each runs until
 * it fails: on points where such vectors are bad, on the wide table, on longer and longer scans.
 */

import { createFitEngine, type CpuEngine } from '../../evaluation/cpu-engine';
import type { FitEngine } from '../../evaluation/fit-engine';
import { computeFormat, type Arithmetic } from '../../numerics/arithmetic';
import type { FiniteFormat } from '../../numerics/format';
import { exponentOf, powerOfTwo } from '../../numerics/bits';
import { SCORE_KERNEL_MAX_POINTS } from '../../evaluation/wasm/score-kernel';
import type { RandomStream } from '../../numerics/random';
import type { LabelTable } from '../../oracle/labels';
import type { Structure } from '../../program/program';
import { ConstantScorer, programWith } from './constant-scorer';
import type { FastLabels } from './fast-labels';
import { ConstantLattice } from './lattice';
import { levelledFit, levelOf, roundingEnvelope } from './levelled-fit';
import type { RefinedConstants } from './refine-constants';
import { WorstPointSearch } from './worst-points';

export interface RaceBudget {
  /** Constant vectors drawn. */
  readonly vectors: number;
  /** Numbers tried with those that pass the tables, in all. */
  readonly scan: number;
  /** Numbers tried with a vector before it is the best, where the format has too many to try all. */
  readonly lastScan: number;
}

/** Points on which every vector is tried first, in tables, from cells with at least this share of the largest error. */
const HOT_TABLES = 6;
const HOT_POINTS = SCORE_KERNEL_MAX_POINTS;
const HOT_SHARE = 0.96;
/** Numbers tried to find those cells, and in the first heat of a vector that passed the tables. */
const HEAT = 1 << 22;
/** Vectors whose level is above that of the real fit by more than this part of it are not tried. */
const TOLERANCE = 0.01;
/** Vectors whose first heat was that near to the best one's run on, since a longer scan may turn the order. */
const SLACK = 1.004;
/** Vectors drawn before the most promising of them are judged, the best first. */
const ROUND = 256;
/** How far draws move the program's values, in what room is left at each point. */
const NOISES = [0.05, 0.1, 0.2, 0.4, 0.8];
/** Share of the draws that are near the best so far, with noise below this many of the noises above. */
const LOCAL = 0.25;
const LOCAL_NOISES = 3;
/** Share of the draws that leave powers of two as they are, if there are any: an operation with one may be exact. */
const PINNED = 0.75;

/** Races constants for one target; what wins depends on the arguments alone. */
export class ConstantRace {
  private readonly arithmetic: Arithmetic;
  private readonly format: FiniteFormat;
  private readonly training: LabelTable;
  private readonly wide: LabelTable;
  private readonly labels: FastLabels;
  private readonly engine: FitEngine;
  private readonly wideScorer: ConstantScorer;
  private readonly hotScorers: readonly ConstantScorer[];
  /** What each vector is tried on, in this order, with the points of it. */
  private tables: readonly (readonly [ConstantScorer, Float64Array])[];

  /**
   * @param training at most 128 points, ordered by x
   * @param wide points on which vectors are judged before any scan
   * @param complete whether these are all of the interval
   */
  constructor(
    arithmetic: Arithmetic,
    training: LabelTable,
    wide: LabelTable,
    complete: boolean,
    labels: FastLabels,
    cpu?: CpuEngine,
  ) {
    this.arithmetic = arithmetic;
    this.format = computeFormat(arithmetic);
    this.training = training;
    this.wide = wide;
    this.labels = labels;
    this.engine = createFitEngine(cpu);
    this.wideScorer = new ConstantScorer(arithmetic, wide, cpu);
    this.hotScorers = Array.from(
      { length: complete ? 0 : HOT_TABLES },
      () => new ConstantScorer(arithmetic, wide, cpu),
    );
    this.tables = [[this.wideScorer, wide.x]];
  }

  /**
   * @param structure one that fits the fit engine
   * @param best finite numbers of the format, and their error as far as it is known
   * @returns the best that was found; `best` itself where nothing was better
   */
  run(
    structure: Structure,
    best: RefinedConstants,
    random: RandomStream,
    budget: RaceBudget,
  ): RefinedConstants {
    const { training, labels, format } = this;
    const given = programWith(structure, best.constants);
    const envelope = roundingEnvelope(given, this.arithmetic, training, labels, random);
    const fit = levelledFit(this.engine, structure, best.constants, training, envelope);
    if (!(fit.level < Infinity)) return best;
    const latticeAt = (centre: Float64Array, pinned?: Float64Array): ConstantLattice =>
      new ConstantLattice(structure, centre, fit.table, format, pinned);
    const powers = best.constants.map((c) => (isPowerOfTwo(c) ? c : NaN));
    const free = latticeAt(fit.constants);
    const pinned = powers.every(Number.isNaN) ? free : latticeAt(fit.constants, powers);
    const local = latticeAt(best.constants, powers);
    const first = [best.constants, pinned.near(random, 0)];
    const search = this.hotScorers.length === 0 ? undefined : this.searchFor(structure, first, random);

    const seen = new Set<string>();
    const finalists: RefinedConstants[] = [];
    let nearest = best;
    let scans = budget.scan;
    const drawn = (i: number): Float64Array => {
      const draw = random.uniform();
      if (draw < LOCAL)
        return local.near(random, NOISES[i % LOCAL_NOISES]! * random.uniform(), nearest.constants);
      const lattice = draw < LOCAL + (1 - LOCAL) * PINNED ? pinned : free;
      return lattice.near(random, NOISES[i % NOISES.length]!);
    };
    const bound = (): number => Math.min(best.error, SLACK * nearest.error);
    for (let done = 0; done < budget.vectors && scans > 0; done += ROUND) {
      const promising: RefinedConstants[] = [];
      for (let i = 0; i < ROUND; i++) {
        const constants = drawn(i);
        const key = constants.join();
        if (seen.has(key)) continue;
        seen.add(key);
        if (levelOf(structure, constants, training, envelope) > (1 + TOLERANCE) * fit.level) continue;
        const found = this.tabled(structure, constants, bound());
        if (found.error < bound()) promising.push(found);
      }
      for (const vector of promising.sort(byError)) {
        if (vector.error >= bound() || scans <= 0) break;
        const found =
          search === undefined ? vector : scanned(structure, vector, HEAT, search, random, bound());
        scans -= search?.tried ?? 0;
        if (found.error >= bound()) continue;
        finalists.push(found);
        if (found.error < nearest.error) nearest = found;
      }
    }
    let winner = best;
    for (const vector of finalists.sort(byError)) {
      if (vector.error >= winner.error) break;
      const found =
        search === undefined
          ? vector
          : scanned(structure, vector, budget.lastScan, search, random, winner.error);
      if (found.error < winner.error) winner = found;
    }
    return winner;
  }

  /** A search that has looked at these vectors; the first points to try are then those at which they are bad. */
  private searchFor(
    structure: Structure,
    vectors: readonly Float64Array[],
    random: RandomStream,
  ): WorstPointSearch {
    const search = new WorstPointSearch(this.labels);
    for (const constants of vectors) search.search(programWith(structure, constants), HEAT, 1, random);
    const hot = this.hotScorers.map((scorer): readonly [ConstantScorer, Float64Array] => {
      const table = this.labels.table(search.hotNumbers(HOT_POINTS, HOT_SHARE, random));
      const labels = table.x.length > 0 ? table : this.wide;
      scorer.setTable(labels);
      return [scorer, labels.x];
    });
    this.tables = [...hot, [this.wideScorer, this.wide.x]];
    return search;
  }

  /** The vector with its largest error over the tables, of which those after one with an error of `bound` are left out. */
  private tabled(structure: Structure, constants: Float64Array, bound: number): RefinedConstants {
    let found: RefinedConstants = { constants, error: 0, argmax: NaN };
    for (const [scorer, x] of this.tables) {
      const { error, argmax } = scorer.score(structure, constants, bound);
      if (error > found.error) found = { constants, error, argmax: x[argmax]! };
      if (error >= bound) break;
    }
    return found;
  }
}

/** The vector with its error over a scan too, which ends at `bound`. */
function scanned(
  structure: Structure,
  vector: RefinedConstants,
  points: number,
  search: WorstPointSearch,
  random: RandomStream,
  bound: number,
): RefinedConstants {
  const [worst] = search.search(programWith(structure, vector.constants), points, 1, random, bound);
  if (worst === undefined || worst.error <= vector.error) return vector;
  return { ...vector, error: worst.error, argmax: worst.x };
}

function byError(a: RefinedConstants, b: RefinedConstants): number {
  return a.error - b.error;
}

function isPowerOfTwo(c: number): boolean {
  return c !== 0 && Number.isFinite(c) && Math.abs(c) === powerOfTwo(exponentOf(c));
}
