/**
 * A run of an enumeration: every structure of 0, 1, 2 ... operations is fitted, size by size, the parts of each dealt to
 * workers as they come free. What is found depends on target, opcodes, operations and starts alone, not on the workers.
 */

import type { CpuPreference } from '../evaluation/cpu-engine';
import { isFiniteFormat } from '../numerics/format';
import type { SearchTables } from '../oracle/labels';
import type { Opcode } from '../program/opcode';
import type {
  EnumeratedProgram,
  EnumerationHost,
  EnumerationPart,
  EnumerationPartReport,
} from '../protocol/enumeration-host';
import type { Measured, OracleService } from '../protocol/oracle-service';
import { MAX_ENUMERATED_OPERATIONS } from '../search/enumeration';
import type { Target } from '../targets/target';
import { compareEnumerated, KEPT_ENUMERATED } from './enumeration-host';

export interface EnumerationOptions {
  /** Of the format `real`: constants are fitted in exact arithmetic. */
  readonly target: Target;
  readonly opcodes: readonly Opcode[];
  /** 0 to MAX_ENUMERATED_OPERATIONS. */
  readonly maxOps: number;
  /** 1 to MAX_STARTS. */
  readonly starts: number;
  /** One per worker. */
  readonly hosts: readonly EnumerationHost[];
  readonly oracle: Pick<OracleService, 'tables' | 'polish'>;
  readonly cpu?: CpuPreference;
  readonly onProgress?: (progress: EnumerationProgress) => void;
  /** Asked some forty times a second; false ends the run with what was found so far. */
  readonly isWanted?: () => boolean;
}

export interface EnumerationProgress {
  /** The size under way, and what is done of it. */
  readonly ops: number;
  readonly structures: number;
  readonly fits: number;
  readonly partsDone: number;
  readonly parts: number;
  readonly levels: readonly EnumerationLevel[];
}

/** What came of one operation count. */
export interface EnumerationLevel {
  readonly ops: number;
  readonly structures: number;
  readonly fits: number;
  /** Whether all structures of this size and of all smaller ones were fitted. */
  readonly complete: boolean;
  /** The best by sampled error, of those that may beat fewer operations; the best first. */
  readonly candidates: readonly EnumeratedProgram[];
  /** The best of the candidates once polished; null where there is none. */
  readonly best: Measured | null;
}

export interface EnumerationResult {
  readonly opcodes: readonly Opcode[];
  readonly starts: number;
  readonly levels: readonly EnumerationLevel[];
  readonly complete: boolean;
}

export const MAX_STARTS = 1024;
/** Parts of a large size: each takes some seconds. */
const MOST_PARTS = 128;
const POLISHED = 4;

/** The run cannot be: a target or a size that is not for enumeration. */
export class EnumerationError extends Error {
  override readonly name = 'EnumerationError';
}

/** @throws EnumerationError for a finite format, and sizes or starts out of bounds */
export async function runEnumeration(options: EnumerationOptions): Promise<EnumerationResult> {
  check(options);
  const { target, opcodes, maxOps, starts, hosts, oracle, cpu = 'auto', isWanted = () => true } = options;
  const levels: EnumerationLevel[] = [];
  const tables = await tablesOf(oracle, target, isWanted);
  if (tables === null) return { opcodes, starts, levels, complete: false };
  await Promise.all(hosts.map((host) => host.configureEnumeration({ opcodes, tables, starts, cpu })));
  let envelope = Infinity;
  for (let ops = 0; ops <= maxOps && isWanted(); ops++) {
    const level = await new LevelRun(options, ops, envelope, levels).run();
    levels.push(level);
    if (!level.complete) break;
    envelope = Math.min(envelope, level.best?.error.value ?? Infinity);
  }
  return { opcodes, starts, levels, complete: levels.length > maxOps && levels.every((l) => l.complete) };
}

