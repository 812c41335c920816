/**
 * What a finite format adds to a search: constants of promising candidates are refined with their roundings
 * (fitting/rounding), and the best programs are rewritten in ways that change nothing but roundings
 * (search/rounding-mutations). One for each island, so that what it does follows from the island alone.
 */

import type { FitEngine } from '../evaluation/fit-engine';
import type { ConstantRefiner, RefinedConstants } from '../fitting/rounding/refine-constants';
import type { Bounds } from '../numerics/ordinals';
import { RandomStream } from '../numerics/random';
import { roundToFormat } from '../numerics/rounding';
import { canonicalForm } from '../program/canonicalize';
import { hashOfCanonical } from '../program/hash';
import { parityOf } from '../program/parity';
import type { Structure } from '../program/program';
import type { SearchConfig } from '../search/config';
import { FitCounts } from '../search/fit-counts';
import { genomeOf, type Genome } from '../search/genome';
import type { Fitted, Island } from '../search/island';
import type { RoundingState } from '../search/island-state';
import { packMembers, unpackMembers } from '../search/packed-members';
import { allRewritings, rewriteRoundings } from '../search/rounding-mutations';
import type { FiniteScorer } from './finite-scorer';

/** A candidate as it is to enter its island. */
export interface Judged {
  readonly fitted: Fitted;
  readonly error: number;
  readonly argmax: number;
}

/** Beyond this share of its error that is the real fit's, roundings are not worth any time. */
const REAL_SHARE = 0.95;
/** The error of rounded constants, in best errors of the operation count, up to which a candidate is glanced at. */
const GLANCED_WITHIN = 5;
const GLANCES = 24;
/** The glance's error, in best errors, up to which constants are refined: glances flatter. */
const REFINED_WITHIN = 0.99;
/** A structure refined n times is refined again with probability REFINEMENTS / (REFINEMENTS + n). */
const REFINEMENTS = 2;
/** First a short refinement; what still promises after it, the thorough one. */
const SHORT = { vectors: 800, scan: 0 };
const THOROUGH = { vectors: 4000, scan: 1 << 21 };
/**
 * In formats of 16 bits, where the roundings of single constants and values decide, a glance tells less, and vectors cost
 * next to nothing.
 */
const COARSELY_WITHIN = 1.25;
const COARSE_THOROUGH = { vectors: 5000, scan: 0 };
const COARSE_COST = 50;
/** What an error without a scan is multiplied by, at least, when one is made. */
const FLATTERY = 1.06;
/** Refinements of the best program of an operation count, each with twice the vectors of the one before. */
const LEADER_REFINEMENTS = 4;
/** The error of a leader, in best errors of fewer operations, up to which refining may make it one of the front. */
const LEADING = 1.05;
/** Errors above, in the norm's unit, are no roundings'. */
const COARSE = 64;
/** Numbers at which a program is tried before it is taken for the best. */
const VERIFICATION = 1 << 18;
/** Lattice vectors that are scored in one batch before a best program is refined, and how many of them it starts from. */
const SAMPLES = 1024;
const STARTS = 3;
/** What the parts cost, in evaluations: about how many fits take the same time. */
const GLANCE_COST = 1;
const VERIFICATION_COST = 12;
const SHORT_COST = 20;
const THOROUGH_COST = 250;
/** What each evaluation earns for them, and what can be saved up. */
const EARNED = 1.5;
const MOST_CREDIT = 16 * THOROUGH_COST;
/** Programs of one operation count that are rewritten, and chance of one more rewriting of a child. */
const POOL = 6;
const ANOTHER_REWRITING = 0.5;
const MOST_REWRITINGS = 4;
const LEADER_CHANCE = 0.5;
/** Share of the rewritings that go through all of a best program's in order, while there are any left. */
const IN_ORDER = 0.6;
/** Of a program of many operations the first so many are gone through. */
const MOST_IN_ORDER = 1000;

/** Ends, quarters and centre of the interval. */
const CENTRES = 5;

export class RoundingIntensifier {
  private readonly island: Island;
  private readonly config: SearchConfig;
  private readonly engine: FitEngine;
  private readonly refiner: ConstantRefiner;
  private readonly scorer: FiniteScorer;
  private readonly complete: boolean;
  private readonly centres: readonly number[];
  private refined = new FitCounts();
  private rewritten = new FitCounts();
  private leaders = new Map<number, { readonly hash: string; readonly refinements: number }>();
  private pools = new Map<number, Judged[]>();
  /** All rewritings of the first of each pool, for as long as it is that. */
  private listed = new Map<number, { readonly of: Judged; readonly genomes: readonly Genome[] }>();
  private best: number[] = [];
  private steps = 0;
  private credit = 0;
  private paidUntil = 0;

