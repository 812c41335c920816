/**
 * Keeps the runs of the page: each run's summary and last checkpoint go to the store as they come, one write at a time.
 * What the store cannot do is told, and never stops a run.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunRequest } from '../client/engine';
import type { RunLocks } from '../client/run-locks';
import { MAX_NAME_LENGTH } from '../persistence/run-limits';
import type { KeptState, RunSummary } from '../persistence/run-record';
import type { RunStore } from '../persistence/run-store';
import type { KeptTrust } from '../persistence/trust-document';
import { RunStoreError, type RunStoreFailure } from '../persistence/run-store-error';
import type { RunSnapshot, RunState } from '../protocol/run';
import type { RunCheckpoint } from '../search/checkpoint';
import type { FrontRow } from '../search/front';
import { describeTarget } from '../targets/parse';
import { messageOf } from './errors';

/** Who keeps a run that is under way. */
export interface RunWatch {
  hear: (snapshot: RunSnapshot) => void;
  checkpoint: (checkpoint: RunCheckpoint) => void;
  /** The page turns to something else; a run that was under way is kept as paused. */
  release: () => void;
}

/** A stored run as it is shown while nothing runs. */
export interface DormantRun {
  readonly request: RunRequest;
  readonly front: readonly FrontRow[];
  readonly seeded: boolean;
  /** Paused, finished or failed. */
  readonly state: RunState;
  readonly evaluations: number;
  readonly duplicates: number;
  readonly seconds: number;
  /** Goes on with a paused one. */
  resume: () => void;
  stop: () => void;
  release: () => void;
}

export interface RunKeeping {
  /** Begins to keep a new run. */
  begin: (request: RunRequest) => RunWatch;
  /** The rows of the run on show are marked: it has ended, or is paused. */
  mark: (front: readonly FrontRow[]) => void;
}

export interface KeepingProblem {
  readonly failure: RunStoreFailure;
  readonly message: string;
  /** Seconds of running after which nothing was saved any more. */
  readonly seconds: number;
}

export interface KeepingState {
  /** The run that the page has: under way, paused or last ended. */
  readonly id: string | null;
  /** Why it is not saved; null while it is. */
  readonly problem: KeepingProblem | null;
  /** Counts the changes to what is stored. */
  readonly changes: number;
}

export interface KeepingOptions {
  readonly store: RunStore;
  readonly locks: RunLocks;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A name that no other run has: digits, small letters and hyphens. */
  readonly newId: () => string;
  /** What tells this page from others that write. */
  readonly writer: string;
}

export interface KeepingStore extends StoreApi<KeepingState>, RunKeeping {
  /** Goes on keeping a stored run whose lock is held. */
  goOn: (summary: RunSummary, unlock: () => void) => RunWatch;
  /** Says that the page shows this run, or none. */
  show: (id: string | null) => void;
  changed: () => void;
  /** What is known of the programs of the run on show has changed. */
  trusted: (trust: readonly KeptTrust[]) => void;
  /** Tells whoever keeps the run its new name. */
  renamed: (id: string, name: string) => void;
}

export function createKeeping(options: KeepingOptions): KeepingStore {
  const state = createStore<KeepingState>()(() => ({ id: null, problem: null, changes: 0 }));
  const report = {
    problem: (id: string, problem: KeepingProblem | null): void => {
      if (state.getState().id === id) state.setState({ problem });
    },
    changed: (): void => state.setState({ changes: state.getState().changes + 1 }),
  };
  const show = (id: string | null): void => state.setState({ id, problem: null });
  let current: Keeper | null = null;

  /** Changes what is stored of the run on show, whether or not it is under way. */
  const amend = (
    change: Pick<Partial<RunSummary>, 'front' | 'trust'>,
    put: (id: string) => Promise<void>,
  ): void => {
    const { id } = state.getState();
    if (id === null) return;
    const keeper = current;
    keeper?.amend(id, change);
    const write = async (): Promise<void> => {
      // Not while what the run has said last is being written.
      await keeper?.written();
      await put(id);
    };
    write().then(report.changed, (error: unknown) => {
      const failure = error instanceof RunStoreError ? error.failure : 'failed';
      report.problem(id, { failure, message: messageOf(error), seconds: 0 });
    });
  };

  return {
    ...state,
    show,
    changed: report.changed,
    begin: (request) => {
      const summary = newSummary(request, options.newId(), options.now());
      show(summary.id);
      current = new Keeper(summary, options, report, options.locks.acquire(summary.id));
      return current;
    },
    goOn: (summary, unlock) => {
      show(summary.id);
      current = new Keeper(summary, options, report, Promise.resolve(unlock));
      return current;
    },
    renamed: (id, name) => current?.rename(id, name),
    mark: (front) => amend({ front }, (id) => options.store.putFront(id, front)),
    trusted: (trust) => amend({ trust }, (id) => options.store.putTrust(id, trust)),
  };
}

