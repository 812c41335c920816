/** Tabs as the ARIA practices have them: arrow keys, Home and End move and choose; what is not chosen is not rendered. */

import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import controls from '../controls.module.css';
import styles from './panels.module.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly panel: () => ReactNode;
}

interface TabsProps<Id extends string> {
  /** What the tabs are about. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  /** The first tab is shown where it is none of them. */
  readonly chosen: Id;
  readonly choose: (id: Id) => void;
}

export function Tabs<Id extends string>({ label, tabs, chosen, choose }: TabsProps<Id>) {
  const prefix = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex(({ id }) => id === chosen),
  );
  const shown = tabs[at];
  if (shown === undefined) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    const index = nextTab(event.key, at, tabs.length);
    const next = index === null ? undefined : tabs[index];
    if (next === undefined) return;
    event.preventDefault();
    choose(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index ?? 0]?.focus();
  };
  return (
    <section className={styles.tabs} aria-label={label}>
      <div role="tablist" aria-label={label} className={styles.tabList} ref={list} onKeyDown={onKeyDown}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${prefix}-${id}`}
            aria-controls={`${prefix}-panel`}
            aria-selected={id === shown.id}
            tabIndex={id === shown.id ? 0 : -1}
            className={controls.quiet}
            onClick={() => choose(id)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${prefix}-panel`} aria-labelledby={`${prefix}-${shown.id}`}>
        {shown.panel()}
      </div>
    </section>
  );
}

/** The tab a key leads to from the one at `at`, of `count`; null for other keys. */
export function nextTab(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