  /**
   * @param complete whether the refiner's wide table holds every number of the interval, so that no scan adds any
   * @param interval whose centre and quarters polynomials are written about
   */
  constructor(
    island: Island,
    config: SearchConfig,
    engine: FitEngine,
    refiner: ConstantRefiner,
    scorer: FiniteScorer,
    complete: boolean,
    { lower, upper }: Bounds,
  ) {
    const parts = Array.from({ length: CENTRES }, (_, i) => lower + ((upper - lower) * i) / (CENTRES - 1));
    // Of few bits, so that x less one of them is exact wherever it can be.
    this.centres = [...new Set(parts.map((part) => roundToFormat(part, 'bf16')))].filter(Number.isFinite);
    this.scorer = scorer;
    this.complete = complete;
    this.island = island;
    this.config = config;
    this.engine = engine;
    this.refiner = refiner;
  }

  /** Takes note of what the island has by now. */
  lookAround(): void {
    const { evaluations } = this.island;
    this.credit = Math.min(MOST_CREDIT, this.credit + EARNED * (evaluations - this.paidUntil));
    this.paidUntil = evaluations;
    this.best = [];
    for (const { structure, score } of this.island.emigrants()) {
      this.best[structure.instructions.length] = score;
    }
    // A restart of the island leaves nothing behind.
    for (const [ops, pool] of this.pools) {
      if ((pool[0]?.error ?? Infinity) < (this.best[ops] ?? Infinity) * 0.99) this.pools.delete(ops);
    }
  }

  /**
   * A candidate with its constants refined as far as it promises: `error` is that of its rounded constants on the
   * search's points, and stays if refining finds nothing better.
   */
  intensify(fitted: Fitted, { rounded, error, argmax }: Rounded): Judged {
    const plain = { fitted: { ...fitted, constants: rounded }, error, argmax };
    const { structure, constants, hash } = fitted;
    if (constants.length === 0 || !(error < Infinity)) return plain;
    const random = this.randomFor(hash);
    if (fitted.fitError > REAL_SHARE * error) return this.verified(plain, random);
    const envelope = this.envelope(structure.instructions.length);
    if (error > GLANCED_WITHIN * envelope || fitted.fitError > REAL_SHARE * envelope) {
      return this.verified(plain, random);
    }
    if (!this.spend(GLANCE_COST)) return this.verified(plain, random);
    const glance = this.refiner.glance(structure, constants, random, GLANCES);
    if (glance.error > (this.complete ? COARSELY_WITHIN : REFINED_WITHIN) * envelope) {
      // Its error may be compared with others, but not lead.
      return this.verified(glance.error < error ? judgedOf(fitted, glance) : plain, random);
    }
    const times = this.refined.get(hash);
    if (!random.chance(REFINEMENTS / (REFINEMENTS + times)) || !this.spend(SHORT_COST)) {
      return this.verified(plain, random);
    }
    this.refined.increment(hash);
    const short = judgedOf(fitted, this.refiner.refine(structure, constants, random, SHORT));
    if (this.complete) {
      if (short.error > COARSELY_WITHIN * envelope || !this.spend(COARSE_COST)) return this.remembered(short);
      const start = short.fitted.constants;
      const thorough = this.refiner.refine(structure, start, random, COARSE_THOROUGH, [start]);
      return this.remembered(thorough.error < short.error ? judgedOf(fitted, thorough) : short);
    }
    // Without a scan its error is not known well enough for the best.
    if (FLATTERY * short.error > REFINED_WITHIN * envelope || !this.spend(THOROUGH_COST)) {
      return this.remembered(this.verified(short, random));
    }
    return this.remembered(
      judgedOf(fitted, this.refiner.refine(structure, short.fitted.constants, random, THOROUGH)),
    );
  }

  /** A program of the pool, rewritten; undefined where there is nothing to rewrite, or nothing new came of it. */
  rewrite(): Fitted | undefined {
    if (this.pools.size === 0) return undefined;
    const random = this.randomFor('rewriting');
    const inOrder = random.chance(IN_ORDER) ? this.nextInOrder(random) : undefined;
    return this.rewritingOf(inOrder ?? this.randomRewriting(random), random);
  }

  private randomRewriting(random: RandomStream): Genome | undefined {
    const pool = this.pools.get(random.pick([...this.pools.keys()]))!;
    const { fitted } = random.chance(LEADER_CHANCE) ? pool[0]! : random.pick(pool);
    const genome = genomeOf(fitted.structure, fitted.constants);
    const context = { random, opcodes: this.config.opcodes, centres: this.centres };
    if (!rewriteRoundings(genome, context)) return undefined;
    for (let i = 1; i < MOST_REWRITINGS && random.chance(ANOTHER_REWRITING); i++)
      rewriteRoundings(genome, context);
    return genome;
  }

