/**
 * One island: a population evolved over structures whose constants are fitted, by regularized evolution in niches of
 * equal cost (Real et al., arXiv 2312.08472 and AAAI 2019) unless the configuration names another algorithm. All that
 * happens on it follows from its seed, its number, the tables and the migrants it received: not from the clock, nor
 * from which worker it is on.
 *
 * Most islands explore: they start anew when nothing improves for long, and take nobody in, for one that knows a
 * neighbour's best programs only repeats them. The first of several islands collects what the others find; in a finite
 * format all of them do.
 */

import { RandomStream } from '../numerics/random';
import { hashOfCanonical } from '../program/hash';
import type { Opcode } from '../program/opcode';
import { parityOf } from '../program/parity';
import type { SearchConfig } from './config';
import type { Symmetry } from './constraints';
import { costOf } from './cost';
import { FitCounts } from './fit-counts';
import type { FittedConstants, Fitter } from './fitter';
import { emptyGenome, genomeOf, type Genome } from './genome';
import { Intensifier } from './intensifier';
import { mutate, redrawConstants, type MutationContext } from './mutation';
import { insertNeutrally } from './neutral-insertion';
import type { IslandState } from './island-state';
import type { Member } from './niche';
import { packMembers, unpackMembers } from './packed-members';
import { createPopulation, type Population } from './population';
import { randomProgram } from './random-program';
import { simplify, type Candidate } from './simplify';
import { symmetricForm } from './symmetric-form';

/** A candidate whose constants are fitted and which waits for its score. */
export interface Fitted extends Candidate {
  readonly hash: string;
  /** What the constants have beyond binary64, where the fit needed it. */
  readonly tails?: Float64Array;
  /** Largest error over the training points. */
  readonly fitError: number;
}

export interface IslandOptions {
  /** Whether programs are judged with the roundings of a finite format. */
  readonly rounding?: boolean;
  /** Canonical programs over the configuration's opcodes with which the island starts, and starts anew. */
  readonly seeds?: readonly Candidate[];
}

/** Share of children that are their parent with all constants drawn anew. */
const FRESH_CONSTANTS = 0.5;
/** The same in a finite format, where the error of most good programs is that of their roundings. */
const FRESH_CONSTANTS_ROUNDED = 0.2;
const NEUTRAL_INSERTION = 0.1;
/** Share of candidates from the neighbourhoods of the best programs, while there are any left. */
const NEIGHBOURS = 0.2;
/** A structure fitted n times is fitted again with probability about REFITS / (REFITS + n). */
const REFITS = 16;
const LEAST_REFIT_CHANCE = 0.02;
/** Evaluations without any row improving after which an island that explores starts anew. */
const STAGNATION = 120_000;
/** Proposals in a row that may be too dear: there may be no cheaper ones. */
const MOST_ATTEMPTS = 1000;
/** Share of the error asked for that a score must keep within; the roundings of a finite format may hide more of it. */
const SURELY_WITHIN = { real: 0.999, finite: 0.95 };
/** Share of the proposals that cost as much as the cheapest known to meet the error, of those that would be. */
const AS_DEAR = 1 / 8;
/** An improvement by less than this fraction is the same fit again. */
const LEAD = 1e-3;

export class Island {
  private readonly config: SearchConfig;
  private readonly fitter: Fitter;
  private readonly allowed: ReadonlySet<Opcode>;
  private readonly population: Population;
  private readonly intensifier: Intensifier;
  private readonly number: number;
  private readonly rounding: boolean;
  private readonly seeds: readonly Candidate[];
  private random: RandomStream;
  private counts = new FitCounts();
  /** Best member of each cost since the last restart. */
  private best = new Map<number, Member>();
  private lastImprovement = 0;
  /** Each seed is entered twice: as it is, and with its constants fitted. */
  private seedsLeft: number;
  evaluations = 0;
  duplicates = 0;
  /** How often it has started anew. */
  restarts = 0;

  /** @param fitter may be shared by islands */
  constructor(number: number, config: SearchConfig, fitter: Fitter, options: IslandOptions = {}) {
    this.number = number;
    this.config = config;
    this.fitter = fitter;
    this.rounding = options.rounding ?? false;
    this.seeds = options.seeds ?? [];
    this.seedsLeft = 2 * this.seeds.length;
    this.allowed = new Set(config.opcodes);
    this.population = createPopulation(config);
    this.intensifier = new Intensifier(config);
    this.random = new RandomStream(config.seed, number, 0);
  }

