/**
 * Constants that are best in the arithmetic of a finite format, where the ones nearest to the real optimum need not be:
 * the lattice around the optimum is sampled (see lattice.ts), and from the best vectors an evolution strategy walks on,
 * by moves of one constant, of two, and by small roundings anew. A vector's score is its largest error, with every
 * rounding, over a few hundred critical points. Whatever stands out is then judged on very many points; those at which
 * it fails become critical, so that the score follows the truth.
 */

import type { CpuEngine } from '../../evaluation/cpu-engine';
import { computeFormat, type Arithmetic } from '../../numerics/arithmetic';
import type { FiniteFormat } from '../../numerics/format';
import type { RandomStream } from '../../numerics/random';
import type { LabelTable } from '../../oracle/labels';
import type { Structure } from '../../program/program';
import { ConstantScorer, programWith } from './constant-scorer';
import type { FastLabels } from './fast-labels';
import { beforeStorage, IntervalFit, roundedLabels } from './interval-fit';
import { ConstantLattice } from './lattice';
import { joinTables, largestAbove, rowsOf } from './tables';
import { WorstPointSearch } from './worst-points';

export interface RefinedConstants {
  /** Numbers of the format. */
  readonly constants: Float64Array;
  /** Largest error in the norm's unit over all points that were looked at, the many ones included. */
  readonly error: number;
  /** The argument at which it was met. */
  readonly argmax: number;
}

export interface RefinementBudget {
  /** Constant vectors that are scored on critical points. */
  readonly vectors: number;
  /** Numbers of the format tried with the result, beyond the wide table, in all; 0 for none. */
  readonly scan: number;
}

/** Critical points to start with, one from each stretch of the wide table, and at most. */
const STRETCHES = 160;
const MOST_CRITICAL = 1536;
/** Points that become critical when a vector fails on the wide table. */
const ADDED = 12;
const GLANCED_POINTS = 256;
/** How far samples of the lattice move the program's values, in units of the norm. */
const NOISES = [0, 0.02, 0.04, 0.08, 0.15, 0.3];
const SAMPLED = 0.2;
/** Starts of the evolution strategy, and their share of the vectors; the rest is for walks from the best. */
const CHAINS = 4;
const CHAINED = 0.4;
/** Steps after which a better vector is looked at on the wide table. */
const PATIENCE = 160;
/** Walks from the best, each followed by a scan of what it led to. */
const ROUNDS = 4;
/** Share of the scanned numbers that is for vectors about to be the best; a single one may have a part of that. */
const RACES = 0.4;
const RACE = 1 / 12;
/** Share for the scan that judges the result. */
const LAST_SCAN = 0.3;

/** Values further from the rounded ones, in ulps, are not fitted to them. */
const NEAR = 2;
/** Rounds of the fit to rounded values, and its share of the vectors: the walks that follow it. */
const INTERVAL_ROUNDS = 12;
const INTERVAL_SHARE = 0.5;

/** Points of a scan that other refinements are told, which are nearly as bad as the worst before, and of all scans. */
const MET = 3;
const NEARLY_WORST = 0.99;
const MOST_MET = 512;

interface Vector {
  readonly constants: Float64Array;
  /** Over the critical points, as they were when it was scored. */
  error: number;
}

/** Refines constants for one target. Holds tables; what it finds depends on its arguments alone. */
export class ConstantRefiner {
  /** Of constants. */
  private readonly format: FiniteFormat;
  private readonly training: LabelTable;
  private readonly wide: LabelTable;
  private readonly labels: FastLabels | undefined;
  private readonly wideScorer: ConstantScorer;
  private readonly scorer: ConstantScorer;
  private readonly glanceScorer: ConstantScorer;
  private readonly glanced: LabelTable;
  /** What rounds correctly where results are stored in fewer bits than they are computed in. */
  private readonly storage: { readonly fit: IntervalFit; readonly refiner: ConstantRefiner } | undefined;

