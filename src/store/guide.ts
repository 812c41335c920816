/** What of the page's guidance has been seen or switched off; kept for the next visit where storage allows it. */

import { createStore, type StoreApi } from 'zustand/vanilla';

export interface GuideState {
  /** Whether the tour is offered: until it has been taken or put away. */
  readonly offered: boolean;
  /** The step of the tour that is shown, from 0; null when it is not under way. */
  readonly step: number | null;
  /** Whether single keys are shortcuts. */
  readonly keys: boolean;
  readonly begin: () => void;
  readonly goTo: (step: number) => void;
  /** Ends the tour, or puts the offer away; it can be begun again from the sheet of shortcuts. */
  readonly dismiss: () => void;
  readonly setKeys: (on: boolean) => void;
}

type GuideStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const SEEN = 'ulpforge.tour';
const KEYS = 'ulpforge.keys';

/** `storage` may be absent or refuse; what was chosen then lasts as long as the page. */
export function createGuideStore(storage: GuideStorage | null): StoreApi<GuideState> {
  const read = (key: string): string | null => {
    try {
      return storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  };
  const write = (key: string, value: string | null) => {
    try {
      if (value === null) storage?.removeItem(key);
      else storage?.setItem(key, value);
    } catch {
      // It is not kept, which is all that is lost.
    }
  };
  return createStore<GuideState>()((set) => ({
    offered: read(SEEN) === null,
    step: null,
    keys: read(KEYS) !== 'off',
    begin: () => set({ step: 0 }),
    goTo: (step) => set({ step }),
    dismiss: () => {
      write(SEEN, 'seen');
      set({ step: null, offered: false });
    },
    setKeys: (keys) => {
      write(KEYS, keys ? null : 'off');
      set({ keys });
    },
  }));
}