  /** Whether the island takes in what others find, and never starts anew. */
  get collects(): boolean {
    const { islands, ablated } = this.config;
    return (this.number === 0 || this.rounding) && islands > 1 && !ablated.includes('migration');
  }

  /** Proposes children until one is to be fitted, and fits it: one evaluation. */
  next(): Fitted {
    if (!this.collects && this.evaluations - this.lastImprovement > STAGNATION) this.restart();
    this.evaluations++;
    if (this.seedsLeft > 0) return this.nextSeed();
    const neighbour = this.drawNeighbour();
    if (neighbour !== null && !this.isTooDear(neighbour))
      return this.fitted(neighbour, hashOfCanonical(neighbour.structure));
    for (let attempt = 1; ; attempt++) {
      const candidate = this.propose();
      if (candidate === null || candidate.structure.instructions.length > this.config.maxOps) continue;
      if (attempt < MOST_ATTEMPTS && this.isTooDear(candidate)) continue;
      const hash = hashOfCanonical(candidate.structure);
      if (!this.isWorthFitting(hash)) {
        this.duplicates++;
        continue;
      }
      return this.fitted(candidate, hash);
    }
  }

  /** Whether this score would make a candidate the best of its cost since the last restart. */
  wouldLead(candidate: Candidate, score: number): boolean {
    return score < (this.best.get(this.costOf(candidate))?.score ?? Infinity) * (1 - LEAD);
  }

  /** Enters a fitted candidate with its score; true if it is now the best of its cost. */
  accept({ structure, constants, tails, hash }: Fitted, score: number): boolean {
    if (!(score < Infinity)) return false;
    const member: Member = { structure, constants, hash, score, ...(tails === undefined ? {} : { tails }) };
    return this.enter(member);
  }

  /** The best of each cost, in ascending order of cost. */
  emigrants(): readonly Member[] {
    return [...this.best].sort(([a], [b]) => a - b).map(([, member]) => member);
  }

  immigrate(members: readonly Member[]): void {
    if (!this.collects) return;
    for (const member of members) {
      if (member.structure.instructions.length > this.config.maxOps) continue;
      if (this.symmetry === undefined || parityOf(member.structure) === this.symmetry) this.enter(member);
    }
  }

  /** What its programs keep to by construction, where they are not free. */
  get symmetry(): Symmetry | undefined {
    return this.config.constraints?.symmetry;
  }

  private get intensifies(): boolean {
    const { algorithm, ablated } = this.config;
    return algorithm === 'regularized' && !ablated.includes('neighbourhoods');
  }

  /** In the units of the configuration's cost model. */
  costOf({ structure }: Candidate): number {
    return costOf(structure, this.config.cost);
  }

  /** What the island is between two evaluations: all that decides how it goes on. */
  state(): IslandState {
    const { members, selection } = this.population.state();
    return {
      evaluations: this.evaluations,
      duplicates: this.duplicates,
      restarts: this.restarts,
      lastImprovement: this.lastImprovement,
      drawn: this.random.position,
      seedsLeft: this.seedsLeft,
      population: packMembers(members),
      selection,
      best: packMembers([...this.best.values()]),
      counts: this.counts.state(),
      ...this.intensifier.state(),
    };
  }

  /**
   * Goes on from a state of an island of the same number and configuration, as that island would have.
   * @throws RangeError for what is no state of such an island
   */
  restore(state: IslandState): void {
    const members = unpackMembers(state.population);
    const best = unpackMembers(state.best);
    if ([...members, ...best].some(({ structure }) => structure.instructions.length > this.config.maxOps))
      throw new RangeError('a program has more operations than the search allows');
    if (state.seedsLeft > 2 * this.seeds.length) throw new RangeError('there are fewer seed programs');
    this.population.restore({ members, selection: state.selection });
    this.best = new Map(best.map((member) => [this.costOf(member), member]));
    this.counts = FitCounts.from(state.counts);
    this.intensifier.restore(state);
    this.restarts = state.restarts;
    this.random = new RandomStream(this.config.seed, this.number, this.restarts);
    this.random.seek(state.drawn);
    this.lastImprovement = state.lastImprovement;
    this.seedsLeft = state.seedsLeft;
    this.evaluations = state.evaluations;
    this.duplicates = state.duplicates;
  }

