/**
 * One island: a niche per operation count, evolved by regularized evolution (Real et al., arXiv 2312.08472 and AAAI
 * 2019) over structures whose constants are fitted. All that happens on it follows from its seed, its number, the
 * tables and the migrants it received: not from the clock, nor from which worker it is on.
 */

import type { FitEngine, FitSettings } from '../evaluation/fit-engine';
import { affineConstants } from '../fitting/affine';
import { RandomStream } from '../numerics/random';
import { hashOfCanonical } from '../program/hash';
import type { Opcode } from '../program/opcode';
import type { SearchConfig } from './config';
import { FitCounts } from './fit-counts';
import { emptyGenome, genomeOf } from './genome';
import { mutate, redrawConstants, type MutationContext } from './mutation';
import { insertNeutrally } from './neutral-insertion';
import { Niche, type Member } from './niche';
import { simplify, type Candidate } from './simplify';

/** A candidate whose constants are fitted and which waits for its score. */
export interface Fitted extends Candidate {
  readonly hash: string;
  /** Largest error over the training points, in binary64. */
  readonly fitError: number;
}

/** Share of children that are their parent with all constants drawn anew. */
const FRESH_CONSTANTS = 0.5;
const NEUTRAL_INSERTION = 0.1;
/** A structure fitted n times is fitted again with probability about REFITS / (REFITS + n). */
const REFITS = 16;
const LEAST_REFIT_CHANCE = 0.02;
/** Evaluations without any row improving after which an island starts anew. */
const STAGNATION = 120_000;

const FIT: FitSettings = {
  steps: 14,
  extendBelow: Infinity,
  extendedSteps: 80,
  lawsonBelow: Infinity,
  lawsonSteps: 12,
};
/** An improvement by less than this fraction is the same fit again. */
const LEAD = 1e-3;
const EXTEND_WITHIN = 3000;
const LAWSON_WITHIN = 30;

export class Island {
  private readonly config: SearchConfig;
  private readonly engine: FitEngine;
  private readonly allowed: ReadonlySet<Opcode>;
  private readonly niches: readonly Niche[];
  private readonly number: number;
  private random: RandomStream;
  private counts = new FitCounts();
  /** Best member of each operation count since the last restart. */
  private best: (Member | undefined)[] = [];
  private restarts = 0;
  private lastImprovement = 0;
  evaluations = 0;
  duplicates = 0;

  constructor(number: number, config: SearchConfig, engine: FitEngine) {
    this.number = number;
    this.config = config;
    this.engine = engine;
    this.allowed = new Set(config.opcodes);
    this.niches = Array.from({ length: config.maxOps + 1 }, () => new Niche(config.nicheCapacity));
    this.random = new RandomStream(config.seed, number, 0);
  }

  /** Proposes children until one is to be fitted, and fits it: one evaluation. */
  next(): Fitted {
    if (this.evaluations - this.lastImprovement > STAGNATION) this.restart();
    this.evaluations++;
    for (;;) {
      const candidate = this.propose();
      if (candidate === null || candidate.structure.instructions.length > this.config.maxOps) continue;
      const hash = hashOfCanonical(candidate.structure);
      const fits = this.counts.get(hash);
      if (!this.random.chance(Math.max(REFITS / (REFITS + fits), LEAST_REFIT_CHANCE))) {
        this.duplicates++;
        continue;
      }
      this.counts.increment(hash);
      return { ...candidate, hash, fitError: this.fit(candidate) };
    }
  }

  /** Whether this score would make a candidate the best of its operation count since the last restart. */
  wouldLead({ structure }: Candidate, score: number): boolean {
    const incumbent = this.best[structure.instructions.length];
    return score < (incumbent?.score ?? Infinity) * (1 - LEAD);
  }

  /** Enters a fitted candidate with its score; true if it is now the best of its operation count. */
  accept({ structure, constants, hash }: Fitted, score: number): boolean {
    if (!(score < Infinity)) return false;
    const member: Member = { structure, constants, hash, score };
    return this.enter(member);
  }

  /** The best of each operation count, for a neighbour. */
  emigrants(): readonly Member[] {
    return this.best.filter((member) => member !== undefined);
  }

  immigrate(members: readonly Member[]): void {
    for (const member of members) {
      if (member.structure.instructions.length <= this.config.maxOps) this.enter(member);
    }
  }

  private enter(member: Member): boolean {
    const ops = member.structure.instructions.length;
    this.niches[ops]!.add(member);
    if (!this.wouldLead(member, member.score)) return false;
    this.best[ops] = member;
    this.lastImprovement = this.evaluations;
    return true;
  }

  private propose(): Candidate | null {
    const parent = this.drawMember();
    const genome = parent === null ? emptyGenome() : genomeOf(parent.structure, parent.constants);
    const context: MutationContext = {
      random: this.random,
      opcodes: this.config.opcodes,
      mate: () => this.drawMember(),
    };
    if (parent !== null && parent.constants.length > 0 && this.random.chance(FRESH_CONSTANTS)) {
      redrawConstants(genome, this.random);
      return { structure: parent.structure, constants: Float64Array.from(genome.constants) };
    }
    if (!this.random.chance(NEUTRAL_INSERTION) || !insertNeutrally(genome, context)) mutate(genome, context);
    return simplify(genome, this.allowed);
  }

  /** The winner of a tournament in a niche drawn at random; null while the island is empty. */
  private drawMember(): Member | null {
    const inhabited = this.niches.filter((niche) => niche.size > 0);
    if (inhabited.length === 0) return null;
    return this.random.pick(inhabited).tournament(this.random, this.config.tournamentSize);
  }

  private fit({ structure, constants }: Candidate): number {
    const envelope = this.envelope(structure.instructions.length);
    return this.engine.fit(structure, constants, affineConstants(structure), {
      ...FIT,
      extendBelow: envelope * EXTEND_WITHIN,
      lawsonBelow: envelope * LAWSON_WITHIN,
    });
  }

  /** The best score with at most `ops` operations. */
  private envelope(ops: number): number {
    let envelope = Infinity;
    for (let n = 0; n <= ops; n++) envelope = Math.min(envelope, this.best[n]?.score ?? Infinity);
    return envelope;
  }

  private restart(): void {
    this.restarts++;
    this.random = new RandomStream(this.config.seed, this.number, this.restarts);
    this.counts = new FitCounts();
    this.best = [];
    this.lastImprovement = this.evaluations;
    for (const niche of this.niches) niche.clear();
  }
}