  /**
   * @param arithmetic in which programs are judged; a format stands for its plain one
   * @param training points for derivatives
   * @param wide points on which results are judged; at most 65,536 of them take SIMD
   * @param labels for scans beyond; without it there are none
   */
  constructor(
    arithmetic: Arithmetic | FiniteFormat,
    training: LabelTable,
    wide: LabelTable,
    labels?: FastLabels,
    engine?: CpuEngine,
  ) {
    const judged = typeof arithmetic === 'string' ? { format: arithmetic } : arithmetic;
    this.format = computeFormat(judged);
    this.training = training;
    this.wide = wide;
    this.labels = labels;
    this.wideScorer = new ConstantScorer(judged, wide, engine);
    this.scorer = new ConstantScorer(judged, wide, engine);
    const step = Math.max(1, wide.x.length / GLANCED_POINTS);
    const rows = Array.from({ length: Math.floor(wide.x.length / step) }, (_, i) => Math.floor(i * step));
    this.glanced = rowsOf(wide, [...rows.slice(0, -1), wide.x.length - 1]);
    this.glanceScorer = new ConstantScorer(judged, this.glanced, engine);
    const isStored = judged.compute !== undefined && judged.compute !== judged.format;
    const inUlps = labels?.target.norm === 'ulp' && labels.target.ulpAt === undefined;
    if (!isStored || !inUlps) return;
    const labels16 = roundedLabels(wide);
    this.storage = {
      fit: new IntervalFit(judged, labels16, engine),
      refiner: new ConstantRefiner(beforeStorage(judged), training, labels16, undefined, engine),
    };
  }

  /**
   * The best of a few lattice vectors on a few points: what refining may lead to, for a hundredth of the time. The error
   * flatters.
   */
  glance(
    structure: Structure,
    constants: Float64Array,
    random: RandomStream,
    vectors: number,
  ): RefinedConstants {
    const lattice = new ConstantLattice(structure, constants, this.training, this.format);
    let best: RefinedConstants = { constants, error: Infinity, argmax: NaN };
    for (let i = 0; i < vectors; i++) {
      const tried = lattice.near(random, NOISES[i % NOISES.length]!);
      const { error, argmax } = this.glanceScorer.score(structure, tried, best.error);
      if (error < best.error) best = { constants: tried, error, argmax: this.glanced.x[argmax]! };
    }
    return best;
  }

  /** Lattice vectors around the constants: what a batch evaluator can look for starts of `refine` among. */
  samples(
    structure: Structure,
    constants: Float64Array,
    random: RandomStream,
    count: number,
  ): Float64Array[] {
    const lattice = new ConstantLattice(structure, constants, this.training, this.format);
    return Array.from({ length: count }, (_, i) => lattice.near(random, NOISES[i % NOISES.length]!));
  }

  /**
   * The error of constants as they are: over the wide table, and where that is below `enough` over a scan as well, which
   * ends where it is not.
   */
  measure(
    structure: Structure,
    constants: Float64Array,
    random: RandomStream,
    scan: number,
    enough: number,
  ): RefinedConstants {
    const { error, argmax } = this.wideScorer.score(structure, constants);
    const found = { constants, error, argmax: this.wide.x[argmax]! };
    if (error >= enough || scan <= 0 || this.labels === undefined) return found;
    const program = programWith(structure, constants);
    const [worst] = new WorstPointSearch(this.labels).search(program, scan, 1, random, enough);
    return worst === undefined || worst.error <= error
      ? found
      : { constants, error: worst.error, argmax: worst.x };
  }

  /**
   * @param constants the optimum in real arithmetic, or constants refined before: finite numbers
   * @param starts vectors of numbers of the format to begin with, beside those it finds itself
   * @param met points at which scans of other refinements of this structure met their worst, which are critical from the
   *   first; those of this one are added
   * @returns the best that was found; never worse than the constants rounded one by one, on the points looked at
   */
  refine(
    structure: Structure,
    constants: Float64Array,
    random: RandomStream,
    budget: RefinementBudget,
    starts: readonly Float64Array[] = [],
    met?: Set<number>,
  ): RefinedConstants {
    const begun = [...starts, ...this.intoIntervals(structure, constants, random, budget)];
    return new Refinement(
      structure,
      new ConstantLattice(structure, constants, this.training, this.format),
      random,
      this.wide,
      this.wideScorer,
      this.scorer,
      this.labels,
      met,
    ).run(constants, budget, begun);
  }

  /** Constants with values as near to the rounded ones as was found, where they are near at all. */
  private intoIntervals(
    structure: Structure,
    constants: Float64Array,
    random: RandomStream,
    { vectors }: RefinementBudget,
  ): Float64Array[] {
    if (this.storage === undefined) return [];
    const { fit, refiner } = this.storage;
    if (refiner.wideScorer.score(structure, constants).error > NEAR) return [];
    const fitted = fit.fit(structure, constants, INTERVAL_ROUNDS);
    if (refiner.wideScorer.score(structure, fitted).error < 0.5) return [fitted];
    const budget = { vectors: Math.ceil(vectors * INTERVAL_SHARE), scan: 0 };
    return [refiner.refine(structure, fitted, random, budget, [fitted]).constants];
  }
}

