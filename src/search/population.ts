/** Who lives on an island, and who becomes a parent: what tells one search algorithm from another. */

import type { RandomStream } from '../numerics/random';
import type { SearchConfig } from './config';
import { costOf, type CostModel } from './cost';
import { Niche, type Member } from './niche';
import { NondominatedPopulation, type SelectionState } from './nondominated';

export interface Population {
  add(member: Member): void;
  /** A parent, or a mate; null while there is none. */
  draw(random: RandomStream): Member | null;
  clear(): void;
  state(): PopulationState;
  /** Makes this population, which must be one of the same configuration, the one of the state. */
  restore(state: PopulationState): void;
}

export interface PopulationState {
  /** In an order that tells their ages. */
  readonly members: readonly Member[];
  /** What the selection of a population without niches knows of them; null where there is none. */
  readonly selection: SelectionState | null;
}

export function createPopulation(config: SearchConfig): Population {
  switch (config.algorithm) {
    case 'nsga2':
      return new NondominatedPopulation(config.nicheCapacity * config.maxOps, config.cost);
    case 'random':
      return NOBODY;
    case 'regularized':
      return config.ablated.includes('niches') ? new SingleQueue(config) : new NichedPopulation(config);
  }
}

/** A random search keeps no population: every proposal starts from nothing. */
const NOBODY: Population = {
  add: () => undefined,
  draw: () => null,
  clear: () => undefined,
  state: () => ({ members: [], selection: null }),
  restore: () => undefined,
};

/** A niche per cost; a parent is the winner of a tournament in a niche drawn at random. */
class NichedPopulation implements Population {
  private readonly capacity: number;
  private readonly tournamentSize: number;
  private readonly cost: CostModel;
  private readonly byCost = new Map<number, Niche>();
  /** Those of byCost in ascending order of cost, so that a draw does not depend on who came first. */
  private inhabited: readonly Niche[] = [];

  constructor({ nicheCapacity, tournamentSize, cost }: SearchConfig) {
    this.capacity = nicheCapacity;
    this.tournamentSize = tournamentSize;
    this.cost = cost;
  }

  add(member: Member): void {
    this.nicheOf(costOf(member.structure, this.cost)).add(member);
  }

  draw(random: RandomStream): Member | null {
    if (this.inhabited.length === 0) return null;
    return random.pick(this.inhabited).tournament(random, this.tournamentSize);
  }

  clear(): void {
    this.byCost.clear();
    this.inhabited = [];
  }

  state(): PopulationState {
    return { members: this.inhabited.flatMap((niche) => niche.list()), selection: null };
  }

  restore({ members }: PopulationState): void {
    this.clear();
    for (const member of members) this.add(member);
  }

  private nicheOf(cost: number): Niche {
    const known = this.byCost.get(cost);
    if (known !== undefined) return known;
    const niche = new Niche(this.capacity);
    this.byCost.set(cost, niche);
    const ascending = [...this.byCost].sort(([a], [b]) => a - b);
    this.inhabited = ascending.map(([, inhabitant]) => inhabitant);
    return niche;
  }
}

/** All costs in one queue, of as many programs as the niches hold together. */
class SingleQueue implements Population {
  private readonly queue: Niche;
  private readonly tournamentSize: number;

  constructor({ nicheCapacity, maxOps, tournamentSize }: SearchConfig) {
    this.queue = new Niche(nicheCapacity * maxOps);
    this.tournamentSize = tournamentSize;
  }

  add(member: Member): void {
    this.queue.add(member);
  }

  draw(random: RandomStream): Member | null {
    return this.queue.size === 0 ? null : this.queue.tournament(random, this.tournamentSize);
  }

  clear(): void {
    this.queue.clear();
  }

  state(): PopulationState {
    return { members: [...this.queue.list()], selection: null };
  }

  restore({ members }: PopulationState): void {
    this.clear();
    for (const member of members) this.add(member);
  }
}
