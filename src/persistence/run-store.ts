/**
 * Runs in IndexedDB. Summary and checkpoint of a run are written in one transaction, so that what is stored is always
 * whole: where the space does not suffice, what was there stays. A run has one writer at a time; whoever takes it over
 * makes the writes of the one before fail.
 */

import type { RunCheckpoint } from '../search/checkpoint';
import type { FrontRow } from '../search/front';
import { readCheckpoint, writeCheckpoint } from './checkpoint-document';
import {
  completionOf,
  openDatabase,
  resultOf,
  type Database,
  type DatabaseFactory,
  type Transaction,
} from './indexed-db';
import { migrate, type Migration } from './migrations';
import {
  checked,
  readSummary,
  RUN_MIGRATIONS,
  RUN_VERSION,
  RunRecordError,
  writeSummary,
  type RunRecord,
  type RunSummary,
} from './run-record';
import { RunStoreError } from './run-store-error';
import type { KeptTrust } from './trust-document';
import { isTypedArray } from './typed-arrays';

export const RUN_DATABASE = 'ulpforge-runs';
const SCHEMA = 1;
export const SUMMARY_STORE = 'runs';
export const CHECKPOINT_STORE = 'checkpoints';

export interface StoredRun {
  readonly summary: RunSummary;
  /** What summary and checkpoint take, about. */
  readonly bytes: number;
  readonly hasCheckpoint: boolean;
}

export interface RunList {
  /** The latest first. */
  readonly runs: readonly StoredRun[];
  /** Keys of what is stored and cannot be read. */
  readonly damaged: readonly string[];
}

/** All methods reject with RunStoreError. */
export interface RunStore {
  list(): Promise<RunList>;
  /** Undefined where there is no such run. */
  get(id: string): Promise<RunRecord | undefined>;
  /**
   * Writes a run as `writer`. `taken` where another writer wrote it last, or where it is gone though it was written before;
   * `claim` takes it over, or creates it.
   * @param checkpoint left as it is where undefined, removed where null
   */
  put(
    summary: RunSummary,
    checkpoint: RunCheckpoint | null | undefined,
    writer: string,
    claim?: boolean,
  ): Promise<void>;
  /** Whoever writes the run goes on with the new name. */
  rename(id: string, name: string): Promise<void>;
  /** The same with other rows; what is not there is left alone. */
  putFront(id: string, front: readonly FrontRow[]): Promise<void>;
  /** The same with what is known of its programs; what is not there is left alone. */
  putTrust(id: string, trust: readonly KeptTrust[]): Promise<void>;
  delete(id: string): Promise<void>;
  /** Makes room: removes the checkpoint, and keeps what was found. */
  dropCheckpoint(id: string): Promise<void>;
}

export interface RunStoreOptions {
  /** How long an answer is waited for, in milliseconds. */
  readonly patienceMilliseconds?: number;
  readonly migrations?: readonly Migration[];
}

interface Entry {
  readonly key: string;
  readonly version: number;
  readonly writer: string;
  readonly bytes: number;
  readonly hasCheckpoint: boolean;
  readonly document: unknown;
}