class Refinement {
  private readonly structure: Structure;
  private readonly lattice: ConstantLattice;
  private readonly random: RandomStream;
  private readonly wide: LabelTable;
  private readonly wideScorer: ConstantScorer;
  private readonly scorer: ConstantScorer;
  private readonly labels: FastLabels | undefined;
  private critical: LabelTable;
  private readonly known = new Set<number>();
  private best: RefinedConstants;
  private readonly met: Set<number> | undefined;
  private race: { readonly search: WorstPointSearch; left: number; readonly each: number } | undefined;

  constructor(
    structure: Structure,
    lattice: ConstantLattice,
    random: RandomStream,
    wide: LabelTable,
    wideScorer: ConstantScorer,
    scorer: ConstantScorer,
    labels: FastLabels | undefined,
    met: Set<number> | undefined,
  ) {
    this.met = met;
    this.structure = structure;
    this.lattice = lattice;
    this.random = random;
    this.wide = wide;
    this.wideScorer = wideScorer;
    this.scorer = scorer;
    this.labels = labels;
    this.critical = wide;
    this.best = { constants: new Float64Array(0), error: Infinity, argmax: NaN };
  }

  run(
    constants: Float64Array,
    { vectors, scan }: RefinementBudget,
    starts: readonly Float64Array[],
  ): RefinedConstants {
    const search = scan > 0 && this.labels !== undefined ? new WorstPointSearch(this.labels) : undefined;
    this.startFrom(this.lattice.near(this.random, 0));
    if (this.met !== undefined && this.labels !== undefined)
      this.addCritical(this.labels.table(Float64Array.from(this.met)));
    const rounded = constants.slice();
    for (let k = 0; k < rounded.length; k++) this.lattice.move(rounded, k, 0);
    this.settle(this.scored(rounded));
    if (!(this.best.error < Infinity) || this.lattice.spacing.every((unit) => unit === 0)) return this.best;

    const judge = (points: number): void => {
      if (search !== undefined) this.best = this.scanned(this.best, search, points);
    };
    const scanEach = (scan * (1 - RACES - LAST_SCAN)) / (ROUNDS + 1);
    judge(scanEach);
    if (search !== undefined) this.race = { search, left: scan * RACES, each: scan * RACES * RACE };
    const samples = this.sample(Math.ceil(vectors * SAMPLED), starts);
    for (const start of samples.slice(0, CHAINS)) this.walk(start, Math.floor((vectors * CHAINED) / CHAINS));
    const survivors: RefinedConstants[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      this.walk(this.scored(this.best.constants), Math.floor((vectors * (1 - SAMPLED - CHAINED)) / ROUNDS));
      judge(scanEach);
      survivors.push(this.best);
    }
    // What one scan found tells against the survivors of another.
    this.best = survivors
      .map((found) => this.withCritical(found))
      .reduce((a, b) => (b.error < a.error ? b : a));
    judge(scan * LAST_SCAN);
    return this.best;
  }

  /** Critical points: where this vector is worst in each stretch of the wide table. */
  private startFrom(constants: Float64Array): void {
    const errors = this.wideScorer.errors(this.structure, constants);
    const length = Math.max(1, Math.ceil(errors.length / STRETCHES));
    const rows: number[] = [];
    let largest = 0;
    for (let from = 0; from < errors.length; from += length) {
      let worst = from;
      const to = Math.min(from + length, errors.length);
      for (let i = from; i < to; i++) if (errors[i]! > errors[worst]!) worst = i;
      rows.push(worst);
      if (errors[worst]! > errors[largest]!) largest = worst;
    }
    this.critical = rowsOf(this.wide, rows);
    for (const x of this.critical.x) this.known.add(x);
    this.scorer.setTable(this.critical);
    this.best = { constants, error: errors[largest] ?? Infinity, argmax: this.wide.x[largest] ?? NaN };
  }

  private scored(constants: Float64Array, enough?: number): Vector {
    return { constants, error: this.scorer.score(this.structure, constants, enough).error };
  }

  /** The best of so many lattice vectors, best first, each from another noise where that can be. */
  private sample(count: number, starts: readonly Float64Array[]): Vector[] {
    const best: Vector[] = starts.map((start) => this.scored(start));
    for (const noise of NOISES) {
      const tries = noise === 0 ? 1 : Math.ceil(count / NOISES.length);
      let winner: Vector | undefined;
      for (let i = 0; i < tries; i++) {
        const vector = this.scored(this.lattice.near(this.random, noise), winner?.error);
        if (winner === undefined || vector.error < winner.error) winner = vector;
      }
      if (winner !== undefined) best.push(winner);
    }
    best.sort((a, b) => a.error - b.error);
    for (const vector of best.slice(0, CHAINS)) this.settle(vector);
    return best.sort((a, b) => a.error - b.error);
  }