  /** The next rewriting of one of the best programs that are part of the front; undefined when all were tried. */
  private nextInOrder(random: RandomStream): Genome | undefined {
    const open = [...this.pools]
      .sort(([a], [b]) => a - b)
      .filter(([ops, [first]]) => first!.error <= LEADING * this.envelope(ops - 1))
      .map(([ops, [first]]) => {
        const genomes = this.rewritingsOf(ops, first!);
        // Other words of the hash than those by which rewritten programs are counted.
        const key = first!.fitted.hash.slice(8);
        return { key, next: genomes[this.rewritten.get(key)] };
      })
      .filter(({ next }) => next !== undefined);
    if (open.length === 0) return undefined;
    const { key, next } = random.pick(open);
    this.rewritten.increment(key);
    const { instructions, constants, result } = next!;
    return genomeOf({ instructions, constantCount: constants.length, result }, constants);
  }

  /** They follow from the program alone. */
  private rewritingsOf(ops: number, of: Judged): readonly Genome[] {
    const known = this.listed.get(ops);
    if (known?.of === of) return known.genomes;
    const { structure, constants, hash } = of.fitted;
    const random = new RandomStream(this.config.seed, parseInt(hash.slice(0, 8), 16));
    const context = { random, opcodes: this.config.opcodes, centres: this.centres };
    const genomes = allRewritings(genomeOf(structure, constants), context).slice(0, MOST_IN_ORDER);
    this.listed.set(ops, { of, genomes });
    return genomes;
  }

  private rewritingOf(genome: Genome | undefined, random: RandomStream): Fitted | undefined {
    if (genome === undefined) return undefined;
    if (!genome.constants.every(Number.isFinite)) return undefined;
    const { structure, constantOrder } = canonicalForm(
      {
        instructions: genome.instructions,
        constantCount: genome.constants.length,
        result: genome.result,
      },
      genome.constants,
    );
    if (structure.instructions.length > this.config.maxOps) return undefined;
    const { symmetry } = this.island;
    if (symmetry !== undefined && parityOf(structure) !== symmetry) return undefined;
    const hash = hashOfCanonical(structure);
    const times = this.rewritten.get(hash);
    if (!random.chance(REFINEMENTS / (REFINEMENTS + times))) return undefined;
    this.rewritten.increment(hash);
    const constants = Float64Array.from(constantOrder, (k) => genome.constants[k]!);
    return { structure, constants, hash, fitError: this.engine.validate(structure, constants).error };
  }

  /** The best program of some operation count, its constants refined at more length; undefined if all were. */
  async refineLeader(): Promise<Judged | undefined> {
    const leader = this.nextLeader();
    if (leader === undefined) return undefined;
    const { fitted, refinements } = leader;
    const { structure, constants, hash } = fitted;
    const factor = 1 << refinements;
    if (!this.spend(factor * (this.complete ? COARSE_COST : THOROUGH_COST))) return undefined;
    this.leaders.set(structure.instructions.length, { hash, refinements: refinements + 1 });
    const budget = {
      vectors: THOROUGH.vectors * factor,
      scan: this.complete ? 0 : THOROUGH.scan * factor,
    };
    const random = this.randomFor(hash);
    const starts = await this.startsFor(structure, constants, random);
    const refined = this.refiner.refine(structure, constants, random, budget, starts);
    return this.remembered(judgedOf(fitted, refined));
  }

  /** The best program of an operation count that was refined least often; of several the cheapest. */
  private nextLeader(): { readonly fitted: Fitted; readonly refinements: number } | undefined {
    let next: { readonly fitted: Fitted; readonly refinements: number } | undefined;
    for (const { structure, constants, hash, score } of this.island.emigrants()) {
      const ops = structure.instructions.length;
      if (score > LEADING * this.envelope(ops - 1) || constants.length === 0) continue;
      const known = this.leaders.get(ops);
      const refinements = known?.hash === hash ? known.refinements : 0;
      if (refinements >= (next?.refinements ?? LEADER_REFINEMENTS)) continue;
      const fitError = this.engine.validate(structure, constants).error;
      if (fitError > REAL_SHARE * score) continue;
      next = { fitted: { structure, constants, hash, fitError }, refinements };
    }
    return next;
  }