/** @param factory undefined where there is no IndexedDB: every method rejects */
export function createRunStore(
  factory: DatabaseFactory | undefined,
  { patienceMilliseconds = 10_000, migrations = RUN_MIGRATIONS }: RunStoreOptions = {},
): RunStore {
  let opening: Promise<Database> | undefined;

  const database = async (): Promise<Database> => {
    if (factory === undefined)
      throw new RunStoreError('unavailable', 'this browser keeps no data for the page');
    opening ??= openDatabase(factory, RUN_DATABASE, SCHEMA, (created) => {
      created.createObjectStore(SUMMARY_STORE, { keyPath: 'key' });
      created.createObjectStore(CHECKPOINT_STORE, { keyPath: 'key' });
    }).then((opened) => {
      const forget = (): void => (opening = undefined);
      // Another tab deletes or replaces it; or the browser has closed it: the next call opens it again.
      opened.addEventListener('versionchange', () => {
        opened.close();
        forget();
      });
      opened.addEventListener('close', forget);
      return opened;
    });
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw new RunStoreError('unavailable', `the browser's database does not open: ${messageOf(error)}`);
    }
  };

  /** A transaction over both stores, awaited to its end. */
  const transact = async <T>(
    mode: 'readonly' | 'readwrite',
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> => {
    const transaction = (await database()).transaction([SUMMARY_STORE, CHECKPOINT_STORE], mode);
    const completion = completionOf(transaction);
    // It is waited for last, and may fail earlier.
    completion.catch(() => undefined);
    try {
      const result = await work(transaction);
      await completion;
      return result;
    } catch (error) {
      try {
        transaction.abort?.();
      } catch {
        // It has ended already.
      }
      throw error;
    }
  };

  const guarded = <T>(work: () => Promise<T>): Promise<T> =>
    inTime(work(), patienceMilliseconds).catch((error: unknown) => {
      throw storeError(error);
    });

  const entryOf = async (transaction: Transaction, id: string): Promise<Entry | undefined> => {
    const value = await resultOf(transaction.objectStore(SUMMARY_STORE).get(id));
    return value === undefined ? undefined : (value as Entry);
  };

  const summaryOf = (entry: Entry): RunSummary => readSummary(upToDate(entry, migrations));

  const change = (id: string, update: (entry: Entry, transaction: Transaction) => Entry): Promise<void> =>
    guarded(() =>
      transact('readwrite', async (transaction) => {
        const entry = await entryOf(transaction, id);
        if (entry !== undefined) transaction.objectStore(SUMMARY_STORE).put(update(entry, transaction));
      }),
    );

  return {
    list: () =>
      guarded(async () => {
        const entries = await transact('readonly', (transaction) =>
          resultOf(transaction.objectStore(SUMMARY_STORE).getAll()),
        );
        const runs: StoredRun[] = [];
        const damaged: string[] = [];
        for (const entry of entries as readonly Entry[]) {
          try {
            const { bytes, hasCheckpoint } = entry;
            runs.push({ summary: summaryOf(entry), bytes, hasCheckpoint });
          } catch (error) {
            if (!(error instanceof RunRecordError)) throw error;
            damaged.push(entry.key);
          }
        }
        runs.sort((a, b) => b.summary.updated - a.summary.updated);
        return { runs, damaged };
      }),

    get: (id) =>
      guarded(async () => {
        const [entry, stored] = await transact('readonly', (transaction) =>
          Promise.all([
            entryOf(transaction, id),
            resultOf(transaction.objectStore(CHECKPOINT_STORE).get(id)),
          ]),
        );
        if (entry === undefined) return undefined;
        const summary = summaryOf(entry);
        if (stored === undefined) return { summary, checkpoint: null };
        const { document } = stored as { readonly document: unknown };
        return { summary, checkpoint: checked(() => readCheckpoint(document, summary)) };
      }),

    put: (summary, checkpoint, writer, claim = false) =>
      guarded(async () => {
        const document = writeSummary(summary);
        const part = checkpoint ? writeCheckpoint(checkpoint) : checkpoint;
        const partBytes = part ? bytesOf(part) : 0;
        await transact('readwrite', async (transaction) => {
          const { id: key } = summary;
          const before = await entryOf(transaction, key);
          if (!claim && before?.writer !== writer)
            throw new RunStoreError(
              'taken',
              before === undefined ? 'the run was deleted' : 'another tab goes on with this run',
            );
          const kept = part === undefined && before?.hasCheckpoint === true;
          const checkpoints = transaction.objectStore(CHECKPOINT_STORE);
          const entry: Entry = {
            key,
            version: RUN_VERSION,
            writer,
            bytes: kept ? before.bytes : bytesOf(document) + partBytes,
            hasCheckpoint: kept || Boolean(part),
            document,
          };
          // What is put is copied at once: each in a task of its own, so that the page can answer in between.
          await resultOf(transaction.objectStore(SUMMARY_STORE).put(entry));
          if (part) checkpoints.put({ key, document: part });
          else if (part === null) checkpoints.delete(key);
        });
      }),

    rename: (id, name) =>
      change(id, (entry) => ({
        ...entry,
        version: RUN_VERSION,
        document: writeSummary({ ...summaryOf(entry), name }),
      })),

    putFront: (id, front) =>
      change(id, (entry) => ({
        ...entry,
        version: RUN_VERSION,
        document: writeSummary({ ...summaryOf(entry), front }),
      })),

    putTrust: (id, trust) =>
      change(id, (entry) => ({
        ...entry,
        version: RUN_VERSION,
        document: writeSummary({ ...summaryOf(entry), trust }),
      })),

    delete: (id) =>
      guarded(() =>
        transact('readwrite', async (transaction) => {
          transaction.objectStore(SUMMARY_STORE).delete(id);
          await resultOf(transaction.objectStore(CHECKPOINT_STORE).delete(id));
        }),
      ),

    dropCheckpoint: (id) =>
      change(id, (entry, transaction) => {
        transaction.objectStore(CHECKPOINT_STORE).delete(id);
        return { ...entry, hasCheckpoint: false, bytes: bytesOf(entry.document) };
      }),
  };
}

function upToDate({ version, document }: Entry, migrations: readonly Migration[]): unknown {
  if (version > migrations.length + 1)
    throw new RunRecordError(`the run is of version ${version}, which a later release has written`);
  return migrate(document, version, migrations);
}

/** What a document takes in a database, about. */
function bytesOf(value: unknown): number {
  if (isTypedArray(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, member]) => sum + key.length + bytesOf(member), 8);
}

function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new RunStoreError('unavailable', "the browser's database does not answer")),
      milliseconds,
    );
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function storeError(error: unknown): RunStoreError {
  if (error instanceof RunStoreError) return error;
  if (error instanceof RunRecordError) return new RunStoreError('damaged', error.message);
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError')
    return new RunStoreError('full', 'the browser grants this page no more space');
  return new RunStoreError('failed', `the browser's database failed: ${messageOf(error)}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
