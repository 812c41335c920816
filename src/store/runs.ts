/** The runs that are kept, and what can be done with them. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunRequest } from '../client/engine';
import type { RunLocks } from '../client/run-locks';
import type { StorageUse } from '../client/storage-use';
import { isKeptRun, MAX_IMPORT_LENGTH } from '../persistence/import-limits';
import { MAX_NAME_LENGTH } from '../persistence/run-limits';
import type { RunRecord, RunSummary } from '../persistence/run-record';
import type { RunList, RunStore, StoredRun } from '../persistence/run-store';
import { RunStoreError } from '../persistence/run-store-error';
import type { RunState } from '../protocol/run';
import type { Budget } from '../search/config';
import { describeTarget } from '../targets/parse';
import { draftOf } from './draft';
import { messageOf } from './errors';
import type { DormantRun, KeepingStore } from './run-keeping';
import { recallTrust } from './keep-trust';
import type { TrustStore } from './trust';
import type { WorkbenchState } from './workbench';

/** A tab that was closed a moment ago may still hold a lock. */
const LOCK_TRIES = 10;
const LOCK_PAUSE = 150;
/** Without locks, a run that was written so many milliseconds ago may be under way in another tab. */
const STALE = 15_000;

export interface RunsState {
  /** The latest first; null until they have been read. */
  readonly runs: readonly StoredRun[] | null;
  readonly damaged: readonly string[];
  /** Runs that this tab or another has: they are not interrupted. */
  readonly held: ReadonlySet<string>;
  readonly use: StorageUse | null;
  /** Why the last thing that was asked for could not be done. */
  readonly problem: string | null;
  /** A run that nobody goes on with, found when the page was opened. */
  readonly interrupted: RunSummary | null;

  readonly refresh: () => Promise<void>;
  /** Shows a run; one that was interrupted is shown as paused. */
  readonly open: (id: string) => Promise<void>;
  /** Goes on with a run: an unfinished one within its budget, a finished one with so much more of it. */
  readonly continueRun: (id: string, more?: number) => Promise<void>;
  /** Puts a run's target and settings into the draft. */
  readonly duplicate: (id: string) => void;
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** The run as a file; null where it could not be read. */
  readonly exportRun: (id: string) => Promise<{ readonly name: string; readonly text: string } | null>;
  /** Takes a run in under a name of its own, which is the answer; null where the text is no such run. */
  readonly importRun: (text: string) => Promise<string | null>;
  /** Removes what finished runs need to be continued, and keeps what they found. */
  readonly free: () => Promise<void>;
  readonly dismissInterrupted: () => void;
  /**
   * What a page does first: the run of this tab, which was reloaded, goes on; of the runs of others, those that were
   * interrupted are pointed out. With a link to open it only looks.
   */
  readonly resumeAtStart: (tabRun: string | null, hasLink: boolean) => Promise<void>;
}

export interface RunsOptions {
  readonly store: RunStore;
  readonly keeping: KeepingStore;
  readonly workbench: StoreApi<WorkbenchState>;
  readonly locks: RunLocks;
  readonly storageUse: () => Promise<StorageUse | null>;
  readonly newId: () => string;
  readonly now: () => number;
  readonly writer: string;
  /** Where what is known of a run's programs is noted again. */
  readonly trust?: TrustStore;
}

/** Can be gone on with: it has a checkpoint, or had not come to one yet. */
export function canContinue({ summary, hasCheckpoint }: StoredRun): boolean {
  return hasCheckpoint || summary.evaluations === 0;
}

/** What has been used up of a budget, in its unit. */
export function usedOf({ budget, evaluations, seconds }: RunSummary): number {
  return budget.kind === 'seconds' ? seconds : evaluations;
}

