/**
 * A run: it hands out islands to workers, keeps time and budget, lets programs migrate, gathers what is found and has
 * it polished. It knows workers only as objects with asynchronous methods, so it serves page and command line alike.
 *
 * With a budget of evaluations the final front depends on target, configuration and budget alone: islands exchange
 * programs at fixed evaluation counts, and the number of workers decides only who does the work.
 */

import { isFiniteFormat } from '../numerics/format';
import { formatSignificant } from '../numerics/number-text';
import type { SearchTables } from '../oracle/labels';
import type {
  CpuPreference,
  EngineReport,
  GpuPreference,
  IslandHost,
  IslandReport,
} from '../protocol/island-host';
import type { OracleService } from '../protocol/oracle-service';
import type { RunSnapshot, RunState } from '../protocol/run';
import type { Program } from '../program/program';
import type { RunCheckpoint } from '../search/checkpoint';
import type { Budget } from '../search/config';
import type { IslandState } from '../search/island-state';
import { Checkpointer } from './checkpointer';
import { FrontPolish, type FrontPolishOptions } from './front-polish';
import { HallOfFame } from './hall-of-fame';
import { IslandTallies } from './island-tallies';
import { migrate } from './migration';
import { Rate } from './rate';

export interface RunOptions extends FrontPolishOptions {
  /** Of the whole run, what was done before a checkpoint included. */
  readonly budget: Budget;
  /** Programs to start from, over the configuration's opcodes and within its operation count. */
  readonly seeds?: readonly Program[];
  /** Where to go on from: one of a run of the same target, configuration and seeds. */
  readonly from?: RunCheckpoint;
  /** Whether the run rests on what its user gave it, seeds or a stored run, beside target and configuration. */
  readonly seeded?: boolean;
  /** One per worker; islands are dealt to them in turn. */
  readonly hosts: readonly IslandHost[];
  readonly oracle: Pick<OracleService, 'tables' | 'polish'>;
  readonly gpu?: GpuPreference;
  readonly cpu?: CpuPreference;
  /** Called at most ten times a second, and at each change of state. */
  readonly onSnapshot?: (snapshot: RunSnapshot) => void;
  /**
   * Called every few seconds of running, when the run is paused, and before it ends. Hands out what must not be changed;
   * a run that is not asked for checkpoints takes none.
   */
  readonly onCheckpoint?: (checkpoint: RunCheckpoint) => void;
  /** Monotonic milliseconds: for pacing and for budgets in seconds. */
  readonly now: () => number;
}

/** How a run is cut up, in evaluations. */
interface Pace {
  /** Per call to a worker: how long a pause may have to wait. A multiple of the scoring batch. */
  readonly slice: number;
  /** What an island does between migrations. */
  readonly epoch: number;
}
const REAL_PACE: Pace = { slice: 1024, epoch: 32 * 1024 };
/** With the refining of constants that goes with them, evaluations in a finite format take some thirty times as long. */
const FINITE_PACE: Pace = { slice: 128, epoch: 1024 };
const SNAPSHOT_MILLISECONDS = 100;
/** A slice may come between: checkpoints are at most five seconds apart. */
const CHECKPOINT_MILLISECONDS = 4000;

export class RunCoordinator {
  private readonly options: RunOptions;
  private readonly hall = new HallOfFame();
  private readonly polish: FrontPolish;
  private readonly done: number[];
  private readonly duplicates: number[];
  private readonly rate: Rate;
  private readonly tallies: IslandTallies;
  private readonly pace: Pace;
  private checkpointer: Checkpointer | null = null;
  private epoch = 1;
  private state: RunState = { kind: 'idle' };
  private engine: EngineReport | null = null;
  private stopped = false;
  private expired = false;
  private wake: (() => void) | null = null;
  private gate: Promise<void> | null = null;
  private waiting = 0;
  private busyWorkers = 0;
  private polishing: Promise<void> | null = null;
  private ranBefore = 0;
  private runningSince: number | null = null;
  private lastSnapshot = -Infinity;
  private validationPoints = 0;
  private failure: Error | null = null;

  constructor(options: RunOptions) {
    if (options.hosts.length === 0) throw new RangeError('a run needs at least one worker');
    this.options = options;
    this.polish = new FrontPolish(this.hall, options);
    this.done = new Array<number>(options.config.islands).fill(0);
    this.duplicates = new Array<number>(options.config.islands).fill(0);
    this.rate = new Rate(options.now);
    this.tallies = new IslandTallies(options.config.islands, options.now);
    this.pace = isFiniteFormat(options.target.format) ? FINITE_PACE : REAL_PACE;
    const { from } = options;
    if (from === undefined) return;
    if (from.islands.length !== options.config.islands)
      throw new RangeError('the checkpoint is of another number of islands');
    this.done = from.islands.map(({ evaluations }) => evaluations);
    this.duplicates = from.islands.map(({ duplicates }) => duplicates);
    this.epoch = from.epoch;
    this.ranBefore = from.seconds * 1000;
    this.hall.restore(from.archive);
    this.tallies.restore(
      from.islands,
      from.archive.map(({ sampled }) => sampled),
    );
  }

