/**
 * Label tables in IndexedDB, within a bound on space: those not used for longest leave. What cannot be read or is
 * not what was written is discarded; a database that is absent, full, damaged or does not answer means no more than that
 * tables are computed again.
 */

import type { SearchTables } from '../oracle/labels';
import {
  completionOf,
  type Database,
  type DatabaseFactory,
  type ObjectStore,
  openDatabase,
  resultOf,
} from './indexed-db';
import type { LabelCache } from './label-cache';
import { bytesOf, hashOfText, type LabelRecord, readRecord, recordOf } from './label-record';

export const LABEL_DATABASE = 'ulpforge-labels';
const SCHEMA = 1;
/** The records, and apart from them what is needed to choose which of them leave. */
export const LABEL_STORE = 'tables';
export const USAGE_STORE = 'usage';

export interface LabelCacheOptions {
  /** Space for all records together. */
  readonly maxBytes?: number;
  /** How long an answer is waited for: tables are soon computed. */
  readonly patienceMilliseconds?: number;
  /** Milliseconds by which uses are put in order. */
  readonly now?: () => number;
}

const DEFAULTS: Required<LabelCacheOptions> = {
  maxBytes: 64 * 1024 * 1024,
  patienceMilliseconds: 1000,
  now: () => Date.now(),
};

interface Usage {
  readonly key: string;
  readonly used: number;
  readonly bytes: number;
}

/** A cache in the database that `factory` opens, when it is first needed; undefined gives a cache that keeps nothing. */
export function createLabelCache(
  factory: DatabaseFactory | undefined,
  options: LabelCacheOptions = {},
): LabelCache {
  const { maxBytes, patienceMilliseconds, now } = { ...DEFAULTS, ...options };
  let opening: Promise<Database> | undefined;
  if (factory === undefined) return { get: async () => undefined, put: async () => undefined };

  const database = (): Promise<Database> => {
    opening ??= openDatabase(factory, LABEL_DATABASE, SCHEMA, (created) => {
      created.createObjectStore(LABEL_STORE, { keyPath: 'key' });
      created.createObjectStore(USAGE_STORE, { keyPath: 'key' });
    }).then((opened) => {
      // Another tab deletes or replaces it; or the browser has closed it: the next call opens it again.
      opened.addEventListener('versionchange', () => {
        opened.close();
        opening = undefined;
      });
      opened.addEventListener('close', () => (opening = undefined));
      return opened;
    });
    return opening;
  };

  const get = async (text: string): Promise<SearchTables | undefined> => {
    const transaction = (await database()).transaction([LABEL_STORE, USAGE_STORE], 'readwrite');
    const [records, usage] = [transaction.objectStore(LABEL_STORE), transaction.objectStore(USAGE_STORE)];
    const key = hashOfText(text);
    const value = await resultOf(records.get(key));
    if (value === undefined) return undefined;
    const tables = readRecord(value, text);
    if (tables === undefined) remove(records, usage, key);
    else usage.put(usageOf(recordOf(text, tables), now()));
    return tables;
  };

  /** Keeps the record, if there is one, and so many bytes of others as fit with it into the limit. */
  const keep = async (record: LabelRecord | undefined, limit: number): Promise<void> => {
    const transaction = (await database()).transaction([LABEL_STORE, USAGE_STORE], 'readwrite');
    const completion = completionOf(transaction);
    // It is waited for last, and may fail earlier.
    completion.catch(() => undefined);
    const [records, usage] = [transaction.objectStore(LABEL_STORE), transaction.objectStore(USAGE_STORE)];
    const entry = record === undefined ? undefined : usageOf(record, now());
    const entries = (await resultOf(usage.getAll())).map(readUsage);
    for (const key of chooseLeaving(entries, entry, limit)) remove(records, usage, key);
    if (record !== undefined) {
      records.put(record);
      usage.put(entry);
    }
    await completion;
  };

  const put = async (record: LabelRecord): Promise<void> => {
    if (bytesOf(record) > maxBytes) return;
    try {
      await keep(record, maxBytes);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'QuotaExceededError') throw error;
      // The browser grants less than the bound. Room must be made before it is asked for again.
      await keep(undefined, (await usedBytes(await database())) / 2);
      await keep(record, maxBytes);
    }
  };

  let silent = false;
  /** The answer, or undefined when it fails or does not come in time; while none comes, nothing more is asked. */
  const patiently = <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    if (silent) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        silent = true;
        resolve(undefined);
      }, patienceMilliseconds);
      const settle = (value: T | undefined): void => {
        clearTimeout(timer);
        silent = false;
        resolve(value);
      };
      ask().then(settle, () => settle(undefined));
    });
  };

  return {
    get: (key) => patiently(() => get(key)),
    put: (key, tables) => patiently(() => put(recordOf(key, tables))),
  };
}

function usageOf(record: LabelRecord, used: number): Usage {
  return { key: record.key, used, bytes: bytesOf(record) };
}

function remove(records: ObjectStore, usage: ObjectStore, key: string): void {
  records.delete(key);
  usage.delete(key);
}

/** Keys to be removed so that the rest fits: what cannot be read, then what was not used for longest. */
function chooseLeaving(entries: readonly Usage[], added: Usage | undefined, limit: number): string[] {
  const others = entries.filter(({ key }) => key !== added?.key);
  const sound = others.filter(({ bytes }) => bytes > 0).sort((a, b) => a.used - b.used);
  const leaving = others.filter(({ bytes }) => bytes === 0).map(({ key }) => key);
  let total = sound.reduce((sum, { bytes }) => sum + bytes, added?.bytes ?? 0);
  for (const { key, bytes } of sound) {
    if (total <= limit) break;
    leaving.push(key);
    total -= bytes;
  }
  return leaving;
}

/** A damaged entry counts as one of no bytes. */
function readUsage(value: unknown): Usage {
  const { key, used, bytes } = value as Readonly<Record<keyof Usage, unknown>>;
  const sound = typeof used === 'number' && typeof bytes === 'number' && bytes > 0;
  return { key: String(key), ...(sound ? { used, bytes } : { used: 0, bytes: 0 }) };
}

async function usedBytes(database: Database): Promise<number> {
  const usage = database.transaction([USAGE_STORE], 'readonly').objectStore(USAGE_STORE);
  return (await resultOf(usage.getAll())).map(readUsage).reduce((sum, { bytes }) => sum + bytes, 0);
}
