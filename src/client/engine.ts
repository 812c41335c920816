/** What the page can ask of the engine: runs, and questions about a program. */

import type { BaselineService } from '../protocol/baseline-service';
import type { CertificateService } from '../protocol/certificate-service';
import type { CpuPreference, GpuPreference } from '../protocol/island-host';
import type { OracleService } from '../protocol/oracle-service';
import type { Program } from '../program/program';
import type { RunSnapshot } from '../protocol/run';
import type { ExhaustiveSnapshot } from '../protocol/scan-service';
import type { TargetService } from '../protocol/target-service';
import type { RunCheckpoint } from '../search/checkpoint';
import type { Budget, SearchConfig } from '../search/config';
import type { Target } from '../targets/target';

export interface RunRequest {
  readonly target: Target;
  readonly config: SearchConfig;
  readonly budget: Budget;
  readonly workers: number;
  readonly gpu: GpuPreference;
  /** `auto` unless told. */
  readonly cpu?: CpuPreference;
  /** Programs of the user's to start from. */
  readonly seeds?: readonly Program[];
}

/** How a run begins that does not begin with nothing, and who keeps it. */
export interface RunStart {
  readonly from?: RunCheckpoint;
  /** Whether it goes on from what its user gave it. */
  readonly seeded?: boolean;
  /** Called every few seconds, at pauses and at the end with what it takes to go on. */
  readonly onCheckpoint?: (checkpoint: RunCheckpoint) => void;
}

/** A run under way. The calls are idempotent and change nothing once the run has ended. */
export interface RunControl {
  pause(): void;
  resume(): void;
  stop(): void;
}

/** A check of every number of the target's interval. */
export interface CheckRequest {
  readonly target: Target;
  /** One whose constants are numbers of the target's format. */
  readonly program: Program;
  /** One for each processor unless told. */
  readonly workers?: number;
}

/** A check under way. The calls are idempotent and change nothing once it has ended. */
export interface CheckControl {
  pause(): void;
  resume(): void;
  cancel(): void;
}

export interface Engine {
  /** Starts a run; `onSnapshot` is called at 10 Hz at most, the last time with `finished` or `failed`. */
  startRun(request: RunRequest, onSnapshot: (snapshot: RunSnapshot) => void, start?: RunStart): RunControl;
  /**
   * Starts an exhaustive check; `onSnapshot` is called at 10 Hz at most, the last time with `finished`, `cancelled` or
   * `failed`.
   * @throws ExhaustiveCheckError for targets that cannot be checked so
   */
  checkExhaustively(request: CheckRequest, onSnapshot: (snapshot: ExhaustiveSnapshot) => void): CheckControl;
  /** The baselines beside a front, computed on a worker of their own. */
  readonly baselines: BaselineService;
  /** Certificates, made on a worker of their own: they may take many seconds. */
  readonly certificates: CertificateService;
  /** Reads and draws targets, apart from the page's own thread: an expression may be slow to check. */
  readonly targets: TargetService;
  /** An oracle of its own for the page's questions, so that they never wait behind those of a run. */
  readonly oracle: OracleService;
}
