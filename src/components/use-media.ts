import { useSyncExternalStore } from 'react';

/** Asked at each rendering: a list is made once for each query. */
const lists = new Map<string, MediaQueryList>();

function listOf(query: string): MediaQueryList {
  let list = lists.get(query);
  if (list === undefined) {
    list = matchMedia(query);
    lists.set(query, list);
  }
  return list;
}

/** Whether a media query holds, now and as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = listOf(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => listOf(query).matches,
  );
}

/** A finger scrolls the page where it touches a plot; a mouse zooms there. */
export const FINE_POINTER = '(pointer: fine)';
/** One column: see app.module.css. */
export const ONE_COLUMN = '(max-width: 719px)';
