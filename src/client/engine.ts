/** What the page can ask of the engine: runs, and questions about a program. */

import type { GpuPreference } from '../protocol/island-host';
import type { OracleService } from '../protocol/oracle-service';
import type { RunSnapshot } from '../protocol/run';
import type { Budget, SearchConfig } from '../search/config';
import type { Target } from '../targets/target';

export interface RunRequest {
  readonly target: Target;
  readonly config: SearchConfig;
  readonly budget: Budget;
  readonly workers: number;
  readonly gpu: GpuPreference;
}

/** A run under way. The calls are idempotent and change nothing once the run has ended. */
export interface RunControl {
  pause(): void;
  resume(): void;
  stop(): void;
}

export interface Engine {
  /** Starts a run; `onSnapshot` is called at 10 Hz at most, the last time with `finished` or `failed`. */
  startRun(request: RunRequest, onSnapshot: (snapshot: RunSnapshot) => void): RunControl;
  /** An oracle of its own for the page's questions, so that they never wait behind those of a run. */
  readonly oracle: OracleService;
}