/** The target's tables, or null when they were not wanted any more. */
async function tablesOf(
  oracle: EnumerationOptions['oracle'],
  target: Target,
  isWanted: () => boolean,
): Promise<SearchTables | null> {
  try {
    return await oracle.tables(target, isWanted);
  } catch (error) {
    if (!isWanted()) return null;
    throw error;
  }
}

function check({ target, maxOps, starts, hosts, opcodes }: EnumerationOptions): void {
  if (isFiniteFormat(target.format)) {
    throw new EnumerationError(
      `structures are enumerated for the format real, where constants can be fitted, not for ${target.format}`,
    );
  }
  const isWithin = (n: number, least: number, most: number): boolean =>
    Number.isInteger(n) && n >= least && n <= most;
  if (!isWithin(maxOps, 0, MAX_ENUMERATED_OPERATIONS))
    throw new EnumerationError(`the operations must be 0 to ${MAX_ENUMERATED_OPERATIONS}, not ${maxOps}`);
  if (!isWithin(starts, 1, MAX_STARTS))
    throw new EnumerationError(`the starts must be 1 to ${MAX_STARTS}, not ${starts}`);
  if (opcodes.length === 0) throw new EnumerationError('there are no opcodes to enumerate');
  if (hosts.length === 0) throw new EnumerationError('an enumeration needs at least one worker');
}

/** All structures of one size. */
class LevelRun {
  private readonly options: EnumerationOptions;
  private readonly ops: number;
  private readonly envelope: number;
  private readonly before: readonly EnumerationLevel[];
  private readonly parts: number;
  private readonly reports: EnumerationPartReport[] = [];
  /** What the parts under way have done so far. */
  private readonly underWay = new Map<number, { readonly structures: number; readonly fits: number }>();
  private next = 0;

  constructor(
    options: EnumerationOptions,
    ops: number,
    envelope: number,
    before: readonly EnumerationLevel[],
  ) {
    this.options = options;
    this.ops = ops;
    this.envelope = envelope;
    this.before = before;
    this.parts = ops < 4 ? 1 : MOST_PARTS;
  }

  async run(): Promise<EnumerationLevel> {
    const { hosts, oracle, target } = this.options;
    await Promise.all(hosts.map((host) => this.serve(host)));
    const { structures, fits } = this.progress();
    const complete = this.reports.length === this.parts && this.reports.every((report) => report.complete);
    const candidates = this.reports
      .flatMap(({ best }) => best)
      .sort(compareEnumerated)
      .slice(0, KEPT_ENUMERATED);
    let best: Measured | null = null;
    for (const { program } of candidates.slice(0, POLISHED)) {
      const polished = await oracle.polish(target, program);
      if (best === null || polished.error.value < best.error.value) best = polished;
    }
    return { ops: this.ops, structures, fits, complete, candidates, best };
  }

  private async serve(host: EnumerationHost): Promise<void> {
    while (this.next < this.parts && this.isWanted()) {
      const part: EnumerationPart = {
        ops: this.ops,
        part: this.next++,
        parts: this.parts,
        envelope: this.envelope,
      };
      const report = await host.fitPart(part, (structures, fits) => {
        // The last word of a part may come when its report is there already.
        if (this.underWay.get(part.part)?.structures !== -1)
          this.underWay.set(part.part, { structures, fits });
        this.tell();
        return this.isWanted();
      });
      this.underWay.set(part.part, { structures: -1, fits: 0 });
      this.reports.push(report);
      this.tell();
    }
  }

  private isWanted(): boolean {
    return this.options.isWanted?.() ?? true;
  }

  private tell(): void {
    this.options.onProgress?.(this.progress());
  }

  private progress(): EnumerationProgress {
    const under = [...this.underWay.values()].filter(({ structures }) => structures >= 0);
    const all = [...this.reports, ...under];
    return {
      ops: this.ops,
      structures: all.reduce((sum, { structures }) => sum + structures, 0),
      fits: all.reduce((sum, { fits }) => sum + fits, 0),
      partsDone: this.reports.length,
      parts: this.parts,
      levels: this.before,
    };
  }
}
