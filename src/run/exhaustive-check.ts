/**
 * An exhaustive check shared by workers. Each takes a slice of consecutive numbers at a time, and the slices are put
 * together in their order: what comes out is what one worker would have found, however many there are.
 */

import type { Program } from '../program/program';
import type { BinadeScan, ExhaustiveSnapshot, ExhaustiveState, ScanService } from '../protocol/scan-service';
import type { Target } from '../targets/target';
import { EMPTY_BINADE_SCAN, mergeBinadeScans } from '../verification/binades';
import {
  exhaustiveError,
  planExhaustive,
  type ExhaustiveError,
  type ExhaustivePlan,
} from '../verification/exhaustive-plan';

export interface ExhaustiveCheckOptions {
  readonly target: Target;
  /** One whose constants are numbers of the target's format. */
  readonly program: Program;
  /** One per worker. */
  readonly scanners: readonly ScanService[];
  /** Called at most ten times a second, and at each change of state. */
  readonly onSnapshot?: (snapshot: ExhaustiveSnapshot) => void;
  /** Monotonic milliseconds, for pacing alone. */
  readonly now: () => number;
}

/** Milliseconds that a slice should take: how long a pause may have to wait. */
const AIM = 40;
const FIRST_SLICE = 2 ** 10;
const FIRST_FAST_SLICE = 2 ** 18;
const LARGEST_SLICE = 2 ** 22;
/** Slices of each worker that are left to the end, so that no worker waits long for the last one. */
const LAST_SLICES = 2;
const SNAPSHOT_MILLISECONDS = 100;

export class ExhaustiveCheck {
  readonly #options: ExhaustiveCheckOptions;
  readonly #plan: ExhaustivePlan;
  #state: ExhaustiveState = { kind: 'running' };
  #slice: number;
  /** Ordinal of the first number that nobody has taken yet. */
  #next: number;
  /** What was found from the first number on without a gap, and slices beyond by the ordinal they begin with. */
  #found: BinadeScan = EMPTY_BINADE_SCAN;
  readonly #ahead = new Map<number, BinadeScan>();
  #done = 0;
  #largest = -1;
  #misrounded = 0;
  #busy = 0;
  #gate: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #cancelled = false;
  #ranBefore = 0;
  #runningSince: number | null = null;
  #lastSnapshot = -Infinity;

  /** @throws ExhaustiveCheckError for targets that cannot be checked so */
  constructor(options: ExhaustiveCheckOptions) {
    if (options.scanners.length === 0) throw new RangeError('a check needs at least one worker');
    this.#options = options;
    this.#plan = planExhaustive(options.target);
    this.#next = this.#plan.first;
    this.#slice = this.#plan.fast ? FIRST_FAST_SLICE : FIRST_SLICE;
  }

