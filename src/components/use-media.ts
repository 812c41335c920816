import { useSyncExternalStore } from 'react';

/** Whether a media query holds, now and as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}

/** A finger scrolls the page where it touches a plot; a mouse zooms there. */
export const FINE_POINTER = '(pointer: fine)';
/** One column: see app.module.css. */
export const ONE_COLUMN = '(max-width: 719px)';
