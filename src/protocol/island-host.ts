/**
 * Messages between the coordinator of a run and the workers that hold its islands. Types only.
 * All methods are called through comlink; errors cross as Error with their message.
 */

import type { CpuEngine, CpuPreference } from '../evaluation/cpu-engine';
import type { GpuPreference, GpuReport } from '../evaluation/gpu-report';
import type { SearchTables } from '../oracle/labels';
import type { Program } from '../program/program';
import type { SearchConfig } from '../search/config';
import type { IslandState } from '../search/island-state';
import type { Target } from '../targets/target';

export interface IslandSetup {
  readonly target: Target;
  readonly config: SearchConfig;
  readonly tables: SearchTables;
  /** The islands this worker holds, by number. */
  readonly islands: readonly number[];
  readonly gpu: GpuPreference;
  /** `auto` where absent. */
  readonly cpu?: CpuPreference;
  /** Programs to start from, over the configuration's opcodes and within its operation count. */
  readonly seeds?: readonly Program[];
  /** States from which islands go on, in the order of `islands`; they begin where absent. */
  readonly states?: readonly IslandState[];
  /** The sign that this worker heeds, in shared memory: see run/right-of-way.ts. */
  readonly sign?: Int32Array;
}

/**
 * The engine a user asks for. `auto`: what is measured to be fastest, on CPU and GPU. `wasm`, `typescript`: that one, and no
 * GPU. `gpu`: the GPU wherever it is exact, and the CPU for the rest.
 */
export type EnginePreference = 'auto' | 'wasm' | 'typescript' | 'gpu';

/** What the worker found itself able to use. */
export interface EngineReport {
  readonly cpu: CpuEngine;
  /** Why this one: what was measured or chosen. */
  readonly cpuReason: string;
  readonly gpu: GpuReport;
}

export type { CpuEngine, CpuPreference, GpuPreference, GpuReport };

/** A program as islands exchange it: constants are pairs of binary64 numbers at most, the error is sampled. */
export interface Migrant {
  readonly program: Program;
  readonly error: number;
}

export interface IslandImprovement {
  readonly ops: number;
  /** In the units of the search's cost model. */
  readonly cost: number;
  readonly program: Program;
  /** Maximum over the validation points, in the target's norm. */
  readonly error: number;
  readonly argmax: number;
  /** Evaluations this island had done when it was found. */
  readonly evaluation: number;
}

export interface IslandReport {
  readonly island: number;
  /** Total evaluations of this island so far. */
  readonly evaluations: number;
  /** Proposals that were dropped because their structure had been fitted often enough. */
  readonly duplicates: number;
  /** How often the island has started anew. */
  readonly restarts: number;
  /** Rows of the island's own front that improved during this call. */
  readonly improvements: readonly IslandImprovement[];
}

export interface IslandHost {
  configure(setup: IslandSetup): Promise<EngineReport>;
  /** Runs one island for `evaluations` fits. */
  advance(island: number, evaluations: number): Promise<IslandReport>;
  /** The island's best program of each cost, for the island that collects. */
  emigrants(island: number): Promise<readonly Migrant[]>;
  immigrate(island: number, migrants: readonly Migrant[]): Promise<void>;
  /** What an island is between two calls; a new one set up with it goes on as this one would. */
  state(island: number): Promise<IslandState>;
  gpuReport(): Promise<GpuReport>;
}