  /**
   * Goes through all numbers. Rejects with ExhaustiveCheckError once `cancel` was called, and with what a worker's scan
   * rejects with, such as an OracleError where the function has no value.
   */
  async run(): Promise<ExhaustiveError> {
    const { target, program, scanners } = this.#options;
    this.#runningSince = this.#options.now();
    try {
      await Promise.all(scanners.map((scanner) => scanner.prepare(target, program)));
      this.#publish();
      await Promise.all(scanners.map((scanner) => this.#work(scanner)));
      this.#stopClock();
      const error = exhaustiveError(this.#plan, this.#found);
      this.#enter({ kind: 'finished', error });
      return error;
    } catch (thrown) {
      // The other workers are to take no further slices.
      const cancelled = this.#cancelled;
      this.#cancelled = true;
      this.#openGate();
      this.#stopClock();
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      this.#enter(cancelled ? { kind: 'cancelled' } : { kind: 'failed', message });
      throw thrown;
    }
  }

  /** Takes effect when every worker has finished its slice, within some hundredths of a second. */
  pause(): void {
    if (this.#state.kind !== 'running') return;
    this.#gate = new Promise((resolve) => {
      this.#wake = resolve;
    });
    this.#enter({ kind: 'pausing' });
    this.#notePause();
  }

  resume(): void {
    if (this.#state.kind !== 'paused' && this.#state.kind !== 'pausing') return;
    this.#runningSince ??= this.#options.now();
    this.#enter({ kind: 'running' });
    this.#openGate();
  }

  /** Ends the check; `run` then rejects. */
  cancel(): void {
    this.#cancelled = true;
    this.#openGate();
  }

  snapshot(): ExhaustiveSnapshot {
    const { total } = this.#plan;
    const seconds = this.#elapsed() / 1000;
    const done = this.#done;
    return {
      state: this.#state,
      done,
      total,
      seconds,
      secondsLeft: done === 0 ? null : (seconds * (total - done)) / done,
      maxError: done === 0 ? null : this.#largest,
      misrounded: this.#misrounded,
      workers: this.#options.scanners.length,
    };
  }

  async #work(scanner: ScanService): Promise<void> {
    while (this.#next <= this.#plan.last) {
      if (this.#gate !== null) await this.#gate;
      const range = this.#take();
      if (range === undefined) return;
      const [first, last] = range;
      const begun = this.#options.now();
      this.#busy++;
      const part = await scanner.scan(first, last);
      this.#busy--;
      this.#record(first, part);
      this.#pace(last - first + 1, this.#options.now() - begun);
      this.#notePause();
    }
  }

  /** The next slice, if there is any and it is wanted. */
  #take(): readonly [first: number, last: number] | undefined {
    if (this.#cancelled || this.#next > this.#plan.last) return undefined;
    const share = Math.ceil(
      (this.#plan.last - this.#next + 1) / (LAST_SLICES * this.#options.scanners.length),
    );
    const first = this.#next;
    const length = Math.min(this.#slice, Math.max(share, FIRST_SLICE));
    const last = Math.min(first + length - 1, this.#plan.last);
    this.#next = last + 1;
    return [first, last];
  }

  #record(first: number, part: BinadeScan): void {
    const { count, maxError, misrounded } = part.result;
    this.#done += count;
    this.#largest = Math.max(this.#largest, maxError);
    this.#misrounded += misrounded;
    this.#ahead.set(first, part);
    for (;;) {
      const begin = this.#plan.first + this.#found.result.count;
      const following = this.#ahead.get(begin);
      if (following === undefined) break;
      this.#ahead.delete(begin);
      this.#found = mergeBinadeScans(this.#found, following, this.#plan.target.format);
    }
    if (this.#options.now() - this.#lastSnapshot >= SNAPSHOT_MILLISECONDS) this.#publish();
  }

  /** Larger slices while they take less than the aim, smaller ones after one that took much longer. */
  #pace(length: number, milliseconds: number): void {
    if (length === this.#slice && milliseconds < AIM / 2) {
      this.#slice = Math.min(LARGEST_SLICE, 2 * this.#slice);
    } else if (milliseconds > 2 * AIM) {
      this.#slice = Math.max(FIRST_SLICE / 16, Math.floor(this.#slice / 2));
    }
  }

  /** The check is paused once no worker is at work. */
  #notePause(): void {
    if (this.#state.kind !== 'pausing' || this.#busy > 0) return;
    this.#stopClock();
    this.#enter({ kind: 'paused' });
  }

  #openGate(): void {
    this.#wake?.();
    this.#wake = null;
    this.#gate = null;
  }

  #elapsed(): number {
    const current = this.#runningSince === null ? 0 : this.#options.now() - this.#runningSince;
    return this.#ranBefore + current;
  }

  #stopClock(): void {
    this.#ranBefore = this.#elapsed();
    this.#runningSince = null;
  }

  #enter(state: ExhaustiveState): void {
    this.#state = state;
    this.#publish();
  }

  #publish(): void {
    this.#lastSnapshot = this.#options.now();
    this.#options.onSnapshot?.(this.snapshot());
  }
}
