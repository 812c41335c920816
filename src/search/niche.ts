/**
 * A niche: the programs of one operation count on one island, as a first-in first-out queue (regularized evolution:
 * Real et al., AAAI 2019), with one entry per structure, which keeps it diverse.
 */

import type { RandomStream } from '../numerics/random';
import type { Candidate } from './simplify';

export interface Member extends Candidate {
  /** Of the structure. */
  readonly hash: string;
  /** What the constants have beyond binary64, where the fit needed it. */
  readonly tails?: Float64Array;
  /** What selection compares: the error in the norm's unit on the search's own points. */
  readonly score: number;
}

export class Niche {
  private readonly capacity: number;
  private readonly members: Member[] = [];
  private readonly byHash = new Map<string, Member>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.members.length;
  }

  /**
   * A structure that is present already is replaced if the new constants are better, and becomes the youngest;
   * otherwise the newcomer is dropped. A new structure joins, and the oldest member leaves if there are too many.
   */
  add(member: Member): void {
    const present = this.byHash.get(member.hash);
    if (present !== undefined) {
      if (!(member.score < present.score)) return;
      this.members.splice(this.members.indexOf(present), 1);
    }
    this.members.push(member);
    this.byHash.set(member.hash, member);
    if (this.members.length > this.capacity) {
      const oldest = this.members.shift()!;
      this.byHash.delete(oldest.hash);
    }
  }

  /** The best of `size` members drawn with replacement; the niche must not be empty. */
  tournament(random: RandomStream, size: number): Member {
    let best = random.pick(this.members);
    for (let i = 1; i < size; i++) {
      const rival = random.pick(this.members);
      if (rival.score < best.score) best = rival;
    }
    return best;
  }

  /** The members, the oldest first. */
  list(): readonly Member[] {
    return this.members;
  }

  clear(): void {
    this.members.length = 0;
    this.byHash.clear();
  }
}
