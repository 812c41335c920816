/**
 * The archive of a run: for each cost the best programs that the islands reported, and their polished
 * forms. What it holds depends on what was reported, not on the order of arrival.
 */

import type { FrontRow } from '../search/front';
import { structureHash } from '../program/hash';
import type { Program } from '../program/program';
import type { Measured } from '../protocol/oracle-service';
import type { ArchivedProgram, Sampled } from '../search/checkpoint';

/** Programs kept per cost, and of one structure: if the best turns out to hide a pole, the next takes its place. */
const KEPT = 4;
const KEPT_ALIKE = 2;
/** A refined error this much above the sampled one means that the sample points missed something. */
const FLATTERED = 4;

function compare(a: Sampled, b: Sampled): number {
  return a.error.value - b.error.value || a.island - b.island || a.evaluation - b.evaluation;
}

export class HallOfFame {
  private readonly rows = new Map<number, Sampled[]>();
  private readonly polished = new Map<Sampled, Measured>();

  /** What was reported before, by an island that went on from an earlier state, is known already. */
  add(sampled: Sampled): void {
    const row = this.rows.get(sampled.cost) ?? [];
    if (row.some((known) => compare(known, sampled) === 0)) return;
    const kept = bestOfEach([...row, sampled].sort(compare), KEPT_ALIKE).slice(0, KEPT);
    for (const dropped of row) if (!kept.includes(dropped)) this.polished.delete(dropped);
    this.rows.set(sampled.cost, kept);
  }

  setPolished(sampled: Sampled, measured: Measured): void {
    if (this.rows.get(sampled.cost)?.includes(sampled) === true) this.polished.set(sampled, measured);
  }

  state(): ArchivedProgram[] {
    return this.costs().flatMap((cost) =>
      this.rows.get(cost)!.map((sampled) => ({ sampled, polished: this.polished.get(sampled) ?? null })),
    );
  }

  restore(archive: readonly ArchivedProgram[]): void {
    for (const { sampled, polished } of archive) {
      this.add(sampled);
      if (polished !== null) this.setPolished(sampled, polished);
    }
  }

  /** The next program to polish, cheapest first: of each front row the best one that may hold. */
  nextToPolish(): Sampled | undefined {
    let envelope = Infinity;
    for (const cost of this.costs()) {
      for (const sampled of this.rows.get(cost) ?? []) {
        if (sampled.error.value >= envelope) break;
        const measured = this.polished.get(sampled);
        if (measured === undefined) return sampled;
        if (isFlattered(sampled, measured)) continue;
        envelope = Math.min(envelope, measured.error.value);
        break;
      }
    }
    return undefined;
  }

  /** Rows of strictly falling error. A program not yet polished stands with its sampled error. */
  front(): FrontRow[] {
    const front: FrontRow[] = [];
    let envelope = Infinity;
    for (const cost of this.costs()) {
      const row = this.bestOf(cost);
      if (row === undefined || !(row.error.value < envelope)) continue;
      envelope = row.error.value;
      front.push(row);
    }
    return front;
  }

  /**
   * Of each cost, in ascending order, the best programs of different structures, at most `count`: those whose error is
   * below `factor` times the best of all lower costs and of their own.
   */
  leaders(factor: number, count: number): Sampled[] {
    let envelope = Infinity;
    return this.costs().flatMap((cost) => {
      const errorOf = (sampled: Sampled): number =>
        (this.polished.get(sampled)?.error ?? sampled.error).value;
      const row = [...(this.rows.get(cost) ?? [])].sort((a, b) => errorOf(a) - errorOf(b) || compare(a, b));
      const bound = factor * Math.min(envelope, errorOf(row[0]!));
      if (!(errorOf(row[0]!) < factor * envelope)) return [];
      envelope = Math.min(envelope, errorOf(row[0]!));
      return bestOfEach(row, 1)
        .filter((sampled) => errorOf(sampled) < bound)
        .slice(0, count);
    });
  }

  /** The program as it was polished, or as reported. */
  programOf(sampled: Sampled): Program {
    return this.polished.get(sampled)?.program ?? sampled.program;
  }

  private bestOf(cost: number): FrontRow | undefined {
    let best: FrontRow | undefined;
    let settled = false;
    for (const sampled of this.rows.get(cost) ?? []) {
      const measured = this.polished.get(sampled);
      // Behind a program that holds, a sampled error tells nothing, but one that was polished may be better yet.
      if (settled && measured === undefined) continue;
      const row = rowOf(sampled, measured);
      if (best === undefined || row.error.value < best.error.value) best = row;
      settled ||= measured === undefined || !isFlattered(sampled, measured);
    }
    return best;
  }

  private costs(): number[] {
    return [...this.rows.keys()].sort((a, b) => a - b);
  }
}

/** Of a sorted row the first `count` of each structure. Taking them from part of a row leaves out none of the whole's. */
function bestOfEach(row: readonly Sampled[], count: number): Sampled[] {
  const met = new Map<string, number>();
  return row.filter(({ program }) => {
    const key = structureHash(program);
    met.set(key, (met.get(key) ?? 0) + 1);
    return met.get(key)! <= count;
  });
}

function isFlattered(sampled: Sampled, measured: Measured): boolean {
  return !(measured.error.value <= FLATTERED * sampled.error.value);
}

function rowOf(sampled: Sampled, measured: Measured | undefined): FrontRow {
  return {
    ops: sampled.ops,
    cost: sampled.cost,
    program: measured?.program ?? sampled.program,
    error: measured?.error ?? sampled.error,
    foundAt: {
      evaluation: sampled.evaluation,
      seconds: sampled.seconds,
      island: sampled.island,
    },
  };
}
