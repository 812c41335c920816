/** Remembers with the tab which run it has, so that a reload goes on with it, and tells other tabs of changes. */

import type { StoreApi } from 'zustand/vanilla';
import type { KeepingStore } from './run-keeping';
import type { RunsState } from './runs';

const KEY = 'ulpforge.run';
const CHANNEL = 'ulpforge.runs';

export function rememberRun(keeping: KeepingStore, runs: StoreApi<RunsState>): void {
  const storage = tabStorage();
  const earlier = storage?.getItem(KEY) ?? null;
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  channel?.addEventListener('message', () => {
    if (runs.getState().runs !== null) void runs.getState().refresh();
  });
  void runs.getState().resumeAtStart(earlier, window.location.hash.length > 1);
  keeping.subscribe(({ id, changes }, before) => {
    if (changes !== before.changes) channel?.postMessage('changed');
    if (id === before.id) return;
    try {
      if (id === null) storage?.removeItem(KEY);
      else storage?.setItem(KEY, id);
    } catch {
      // A reload then shows the run as interrupted.
    }
  });
}

/** Reading the property alone throws where storage is denied. */
function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
