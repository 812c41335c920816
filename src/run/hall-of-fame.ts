/**
 * The archive of a run: for each cost the best programs that the islands reported, and their polished
 * forms. What it holds depends on what was reported, not on the order of arrival.
 */

import type { FrontRow } from '../search/front';
import type { Program } from '../program/program';
import type { Measured } from '../protocol/oracle-service';
import type { ArchivedProgram, Sampled } from '../search/checkpoint';

/** Programs kept per cost: if the best turns out to hide a pole, the next takes its place. */
const KEPT = 4;
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
    const kept = [...row, sampled].sort(compare).slice(0, KEPT);
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

  /** The best of each cost whose error is below `factor` times the best of all lower costs, in ascending order of cost. */
  leaders(factor: number): Sampled[] {
    let envelope = Infinity;
    return this.costs().flatMap((cost) => {
      const row = this.rows.get(cost) ?? [];
      const errors = row.map((sampled) => (this.polished.get(sampled)?.error ?? sampled.error).value);
      const least = Math.min(...errors);
      if (!(least < factor * envelope)) return [];
      envelope = Math.min(envelope, least);
      return [row[errors.indexOf(least)]!];
    });
  }

  /** The program as it was polished, or as reported. */
  programOf(sampled: Sampled): Program {
    return this.polished.get(sampled)?.program ?? sampled.program;
  }

  private bestOf(cost: number): FrontRow | undefined {
    let best: FrontRow | undefined;
    for (const sampled of this.rows.get(cost) ?? []) {
      const measured = this.polished.get(sampled);
      const row = rowOf(sampled, measured);
      if (best === undefined || row.error.value < best.error.value) best = row;
      if (measured === undefined || !isFlattered(sampled, measured)) break;
    }
    return best;
  }

  private costs(): number[] {
    return [...this.rows.keys()].sort((a, b) => a - b);
  }
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
