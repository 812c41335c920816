/**
 * NSGA-II's selection (Deb, Pratap, Agarwal, Meyarivan: IEEE Transactions on Evolutionary Computation 6, 2002): parents
 * and children together are sorted into fronts of programs that do not dominate one another in cost and error; the
 * first fronts survive, of the last one those in the emptiest neighbourhood.
 */

import type { RandomStream } from '../numerics/random';
import { costOf, type CostModel } from './cost';
import type { Member } from './niche';

interface Individual {
  readonly member: Member;
  readonly cost: number;
  /** Number of its front, from 0. */
  rank: number;
  /** Crowding distance within the front; Infinity at its ends. */
  distance: number;
}

/** What a selection has made of the members, in their order. */
export interface SelectionState {
  /** How many of the first members are survivors of the last selection. */
  readonly parents: number;
  readonly ranks: Float64Array;
  readonly distances: Float64Array;
}

export class NondominatedPopulation {
  private readonly capacity: number;
  private readonly cost: CostModel;
  /** Survivors of the last generation, and after them the children since. */
  private individuals: Individual[] = [];
  private parents = 0;
  private readonly byHash = new Map<string, Individual>();

  /** @param capacity programs that survive a generation; as many children make the next */
  constructor(capacity: number, cost: CostModel) {
    this.capacity = capacity;
    this.cost = cost;
  }

  /** One entry per structure, that with the best constants. */
  add(member: Member): void {
    const present = this.byHash.get(member.hash);
    if (present !== undefined) {
      if (!(member.score < present.member.score)) return;
      const place = this.individuals.indexOf(present);
      this.individuals.splice(place, 1);
      if (place < this.parents) this.parents--;
    }
    const cost = costOf(member.structure, this.cost);
    const individual: Individual = { member, cost, rank: 0, distance: Infinity };
    this.individuals.push(individual);
    this.byHash.set(member.hash, individual);
    if (this.individuals.length >= 2 * this.capacity) this.select();
  }

  /** The winner of a binary tournament among the survivors: the lower front, then the greater distance. */
  draw(random: RandomStream): Member | null {
    if (this.individuals.length === 0) return null;
    // Until the first selection there are only children, and all are parents.
    const count = this.parents === 0 ? this.individuals.length : this.parents;
    const a = this.individuals[random.below(count)]!;
    const b = this.individuals[random.below(count)]!;
    return (precedes(a, b) ? a : b).member;
  }

  clear(): void {
    this.individuals = [];
    this.parents = 0;
    this.byHash.clear();
  }

  state(): { readonly members: readonly Member[]; readonly selection: SelectionState } {
    return {
      members: this.individuals.map(({ member }) => member),
      selection: {
        parents: this.parents,
        ranks: Float64Array.from(this.individuals, ({ rank }) => rank),
        distances: Float64Array.from(this.individuals, ({ distance }) => distance),
      },
    };
  }

  /** @throws RangeError for a selection that is not of these members */
  restore(state: { readonly members: readonly Member[]; readonly selection: SelectionState | null }): void {
    const { members, selection } = state;
    const [count, ranks, distances] = [members.length, selection?.ranks, selection?.distances];
    if (ranks?.length !== count || distances?.length !== count || !(selection!.parents <= count))
      throw new RangeError('a selection that is not of these programs');
    this.individuals = members.map((member, i) => ({
      member,
      cost: costOf(member.structure, this.cost),
      rank: ranks[i]!,
      distance: distances[i]!,
    }));
    this.parents = selection!.parents;
    this.byHash.clear();
    for (const individual of this.individuals) this.byHash.set(individual.member.hash, individual);
  }

  private select(): void {
    const survivors: Individual[] = [];
    for (const front of fronts(this.individuals)) {
      crowd(front);
      const room = this.capacity - survivors.length;
      if (front.length > room) front.sort((a, b) => b.distance - a.distance);
      survivors.push(...front.slice(0, room));
      if (survivors.length === this.capacity) break;
    }
    this.individuals = survivors;
    this.parents = survivors.length;
    this.byHash.clear();
    for (const individual of survivors) this.byHash.set(individual.member.hash, individual);
  }
}

function precedes(a: Individual, b: Individual): boolean {
  return a.rank === b.rank ? a.distance > b.distance : a.rank < b.rank;
}

/**
 * Fronts in order, each sorted by cost. With two objectives one pass suffices: in order of cost, then score, a program
 * belongs to the first front whose last member has a higher score.
 */
function fronts(individuals: readonly Individual[]): Individual[][] {
  const ordered = [...individuals].sort((a, b) => a.cost - b.cost || a.member.score - b.member.score);
  const found: Individual[][] = [];
  for (const individual of ordered) {
    const place = found.findIndex((front) => individual.member.score < front.at(-1)!.member.score);
    individual.rank = place < 0 ? found.length : place;
    if (place < 0) found.push([individual]);
    else found[place]!.push(individual);
  }
  return found;
}

/** Distances to the neighbours along a front sorted by cost; scores enter by their rank, for they span many decades. */
function crowd(front: Individual[]): void {
  const costs = front.at(-1)!.cost - front[0]!.cost;
  front.forEach((individual, i) => {
    const before = front[i - 1];
    const after = front[i + 1];
    individual.distance =
      before === undefined || after === undefined || costs === 0
        ? Infinity
        : (after.cost - before.cost) / costs + 2 / front.length;
  });
}
