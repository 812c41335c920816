/** The store of runs in this browser's database; what reads and writes is loaded with the first question. */

import type { RunStore } from '../persistence/run-store';

/** Where IndexedDB is not to be had every question is answered with a RunStoreError. */
export function browserRunStore(): RunStore {
  let loading: Promise<RunStore> | undefined;
  const store = (): Promise<RunStore> => {
    loading ??= import('../persistence/run-store').then(({ createRunStore }) => createRunStore(database()));
    return loading;
  };
  return {
    list: async () => (await store()).list(),
    get: async (id) => (await store()).get(id),
    put: async (summary, checkpoint, writer, claim) =>
      (await store()).put(summary, checkpoint, writer, claim),
    rename: async (id, name) => (await store()).rename(id, name),
    putFront: async (id, front) => (await store()).putFront(id, front),
    putTrust: async (id, trust) => (await store()).putTrust(id, trust),
    delete: async (id) => (await store()).delete(id),
    dropCheckpoint: async (id) => (await store()).dropCheckpoint(id),
  };
}

/** Some browsers throw at the mere mention of it where storage is denied. */
function database(): IDBFactory | undefined {
  try {
    return typeof indexedDB === 'undefined' ? undefined : indexedDB;
  } catch {
    return undefined;
  }
}
