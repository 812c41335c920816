/** Messages between a run of an enumeration and the workers that fit its structures. Types only. */

import type { CpuPreference } from '../evaluation/cpu-engine';
import type { SearchTables } from '../oracle/labels';
import type { Opcode } from '../program/opcode';
import type { Program } from '../program/program';

export interface EnumerationSetup {
  readonly opcodes: readonly Opcode[];
  readonly tables: SearchTables;
  /** From how many starts each structure is fitted. */
  readonly starts: number;
  /** `auto` where absent. */
  readonly cpu?: CpuPreference;
}

/** One of several parts into which the structures of one operation count are dealt. */
export interface EnumerationPart {
  readonly ops: number;
  readonly part: number;
  readonly parts: number;
  /** The best error at fewer operations: only what beats it is told. Infinity where there is none. */
  readonly envelope: number;
}

export interface EnumeratedProgram {
  readonly ops: number;
  readonly program: Program;
  /** Maximum over the sample points, in the target's norm. */
  readonly error: number;
  readonly argmax: number;
  /** The name of the structure: decides between equal errors. */
  readonly hash: string;
}

export interface EnumerationPartReport {
  readonly structures: number;
  readonly fits: number;
  /** The best of different structures, the best first. */
  readonly best: readonly EnumeratedProgram[];
  /** False when the watch did not want the part any more. */
  readonly complete: boolean;
}

/** Told what is done so far of the part; its answer says whether to go on. */
export type EnumerationWatch = (structures: number, fits: number) => boolean | Promise<boolean>;

/** Part of what a search worker offers. */
export interface EnumerationHost {
  configureEnumeration(setup: EnumerationSetup): Promise<void>;
  /** Fits every structure of a part, or those before the watch did not want it any more. */
  fitPart(part: EnumerationPart, watch: EnumerationWatch): Promise<EnumerationPartReport>;
}