  /** (1+1) evolution strategy that takes what is as good or better. */
  private walk(start: Vector, steps: number): void {
    let incumbent = this.scored(start.constants);
    let noise = 0.1;
    let since = 0;
    let pending = false;
    for (let step = 0; step < steps; step++) {
      const vector = this.scored(this.step(incumbent.constants, noise), incumbent.error);
      if (vector.error <= incumbent.error) {
        if (vector.error < incumbent.error) {
          pending = true;
          noise = Math.min(0.5, noise * 1.3);
        }
        incumbent = vector;
      } else noise = Math.max(0.005, noise * 0.997);
      since++;
      if (!pending || since < PATIENCE) continue;
      since = 0;
      pending = false;
      this.settle(incumbent);
    }
    this.settle(incumbent);
  }

  private step(from: Float64Array, noise: number): Float64Array {
    const { random, lattice } = this;
    const draw = random.below(10);
    if (draw < 4) return lattice.near(random, noise * random.uniform(), from);
    if (draw < 5) return lattice.near(random, noise * random.uniform());
    const constants = from.slice();
    const moves = draw < 7 ? 1 : draw < 9 ? 2 : 3;
    for (let i = 0; i < moves; i++) {
      const k = random.below(constants.length);
      lattice.move(constants, k, this.ulps(lattice.stride[k]!));
    }
    return constants;
  }

  /** From 1 to `most`, of either sign, spread evenly over the powers of two. */
  private ulps(most: number): number {
    let size = 1;
    while (2 * size <= most && this.random.chance(0.8)) size *= 2;
    const ulps = size + this.random.below(size);
    return this.random.chance(0.5) ? ulps : -ulps;
  }

  /**
   * Judges a vector on the wide table: what holds may be the best, where it fails points become critical. Its own error
   * is set to that over the critical points as they are then.
   */
  private settle(vector: Vector): void {
    const { wideScorer, structure, wide } = this;
    const enough = Math.max(this.best.error, vector.error);
    const { error, argmax } = wideScorer.score(structure, vector.constants, enough);
    if (Math.max(error, vector.error) < this.best.error) {
      this.enter(this.withCritical({ constants: vector.constants, error, argmax: wide.x[argmax]! }));
      vector.error = this.scored(vector.constants).error;
    }
    if (error > vector.error) {
      const errors = wideScorer.errors(structure, vector.constants);
      this.addCritical(rowsOf(wide, largestAbove(errors, vector.error, ADDED)));
      vector.error = this.scored(vector.constants).error;
    }
  }

  /** Makes it the best, if it holds on a scan too that ends where it does not. */
  private enter(better: RefinedConstants): void {
    const { race } = this;
    if (race === undefined) {
      this.best = better;
      return;
    }
    if (race.left <= 0) return;
    const found = this.scanned(better, race.search, race.each, this.best.error);
    race.left -= race.search.tried;
    if (found.error < this.best.error) this.best = found;
  }

  /** With the error over the critical points, if that is larger. */
  private withCritical(found: RefinedConstants): RefinedConstants {
    const { error, argmax } = this.scorer.score(this.structure, found.constants);
    return error > found.error ? { ...found, error, argmax: this.critical.x[argmax]! } : found;
  }

  private addCritical(table: LabelTable): void {
    const rows = [...table.x.keys()].filter((i) => !this.known.has(table.x[i]!));
    const room = MOST_CRITICAL - this.critical.x.length;
    if (rows.length === 0 || room <= 0) return;
    const added = rowsOf(table, rows.slice(0, room));
    for (const x of added.x) this.known.add(x);
    this.critical = joinTables(added, this.critical);
    this.scorer.setTable(this.critical);
  }

  /** The vector with its error over a scan, whose worst points become critical. */
  private scanned(
    vector: RefinedConstants,
    search: WorstPointSearch,
    points: number,
    enough?: number,
  ): RefinedConstants {
    const { labels } = this;
    if (labels === undefined) return vector;
    const program = programWith(this.structure, vector.constants);
    const found = search.search(program, points, ADDED, this.random, enough);
    this.addCritical(labels.table(Float64Array.from(found, ({ x }) => x)));
    const worst = found[0];
    if (this.met !== undefined)
      for (const { x, error } of found.slice(0, MET))
        if (this.met.size < MOST_MET && error >= NEARLY_WORST * vector.error) this.met.add(x);
    if (worst === undefined || worst.error <= vector.error) return vector;
    return { ...vector, error: worst.error, argmax: worst.x };
  }
}