interface Report {
  problem: (id: string, problem: KeepingProblem | null) => void;
  changed: () => void;
}

class Keeper implements RunWatch {
  private readonly options: KeepingOptions;
  private readonly report: Report;
  private readonly unlock: Promise<(() => void) | null>;
  private summary: RunSummary;
  private checkpointToWrite: RunCheckpoint | undefined;
  private dirty = false;
  private writing: Promise<void> | null = null;
  /** The first write takes the run over from whoever wrote it before. */
  private claimed = false;
  private lost = false;
  private released = false;
  private savedSeconds: number;

  constructor(
    summary: RunSummary,
    options: KeepingOptions,
    report: Report,
    unlock: Promise<(() => void) | null>,
  ) {
    this.summary = summary;
    this.options = options;
    this.report = report;
    this.unlock = unlock;
    this.savedSeconds = summary.seconds;
    this.write();
  }

  hear({ state, front, evaluations, duplicates, seconds, seeded }: RunSnapshot): void {
    const kept = keptState(state);
    const changed = kept.kind !== this.summary.state.kind;
    this.summary = { ...this.summary, state: kept, front, evaluations, duplicates, seconds, seeded };
    // Between checkpoints only a change of state is worth a write.
    if (changed) this.write();
    if (kept.kind === 'finished' || kept.kind === 'failed') this.end();
  }

  checkpoint(checkpoint: RunCheckpoint): void {
    this.checkpointToWrite = checkpoint;
    this.write();
  }

  rename(id: string, name: string): void {
    if (id === this.summary.id) this.summary = { ...this.summary, name };
  }

  amend(id: string, change: Pick<Partial<RunSummary>, 'front' | 'trust'>): void {
    if (id === this.summary.id) this.summary = { ...this.summary, ...change };
  }

  /** When all that was to be written is. */
  async written(): Promise<void> {
    while (this.writing !== null) await this.writing;
  }

  release(): void {
    if (this.released) return;
    if (this.summary.state.kind === 'running') {
      this.summary = { ...this.summary, state: { kind: 'paused' } };
      this.write();
    }
    this.end();
  }

  private end(): void {
    if (this.released) return;
    this.released = true;
    void (async () => {
      await this.written();
      (await this.unlock)?.();
      this.report.changed();
    })();
  }

  private write(): void {
    if (this.lost) return;
    this.dirty = true;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
      if (this.dirty && !this.lost) this.write();
    });
  }

  /** What comes while a write is under way is written after it, the last of it only. */
  private async writeAll(): Promise<void> {
    this.dirty = false;
    const { store, writer, now } = this.options;
    const summary = { ...this.summary, updated: now() };
    const checkpoint = this.checkpointToWrite;
    try {
      await store.put(summary, checkpoint, writer, !this.claimed);
      this.claimed = true;
      this.savedSeconds = summary.seconds;
      if (this.checkpointToWrite === checkpoint) this.checkpointToWrite = undefined;
      this.report.problem(summary.id, null);
      this.report.changed();
    } catch (error) {
      const failure = error instanceof RunStoreError ? error.failure : 'failed';
      if (failure === 'taken') this.lost = true;
      const { savedSeconds: seconds } = this;
      this.report.problem(summary.id, { failure, message: messageOf(error), seconds });
    }
  }
}

function keptState(state: RunState): KeptState {
  switch (state.kind) {
    case 'paused':
      return { kind: 'paused' };
    case 'finished':
      return { kind: 'finished', reason: state.reason };
    case 'failed':
      return { kind: 'failed', message: state.message.slice(0, 4000) };
    default:
      return { kind: 'running' };
  }
}

function newSummary(request: RunRequest, id: string, created: number): RunSummary {
  const { target, config, budget, workers, gpu, cpu = 'auto', seeds = [] } = request;
  return {
    ...{ id, created, updated: created, target, config, budget, workers, cpu, gpu, seeds },
    name: describeTarget(target).slice(0, MAX_NAME_LENGTH),
    seeded: seeds.length > 0,
    state: { kind: 'running' },
    ...{ evaluations: 0, duplicates: 0, seconds: 0, front: [] },
  };
}