  private nextSeed(): Fitted {
    const entry = 2 * this.seeds.length - this.seedsLeft--;
    const { structure, constants } = this.seeds[entry >> 1]!;
    const candidate: Candidate = { structure, constants: constants.slice() };
    const { error, tails } = entry % 2 === 0 ? this.fitter.measure(candidate) : this.fit(candidate);
    const hash = hashOfCanonical(structure);
    return { ...candidate, hash, fitError: error, ...(tails === undefined ? {} : { tails }) };
  }

  private enter(member: Member): boolean {
    this.population.add(member);
    if (!this.wouldLead(member, member.score)) return false;
    const cost = this.costOf(member);
    this.best.set(cost, member);
    if (this.intensifies) this.intensifier.note(member);
    this.lastImprovement = this.evaluations;
    return true;
  }

  /** The more often a structure was fitted, the rarer it is fitted again. */
  private isWorthFitting(hash: string): boolean {
    if (this.config.ablated.includes('cache')) return true;
    const fits = this.counts.get(hash);
    if (!this.random.chance(Math.max(REFITS / (REFITS + fits), LEAST_REFIT_CHANCE))) return false;
    this.counts.increment(hash);
    return true;
  }

  private drawNeighbour(): Candidate | null {
    return this.intensifies && this.random.chance(NEIGHBOURS) ? this.intensifier.next(this.random) : null;
  }

  private fitted(candidate: Candidate, hash: string): Fitted {
    const { structure, constants } = candidate;
    const { error, tails } = this.fit(candidate);
    return { structure, constants, hash, fitError: error, ...(tails === undefined ? {} : { tails }) };
  }

  private fit(candidate: Candidate): FittedConstants {
    if (this.config.ablated.includes('fit')) return this.fitter.measure(candidate);
    const form = { projected: this.random.chance(0.5), peeled: this.random.chance(0.5) };
    return this.fitter.fit(candidate, this.envelope(this.costOf(candidate)), form);
  }

  private propose(): Candidate | null {
    const { random } = this;
    const { opcodes, maxOps, algorithm, ablated } = this.config;
    const draw = (): Member | null => this.population.draw(random);
    const context: MutationContext = { random, opcodes, mate: draw, rounding: this.rounding };
    if (algorithm === 'random') return this.shaped(randomProgram(context, maxOps));
    const parent = draw();
    const genome = parent === null ? emptyGenome() : genomeOf(parent.structure, parent.constants);
    const mayRedraw = parent !== null && parent.constants.length > 0 && !ablated.includes('fresh');
    if (mayRedraw && random.chance(this.rounding ? FRESH_CONSTANTS_ROUNDED : FRESH_CONSTANTS)) {
      redrawConstants(genome, random);
      return { structure: parent.structure, constants: Float64Array.from(genome.constants) };
    }
    const neutral = !ablated.includes('neutral') && random.chance(NEUTRAL_INSERTION);
    if (!neutral || !insertNeutrally(genome, context)) mutate(genome, context);
    if (ablated.includes('inheritance')) redrawConstants(genome, random);
    return this.shaped(genome);
  }

  /** The candidate of a genome, with the symmetry that is asked for; null where it has none. */
  private shaped(genome: Genome): Candidate | null {
    const candidate = simplify(genome, this.allowed);
    if (candidate === null || this.symmetry === undefined) return candidate;
    return symmetricForm(candidate, this.symmetry, this.allowed);
  }

  /**
   * Whether a program so cheap is known to meet the error asked for, so that only cheaper ones matter. Now and then others
   * of that cost are tried: that error is a lower bound.
   */
  private isTooDear(candidate: Candidate): boolean {
    const maxError = this.config.constraints?.maxError;
    if (maxError === undefined) return false;
    const enough = maxError * (this.rounding ? SURELY_WITHIN.finite : SURELY_WITHIN.real);
    let least = Infinity;
    for (const [cost, { score }] of this.best) if (score <= enough) least = Math.min(least, cost);
    const cost = this.costOf(candidate);
    return cost > least || (cost === least && !this.random.chance(AS_DEAR));
  }

  /** The best score at this cost or below. */
  private envelope(cost: number): number {
    let envelope = Infinity;
    for (const [known, { score }] of this.best) if (known <= cost) envelope = Math.min(envelope, score);
    return envelope;
  }

  private restart(): void {
    this.restarts++;
    this.random = new RandomStream(this.config.seed, this.number, this.restarts);
    this.counts = new FitCounts();
    this.best = new Map();
    this.lastImprovement = this.evaluations;
    this.population.clear();
    this.seedsLeft = 2 * this.seeds.length;
    this.intensifier.clear();
  }
}