  /** All that decides how it goes on, apart from its island's state. */
  state(): RoundingState {
    const pool = [...this.pools.values()].flat();
    return {
      refined: this.refined.state(),
      rewritten: this.rewritten.state(),
      leaders: [...this.leaders].map(([ops, { hash, refinements }]) => [ops, hash, refinements]),
      pool: packMembers(pool.map(({ fitted, error }) => ({ ...fitted, score: error }))),
      fitErrors: Float64Array.from(pool, ({ fitted }) => fitted.fitError),
      argmaxes: Float64Array.from(pool, ({ argmax }) => argmax),
      steps: this.steps,
      credit: this.credit,
      paidUntil: this.paidUntil,
    };
  }

  /** @throws RangeError for what is no such state */
  restore(state: RoundingState): void {
    const pool = unpackMembers(state.pool);
    if (state.fitErrors.length !== pool.length || state.argmaxes.length !== pool.length)
      throw new RangeError('errors that are not those of the pool');
    this.refined = FitCounts.from(state.refined);
    this.rewritten = FitCounts.from(state.rewritten);
    this.leaders = new Map(state.leaders.map(([ops, hash, refinements]) => [ops, { hash, refinements }]));
    this.pools = new Map();
    pool.forEach(({ score, ...candidate }, i) => {
      const ops = candidate.structure.instructions.length;
      const fitted = { ...candidate, fitError: state.fitErrors[i]! };
      const judged = { fitted, error: score, argmax: state.argmaxes[i]! };
      this.pools.set(ops, [...(this.pools.get(ops) ?? []), judged]);
    });
    this.steps = state.steps;
    this.credit = state.credit;
    this.paidUntil = state.paidUntil;
  }

  /** With its error over more points, where that on fewer would make it the best of its operation count. */
  private verified(judged: Judged, random: RandomStream): Judged {
    const { fitted, error } = judged;
    if (!this.island.wouldLead(fitted, error)) return judged;
    const { structure, constants, fitError } = fitted;
    if (error > COARSE) return judged;
    // Where it is the approximation that errs, the search's points tell as much.
    if (!this.complete && fitError > REAL_SHARE * error) return judged;
    // What fewer operations do better is no part of the front, however it was flattered.
    if (!this.complete && error > this.envelope(structure.instructions.length - 1)) return judged;
    const leading = this.best[structure.instructions.length] ?? Infinity;
    const scan = this.complete ? 0 : VERIFICATION;
    const found = this.refiner.measure(structure, constants, random, scan, leading);
    this.credit -= VERIFICATION_COST;
    return found.error > error ? judgedOf(fitted, found) : judged;
  }

  private spend(cost: number): boolean {
    if (this.credit < cost) return false;
    this.credit -= cost;
    return true;
  }

  /** The best of many lattice vectors on the search's points, in binary32: a batch for the GPU, where there is one. */
  private async startsFor(
    structure: Structure,
    constants: Float64Array,
    random: RandomStream,
  ): Promise<Float64Array[]> {
    if (this.scorer.scoreConstants === undefined) return [];
    const samples = this.refiner.samples(structure, constants, random, SAMPLES);
    const scores = await this.scorer.scoreConstants(
      structure,
      samples.map((sample) => Float32Array.from(sample)),
    );
    const order = [...scores.keys()].sort((a, b) => scores[a]!.error - scores[b]!.error || a - b);
    return order.slice(0, STARTS).map((i) => samples[i]!);
  }

  private remembered(judged: Judged): Judged {
    const { fitted, error } = judged;
    if (!(error < Infinity)) return judged;
    const ops = fitted.structure.instructions.length;
    const pool = (this.pools.get(ops) ?? []).filter(
      (other) => other.fitted.hash !== fitted.hash || other.error < error,
    );
    if (!pool.some((other) => other.fitted.hash === fitted.hash)) pool.push(judged);
    pool.sort((a, b) => a.error - b.error);
    this.pools.set(ops, pool.slice(0, POOL));
    return judged;
  }

  /** The island's best error with at most so many operations. */
  private envelope(ops: number): number {
    let envelope = Infinity;
    for (let n = 0; n <= ops; n++) envelope = Math.min(envelope, this.best[n] ?? Infinity);
    return envelope;
  }

  /** A stream for each occasion, named by what it is about. */
  private randomFor(name: string): RandomStream {
    let word = 0x811c9dc5;
    for (let i = 0; i < name.length; i++) word = Math.imul(word ^ name.charCodeAt(i), 0x01000193);
    return new RandomStream(this.config.seed, word, this.island.evaluations, ++this.steps);
  }
}

/** A candidate's constants rounded one by one, and their error. */
export interface Rounded {
  readonly rounded: Float64Array;
  readonly error: number;
  readonly argmax: number;
}

function judgedOf(fitted: Fitted, { constants, error, argmax }: RefinedConstants): Judged {
  return { fitted: { ...fitted, constants }, error, argmax };
}
