/** The theme of the page: as the system says, or as the reader chose. Kept under the key public/theme.js reads. */

import { createStore, type StoreApi } from 'zustand/vanilla';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface ThemeState {
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

const KEY = 'ulpforge.theme';

/** `storage` may be absent or refuse; the choice then lasts as long as the page. */
export function createThemeStore(
  root: { readonly dataset: DOMStringMap },
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null,
): StoreApi<ThemeState> {
  return createStore<ThemeState>()((set) => ({
    theme: keptTheme(storage),
    setTheme: (theme) => {
      if (theme === 'system') delete root.dataset.theme;
      else root.dataset.theme = theme;
      try {
        if (theme === 'system') storage?.removeItem(KEY);
        else storage?.setItem(KEY, theme);
      } catch {
        // The choice is not kept, which is all that is lost.
      }
      set({ theme });
    },
  }));
}

function keptTheme(storage: Pick<Storage, 'getItem'> | null): Theme {
  try {
    const kept = storage?.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system';
  }
}