/** Bytes that `free` would give back. */
export function freeableBytes(runs: readonly StoredRun[]): number {
  return runs
    .filter(({ summary, hasCheckpoint }) => hasCheckpoint && summary.state.kind === 'finished')
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

export function createRunsStore(options: RunsOptions): StoreApi<RunsState> {
  const { store, keeping, workbench, locks } = options;

  return createStore<RunsState>()((set, get) => {
    /** Runs what may fail; the reason is shown. */
    const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
      try {
        const result = await work();
        set({ problem: null });
        return result;
      } catch (error) {
        set({ problem: messageOf(error) });
        return null;
      }
    };

    const refresh = async (): Promise<void> => {
      const [list, held, use] = await Promise.all([store.list(), locks.held(), options.storageUse()]);
      adopt(list);
      set({ held, use });
    };

    const adopt = ({ runs, damaged }: RunList): void => set({ runs, damaged });

    const recordOf = async (id: string): Promise<RunRecord> => {
      const record = await store.get(id);
      if (record === undefined) throw new RunStoreError('failed', 'this run is no longer there');
      return record;
    };

    const lock = async (id: string): Promise<() => void> => {
      for (let i = 0; i < LOCK_TRIES; i++) {
        const unlock = await locks.acquire(id);
        if (unlock !== null) return unlock;
        await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE));
      }
      throw new RunStoreError('taken', 'another tab of this browser has this run: go on with it there');
    };

    const recall = (summary: RunSummary): void => {
      if (options.trust !== undefined) recallTrust(options.trust, summary);
    };

    /** The run begins or goes on; its lock is held. */
    const launch = (record: RunRecord, unlock: () => void, change: Partial<RunSummary> = {}): void => {
      const summary: RunSummary = { ...record.summary, ...change, state: { kind: 'running' } };
      const { checkpoint } = record;
      const { launch: begin } = workbench.getState();
      begin(
        requestOf(summary),
        {
          seeded: summary.seeded,
          known: summary.front,
          ...(checkpoint === null ? {} : { from: checkpoint }),
        },
        // Only now: what the page had before is put away by the launch's caller first.
        keeping.goOn(summary, unlock),
      );
      workbench.getState().edit(draftOf(workbench.getState().draft, summary.target, summary));
      recall(summary);
    };

    /** Shows a run that is not under way; its lock is held while it can go on. */
    const showDormant = (record: RunRecord, unlock: () => void): void => {
      const { summary } = record;
      const state = dormantState(summary);
      let holding = true;
      const release = (): void => {
        if (holding) unlock();
        holding = false;
      };
      const dormant: DormantRun = {
        request: requestOf(summary),
        front: summary.front,
        seeded: summary.seeded,
        state,
        evaluations: summary.evaluations,
        duplicates: summary.duplicates,
        seconds: summary.seconds,
        resume: () => {
          holding = false;
          launch(record, unlock);
        },
        stop: () => {
          const stopped = { ...summary, state: { kind: 'finished', reason: 'stopped' } } as const;
          void attempt(() => store.put(stopped, undefined, options.writer, true)).then(release);
          keeping.changed();
        },
        release,
      };
      workbench.getState().showRun(dormant);
      keeping.show(summary.id);
      recall(summary);
      // Only what can be resumed need be kept from others.
      if (state.kind !== 'paused') release();
    };

    const stored = (id: string): StoredRun | undefined =>
      get().runs?.find(({ summary }) => summary.id === id);

    keeping.subscribe((now, before) => {
      if (now.changes !== before.changes && get().runs !== null) void attempt(refresh);
    });

    return {
      runs: null,
      damaged: [],
      held: new Set(),
      use: null,
      problem: null,
      interrupted: null,

      refresh: async () => {
        await attempt(refresh);
      },

      open: async (id) => {
        // What the page runs itself is what it shows.
        if (keeping.getState().id === id) return;
        await attempt(async () => {
          const record = await recordOf(id);
          showDormant(record, await lock(id));
        });
      },

      continueRun: async (id, more = 0) => {
        await attempt(async () => {
          if (keeping.getState().id === id && workbench.getState().run.state.kind === 'paused') {
            workbench.getState().resume();
            return;
          }
          const record = await recordOf(id);
          const { summary } = record;
          if (record.checkpoint === null && summary.evaluations > 0)
            throw new RunStoreError('failed', 'what this run needs to be continued was removed');
          const budget = more > 0 ? extended(summary, more) : summary.budget;
          // A larger budget is its user's doing.
          launch(record, await lock(id), { budget, seeded: summary.seeded || more > 0 });
        });
      },

      duplicate: (id) => {
        const summary = stored(id)?.summary;
        const { draft, edit } = workbench.getState();
        if (summary !== undefined) edit(draftOf(draft, summary.target, summary));
      },

      rename: async (id, name) => {
        const given = name.trim().slice(0, MAX_NAME_LENGTH);
        const summary = stored(id)?.summary;
        if (summary === undefined) return;
        await attempt(async () => {
          const chosen = given === '' ? describeTarget(summary.target).slice(0, MAX_NAME_LENGTH) : given;
          keeping.renamed(id, chosen);
          await store.rename(id, chosen);
        });
        keeping.changed();
      },

      remove: async (id) => {
        await attempt(() => store.delete(id));
        keeping.changed();
      },

      exportRun: (id) =>
        attempt(async () => {
          const { writeRunFile } = await import('../persistence/run-record');
          const record = await recordOf(id);
          return { name: fileNameOf(record.summary), text: writeRunFile(record) };
        }),

      importRun: async (text) => {
        const id = await attempt(async () => {
          const { readRunFile } = await import('../persistence/run-record');
          if (!isKeptRun(text)) await refuseOther(text);
          const { summary, checkpoint } = readRunFile(text);
          const state = dormantState(summary);
          const { trust: _claimed, ...stated } = summary;
          const taken: RunSummary = {
            ...stated,
            id: options.newId(),
            updated: options.now(),
            // Where it comes from is not known, and what is said to be proved of it is not taken over.
            seeded: true,
            state: state.kind === 'paused' ? { kind: 'paused' } : summary.state,
          };
          await store.put(taken, checkpoint, options.writer, true);
          return taken.id;
        });
        keeping.changed();
        return id;
      },

      free: async () => {
        await attempt(async () => {
          for (const { summary, hasCheckpoint } of get().runs ?? [])
            if (hasCheckpoint && summary.state.kind === 'finished') await store.dropCheckpoint(summary.id);
        });
        keeping.changed();
      },

      dismissInterrupted: () => set({ interrupted: null }),

      resumeAtStart: async (tabRun, hasLink) => {
        let list: RunList;
        try {
          list = await store.list();
        } catch {
          // Nothing is kept here; the first run says so.
          return;
        }
        const held = await locks.held();
        const mine = list.runs.find(({ summary }) => summary.id === tabRun);
        if (mine !== undefined && !hasLink) {
          await attempt(async () => {
            const record = await recordOf(mine.summary.id);
            const unlock = await lock(mine.summary.id);
            if (record.summary.state.kind === 'running') launch(record, unlock);
            else showDormant(record, unlock);
          });
          return;
        }
        const isLost = ({ id, state, updated }: RunSummary): boolean =>
          state.kind === 'running' && !held.has(id) && (locks.shared || options.now() - updated > STALE);
        const lost = list.runs.find(({ summary }) => isLost(summary));
        if (lost !== undefined) set({ interrupted: lost.summary });
      },
    };
  });
}