  /** Runs to the end of the budget or until `stop`; resolves with the last snapshot, failed runs included. */
  async start(): Promise<RunSnapshot> {
    if (this.state.kind !== 'idle') throw new Error('a run starts once');
    try {
      const tables = await this.computeLabels();
      if (tables !== null) {
        this.enter({ kind: 'preparing', step: 'starting engines' });
        this.validationPoints = tables.validation.x.length;
        await this.configureHosts(tables);
        this.runningSince = this.options.now();
        this.checkpointer = this.createCheckpointer();
        this.enter({ kind: 'running' });
        await this.evolve();
      }
      this.stopClock();
      await this.polishing;
      if (this.failure !== null) throw this.failure;
      while (await this.polish.one()) this.publish();
      if (isFiniteFormat(this.options.target.format)) await this.refineFront();
      await this.checkpointer?.take();
      this.enter({ kind: 'finished', reason: this.stopped ? 'stopped' : 'budget' });
    } catch (error) {
      this.stopClock();
      this.enter({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
    return this.snapshot();
  }

  /** Takes effect when every worker has finished its slice. */
  pause(): void {
    if (this.state.kind !== 'running') return;
    this.gate = new Promise((resolve) => {
      this.wake = resolve;
    });
    this.enter({ kind: 'pausing' });
  }

  resume(): void {
    if (this.state.kind !== 'paused' && this.state.kind !== 'pausing') return;
    this.runningSince ??= this.options.now();
    this.rate.reset();
    this.tallies.resetRates();
    this.enter({ kind: 'running' });
    this.openGate();
  }

  /** Ends the run early; what was found is still polished. */
  stop(): void {
    this.stopped = true;
    this.openGate();
  }

  snapshot(): RunSnapshot {
    return {
      state: this.state,
      front: this.hall.front(),
      evaluations: sum(this.done),
      evaluationsPerSecond: this.rate.perSecond(),
      duplicates: sum(this.duplicates),
      islands: this.tallies.progress(),
      seconds: this.elapsed() / 1000,
      workers: this.options.hosts.length,
      engine: this.engine,
      seeded: this.isSeeded(),
    };
  }

  /** The target's tables, or null when the run was stopped before they were there. */
  private async computeLabels(): Promise<SearchTables | null> {
    this.enter({ kind: 'preparing', step: 'computing labels' });
    const watch = (done: number, total: number): boolean => {
      const step = `computing labels ${grouped(done)} of ${grouped(total)}`;
      // The last answers may come when the tables are there already.
      if (this.state.kind === 'preparing' && this.isDue()) this.enter({ kind: 'preparing', step });
      return !this.stopped;
    };
    try {
      const tables = await this.options.oracle.tables(this.options.target, watch);
      return this.stopped ? null : tables;
    } catch (error) {
      if (this.stopped) return null;
      throw error;
    }
  }

  private async configureHosts(tables: SearchTables): Promise<void> {
    const { target, config, hosts, gpu = 'auto', cpu = 'auto', seeds = [], from } = this.options;
    const reports = await Promise.all(
      hosts.map((host, w) => {
        const islands = this.islandsOf(w);
        const states = from === undefined ? {} : { states: islands.map((i) => from.islands[i]!) };
        return host.configure({ target, config, tables, islands, gpu, cpu, seeds, ...states });
      }),
    );
    this.engine = reports[0] ?? null;
  }

  private islandsOf(worker: number): number[] {
    const { config, hosts } = this.options;
    const all = Array.from({ length: config.islands }, (_, i) => i);
    return all.filter((i) => i % hosts.length === worker);
  }

  private hostOf(island: number): IslandHost {
    const { hosts } = this.options;
    return hosts[island % hosts.length]!;
  }

  /** Evaluations island i may do in all. */
  private allowance(island: number): number {
    const { budget, config } = this.options;
    if (budget.kind === 'seconds') return Infinity;
    const share = Math.floor(budget.evaluations / config.islands);
    return share + (island < budget.evaluations % config.islands ? 1 : 0);
  }

  private async evolve(): Promise<void> {
    while (!this.isOver()) {
      const goals = this.done.map((_, i) => Math.min(this.epoch * this.pace.epoch, this.allowance(i)));
      await Promise.all(this.options.hosts.map((_, w) => this.advanceWorker(w, goals)));
      if (this.done.every((count, i) => count >= this.allowance(i))) return;
      if (this.isOver()) return;
      const exchange = async (): Promise<void> => {
        const { target, config } = this.options;
        await migrate(target, config, (island) => this.hostOf(island));
        this.epoch++;
      };
      await (this.checkpointer === null ? exchange() : this.checkpointer.exclude(exchange));
    }
  }

  private isOver(): boolean {
    const { budget } = this.options;
    if (budget.kind === 'seconds' && this.elapsed() >= budget.seconds * 1000) this.expired = true;
    return this.stopped || this.expired;
  }

  /** Advances the islands of one worker in turn, a slice at a time, to their goals. */
  private async advanceWorker(worker: number, goals: readonly number[]): Promise<void> {
    const host = this.options.hosts[worker]!;
    const islands = this.islandsOf(worker);
    this.busyWorkers++;
    while (islands.some((i) => this.done[i]! < goals[i]!)) {
      for (const island of islands) {
        const left = goals[island]! - this.done[island]!;
        if (left <= 0) continue;
        await this.waitWhilePaused();
        if (this.isOver()) break;
        this.checkpointer?.beginSlice(worker);
        this.record(await host.advance(island, Math.min(this.pace.slice, left)));
        this.checkpointer?.endSlice(worker);
      }
      if (this.isOver()) break;
    }
    this.busyWorkers--;
    this.notePause();
  }

  private async waitWhilePaused(): Promise<void> {
    if (this.gate === null) return;
    this.waiting++;
    this.notePause();
    await this.gate;
    this.waiting--;
  }

  /** The run is paused once every worker that still has work waits. */
  private notePause(): void {
    if (this.state.kind !== 'pausing' || this.waiting < this.busyWorkers) return;
    this.stopClock();
    this.enter({ kind: 'paused' });
    this.checkpointer?.take().catch((error: unknown) => this.failWith(error));
  }

  private openGate(): void {
    this.wake?.();
    this.wake = null;
    this.gate = null;
  }

  private record(report: IslandReport): void {
    const before = this.done[report.island]!;
    this.done[report.island] = report.evaluations;
    this.duplicates[report.island] = report.duplicates;
    this.rate.add(report.evaluations - before);
    const seconds = this.elapsed() / 1000;
    this.tallies.record(report, seconds);
    for (const { ops, cost, program, error, argmax, evaluation } of report.improvements) {
      this.hall.add({
        ops,
        cost,
        program,
        error: {
          kind: 'sampled',
          value: error,
          text: formatSignificant(error, 15),
          argmax,
          points: this.validationPoints,
        },
        island: report.island,
        evaluation,
        seconds,
      });
    }
    this.polishing ??= this.polishNext();
    if (this.isDue()) this.publish();
  }

  /** One program at a time, while the islands go on. */
  private async polishNext(): Promise<void> {
    try {
      await this.polish.one();
    } catch (error) {
      this.failWith(error);
    }
    this.polishing = null;
  }

  private failWith(error: unknown): void {
    this.failure = error instanceof Error ? error : new Error(String(error));
    this.stop();
  }

  private createCheckpointer(): Checkpointer | null {
    const { hosts, now, onCheckpoint } = this.options;
    if (onCheckpoint === undefined) return null;
    return new Checkpointer({
      hosts,
      islandsOf: (worker) => this.islandsOf(worker),
      now,
      every: CHECKPOINT_MILLISECONDS,
      onStates: (islands) => onCheckpoint(this.checkpointWith(islands)),
    });
  }

  private checkpointWith(islands: readonly IslandState[]): RunCheckpoint {
    return { epoch: this.epoch, seconds: this.elapsed() / 1000, islands, archive: this.hall.state() };
  }

  private isSeeded(): boolean {
    const { seeds = [], seeded = false } = this.options;
    return seeded || seeds.length > 0;
  }

  private refineFront(): Promise<void> {
    return this.polish.atLength(
      () => this.stopped,
      (done, of) => this.enter({ kind: 'refining', done, of }),
    );
  }

  private elapsed(): number {
    const current = this.runningSince === null ? 0 : this.options.now() - this.runningSince;
    return this.ranBefore + current;
  }

  private stopClock(): void {
    this.ranBefore = this.elapsed();
    this.runningSince = null;
  }

  /** Whether it is time for another snapshot. */
  private isDue(): boolean {
    return this.options.now() - this.lastSnapshot >= SNAPSHOT_MILLISECONDS;
  }

  private enter(state: RunState): void {
    this.state = state;
    this.publish();
  }

  private publish(): void {
    this.lastSnapshot = this.options.now();
    this.options.onSnapshot?.(this.snapshot());
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** 1234567 as 1,234,567. */
function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
