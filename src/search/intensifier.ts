/**
 * Beside evolution, the neighbourhoods of an island's best programs are gone through in order: what is one step from a
 * best program is then found for certain, such as its form without an instruction that does nothing.
 */

import type { RandomStream } from '../numerics/random';
import { parityOf } from '../program/parity';
import type { SearchConfig } from './config';
import { costOf } from './cost';
import type { IslandState } from './island-state';
import { neighbourhood } from './neighbourhood';
import type { Member } from './niche';
import { packMembers, unpackMembers } from './packed-members';
import type { Candidate } from './simplify';

/** The neighbours of a program are worth another try when its error has come below this fraction. */
const MUCH_BETTER = 0.5;
/** Draws that a program must stay the best of its cost before its neighbours are tried: early ones are soon outdone. */
const SETTLED = 100;

interface Exploration {
  readonly member: Member;
  /** Written out when the first is drawn: most programs are outdone before. */
  neighbours: readonly Candidate[] | null;
  /** Neighbours tried; below 0 the draws to come before the first. */
  tried: number;
}

export class Intensifier {
  private readonly config: SearchConfig;
  private readonly byCost = new Map<number, Exploration>();

  constructor(config: SearchConfig) {
    this.config = config;
  }

  /** Takes note of the best program of a cost; only a new structure, or much better constants, are a reason to begin anew. */
  note(member: Member): void {
    const cost = costOf(member.structure, this.config.cost);
    const known = this.byCost.get(cost)?.member;
    if (known?.hash === member.hash && member.score > known.score * MUCH_BETTER) return;
    this.explore(cost, member, -SETTLED);
  }

  /** A neighbour that was not tried yet, of a cost drawn at random; null when all were. */
  next(random: RandomStream): Candidate | null {
    const open: Exploration[] = [];
    for (const exploration of this.inOrder()) {
      if (exploration.tried < 0) exploration.tried++;
      else if (exploration.tried < this.neighboursOf(exploration).length) open.push(exploration);
    }
    if (open.length === 0) return null;
    const exploration = random.pick(open);
    const neighbour = this.neighboursOf(exploration)[exploration.tried++]!;
    return { ...neighbour, constants: neighbour.constants.slice() };
  }

  clear(): void {
    this.byCost.clear();
  }

  state(): Pick<IslandState, 'explored' | 'neighboursTried'> {
    const explorations = this.inOrder();
    return {
      explored: packMembers(explorations.map(({ member }) => member)),
      neighboursTried: Int32Array.from(explorations, ({ tried }) => tried),
    };
  }

  /** @throws RangeError for what is no state of an island of this configuration */
  restore({ explored, neighboursTried }: Pick<IslandState, 'explored' | 'neighboursTried'>): void {
    const members = unpackMembers(explored);
    if (members.length !== neighboursTried.length)
      throw new RangeError('the programs explored are not as many as their places');
    this.clear();
    members.forEach((member, i) => {
      this.explore(costOf(member.structure, this.config.cost), member, neighboursTried[i]!);
    });
  }

  private explore(cost: number, member: Member, tried: number): void {
    this.byCost.set(cost, { member, neighbours: null, tried });
  }

  private neighboursOf(exploration: Exploration): readonly Candidate[] {
    exploration.neighbours ??= this.write(exploration.member);
    return exploration.neighbours;
  }

  private write(member: Member): readonly Candidate[] {
    const { opcodes, maxOps, constraints } = this.config;
    const neighbours = neighbourhood(member, opcodes, maxOps);
    const symmetry = constraints?.symmetry;
    return symmetry === undefined
      ? neighbours
      : neighbours.filter(({ structure }) => parityOf(structure) === symmetry);
  }

  private inOrder(): Exploration[] {
    return [...this.byCost].sort(([a], [b]) => a - b).map(([, exploration]) => exploration);
  }
}