/** Says of a file that is no kept run what it is, where the page can take it in otherwise. */
async function refuseOther(text: string): Promise<void> {
  const { importForm } = await import('../persistence/imported');
  const form = importForm(text.slice(0, MAX_IMPORT_LENGTH));
  if (form === 'certificate' || form === 'claim' || form === 'permalink' || text.includes('"front"'))
    throw new Error(
      `this is ${form === 'run' ? 'the JSON of a search' : `a ${form}`}, not a run as it is kept: Import shows it`,
    );
}

/** What a stored run is while nobody runs it. */
function dormantState({ state }: RunSummary): Exclude<RunState, { kind: 'idle' | 'preparing' | 'running' }> {
  return state.kind === 'running' ? { kind: 'paused' } : state;
}

function requestOf(summary: RunSummary): RunRequest {
  const { target, config, budget, workers, cpu, gpu, seeds } = summary;
  return { target, config, budget, workers, cpu, gpu, ...(seeds.length === 0 ? {} : { seeds }) };
}

/** The budget with so much more than what has been used of it. */
function extended(summary: RunSummary, more: number): Budget {
  const used = usedOf(summary);
  return summary.budget.kind === 'seconds'
    ? { kind: 'seconds', seconds: Math.round(used + more) }
    : { kind: 'evaluations', evaluations: used + Math.round(more) };
}

function fileNameOf({ name, created }: RunSummary): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const day = new Date(created).toISOString().slice(0, 10);
  return `${plain === '' ? 'run' : plain}-${day}.ulpforge.json`;
}
